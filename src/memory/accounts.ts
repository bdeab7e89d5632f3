import type { Log } from '../core/log.ts';
import type { Switches } from '../core/memory.ts';
import type { Store } from '../core/store.ts';
import type { MemoryParts } from './parts.ts';

/** Whose turn it is with an account's memory. */
export type Accounts = {
  /** Runs alone for this account, after finishing what an earlier process began. */
  alone<T>(owner: string, work: (switches: Switches) => Promise<T>): Promise<T>;
  /** The switches once nothing is pending: what is half forgotten must not be read. */
  settled(owner: string): Promise<Switches>;
};

export function createAccounts({
  store,
  log,
  parts,
}: {
  readonly store: Pick<Store, 'locks'>;
  readonly log: Log;
  readonly parts: Pick<MemoryParts, 'switchboard' | 'lines' | 'erase'>;
}): Accounts {
  const { switchboard, lines, erase } = parts;

  function alone<T>(owner: string, work: (switches: Switches) => Promise<T>): Promise<T> {
    return store.locks.withLock(`memory/${owner}`, async () => work(await finishPending(owner)));
  }

  async function finishPending(owner: string): Promise<Switches> {
    const { pending, switches } = await switchboard.read(owner);
    if (!pending) return switches;
    log.info('A change of a memory that was begun is being finished.', { pending });
    if (pending === 'moving') {
      await lines.keepToday(owner);
      await switchboard.write(owner, { switches });
    } else {
      await erase.finish(owner);
    }
    return (await switchboard.read(owner)).switches;
  }

  return {
    alone,
    async settled(owner) {
      const { pending, switches } = await switchboard.read(owner);
      return pending ? alone(owner, async (finished) => finished) : switches;
    },
  };
}
