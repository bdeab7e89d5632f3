import type { Language } from '../core/language.ts';
import { countWords } from './count-words.ts';
import { englishNoun } from './english-nouns.ts';
import { frenchNoun } from './french-nouns.ts';
import type { Noticed } from './noticed.ts';

/** Longer texts are read this far. */
const maxCharacters = 5_000;

/**
 * The things and people a text names, in order, each noun once. Found by the small words before them;
 * where that is not safe, nothing is said to be found.
 */
export function notice(text: string, language: Language): readonly Noticed[] {
  const find = language === 'fr' ? frenchNoun : englishNoun;
  const noticed = new Map<string, Noticed>();
  for (const words of clauses(text.slice(0, maxCharacters), language)) {
    for (let index = 0; index < words.length; index += 1) {
      const found = find(words, index);
      if (found && !noticed.has(found.noun)) noticed.set(found.noun, found);
    }
  }
  return [...noticed.values()];
}

function clauses(text: string, language: Language): readonly (readonly string[])[] {
  return text
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[^\p{L}\p{M}'\s-]+|\n/u)
    .map((clause) => {
      const spaced = language === 'fr' ? clause.replace(/\b(qu|[ldjnmtsc])'/gu, "$1' ") : clause;
      return spaced.split(/\s+/).filter((word) => /^\p{L}[\p{L}\p{M}'-]*$/u.test(word));
    });
}

/** The strongest line of a text, as written: between two stops, four to fourteen words, naming most. */
export function strongestLine(text: string, language: Language): string | undefined {
  const lines = text
    .slice(0, maxCharacters)
    .split(/(?<=[.!?…;])\s+|\n+/)
    .map((line) => line.replace(/[*_`~|<>]/g, '').trim())
    .filter((line) => {
      const { count } = countWords(line);
      return count >= 4 && count <= 14 && line.length <= 160 && !/@|:\/\//.test(line);
    });
  const weigh = (line: string) => notice(line, language).length / Math.sqrt(countWords(line).count);
  return lines.toSorted((one, other) => weigh(other) - weigh(one))[0];
}
