import { ownWordsOf, plainSpelling } from './own-words.ts';
import { firstPerson, machinery, order, role, unreal } from './quote-words.ts';
import { isSensitive } from './sensitive-words.ts';

/** Why a quote cannot become something known about the person. */
export type QuoteProblem =
  | 'not-said'
  | 'not-own-words'
  | 'question'
  | 'order'
  | 'unreal'
  | 'machinery'
  | 'role'
  | 'not-about-them'
  | 'sensitive'
  | 'length'
  | 'many-things';

const maxCharacters = 240;
const maxWords = 40;
/** A page pasted in is not a remark about oneself. */
const maxLineCharacters = 1_500;

/**
 * Whether a quote that a model picked may be kept as the person's own statement: word for word in
 * their line, one declarative sentence about themselves, no order, no invention, nothing sensitive.
 * What the model says about it counts for nothing.
 */
export function checkQuote(
  quote: string,
  line: string,
): { readonly quote: string } | { readonly problem: QuoteProblem } {
  const asked = tidy(plainSpelling(quote));
  if (line.length > maxLineCharacters) return { problem: 'length' };
  const words = asked.split(' ').length;
  const [least, most] = spaceless.test(asked) ? [1, maxWords] : [2, maxWords];
  if (asked.length < 4 || asked.length > maxCharacters || words < least || words > most)
    return { problem: 'length' };
  const said = tidy(plainSpelling(line));
  if (!standsIn(asked, said)) return { problem: 'not-said' };
  const own = tidy(ownWordsOf(line));
  const at = standsIn(asked, own);
  if (!at) return { problem: 'not-own-words' };
  const problem = problemOf(asked, sentenceAround(own, at.from, at.to));
  return problem ? { problem } : { quote: own.slice(at.from, at.to) };
}

function problemOf(quote: string, sentence: string): QuoteProblem | undefined {
  if (machinery.test(quote)) return 'machinery';
  if (/[?？]/u.test(quote) || /[?？]\s*$/u.test(sentence)) return 'question';
  if (/[.!。！…][\s\p{L}]/u.test(quote) || (quote.match(/[,;，、]/gu)?.length ?? 0) > 3) return 'many-things';
  if (role.test(quote)) return 'role';
  // A part of an order or a supposition is no statement either.
  if (order.test(quote) || order.test(sentence)) return 'order';
  if (unreal.test(sentence)) return 'unreal';
  if (!firstPerson.test(quote)) return 'not-about-them';
  return isSensitive(sentence) ? 'sensitive' : undefined;
}

/** Whether the parts of the sentence say the same when spaces and line ends do not count. */
function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Where a quote stands as whole words; case counts for nothing. */
function standsIn(quote: string, text: string): { readonly from: number; readonly to: number } | undefined {
  const lower = text.toLowerCase();
  const wanted = quote.toLowerCase().replace(/[.!…。]+$/u, '');
  if (wanted === '' || lower.length !== text.length) return undefined;
  for (let from = lower.indexOf(wanted); from >= 0; from = lower.indexOf(wanted, from + 1)) {
    const to = from + wanted.length;
    if (spaceless.test(wanted) || (isEdge(text[from - 1]) && isEdge(text[to]))) return { from, to };
  }
  return undefined;
}

function isEdge(sign: string | undefined): boolean {
  return sign === undefined || !/[\p{L}\p{N}]/u.test(sign);
}

function sentenceAround(text: string, from: number, to: number): string {
  const before = text.slice(0, from);
  const start = Math.max(
    ...['. ', '! ', '? ', '… ', '。', '！', '？', ': '].map((end) => before.lastIndexOf(end)),
  );
  const after = text.slice(to).search(/[.!?…。！？](?:\s|$)|[。！？]/u);
  return text.slice(start < 0 ? 0 : start + 1, after < 0 ? text.length : to + after + 1).trim();
}
