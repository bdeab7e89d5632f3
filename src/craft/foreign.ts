import type { Language } from '../core/language.ts';
import { wordSet as words } from './word-set.ts';

/** Longer texts are read this far. */
const maxCharacters = 5_000;

/** Whether the letters of a text are mostly ones an English or French text has. */
function readable(text: string): boolean {
  const letters = text.slice(0, maxCharacters).match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter));
  return latin.length * 2 >= letters.length;
}

/** Small words of other languages in Latin letters that English and French do not have. */
const elsewhere: readonly ReadonlySet<string>[] = [
  words('ich und nicht ist das der ein eine mein meine auch mit sie wir aber auf'),
  words('el los las una pero muy está estoy qué mi yo por para con del como'),
  words('il che non una sono della nel questo mio perché gli anche'),
  words('não uma eu você para com meu minha muito está isso'),
  words('ik het een niet van mijn maar ook dat wij'),
];

/** Whether a text in Latin letters is clearly in a language this voice has no lines for. */
export function foreign(text: string, ours: Language | undefined): boolean {
  if (!readable(text)) return true;
  if (ours !== undefined) return false;
  const found =
    text
      .slice(0, maxCharacters)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return elsewhere.some((language) => new Set(found.filter((word) => language.has(word))).size >= 2);
}
