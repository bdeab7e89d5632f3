import { z } from 'zod';
import type { Erasure, ErasureList } from '../core/erasures.ts';
import type { Store } from '../core/store.ts';

/** Notes what is forgotten outside the store, and does again what a restored store knows nothing of. */
export type Erasures = {
  note(erasure: Erasure): Promise<void>;
  /** Hands every erasure this store has not seen to `erase`, oldest first. Resolves with how many there were. */
  catchUp(erase: (erasure: Erasure) => Promise<void>): Promise<number>;
};

const codec = z.object({ v: z.literal(1), seen: z.number() });

export function createErasures({
  list,
  store,
}: {
  readonly list: ErasureList;
  readonly store: Pick<Store, 'records' | 'locks'>;
}): Erasures {
  const rows = store.records('memory-erasures', codec);
  const seen = async () => (await rows.get(['all']))?.seen ?? 0;
  const alone = <T>(work: () => Promise<T>) => store.locks.withLock('memory-erasures', work);

  return {
    note: (erasure) =>
      alone(async () => {
        await list.add(erasure);
        await rows.set(['all'], { v: 1, seen: (await list.all()).length });
      }),
    catchUp: (erase) =>
      alone(async () => {
        const entries = await list.all();
        const missed = entries.slice(await seen());
        for (const entry of missed) await erase(entry);
        if (missed.length > 0) await rows.set(['all'], { v: 1, seen: entries.length });
        return missed.length;
      }),
  };
}
