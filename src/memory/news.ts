import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Store, Vault } from '../core/store.ts';
import type { Shelf } from './names.ts';
import { type FactRecord, factCodec } from './record.ts';
import { sealedRows } from './sealed-rows.ts';

/** A fact somebody was not asked about yet, and the one it would end. */
export type Proposal = { readonly fact: FactRecord; readonly ends?: string };

/** What was learnt, or might be, that the person has not been told of. */
export type ShelfNews = { readonly kept: readonly string[]; readonly proposed: readonly Proposal[] };

/** News of shelves, until they are told with the next answer. Whoever writes must hold the account's lock. */
export type News = {
  of(shelf: Shelf): Promise<ShelfNews>;
  /** Facts that were kept, by id. */
  addKept(shelf: Shelf, ids: readonly string[]): Promise<void>;
  /** Facts to ask about; at most ten wait, the newest win. */
  addProposed(shelf: Shelf, proposals: readonly Proposal[]): Promise<void>;
  told(shelf: Shelf): Promise<void>;
  /** Takes out and returns what was proposed. */
  takeProposed(shelf: Shelf): Promise<readonly Proposal[]>;
  /** Nothing made of these lines is proposed any more. */
  dropFrom(shelf: Shelf, lines: ReadonlySet<string>): Promise<void>;
  erase(shelf: Shelf): Promise<void>;
};

const mostProposed = 10;
/** Nobody wants to be asked about what they said weeks ago. */
const keptForMs = 14 * 24 * 60 * 60 * 1000;

const codec = z.object({
  kept: z.array(z.string()),
  proposed: z.array(z.object({ fact: factCodec, ends: z.exactOptional(z.string()) })),
});

export function createNews(tools: {
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: Clock;
}): News {
  const rows = sealedRows(tools, 'memory-news', codec);

  async function of({ owner, key }: Shelf): Promise<z.infer<typeof codec>> {
    const [row] = await rows.read([[owner, key]]);
    return row ?? { kept: [], proposed: [] };
  }

  async function write({ owner, key }: Shelf, news: z.infer<typeof codec>): Promise<void> {
    if (news.kept.length + news.proposed.length === 0) return rows.remove([[owner, key]]);
    await rows.write([owner, key], news, { ttlMs: keptForMs });
  }

  return {
    of,
    async addKept(shelf, ids) {
      const news = await of(shelf);
      await write(shelf, { ...news, kept: [...new Set([...news.kept, ...ids])] });
    },
    async addProposed(shelf, proposals) {
      const news = await of(shelf);
      const fresh = proposals.filter(({ fact }) => !news.proposed.some((known) => known.fact.id === fact.id));
      await write(shelf, { ...news, proposed: [...news.proposed, ...fresh].slice(-mostProposed) });
    },
    async told(shelf) {
      const news = await of(shelf);
      if (news.kept.length > 0) await write(shelf, { ...news, kept: [] });
    },
    async takeProposed(shelf) {
      const news = await of(shelf);
      if (news.proposed.length > 0) await write(shelf, { ...news, proposed: [] });
      return news.proposed;
    },
    async dropFrom(shelf, lines) {
      const news = await of(shelf);
      const proposed = news.proposed.filter(({ fact }) => !fact.sources?.some((line) => lines.has(line)));
      if (proposed.length < news.proposed.length) await write(shelf, { ...news, proposed });
    },
    erase: ({ owner, key }) => rows.remove([[owner, key]]),
  };
}
