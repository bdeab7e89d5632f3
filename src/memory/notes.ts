import type { Day } from './date-terms.ts';
import type { ShelfView } from './rank.ts';
import type { EpisodeRecord, FactRecord } from './record.ts';
import { createShelfIndex, type ShelfIndex } from './shelf-index.ts';

/** What is known beside the lines of one shelf: facts and summaries, and what they say about lines. */
export type Notes = {
  readonly facts: readonly FactRecord[];
  /** The shelf as the ranking sees it, with its lines as they are now. */
  viewOf(lines: ShelfIndex): ShelfView;
  /** Places of lines that say what is no longer true, and nothing that still is, with the replies to them. */
  outdated(lines: ShelfIndex): ReadonlySet<number>;
};

/** Every note is a talk of its own. */
const apart = Number.NEGATIVE_INFINITY;

export function createNotes(
  facts: readonly FactRecord[],
  episodes: readonly EpisodeRecord[],
  dayOf: (at: number) => Day,
): Notes {
  let latest: { readonly lines: ShelfIndex; readonly count: number; readonly read: Reading } | undefined;

  function reading(lines: ShelfIndex): Reading {
    if (latest?.lines === lines && latest.count === lines.documents.length) return latest.read;
    const read = readAgainst(lines, facts, episodes, dayOf);
    latest = { lines, count: lines.documents.length, read };
    return read;
  }

  return {
    facts,
    viewOf: (lines) => reading(lines).view,
    outdated: (lines) => reading(lines).outdated,
  };
}

type Reading = { readonly view: ShelfView; readonly outdated: ReadonlySet<number> };

function readAgainst(
  lines: ShelfIndex,
  facts: readonly FactRecord[],
  episodes: readonly EpisodeRecord[],
  dayOf: (at: number) => Day,
): Reading {
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

  const current = new Set(
    facts.filter((fact) => fact.until === undefined).flatMap((fact) => fact.sources ?? []),
  );
  const outdated = new Set<number>();
  for (const fact of facts) {
    if (fact.until === undefined) continue;
    for (const place of places(fact.sources?.filter((id) => !current.has(id)))) {
      for (const gone of withReplies(lines, place)) outdated.add(gone);
    }
  }
  return { view: { lines, loose, notes, leadsTo }, outdated };
}

/** A line, and the character's lines right after it: they speak of the same. */
function withReplies({ documents }: ShelfIndex, place: number): readonly number[] {
  const all = [place];
  for (let next = place + 1; next < documents.length; next += 1) {
    const record = documents[next]?.record;
    if (record?.kind !== 'line' || record.role !== 'character') break;
    all.push(next);
  }
  return all;
}
