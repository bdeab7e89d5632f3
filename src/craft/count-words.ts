/** How a text could be counted without knowing what it means. */
export type Counted = {
  readonly count: number;
  /** The longest word, as written; empty when there is none. */
  readonly word: string;
  /** Words in the longest sentence. */
  readonly longest: number;
};

/** Counts a text of any length. */
export function countWords(text: string): Counted {
  let count = 0;
  let word = '';
  let longest = 0;
  let inSentence = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*|[.!?…\n]/gu)) {
    if (/^[.!?…\n]$/.test(match[0])) {
      inSentence = 0;
      continue;
    }
    count += 1;
    inSentence += 1;
    longest = Math.max(longest, inSentence);
    if (match[0].length > word.length && match[0].length <= 30 && /^\p{L}+$/u.test(match[0])) word = match[0];
  }
  return { count, word, longest };
}
