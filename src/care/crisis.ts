import { type Lexicon, lexicons } from './crisis-lexicon.ts';

export const cardLanguages = ['en', 'fr', 'de', 'es'] as const;
/** The languages the crisis card is written in, and its explicit words are known in. */
export type CardLanguage = (typeof cardLanguages)[number];

const invisible = /\p{Cf}/gu;
const quotations = [/“[^”]{0,400}”/g, /«[^»]{0,400}»/g, /„[^“”]{0,400}[“”]/g, /"[^"\n]{0,400}"/g];

/**
 * Whether somebody says in plain words, of themselves and now, that they want to die or to hurt
 * themselves. What stands in quotation marks is material. Only explicit speech is found: this layer
 * is sure, not complete.
 */
export function detectCrisis(text: string): 'explicit' | undefined {
  return foundIn(text) ? 'explicit' : undefined;
}

/** The language of the card: the one the words were found in, then the person's own, then English. */
export function cardLanguage(text: string, locale: string | undefined): CardLanguage {
  const primary = locale?.toLowerCase().split(/[-_]/)[0];
  return foundIn(text) ?? cardLanguages.find((language) => language === primary) ?? 'en';
}

function foundIn(text: string): CardLanguage | undefined {
  const sentences = sentencesOf(text);
  return cardLanguages.find((language) =>
    sentences.some((sentence) => isExplicit(sentence, lexicons[language])),
  );
}

function isExplicit(sentence: string, { explicit, benign }: Lexicon): boolean {
  return (
    explicit.some((pattern) => pattern.test(sentence)) && !benign.some((pattern) => pattern.test(sentence))
  );
}

/** Lower-case sentences without invisible characters, quotations, or letters set apart to hide a word. */
function sentencesOf(text: string): readonly string[] {
  const plain = text
    .normalize('NFKC')
    .replaceAll(invisible, '')
    .replaceAll(/[’‘ʼ`´]/g, "'");
  const own = quotations.reduce((rest, pattern) => rest.replaceAll(pattern, ' '), plain);
  return own
    .toLowerCase()
    .replaceAll(/(?<![\p{L}\p{N}])(?:\p{L}[ .*_-]){2,40}\p{L}(?![\p{L}\p{N}])/gu, (letters) =>
      letters.replaceAll(/[ .*_-]/g, ''),
    )
    .split(/[.!?;\n…]+/)
    .map((sentence) => sentence.replaceAll(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '');
}
