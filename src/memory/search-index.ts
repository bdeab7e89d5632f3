import MiniSearch, { type SearchOptions } from 'minisearch';
import type { FactRecord, LineRecord } from './record.ts';
import { termsOf } from './terms.ts';

export type SearchRecord = LineRecord | FactRecord;

/** A record and its place in the order in which its shelf was filled. */
export type Placed = { readonly record: SearchRecord; readonly position: number };

/** One record that fits the words. */
export type Hit = Placed & {
  readonly score: number;
  /** The line that answers it, or that it answers: what makes it understandable. */
  readonly beside: Placed | undefined;
};

/** A search over what stands on one shelf, and on no other. */
export type SearchIndex = {
  /** Adds records at the end; those it has already are passed over. */
  add(records: readonly SearchRecord[]): void;
  /** The first words count fully, each following entry half as much as the one before. At most 100, best first, newer first among equals. */
  search(words: readonly string[], exclude: ReadonlySet<string>): readonly Hit[];
};

type Entry = { readonly position: number; readonly text: string };

/** A message may be a whole page: its beginning says what it is about. */
const queryTerms = 32;
const queryEntries = 4;
const recordsAtOnce = 100;
const maxHits = 100;

/** Below this share of the best score a record fits only by accident. */
export const floorShare = 0.15;

/** Builds the index in small steps, so that nobody else waits long. */
export async function createSearchIndex(records: readonly SearchRecord[]): Promise<SearchIndex> {
  const vocabulary = new Set<string>();
  const index = new MiniSearch<Entry>({
    idField: 'position',
    fields: ['text'],
    tokenize: (text) => {
      const terms = termsOf(text);
      for (const term of terms) vocabulary.add(term);
      return terms;
    },
    processTerm: (term) => term,
  });
  const exactly: SearchOptions = { combineWith: 'OR', tokenize: (query) => query.split(' ') };
  // A word that was never said is taken for a slip of the pen; searching all words so would be slow and vague.
  const forgiving: SearchOptions = {
    ...exactly,
    prefix: (term) => term.length >= 4,
    fuzzy: (term) => (term.length >= 5 && !vocabulary.has(term) ? 0.2 : false),
    weights: { prefix: 0.4, fuzzy: 0.3 },
  };
  const all: (Placed & { readonly line: number })[] = [];
  const lines: Placed[] = [];
  const known = new Set<string>();

  function take(added: readonly SearchRecord[]): Entry[] {
    return added.flatMap((record) => {
      const name = `${record.kind} ${record.id}`;
      if (known.has(name)) return [];
      known.add(name);
      const placed = { record, position: all.length };
      all.push({ ...placed, line: record.kind === 'line' ? lines.push(placed) - 1 : -1 });
      return [{ position: placed.position, text: record.text }];
    });
  }

  await index.addAllAsync(take(records), { chunkSize: recordsAtOnce });

  return {
    add: (added) => index.addAll(take(added)),
    search(words, exclude) {
      const scores = new Map<number, number>();
      for (const [rank, text] of words.slice(0, queryEntries).entries()) {
        const terms = [...new Set(termsOf(text))].slice(0, queryTerms);
        if (terms.length === 0) continue;
        for (const { id, score } of index.search(terms.join(' '), rank === 0 ? forgiving : exactly)) {
          scores.set(id, (scores.get(id) ?? 0) + score * 0.5 ** rank);
        }
      }
      const found = [...scores].flatMap(([position, score]) => {
        const placed = all[position];
        return placed && !exclude.has(placed.record.id) ? [{ ...placed, score }] : [];
      });
      const best = found.reduce((highest, { score }) => Math.max(highest, score), 0);
      return found
        .filter(({ score }) => score >= best * floorShare)
        .sort((a, b) => b.score - a.score || b.record.at - a.record.at || b.position - a.position)
        .slice(0, maxHits)
        .map(({ line, ...hit }) => ({ ...hit, beside: besideOf(lines, line) }));
    },
  };
}

function besideOf(lines: readonly Placed[], position: number): Placed | undefined {
  const roleAt = (at: number) => {
    const record = lines[at]?.record;
    return record?.kind === 'line' ? record.role : undefined;
  };
  const role = roleAt(position);
  const beside = role === 'person' ? position + 1 : position - 1;
  return role && roleAt(beside) && roleAt(beside) !== role ? lines[beside] : undefined;
}
