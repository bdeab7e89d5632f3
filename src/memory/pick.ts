import type { Recalled } from '../core/memory.ts';
import type { Audience } from '../core/room.ts';
import type { Opened } from './names.ts';
import type { Notes } from './notes.ts';
import type { Ranked, ShelfView } from './rank.ts';
import type { SearchRecord } from './shelf-index.ts';

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
    readonly now: number;
  },
): readonly Picked<A>[] {
  const floor = (ranked[0]?.score ?? 0) * floorShare;
  const outdated = searched.map(({ notes, view }) => notes.outdated(view.lines));
  const taken: Picked<A>[] = [];
  const repeats = createRepeats();
  let left = limits.maxCharacters;

  for (const { record, terms, view, place, score } of ranked) {
    const from = searched[view];
    if (!from || score < floor) continue;
    if (limits.exclude.has(record.id) || record.text.length > left) continue;
    if (!limits.asksPast && (outdated[view]?.has(place) || isOver(record, limits.now))) continue;
    if (repeats.isRepeat(terms)) continue;
    left -= record.text.length;
    taken.push({ view, place, recalled: recalledOf(record, from.shelf.audience, score) });
  }
  return taken.sort((a, b) => a.recalled.heardAt - b.recalled.heardAt || a.place - b.place);
}

function isOver(record: SearchRecord, now: number): boolean {
  if (record.kind !== 'fact') return false;
  return record.until !== undefined || (record.expiresAt ?? Number.POSITIVE_INFINITY) <= now;
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
      for (const term of own) withTerm.set(term, [...(withTerm.get(term) ?? []), sizes.length]);
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
