import { isStopWord, stemOf, type TextLanguage, textLanguageOf, withoutAccents } from './text-language.ts';

/** A text cut into what is searched for. */
export type TextWords = {
  /** Undefined where the small words do not tell, and for scripts without spaces. */
  readonly language: TextLanguage | undefined;
  /** Lower-case words, with small ones, in order. */
  readonly all: readonly string[];
  /** Those that carry meaning: no small words, no single letters. */
  readonly content: readonly string[];
  /** Overlapping pairs of signs of scripts written without spaces. */
  readonly pairs: readonly string[];
};

/** Cuts a text at everything that is neither letter nor number. `fallback` is the language small words are dropped by when they do not tell it. */
export function wordsOf(text: string, fallback: TextLanguage = 'en'): TextWords {
  const all: string[] = [];
  const pairs: string[] = [];
  const plain = text.normalize('NFKC').toLowerCase().replace(possessive, '');
  for (const [run] of plain.matchAll(runs)) {
    if (spaceless.test(run)) pairs.push(...pairsOf(run));
    else all.push(run);
  }
  const language = textLanguageOf(all);
  const content = all.filter((word) => isWord(word) && !isStopWord(word, language ?? fallback));
  return { language, all, content, pairs };
}

/** The stems of a word in these languages, each once. */
export function stemsOf(word: string, languages: Iterable<TextLanguage>): readonly string[] {
  const stems = new Set<string>();
  for (const language of languages) stems.add(stemOf(word, language));
  return [...stems];
}

/** The stems of everything in a text that carries meaning. */
export function stemsIn(text: string): readonly string[] {
  const { content, pairs, language = 'en' } = wordsOf(text);
  return [...content.map((word) => stemOf(word, language)), ...pairs];
}

/** A word's runs of three letters, its ends marked: what a slip of the pen leaves whole. */
export function lettersOf(word: string): readonly string[] {
  const marked = `_${withoutAccents(word)}_`;
  const grams: string[] = [];
  for (let at = 0; at + 3 <= marked.length; at += 1) grams.push(marked.slice(at, at + 3));
  return grams;
}

const possessive = /['’]s(?![\p{L}\p{N}])/gu;
const scripts = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}ー';
const spaceless = new RegExp(`^[${scripts}]`, 'u');
const runs = new RegExp(`[${scripts}]+|(?:(?![${scripts}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');

function pairsOf(run: string): readonly string[] {
  const signs = [...run];
  if (signs.length === 1) return signs;
  return signs.slice(1).map((sign, index) => `${signs[index]}${sign}`);
}

function isWord(run: string): boolean {
  return run.length > 1 || /\p{N}/u.test(run);
}
