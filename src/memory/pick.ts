import type { Recalled } from '../core/memory.ts';
import type { Audience } from '../core/room.ts';
import { successorOf } from './current-facts.ts';
import type { Opened } from './names.ts';
import type { Notes } from './notes.ts';
import type { Ranked, ShelfView } from './rank.ts';
import type { FactRecord } from './record.ts';
import type { SearchRecord } from './shelf-index.ts';
import { stemsIn } from './text-terms.ts';

type Searched<A extends Audience> = {
  readonly shelf: Opened<A>;
  readonly view: ShelfView;
  readonly notes: Notes;
};

/** What is shown of what was found, and where it stands. */
export type Picked<A extends Audience> = Pick<Ranked, 'view' | 'place'> & { readonly recalled: Recalled<A> };

/** Below this share of the best score something fits only by accident. */
const floorShare = 0.12;
/** Two texts with so many words in common say the same. */
const sameShare = 0.8;

/**
 * Fills the budget with the best that may be shown, oldest first. What is no longer true is left out
 * unless the past was asked for, and nothing is said twice.
 */
export function pickRecalled<A extends Audience>(
  searched: readonly Searched<A>[],
  ranked: readonly Ranked[],
  limits: {
    readonly exclude: ReadonlySet<string>;
    readonly maxCharacters: number;
    readonly asksPast: boolean;
    readonly current: ReadonlySet<FactRecord>;
  },
): readonly Picked<A>[] {
  const floor = (ranked[0]?.score ?? 0) * floorShare;
  const outdated = searched.map(({ notes, view }) => notes.outdated(view.lines, limits.current));
  const taken: Picked<A>[] = [];
  const repeats = createRepeats();
  let left = limits.maxCharacters;

  const homes = new Map(
    searched.flatMap(({ notes, shelf }) => notes.facts.map((fact) => [fact, shelf] as const)),
  );

  function take({ record, terms, view, place, score }: Ranked, audience: A): void {
    if (limits.exclude.has(record.id) || record.text.length > left || repeats.isRepeat(terms)) return;
    left -= record.text.length;
    taken.push({ view, place, recalled: recalledOf(record, audience, score) });
  }

  for (const hit of ranked) {
    const { record, view, place, score } = hit;
    const from = searched[view];
    if (!from || score < floor) continue;
    const lines = outdated[view];
    const isOver = lines?.has(place) || (record.kind === 'fact' && !limits.current.has(record));
    if (limits.asksPast || !isOver) {
      take(hit, from.shelf.audience);
      continue;
    }
    // What was asked for is known, only differently now.
    const over = record.kind === 'fact' ? record : lines?.get(place);
    const now = over && successorOf(over, limits.current);
    const home = now && homes.get(now);
    if (now && home) take({ record: now, terms: stemsIn(now.text), view, place: -1, score }, home.audience);
  }
  return taken.sort((a, b) => a.recalled.heardAt - b.recalled.heardAt || a.place - b.place);
}

/** Tells what says the same as something before, by the words they have in common. */
function createRepeats(): { isRepeat(terms: readonly string[]): boolean } {
  const sizes: number[] = [];
  const withTerm = new Map<string, number[]>();
  return {
    isRepeat(terms) {
      const own = new Set(terms);
      const common = new Map<number, number>();
      for (const term of own) {
        for (const before of withTerm.get(term) ?? []) common.set(before, (common.get(before) ?? 0) + 1);
      }
      for (const [before, count] of common) {
        if (count / (own.size + (sizes[before] ?? 0) - count) >= sameShare) return true;
      }
      for (const term of own) {
        const places = withTerm.get(term);
        if (places) places.push(sizes.length);
        else withTerm.set(term, [sizes.length]);
      }
      sizes.push(own.size);
      return false;
    },
  };
}

function recalledOf<A extends Audience>(record: SearchRecord, audience: A, score: number): Recalled<A> {
  const common = { id: record.id, text: record.text, at: record.at, audience, score };
  if (record.kind !== 'line') {
    const until = record.kind === 'fact' ? record.until : undefined;
    return {
      ...common,
      kind: 'fact',
      role: 'person',
      heardAt: record.at,
      ...(until === undefined ? {} : { until }),
    };
  }
  const { name } = record;
  // By our own clock: a reply must not seem to come before the words it answers.
  return {
    ...common,
    kind: 'line',
    role: record.role,
    heardAt: record.heardAt,
    ...(name === undefined ? {} : { name }),
  };
}
