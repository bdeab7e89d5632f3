import type { PrivateQuery, Recalled, SharedQuery } from '../core/memory.ts';
import type { Audience, SharedAudience } from '../core/room.ts';
import type { KeptShelves } from './kept-shelves.ts';
import type { Names, Opened } from './names.ts';
import { floorShare, type Hit, type Placed, type SearchRecord } from './search-index.ts';
import type { ShelfIndexes } from './shelf-indexes.ts';

/** A found record with the audience of the shelf it stands on. */
type Found<A extends Audience> = Hit & { readonly audience: A };

export type Recall = {
  private(query: PrivateQuery): Promise<readonly Recalled[]>;
  shared(query: SharedQuery): Promise<readonly Recalled<SharedAudience>[]>;
};

/** Search over the shelves a query may see; each shelf has an index of its own, so nothing else is ever scored. */
export function createRecall(tools: {
  readonly names: Names;
  readonly kept: KeptShelves;
  readonly indexes: ShelfIndexes;
}): Recall {
  const { names } = tools;
  const shared = createSharedRecall({ ...tools, shelfOf: names.sharedShelf });
  return {
    shared,
    async private(query) {
      const own = names.privateShelf(query.account, query.audience);
      const listed = await tools.kept.shelves(own.owner);
      const others = listed.filter((shelf) => shelf.audience.kind === 'shared');
      return pick(await search(tools, [own, ...others], query), query);
    },
  };
}

/** Is handed nothing that could name a private shelf. */
function createSharedRecall(tools: {
  readonly shelfOf: Names['sharedShelf'];
  readonly kept: KeptShelves;
  readonly indexes: ShelfIndexes;
}): Recall['shared'] {
  return async (query) =>
    pick(await search(tools, [tools.shelfOf(query.account, query.audience)], query), query);
}

type Words = Pick<PrivateQuery, 'words' | 'exclude' | 'maxCharacters'>;

async function search<A extends Audience>(
  { kept, indexes }: { readonly kept: KeptShelves; readonly indexes: ShelfIndexes },
  shelves: readonly Opened<A>[],
  query: Words,
): Promise<readonly Found<A>[]> {
  const heads = await kept.heads(shelves);
  const hits = await Promise.all(
    shelves.map(async (shelf, position) => {
      const index = await indexes.open(shelf, heads[position], kept);
      const found = index?.search(query.words, query.exclude) ?? [];
      return found.map((hit) => ({ ...hit, audience: shelf.audience }));
    }),
  );
  return hits.flat().sort((a, b) => b.score - a.score || b.record.at - a.record.at);
}

/** Fills the budget with the best, then with what stands beside them; oldest first. */
function pick<A extends Audience>(
  found: readonly Found<A>[],
  { exclude, maxCharacters }: Words,
): readonly Recalled<A>[] {
  const floor = (found[0]?.score ?? 0) * floorShare;
  const fitting = found.filter(({ score }) => score >= floor);
  const taken = new Map<string, Placed & { readonly audience: A }>();
  let left = maxCharacters;
  const nameOf = ({ kind, id }: SearchRecord) => `${kind} ${id}`;

  function take({ record, position }: Placed, audience: A): void {
    if (taken.has(nameOf(record)) || exclude.has(record.id) || record.text.length > left) return;
    taken.set(nameOf(record), { record, position, audience });
    left -= record.text.length;
  }

  for (const hit of fitting) take(hit, hit.audience);
  for (const { record, beside, audience } of fitting) {
    if (beside && taken.has(nameOf(record))) take(beside, audience);
  }
  return [...taken.values()]
    .sort((a, b) => heardAt(a.record) - heardAt(b.record) || a.position - b.position)
    .map(({ record, audience }) => ({
      kind: record.kind,
      role: record.kind === 'line' ? record.role : 'person',
      text: record.text,
      at: record.at,
      audience,
    }));
}

/** By our own clock: a reply must not seem to come before the words it answers. */
function heardAt(record: SearchRecord): number {
  return record.kind === 'line' ? record.heardAt : record.at;
}
