import { distance } from 'fastest-levenshtein';
import type { ShelfIndex } from './shelf-index.ts';

/** Shorter words have too many neighbours. */
const leastLetters = 4;
const longWordLetters = 8;

/** Stems on these shelves that differ from a word that was never said by a slip of the pen. */
export function nearWords(stem: string, shelves: readonly ShelfIndex[]): readonly string[] {
  if (stem.length < leastLetters) return [];
  const mostSlips = stem.length >= longWordLetters ? 2 : 1;
  const near = new Set<string>();
  for (const shelf of shelves) {
    for (const known of shelf.terms.keys()) {
      if (known.length < leastLetters || Math.abs(known.length - stem.length) > mostSlips) continue;
      if (distance(known, stem) <= mostSlips || isSwapped(known, stem)) near.add(known);
    }
  }
  return [...near];
}

/** True when two neighbouring letters changed places: the commonest slip of all. */
function isSwapped(known: string, stem: string): boolean {
  if (known.length !== stem.length) return false;
  const at = [...known].findIndex((letter, index) => letter !== stem[index]);
  return (
    at >= 0 &&
    known[at] === stem[at + 1] &&
    known[at + 1] === stem[at] &&
    known.slice(at + 2) === stem.slice(at + 2)
  );
}
