import { z } from 'zod';
import type { Store } from '../core/store.ts';
import type { Shelf } from './names.ts';

/** Which shelves belong to a server or workspace, so that leaving it can take them along. Names are keyed hashes. */
export type Places = {
  note(place: string, shelf: Shelf): Promise<void>;
  of(place: string): Promise<readonly Shelf[]>;
  forget(place: string): Promise<void>;
};

/** Shelves per row: what one note rewrites stays small however many people there are. */
const shelvesPerRow = 100;

const shelf = z.object({ owner: z.string(), key: z.string() });
const countCodec = z.object({ v: z.literal(1), rows: z.number() });
const rowCodec = z.object({ v: z.literal(1), shelves: z.array(shelf) });

export function createPlaces(store: Pick<Store, 'records' | 'locks'>): Places {
  const counts = store.records('memory-places', countCodec);
  const rows = store.records('memory-place-shelves', rowCodec);
  const rowsOf = async (place: string) => (await counts.get([place]))?.rows ?? 0;

  return {
    async note(place, { owner, key }) {
      await store.locks.withLock(`memory-places/${place}`, async () => {
        const count = await rowsOf(place);
        const last = count > 0 ? ((await rows.get([place, String(count - 1)]))?.shelves ?? []) : [];
        const fits = count > 0 && last.length < shelvesPerRow;
        // The count first: a row nobody counts would not be found when the place is left.
        if (!fits) await counts.set([place], { v: 1, rows: count + 1 });
        const at = fits ? count - 1 : count;
        await rows.set([place, String(at)], { v: 1, shelves: [...(fits ? last : []), { owner, key }] });
      });
    },
    async of(place) {
      const keys = Array.from({ length: await rowsOf(place) }, (_, at) => [place, String(at)]);
      return keys.length === 0 ? [] : (await rows.getMany(keys)).flatMap((row) => row?.shelves ?? []);
    },
    async forget(place) {
      const keys = Array.from({ length: await rowsOf(place) }, (_, at) => [place, String(at)]);
      if (keys.length > 0) await rows.deleteMany(keys);
      await counts.delete([place]);
    },
  };
}
