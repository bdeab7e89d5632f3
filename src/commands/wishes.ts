import { wishPatterns } from './wish-words.ts';

/** What a person asks of the memory in plain words. */
export type Wish =
  | { readonly kind: 'see' | 'why' | 'pause' | 'resume' | 'export' | 'share' }
  | { readonly kind: 'forget-everything' | 'forget-room' }
  | { readonly kind: 'keep' | 'boundary' | 'joke'; readonly text: string }
  | { readonly kind: 'forget'; readonly about: string }
  | { readonly kind: 'correct'; readonly wrong: string; readonly right: string };

/** A page of talk is no wish. */
const maxCharacters = 400;

/**
 * The wish a message is, as a whole, in English, French, German or Spanish; undefined for everything
 * else. Ordinary talk about remembering and forgetting is no wish.
 */
export function wishIn(text: string): Wish | undefined {
  if (text.length > maxCharacters || /[`<>{}]|\n.*\n/.test(text)) return undefined;
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[’ʼ]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(politeStart, '')
    .replace(politeEnd, '')
    .trim();
  for (const { kind, pattern } of wishPatterns) {
    const found = pattern.exec(plain);
    if (!found) continue;
    const wish = wishOf(kind, plain, found);
    if (wish) return wish;
  }
  return undefined;
}

const politeStart =
  /^(?:(?:hi|hey|hello|ok|okay|so|well|please|wren|actually|salut|bonjour|bon|alors|dis|s'il te plaît|hallo|also|bitte|hola|oye|bueno|por favor|now|and|et|und|y)[ ,:!-]+)+/iu;
const politeEnd =
  /(?:[ ,.!?…]*(?:please|thanks|thank you|now|wren|s'il te plaît|stp|merci|bitte|danke|por favor|gracias|ok|okay|:\)))*[ .!?…]*$/iu;

function wishOf(kind: Wish['kind'], whole: string, found: RegExpExecArray): Wish | undefined {
  const text = (found.slice(1).find((group) => group !== undefined) ?? '')
    .trim()
    .replace(/^["“«„](.*)["”»“]$/u, '$1');
  switch (kind) {
    case 'keep':
      return isSubstantial(text) ? { kind, text } : undefined;
    case 'joke':
      return { kind, text };
    case 'boundary':
      return isSubstantial(text) ? { kind, text: whole } : undefined;
    case 'forget':
      return isSubstantial(text) ? { kind, about: text } : undefined;
    case 'correct': {
      const { wrong = '', right = '' } = found.groups ?? {};
      return wrong && right ? { kind, wrong: wrong.trim(), right: right.trim() } : undefined;
    }
    default:
      return { kind };
  }
}

/** "That", "it" and the like name nothing that could be found again. */
const pronouns =
  /^(?:it|that|this|them|all|everything|me|you|about (?:it|that|me)|ça|cela|ceci|tout|le|la|moi|es|das|dies|alles|mich|eso|esto|lo|todo|mí)$/iu;

function isSubstantial(text: string): boolean {
  return text.length >= 3 && !pronouns.test(text) && !/[.!?]\s+\p{L}/u.test(text);
}
