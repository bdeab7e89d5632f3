import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Store, Vault } from '../core/store.ts';
import type { Opened, Shelf } from './names.ts';
import {
  audienceCodec,
  type EpisodeRecord,
  episodeCodec,
  type FactRecord,
  factCodec,
  type LineRecord,
  lineCodec,
} from './record.ts';
import { sealedRows } from './sealed-rows.ts';
import { createSeries, noSize } from './series.ts';

const sizeCodec = z.object({ segments: z.number(), records: z.number() });
const headCodec = z.object({
  v: z.literal(1),
  linesVersion: z.string().default(''),
  notesVersion: z.string().default(''),
  lines: sizeCodec,
  facts: sizeCodec,
  episodes: sizeCodec.default(noSize),
});

/** How much stands on a shelf, without content. The versions, of lines and of facts and summaries, are others after every change. */
export type ShelfHead = z.infer<typeof headCodec>;

/** A change of a shelf, for those who hold a copy of what stands on it. */
export type ShelfChange = {
  readonly shelf: Shelf;
  readonly before: ShelfHead | undefined;
  readonly after: ShelfHead;
  /** Lines that were added at the end; undefined when lines changed otherwise. */
  readonly addedLines: readonly LineRecord[] | undefined;
};

/**
 * What is kept for good, by account and audience: a series of lines, one of facts and one of summaries
 * per shelf, counted in the shelf's head. A list per account names its shelves. Whoever writes must hold the
 * account's lock.
 */
export type KeptShelves = {
  /** The account's shelves with their audiences, in the order they were first used. */
  shelves(owner: string): Promise<readonly Opened[]>;
  /** The names of the account's shelves, also of those whose audience can no longer be read. */
  listed(owner: string): Promise<readonly Shelf[]>;
  /** A shelf's head; undefined when nothing was ever kept there. */
  heads(shelves: readonly Shelf[]): Promise<readonly (ShelfHead | undefined)[]>;
  lines(shelf: Shelf, head: ShelfHead | undefined): Promise<readonly LineRecord[]>;
  /** The segments of lines from one index up to, without, another. */
  lineSegments(
    shelf: Shelf,
    head: ShelfHead,
    from: number,
    to: number,
  ): Promise<readonly (readonly LineRecord[])[]>;
  /** Lines of the last `segments` segments. */
  lastLines(shelf: Shelf, head: ShelfHead | undefined, segments: number): Promise<readonly LineRecord[]>;
  facts(shelf: Shelf, head: ShelfHead | undefined): Promise<readonly FactRecord[]>;
  episodes(shelf: Shelf, head: ShelfHead | undefined): Promise<readonly EpisodeRecord[]>;
  addLines(shelf: Opened, lines: readonly LineRecord[]): Promise<void>;
  addFacts(shelf: Opened, facts: readonly FactRecord[]): Promise<void>;
  addEpisode(shelf: Opened, episode: EpisodeRecord): Promise<void>;
  /** Replaces each line by what `change` makes of it; undefined removes it. */
  editLines(shelf: Shelf, change: (line: LineRecord) => LineRecord | undefined): Promise<void>;
  editFacts(shelf: Shelf, change: (fact: FactRecord) => FactRecord | undefined): Promise<void>;
  editEpisodes(shelf: Shelf, change: (episode: EpisodeRecord) => EpisodeRecord | undefined): Promise<void>;
  /** Removes one shelf with everything on it. */
  eraseShelf(shelf: Shelf): Promise<void>;
  /** Removes every row, also those whose content can no longer be read. */
  erase(owner: string): Promise<void>;
};

const listCodec = z.object({
  v: z.literal(1),
  shelves: z.array(z.object({ key: z.string(), audience: z.string() })),
});

