import { type Day, datesIn } from './date-terms.ts';
import { nearWords } from './near-words.ts';
import { weights } from './rank-weights.ts';
import type { ShelfIndex } from './shelf-index.ts';
import { lettersOf, stemsOf, wordsOf } from './text-terms.ts';

/** What is asked. */
export type Question = {
  /** The new message first; the ones before it weigh less. */
  readonly texts: readonly string[];
  /** The person's day, from which "yesterday" is counted. */
  readonly today: Day;
};

/** Terms with their weights. */
export type Terms = ReadonlyMap<string, number>;

/** A message may be a whole page: its beginning says what it is about. */
const maxTexts = 4;
const maxWords = 48;

/** The words, dates and runs of letters that are looked for on these shelves. */
export function createQuestionTerms(
  shelves: readonly ShelfIndex[],
  { texts, today }: Question,
): { readonly words: Terms; readonly letters: Terms } {
  const languages = new Set(shelves.flatMap((shelf) => [...shelf.languages]));
  const words = new Map<string, number>();
  const letters = new Map<string, number>();

  for (const [at, text] of texts.slice(0, maxTexts).entries()) {
    const share = at === 0 ? 1 : weights.earlierText / at;
    const { content, pairs } = wordsOf(text);
    for (const word of content.slice(0, maxWords)) {
      const stems = stemsOf(word, languages);
      const weight = share * (generic.has(word) ? weights.genericWord : 1);
      for (const stem of stems) raise(words, stem, weight);
      if (at > 0) continue;
      const isKnown = stems.some((stem) => shelves.some((shelf) => shelf.terms.has(stem)));
      if (!isKnown) {
        for (const stem of stems)
          for (const near of nearWords(stem, shelves)) raise(words, near, weights.nearWord);
      }
      for (const run of lettersOf(word)) {
        raise(letters, run, isKnown ? weights.letters : weights.lettersOfUnknownWords);
      }
    }
    for (const pair of pairs.slice(0, maxWords)) raise(words, pair, share);
    if (at === 0) for (const date of datesIn(text, today)) raise(words, date, 1);
  }
  return { words, letters };
}

function raise(terms: Map<string, number>, term: string, weight: number): void {
  terms.set(term, Math.max(terms.get(term) ?? 0, weight));
}

/** Words that say what kind of answer is wanted, not what it is about. */
const generic: ReadonlySet<string> = new Set(
  [
    'kind type sort name names time times day days date year years month months week weeks many much long often',
    'favorite favourite like likes want wants think old new good recently recent currently',
    'genre nom date jour jours année années mois fois préféré préférée aime veux pense nouveau nouvelle',
    'tag tage jahr jahre monat art lieblings mag will neue neuer alt',
    'nombre día días año años mes tipo favorito favorita vez gusta quiero nuevo nueva',
  ]
    .join(' ')
    .split(' '),
);
