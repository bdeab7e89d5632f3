import { type Language, languageIn } from '../core/language.ts';
import { statements, type WorthWords } from './worth-words.ts';

/** A page pasted in is not a remark about oneself. */
const maxCharacters = 1_500;

/**
 * Whether a person's words hold something worth offering to remember: a first-person statement with
 * a concrete fact. Questions, orders, quotations, code and phrases of courtesy do not count. Judged
 * in the language the text seems to be in, else in the one given.
 */
export function worthKeeping(text: string, language: Language): boolean {
  if (text.length > maxCharacters) return false;
  const words = statements[languageIn(text) ?? language];
  return sentencesOf(text).some((sentence) => isFact(sentence, words));
}

function isFact(sentence: string, words: WorthWords): boolean {
  if (words.orders.test(sentence) || words.unsaid.test(sentence)) return false;
  const bare = sentence.replace(words.trivial, ' ');
  return words.facts.some((fact) => fact.test(bare));
}

/** Sentences in the person's own voice, without greeting, questions left out. */
function sentencesOf(text: string): readonly string[] {
  const own = text
    .normalize('NFKC')
    .replaceAll(/[’ʼ]/g, "'")
    .replaceAll(/```[\s\S]*?(?:```|$)/g, ' ')
    .replaceAll(/`[^`\n]*`/g, ' ')
    .replaceAll(/^\s*>.*$/gm, ' ')
    .replaceAll(/"[^"]*(?:"|$)|“[^”]*(?:”|$)|«[^»]*(?:»|$)/g, ' ')
    .replaceAll(/https?:\/\/\S+/g, ' ');
  return (own.match(/[^.!?…\n]+[.!?…]*/g) ?? [])
    .map((sentence) => sentence.trim().replace(greeting, '').trim())
    .filter((sentence) => sentence !== '' && !sentence.includes('?'));
}

const greeting =
  /^(?:(?:hi|hey|hello|well|so|ok|okay|yes|yeah|no|oh|ah|and|but|also|actually|honestly|bonjour|salut|coucou|alors|bon|ben|oui|non|et|mais|en fait)(?: there| wren)?[ ,:!]+)+/i;
