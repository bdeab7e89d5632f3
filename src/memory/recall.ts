import type { Clock } from '../core/clock.ts';
import type { PrivateQuery, Recalled, SharedQuery } from '../core/memory.ts';
import type { Audience, SharedAudience } from '../core/room.ts';
import { currentFacts } from './current-facts.ts';
import type { KeptShelves } from './kept-shelves.ts';
import type { DayOf } from './local-day.ts';
import type { Names, Opened } from './names.ts';
import { pickRecalled } from './pick.ts';
import { rank } from './rank.ts';
import type { OpenIndex, ShelfIndexes } from './shelf-indexes.ts';
import { questionCues } from './text-cues.ts';
import { wordsOf } from './text-terms.ts';
import type { Uses } from './uses.ts';

/** A shelf that is being searched, with its audience. */
type Searched<A extends Audience> = OpenIndex & { readonly shelf: Opened<A> };

export type Recall = {
  private(query: PrivateQuery): Promise<readonly Recalled[]>;
  shared(query: SharedQuery): Promise<readonly Recalled<SharedAudience>[]>;
};

type Tools = {
  readonly names: Names;
  readonly kept: KeptShelves;
  readonly indexes: ShelfIndexes;
  readonly uses: Uses;
  readonly clock: Clock;
  readonly daysIn: (timeZone: string) => DayOf;
};

/** Search over the shelves a query may see; each has an index of its own, so nothing else is ever scored. */
export function createRecall(tools: Tools): Recall {
  const { names, kept } = tools;
  return {
    shared: createSharedRecall({ ...tools, shelfOf: names.sharedShelf }),
    async private(query) {
      const own = names.privateShelf(query.account, query.audience);
      const listed = await kept.shelves(own.owner);
      const others = listed.filter((shelf) => shelf.audience.kind === 'shared');
      return search(tools, [own, ...others], query);
    },
  };
}

/** Is handed nothing that could name a private shelf. */
function createSharedRecall(
  tools: Omit<Tools, 'names'> & { readonly shelfOf: Names['sharedShelf'] },
): Recall['shared'] {
  return (query) => search(tools, [tools.shelfOf(query.account, query.audience)], query);
}

type Words = Pick<PrivateQuery, 'words' | 'exclude' | 'maxCharacters' | 'timeZone'>;

/** More than any prompt has room for. */
const maxRanked = 200;

async function search<A extends Audience>(
  { kept, indexes, uses, clock, daysIn }: Omit<Tools, 'names'>,
  shelves: readonly Opened<A>[],
  query: Words,
): Promise<readonly Recalled<A>[]> {
  const heads = await kept.heads(shelves);
  const opened = await Promise.all(
    shelves.map(async (shelf, at): Promise<readonly Searched<A>[]> => {
      const index = await indexes.open(shelf, heads[at], query.timeZone);
      return index ? [{ ...index, shelf }] : [];
    }),
  );
  const searched = opened.flat();
  const [first = ''] = query.words;
  const { asksPast } = questionCues(first, wordsOf(first));
  const question = { texts: query.words, today: daysIn(query.timeZone)(clock.now()) };
  const current = new Set(
    currentFacts(
      searched.flatMap(({ notes }) => notes.facts),
      clock.now(),
    ),
  );
  const ranked = rank(
    searched.map(({ view }) => view),
    question,
    maxRanked + query.exclude.size,
  );
  const picked = pickRecalled(searched, ranked, { ...query, asksPast, current });
  await uses.note(
    picked.flatMap(({ view, place }) => {
      const from = searched[view];
      return from && place >= 0 ? [{ shelf: from.shelf, segment: from.segmentOf(place) }] : [];
    }),
  );
  return picked.map(({ recalled }) => recalled);
}
