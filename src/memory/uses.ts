import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Store } from '../core/store.ts';
import type { Shelf } from './names.ts';

/** Stands for all facts of a shelf, which are used together. */
export const factsSegment = -1;

/** One stretch of a shelf: a segment of its lines, or its facts. */
export type Stretch = { readonly shelf: Shelf; readonly segment: number };

/** When what is kept was last of use, to the day: what nobody needs any more is not kept for ever. */
export type Uses = {
  /** Notes a use; written at most once per stretch and day. Failing to note it hurts nobody, so it is logged and passed over. */
  note(stretches: readonly Stretch[]): Promise<void>;
  /** The last day each segment of a shelf was used, in days since 1970. */
  of(shelf: Shelf): Promise<ReadonlyMap<number, number>>;
  erase(shelf: Shelf): Promise<void>;
};

export const dayMs = 24 * 60 * 60 * 1000;

const rowCodec = z.object({ v: z.literal(1), days: z.record(z.string(), z.number()) });

export function createUses({
  store,
  clock,
  log,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}): Uses {
  const rows = store.records('memory-uses', rowCodec);
  let today = 0;
  let noted = new Set<string>();

  async function write(shelf: Shelf, segments: readonly number[]): Promise<void> {
    await store.locks.withLock(`memory-uses/${shelf.owner}`, async () => {
      const days = { ...(await rows.get([shelf.owner, shelf.key]))?.days };
      for (const segment of segments) days[String(segment)] = today;
      await rows.set([shelf.owner, shelf.key], { v: 1, days });
    });
  }

  return {
    async note(stretches) {
      const day = Math.floor(clock.now() / dayMs);
      if (day !== today) {
        today = day;
        noted = new Set();
      }
      const fresh = new Map<string, { readonly shelf: Shelf; readonly segments: Set<number> }>();
      for (const { shelf, segment } of stretches) {
        const name = `${shelf.owner} ${shelf.key} ${segment}`;
        if (noted.has(name)) continue;
        noted.add(name);
        const entry = fresh.get(shelf.key) ?? { shelf, segments: new Set<number>() };
        entry.segments.add(segment);
        fresh.set(shelf.key, entry);
      }
      for (const { shelf, segments } of fresh.values()) {
        try {
          await write(shelf, [...segments]);
        } catch {
          log.warn('The use of a memory could not be noted.', { segments: segments.size });
        }
      }
    },
    async of(shelf) {
      const row = await rows.get([shelf.owner, shelf.key]);
      return new Map(Object.entries(row?.days ?? {}).map(([segment, day]) => [Number(segment), day]));
    },
    erase: (shelf) => rows.delete([shelf.owner, shelf.key]),
  };
}
