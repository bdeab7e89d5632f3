import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import { BotError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Store } from '../core/store.ts';
import { createClaims } from './claims.ts';
import { createJobs } from './jobs.ts';
import { createKeyvSqlite } from './keyv-sqlite.ts';
import { createLocks } from './locks.ts';
import { createQueue } from './queue.ts';
import { createRecords } from './records.ts';
import { prepareSchema } from './schema.ts';
import { inTransaction, openSqlite, storeError } from './sqlite.ts';

const sweepEveryMs = 60_000;

/**
 * Opens the store an address names: `sqlite:PATH`, or `sqlite::memory:`. Rejects with a BotError that says what to do; an existing file is never replaced.
 */
export async function openStore(options: {
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<Store> {
  const { url, clock, log } = options;
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1];
  if (!path) {
    throw new BotError(
      'config',
      'STORE_URL names an engine this version does not have. Write sqlite: and a file, such as sqlite:data/vis-a-vis.db.',
    );
  }
  const database = openSqlite(path);
  try {
    prepareSchema(database);
  } catch (error) {
    database.close();
    throw storeError(error, path);
  }
  const holder = randomUUID();
  const closing = new AbortController();
  const sweeping = sweep();

  /** Rows past their time are unreadable at once and removed within a minute. */
  async function sweep(): Promise<void> {
    const expired = [
      database.prepare('DELETE FROM records WHERE expires <= ?'),
      database.prepare('DELETE FROM claims WHERE expires <= ?'),
    ];
    while (!closing.signal.aborted) {
      try {
        inTransaction(database, () => {
          for (const statement of expired) statement.run(clock.now());
        });
      } catch {
        log.warn('Expired rows could not be removed; another try follows.');
      }
      await clock.wait(sweepEveryMs, closing.signal);
    }
  }

  return {
    records: (namespace, codec) =>
      createRecords(createKeyvSqlite(database, clock, namespace), namespace, codec),
    queue: createQueue(database, clock, holder),
    jobs: createJobs(database, clock),
    claims: createClaims(database, clock),
    locks: createLocks(database, clock, holder),
    async scrub() {
      try {
        // secure_delete zeroes pages; the copies of older pages in the journal go with it.
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch (error) {
        throw storeError(error, path);
      }
    },
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      await sweeping;
      try {
        // The package for older Nodes lets go of a file only when its statements are collected:
        // until then nothing may stand in the journal alone.
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch {
        log.warn('The journal could not be emptied. It is read again at the next start.');
      }
      database.close();
    },
  };
}
