import type { Clock } from '../core/clock.ts';
import { BotError } from '../core/errors.ts';
import type { Locks } from '../core/store.ts';
import { type Database, storeError } from './sqlite.ts';

const leaseMs = 10_000;
const renewEveryMs = 3_000;
const defaultWaitMs = 10_000;
const firstPauseMs = 5;
const longestPauseMs = 200;

/**
 * Locks by name: first a line within this process, then a row that other processes respect. A
 * process that dies frees its locks when their lease runs out.
 */
export function createLocks(database: Database, clock: Clock, holder: string): Locks {
  const acquire = database.prepare(
    `INSERT INTO locks (name, holder, expires, fence) VALUES (?, ?, ?, 1)
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires = excluded.expires, fence = locks.fence + 1
     WHERE locks.expires <= ?`,
  );
  const renew = database.prepare('UPDATE locks SET expires = ? WHERE name = ? AND holder = ?');
  const free = database.prepare('DELETE FROM locks WHERE name = ? AND holder = ?');
  const tails = new Map<string, Promise<void>>();

  async function take(name: string, deadline: number): Promise<void> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const now = clock.now();
      if (acquired(name, now)) return;
      if (now >= deadline) {
        throw new BotError(
          'store',
          'Another process keeps a lock for too long. If no other process runs, it frees itself within seconds: try again.',
        );
      }
      await clock.wait(pauseMs);
    }
  }

  function acquired(name: string, now: number): boolean {
    try {
      return acquire.run(name, holder, now + leaseMs, now).changes === 1;
    } catch (error) {
      throw storeError(error, 'locks');
    }
  }

  async function keep(name: string, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await clock.wait(renewEveryMs, over);
      if (!over.aborted) renew.run(clock.now() + leaseMs, name, holder);
    }
  }

  return {
    async withLock(name, work, options = {}) {
      const deadline = clock.now() + (options.waitMs ?? defaultWaitMs);
      const before = tails.get(name);
      let leave = (): void => undefined;
      const tail = new Promise<void>((resolve) => {
        leave = resolve;
      });
      tails.set(name, before === undefined ? tail : before.then(() => tail));
      const last = tails.get(name);
      const over = new AbortController();
      let held = false;
      try {
        await before;
        await take(name, deadline);
        held = true;
        keep(name, over.signal).catch(() => undefined);
        return await work();
      } finally {
        over.abort();
        if (held) release(name);
        leave();
        if (tails.get(name) === last) tails.delete(name);
      }
    },
  };

  function release(name: string): void {
    try {
      free.run(name, holder);
    } catch {
      // The work is done, and whoever waits here must not wait for ever: the lease frees the row within seconds.
    }
  }
}
