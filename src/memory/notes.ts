import type { Day } from './date-terms.ts';
import type { ShelfView } from './rank.ts';
import type { EpisodeRecord, FactRecord } from './record.ts';
import { createShelfIndex, type ShelfIndex } from './shelf-index.ts';

/** What is known beside the lines of one shelf: facts and summaries, and what they say about lines. */
export type Notes = {
  readonly facts: readonly FactRecord[];
  /** The shelf as the ranking sees it, with its lines as they are now. */
  viewOf(lines: ShelfIndex): ShelfView;
  /**
   * Places of lines that say what is not true now, and nothing that is, with the replies to them. Each
   * with the fact that is no longer true, for the lines that say it.
   */
  outdated(lines: ShelfIndex, current: ReadonlySet<FactRecord>): ReadonlyMap<number, FactRecord | undefined>;
};

/** Every note is a talk of its own. */
const apart = Number.NEGATIVE_INFINITY;

export function createNotes(
  facts: readonly FactRecord[],
  episodes: readonly EpisodeRecord[],
  dayOf: (at: number) => Day,
): Notes {
  let latest: { readonly lines: ShelfIndex; readonly count: number; readonly view: ShelfView } | undefined;

  return {
    facts,
    viewOf(lines) {
      const count = lines.documents.length;
      if (latest?.lines !== lines || latest.count !== count) {
        latest = { lines, count, view: viewOf(lines, facts, episodes, dayOf) };
      }
      return latest.view;
    },
    outdated(lines, current) {
      const still = new Set(facts.filter((fact) => current.has(fact)).flatMap((fact) => fact.sources ?? []));
      const outdated = new Map<number, FactRecord | undefined>();
      for (const fact of facts) {
        if (current.has(fact)) continue;
        for (const id of fact.sources ?? []) {
          const place = still.has(id) ? undefined : lines.placeOf(id);
          if (place === undefined) continue;
          for (const reply of repliesTo(lines, place)) outdated.set(reply, undefined);
          outdated.set(place, fact);
        }
      }
      return outdated;
    },
  };
}

function viewOf(
  lines: ShelfIndex,
  facts: readonly FactRecord[],
  episodes: readonly EpisodeRecord[],
  dayOf: (at: number) => Day,
): ShelfView {
  const loose = createShelfIndex(dayOf, apart);
  const notes = createShelfIndex(dayOf, apart);
  const leadsTo: (readonly number[])[] = [];
  const places = (ids: readonly string[] | undefined) => (ids ?? []).flatMap((id) => lines.placeOf(id) ?? []);

  for (const fact of facts) {
    const sources = places(fact.sources);
    if (sources.length === 0) loose.add([fact]);
    else if (fact.until === undefined) {
      notes.add([fact]);
      leadsTo.push(sources);
    }
  }
  for (const episode of episodes) {
    notes.add([episode]);
    leadsTo.push(places(episode.lines));
  }
  return { lines, loose, notes, leadsTo };
}

/** The character's lines right after a line: they speak of the same. */
function repliesTo({ documents }: ShelfIndex, place: number): readonly number[] {
  const replies: number[] = [];
  for (let next = place + 1; next < documents.length; next += 1) {
    const record = documents[next]?.record;
    if (record?.kind !== 'line' || record.role !== 'character') break;
    replies.push(next);
  }
  return replies;
}
