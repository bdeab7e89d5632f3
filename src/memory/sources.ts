import { z } from 'zod';
import type { Store, Vault } from '../core/store.ts';
import type { Shelf } from './names.ts';

/** Which line came from which message of a platform, so that an edit or a deletion there finds it. */
export type Sources = {
  /** `ttlMs` as the line's own; absent for a line that stays. */
  note(source: string, shelf: Shelf, lineId: string, ttlMs?: number): Promise<void>;
  find(source: string): Promise<{ readonly shelf: Shelf; readonly lineId: string } | undefined>;
  remove(sources: readonly string[]): Promise<void>;
};

// A deletion does not say whose message it was: the owner must be readable before anything can be opened.
const rowCodec = z.object({ v: z.literal(1), owner: z.string(), sealed: z.string() });
const lineCodec = z.object({ shelf: z.string(), line: z.string() });

export function createSources({ store, vault }: { readonly store: Store; readonly vault: Vault }): Sources {
  const rows = store.records('memory-sources', rowCodec);
  const place = (source: string) => `memory-sources/${source}`;

  return {
    async note(source, { owner, key }, line, ttlMs) {
      const sealed = await vault.seal(owner, place(source), JSON.stringify({ shelf: key, line }));
      await rows.set([source], { v: 1, owner, sealed }, ttlMs === undefined ? {} : { ttlMs });
    },
    async find(source) {
      const row = await rows.get([source]);
      const text = row && (await vault.open(row.owner, place(source), row.sealed));
      if (row === undefined || text === undefined) return undefined;
      const { shelf, line } = lineCodec.parse(JSON.parse(text));
      return { shelf: { owner: row.owner, key: shelf }, lineId: line };
    },
    async remove(sources) {
      if (sources.length > 0) await rows.deleteMany(sources.map((source) => [source]));
    },
  };
}
