import type { Clock } from '../core/clock.ts';
import type { PrivateQuery, Recalled, SharedQuery } from '../core/memory.ts';
import { type Account, type Audience, audiencesIn, type SharedAudience } from '../core/room.ts';
import { currentFacts } from './current-facts.ts';
import type { KeptShelves } from './kept-shelves.ts';
import type { DayOf } from './local-day.ts';
import type { Meaning } from './meaning.ts';
import type { Names, Opened } from './names.ts';
import { pastPeriodEnd } from './past-period.ts';
import { pickRecalled } from './pick.ts';
import { rank } from './rank.ts';
import type { OpenIndex, ShelfIndexes } from './shelf-indexes.ts';
import { questionCues } from './text-cues.ts';
import { stemsIn, wordsOf } from './text-terms.ts';
import type { Uses } from './uses.ts';

/** A shelf that is being searched, with its audience. */
type Searched<A extends Audience> = OpenIndex & { readonly shelf: Opened<A> };

export type Recall = {
  private(query: PrivateQuery): Promise<readonly Recalled[]>;
  shared(query: SharedQuery): Promise<readonly Recalled<SharedAudience>[]>;
  /** Everything of an owner that fits, what is over included, best first; for their own eyes. */
  everything(owner: string, words: string, most: number): Promise<readonly Recalled[]>;
};

type Tools = {
  readonly names: Names;
  readonly kept: KeptShelves;
  readonly indexes: ShelfIndexes;
  readonly uses: Uses;
  readonly clock: Clock;
  readonly daysIn: (timeZone: string) => DayOf;
  readonly meaning?: Meaning;
  /** Shelves of other accounts that this one may read as its own. */
  readonly linked: (account: Account) => Promise<readonly Opened[]>;
};

/** Search over the shelves a query may see; each has an index of its own, so nothing else is ever scored. */
export function createRecall(tools: Tools): Recall {
  const { names, kept } = tools;
  return {
    async everything(owner, words, most) {
      const query = { words: [words], exclude: new Set<string>(), maxCharacters: 20_000, timeZone: 'UTC' };
      const found = await search(tools, await kept.shelves(owner), query, { withPast: true });
      // What only stands beside something that fits was not meant.
      const wanted = new Set(stemsIn(words));
      const fitting = found.filter(({ text }) => stemsIn(text).some((stem) => wanted.has(stem)));
      const best = fitting.length > 0 ? fitting : found;
      return [...best].sort((a, b) => b.score - a.score).slice(0, most);
    },
    shared: createSharedRecall({ ...tools, shelfOf: names.sharedShelf }),
    async private(query) {
      const own = names.privateShelf(query.account, query.audience);
      const listed = await kept.shelves(own.owner);
      const others = listed.filter((shelf) => shelf.audience.kind === 'shared');
      return search(tools, [own, ...others, ...(await tools.linked(query.account))], query);
    },
  };
}

/** Is handed nothing that could name a private shelf. */
function createSharedRecall(
  tools: Omit<Tools, 'names' | 'linked'> & { readonly shelfOf: Names['sharedShelf'] },
): Recall['shared'] {
  return (query) =>
    search(
      tools,
      audiencesIn(query.audience).map((audience) => tools.shelfOf(query.account, audience)),
      query,
    );
}

type Words = Pick<PrivateQuery, 'words' | 'exclude' | 'maxCharacters' | 'timeZone'>;

/** More than any prompt has room for. */
const maxRanked = 200;

async function search<A extends Audience>(
  { kept, indexes, uses, clock, daysIn, meaning }: Omit<Tools, 'names' | 'linked'>,
  shelves: readonly Opened<A>[],
  query: Words,
  { withPast = false }: { readonly withPast?: boolean } = {},
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
      pastPeriodEnd(first, question.today) ?? clock.now(),
    ),
  );
  const byWords = rank(
    searched.map(({ view }) => view),
    question,
    maxRanked + query.exclude.size,
  );
  const ranked = meaning ? await meaning(first, byWords) : byWords;
  const picked = pickRecalled(searched, ranked, { ...query, asksPast: asksPast || withPast, current });
  await uses.note(
    picked.flatMap(({ view, place }) => {
      const from = searched[view];
      return from && place >= 0 ? [{ shelf: from.shelf, segment: from.segmentOf(place) }] : [];
    }),
  );
  return picked.map(({ recalled }) => recalled);
}
