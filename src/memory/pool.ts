import { weights } from './rank-weights.ts';
import type { IndexedDocument, Postings, ShelfIndex } from './shelf-index.ts';

/**
 * Several shelves as one collection, for the time of one question: documents and talks are numbered
 * through, and what is rare is rare in all of them together.
 */
export type Pool = {
  readonly documents: readonly IndexedDocument[];
  readonly talkOf: Int32Array;
  readonly talks: number;
  readonly terms: Field;
  readonly letters: Field;
  readonly talkTerms: Field;
  readonly shelves: readonly ShelfIndex[];
};

/** What BM25 needs to know of one way to look at the pool. */
export type Field = {
  readonly size: number;
  readonly lengths: readonly number[];
  /** The part of BM25 that depends on a length alone: worked out once, used for every term. */
  readonly damping: Float64Array;
  postings(term: string): readonly Found[];
};

/** Where a term stands on one shelf, and the number of that shelf's first document. */
export type Found = { readonly list: Postings; readonly offset: number };

export function createPool(shelves: readonly ShelfIndex[]): Pool {
  const documents =
    shelves.length === 1 ? (shelves[0]?.documents ?? []) : shelves.flatMap((shelf) => shelf.documents);
  const talkOf = new Int32Array(documents.length);
  const offsets: number[] = [];
  let firstDocument = 0;
  let firstTalk = 0;
  for (const shelf of shelves) {
    offsets.push(firstDocument);
    for (let at = 0; at < shelf.talkOf.length; at += 1) {
      talkOf[firstDocument + at] = firstTalk + (shelf.talkOf[at] ?? 0);
    }
    firstDocument += shelf.documents.length;
    firstTalk += shelf.talkLengths.length;
  }

  function lookUp(inShelf: (shelf: ShelfIndex) => Postings | undefined): readonly Found[] {
    const found: Found[] = [];
    for (const [at, shelf] of shelves.entries()) {
      const list = inShelf(shelf);
      if (list) found.push({ list, offset: offsets[at] ?? 0 });
    }
    return found;
  }

  const field = (lengths: (shelf: ShelfIndex) => readonly number[], postings: Field['postings']): Field => {
    const [only] = shelves;
    const all = only && shelves.length === 1 ? lengths(only) : shelves.flatMap(lengths);
    return { size: all.length, lengths: all, damping: dampings(all), postings };
  };

  const terms = field(
    (shelf) => shelf.termCounts,
    (term) => lookUp((shelf) => shelf.terms.get(term)),
  );
  return {
    documents,
    talkOf,
    talks: firstTalk,
    shelves,
    terms,
    letters: field(
      (shelf) => shelf.letterCounts,
      (run) => lookUp((shelf) => shelf.letters.get(run)),
    ),
    talkTerms: field(
      (shelf) => shelf.talkLengths,
      (term) => perTalk(terms.postings(term), talkOf),
    ),
  };
}

function dampings(lengths: readonly number[]): Float64Array {
  const { saturation, lengthShare } = weights;
  let total = 0;
  for (let at = 0; at < lengths.length; at += 1) total += lengths[at] ?? 0;
  const mean = total / Math.max(1, lengths.length) || 1;
  const all = new Float64Array(lengths.length);
  for (let at = 0; at < lengths.length; at += 1) {
    all[at] = saturation * (1 - lengthShare + (lengthShare * (lengths[at] ?? 0)) / mean);
  }
  return all;
}

/** The postings of a term counted by talk. */
function perTalk(found: readonly Found[], talkOf: Int32Array): readonly Found[] {
  const list: number[] = [];
  let current = -1;
  let count = 0;
  const close = () => {
    if (current >= 0) list.push(current * 16 + Math.min(count, 15));
  };
  for (const { list: own, offset } of found) {
    for (const packed of own) {
      const talk = talkOf[offset + (packed >>> 4)] ?? 0;
      if (talk !== current) {
        close();
        current = talk;
        count = 0;
      }
      count += packed & 15;
    }
  }
  close();
  return list.length > 0 ? [{ list, offset: 0 }] : [];
}

/** How much a term that stands in `having` of `size` entries tells. */
export function rarityOf(found: readonly Found[], size: number): number {
  let having = 0;
  for (const { list } of found) having += list.length;
  return Math.log(1 + (size - having + 0.5) / (having + 0.5));
}

/** Adds the BM25 score of one term. */
export function addTerm(
  found: readonly Found[],
  damping: Float64Array,
  rarity: number,
  scores: Float64Array,
): void {
  const full = rarity * (weights.saturation + 1);
  for (const { list, offset } of found) {
    for (let at = 0; at < list.length; at += 1) {
      const packed = list[at] ?? 0;
      const entry = offset + (packed >>> 4);
      const count = packed & 15;
      scores[entry] = (scores[entry] ?? 0) + (full * count) / (count + (damping[entry] ?? 0));
    }
  }
}

export function highest(scores: Float64Array): number {
  let most = 0;
  for (let at = 0; at < scores.length; at += 1) if ((scores[at] ?? 0) > most) most = scores[at] ?? 0;
  return most;
}