export function createKeptShelves(tools: {
  readonly store: Store;
  readonly vault: Vault;
  readonly onChange: (change: ShelfChange) => void;
  /** Called before a shelf is used for the first time. */
  readonly onNew?: (shelf: Opened) => Promise<void>;
}): KeptShelves {
  const { store, vault } = tools;
  const lists = store.records('memory-shelves', listCodec);
  const headRows = store.records('memory-heads', headCodec);
  const lines = createSeries(sealedRows(tools, 'memory-lines', z.array(lineCodec)));
  const facts = createSeries(sealedRows(tools, 'memory-facts', z.array(factCodec)));
  const episodes = createSeries(sealedRows(tools, 'memory-episodes', z.array(episodeCodec)));

  const audiencePlace = ({ key }: Shelf) => `memory-shelves/${key}`;
  const readHead = async ({ owner, key }: Shelf) => headRows.get([owner, key]);
  const readList = async (owner: string) => (await lists.get([owner])) ?? { v: 1 as const, shelves: [] };

  async function enlist(shelf: Opened): Promise<void> {
    const { shelves } = await readList(shelf.owner);
    if (shelves.some(({ key }) => key === shelf.key)) return;
    await tools.onNew?.(shelf);
    const audience = await vault.seal(shelf.owner, audiencePlace(shelf), JSON.stringify(shelf.audience));
    await lists.set([shelf.owner], { v: 1, shelves: [...shelves, { key: shelf.key, audience }] });
  }

  async function openListed(shelf: Shelf, sealed: string): Promise<readonly Opened[]> {
    const text = await vault.open(shelf.owner, audiencePlace(shelf), sealed);
    return text === undefined ? [] : [{ ...shelf, audience: audienceCodec.parse(JSON.parse(text)) }];
  }

  async function writeHead(
    shelf: Shelf,
    before: ShelfHead | undefined,
    sizes: Partial<Sizes>,
    addedLines?: readonly LineRecord[],
  ): Promise<ShelfHead> {
    const version = randomBytes(9).toString('base64url');
    const after = {
      ...(before ?? emptyHead),
      ...sizes,
      ...(sizes.lines ? { linesVersion: version } : {}),
      ...(sizes.facts || sizes.episodes ? { notesVersion: version } : {}),
    };
    await headRows.set([shelf.owner, shelf.key], after);
    tools.onChange({ shelf, before, after, addedLines });
    return after;
  }

  async function eraseShelf(shelf: Shelf): Promise<void> {
    const head = (await readHead(shelf)) ?? emptyHead;
    await lines.erase(shelf, head.lines);
    await facts.erase(shelf, head.facts);
    await episodes.erase(shelf, head.episodes);
    await headRows.delete([shelf.owner, shelf.key]);
  }

  return {
    async shelves(owner) {
      const { shelves } = await readList(owner);
      const opened = shelves.map(({ key, audience }) => openListed({ owner, key }, audience));
      return (await Promise.all(opened)).flat();
    },
    listed: async (owner) => (await readList(owner)).shelves.map(({ key }) => ({ owner, key })),
    heads: (shelves) => headRows.getMany(shelves.map(({ owner, key }) => [owner, key])),
    lines: async (shelf, head) => (await lines.read(shelf, 0, head?.lines.segments ?? 0)).flat(),
    async lastLines(shelf, head, segments) {
      const total = head?.lines.segments ?? 0;
      return (await lines.read(shelf, Math.max(0, total - segments), total)).flat();
    },
    lineSegments: (shelf, head, from, to) => lines.read(shelf, from, Math.min(to, head.lines.segments)),
    facts: async (shelf, head) => (await facts.read(shelf, 0, head?.facts.segments ?? 0)).flat(),

    episodes: async (shelf, head) => (await episodes.read(shelf, 0, head?.episodes.segments ?? 0)).flat(),

    async addLines(shelf, records) {
      // The list first: a shelf nobody lists would not be found by a wish to forget.
      await enlist(shelf);
      let head = await readHead(shelf);
      await lines.add(shelf, head?.lines ?? noSize, records, async (size, added) => {
        head = await writeHead(shelf, head, { lines: size }, added);
      });
    },
    async addFacts(shelf, records) {
      await enlist(shelf);
      let head = await readHead(shelf);
      await facts.add(shelf, head?.facts ?? noSize, records, async (size) => {
        head = await writeHead(shelf, head, { facts: size });
      });
    },
    async addEpisode(shelf, episode) {
      await enlist(shelf);
      const head = await readHead(shelf);
      await episodes.add(shelf, head?.episodes ?? noSize, [episode], async (size) => {
        await writeHead(shelf, head, { episodes: size });
      });
    },
    async editLines(shelf, change) {
      const head = await readHead(shelf);
      if (head) await writeHead(shelf, head, { lines: await lines.edit(shelf, head.lines, change) });
    },
    async editFacts(shelf, change) {
      const head = await readHead(shelf);
      if (head) await writeHead(shelf, head, { facts: await facts.edit(shelf, head.facts, change) });
    },
    async editEpisodes(shelf, change) {
      const head = await readHead(shelf);
      if (head) await writeHead(shelf, head, { episodes: await episodes.edit(shelf, head.episodes, change) });
    },

    async eraseShelf(shelf) {
      await eraseShelf(shelf);
      const list = await readList(shelf.owner);
      await lists.set([shelf.owner], {
        ...list,
        shelves: list.shelves.filter(({ key }) => key !== shelf.key),
      });
    },
    async erase(owner) {
      for (const { key } of (await readList(owner)).shelves) await eraseShelf({ owner, key });
      await lists.delete([owner]);
    },
  };
}

type Sizes = Pick<ShelfHead, 'lines' | 'facts' | 'episodes'>;

const emptyHead: ShelfHead = {
  v: 1,
  linesVersion: '',
  notesVersion: '',
  lines: noSize,
  facts: noSize,
  episodes: noSize,
};
