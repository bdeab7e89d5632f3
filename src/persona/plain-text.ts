/** Longest display name a prompt shows. */
const maxNameCharacters = 40;

/**
 * A text as a prompt may show it: no control characters but tabs and line ends, no lone surrogates,
 * none of the invisible tag characters that can carry hidden orders.
 */
export function plainText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(unwanted, '');
}

const unwanted = /(?![\t\n])[\p{Cc}\u{e0000}-\u{e007f}\u{fff9}-\u{fffb}]/gu;

/**
 * A display name on one line: visible characters only, no direction marks, no piled-up accents, none
 * of the signs that separate a name from what it says. `fallback` when nothing is left.
 */
export function plainName(name: string, fallback: string, maxCharacters = maxNameCharacters): string {
  const visible = name
    .slice(0, 400)
    .normalize('NFC')
    .replace(/[\p{Z}\t\n\r]+/gu, ' ')
    .replace(/[\p{C}\u115f\u1160\u3164\uffa0]/gu, '')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/[:<>[\]{}"“”«»|`]/g, '')
    .trim();
  return [...visible].slice(0, maxCharacters).join('').trim() || fallback;
}

/** Keeps what somebody says on lines of its own, so that no line of it can pass for another speaker's. */
export function indented(text: string): string {
  return text.replaceAll('\n', '\n  ');
}
