/**
 * About how many tokens a text has, on the high side, without a tokenizer: UTF-8 bytes of Latin
 * letters and spaces count a third each, all other bytes a half. English prose really takes about a
 * quarter of a token per byte, digits and punctuation up to a half, CJK about one token per
 * character, emoji two or more.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(sixthsOf(text) / 6);
}

/** What every message of a prompt costs beside its text. */
export const messageOverheadTokens = 4;

/**
 * Leaves out the middle of a text so that it has at most `maxTokens`, with a mark that says how much
 * is missing. A text that fits is returned unchanged; empty when not even the mark fits.
 */
export function cutMiddle(text: string, maxTokens: number): string {
  if (estimateTokens(text) <= maxTokens) return text;
  const markTokens = estimateTokens(mark(text.length));
  if (markTokens > maxTokens) return '';
  const room = Math.max(0, (maxTokens - markTokens - 2) * 6);
  const head = prefixWithin(text, Math.floor(room * 0.6));
  const tail = suffixWithin(text, room - Math.floor(room * 0.6), head);
  return `${text.slice(0, head)}${mark(tail - head)}${text.slice(tail)}`;
}

function mark(characters: number): string {
  return ` [… ${characters} characters left out here …] `;
}

function prefixWithin(text: string, sixths: number): number {
  let spent = 0;
  let index = 0;
  while (index < text.length) {
    const point = text.codePointAt(index) ?? 0;
    spent += sixthsOfPoint(point);
    if (spent > sixths) break;
    index += point > 0xffff ? 2 : 1;
  }
  return index;
}

function suffixWithin(text: string, sixths: number, from: number): number {
  let spent = 0;
  let index = text.length;
  while (index > from) {
    const low = text.charCodeAt(index - 1);
    const width = low >= 0xdc00 && low <= 0xdfff && index - 2 >= from ? 2 : 1;
    spent += sixthsOfPoint(text.codePointAt(index - width) ?? 0);
    if (spent > sixths) break;
    index -= width;
  }
  return index;
}

function sixthsOf(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) {
    const point = text.codePointAt(index) ?? 0;
    if (point > 0xffff) index += 1;
    sum += sixthsOfPoint(point);
  }
  return sum;
}

function sixthsOfPoint(point: number): number {
  if (point === 0x20 || (point >= 0x41 && point <= 0x5a) || (point >= 0x61 && point <= 0x7a)) return 2;
  if (point < 0x80) return 3;
  if (point < 0x800) return 6;
  return point < 0x10000 ? 9 : 12;
}
