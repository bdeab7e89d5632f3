import { LRUCache } from 'lru-cache';
import type { KeptShelves, ShelfChange, ShelfHead } from './kept-shelves.ts';
import type { Shelf } from './names.ts';
import { createSearchIndex, type SearchIndex } from './search-index.ts';

/** Search indexes of shelves: built when first asked for, kept up to date, forgotten when not used, never stored. */
export type ShelfIndexes = {
  /** The index of a shelf as its head says it is now; undefined when there is no such shelf (any more). */
  open(
    shelf: Shelf,
    head: ShelfHead | undefined,
    load: Pick<KeptShelves, 'lines' | 'facts'>,
  ): Promise<SearchIndex | undefined>;
  /** Follows a change of a shelf made here. Changes made elsewhere show in the head's version. */
  follow(change: ShelfChange): void;
  /** Drops everything about an account. */
  drop(owner: string): void;
};

type Cached = { readonly version: string; readonly index: Promise<SearchIndex> };

/** Records held in memory at most, over all shelves: some tens of megabytes. */
const maxRecords = 60_000;

export function createShelfIndexes(): ShelfIndexes {
  const cache = new LRUCache<string, Cached>({ maxSize: maxRecords });
  const name = ({ owner, key }: Shelf) => `${owner} ${key}`;
  // Longer than the whole cache would never be held at all: then it is the only one.
  const sizeOf = (head: ShelfHead) => Math.min(maxRecords, head.lines.records + head.facts.records + 1);

  function hold(shelf: Shelf, head: ShelfHead, index: Promise<SearchIndex>): void {
    cache.set(name(shelf), { version: head.version, index }, { size: sizeOf(head) });
    index.catch(() => {
      if (cache.peek(name(shelf))?.index === index) cache.delete(name(shelf));
    });
  }

  return {
    async open(shelf, head, load) {
      if (!head) {
        cache.delete(name(shelf));
        return undefined;
      }
      const cached = cache.get(name(shelf));
      if (cached?.version === head.version) return cached.index;
      const index = (async () => {
        const [lines, facts] = await Promise.all([load.lines(shelf, head), load.facts(shelf, head)]);
        return createSearchIndex([...lines, ...facts]);
      })();
      hold(shelf, head, index);
      return index;
    },
    follow({ shelf, before, after, added }) {
      const cached = cache.peek(name(shelf));
      if (!cached) return;
      if (!added || cached.version !== before?.version) {
        cache.delete(name(shelf));
        return;
      }
      const index = cached.index.then((built) => {
        built.add(added);
        return built;
      });
      hold(shelf, after, index);
    },
    drop(owner) {
      for (const held of cache.keys()) if (held.startsWith(`${owner} `)) cache.delete(held);
    },
  };
}
