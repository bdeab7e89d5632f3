import { candidatesIn } from './cut-candidates.ts';
import { closes, closingOf, type Fence, fenceAfter, openingOf } from './fence.ts';

/** One part as it is shown, and where in the source it ends. */
export type Cut = { readonly text: string; readonly end: number };

/** Shorter parts could not hold a code fence and its content. */
const smallestPart = 40;
/** How far beyond a part one must look to see the end of a link that would be broken. */
const lookahead = 1_500;
/** A part ends at the best kind of boundary in its second half, and only then at any boundary. */
const leastFill = 0.5;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Cuts Markdown into parts of at most `maxCharacters` UTF-16 units, at paragraphs, lines, sentences or
 * words where it can. Code fences are closed and opened again; graphemes, links and inline code stay
 * whole where they fit. Only whitespace is lost; blank text gives no parts. Throws a RangeError for
 * less than 40 characters.
 */
export function splitMarkdown(text: string, maxCharacters: number): readonly string[] {
  return cutMarkdown(text, maxCharacters).map((cut) => cut.text);
}

/**
 * As `splitMarkdown`, for text that is still growing. `ends` are parts that can no longer change,
 * by the source offset where each ends. The part after them ends at `atLeast` or later. `open` leaves
 * a fence at the very end of the text unclosed, so that more text can be appended.
 */
export function cutMarkdown(
  text: string,
  maxCharacters: number,
  growing: { readonly ends?: readonly number[]; readonly atLeast?: number; readonly open?: boolean } = {},
): readonly Cut[] {
  if (maxCharacters < smallestPart) {
    throw new RangeError(`A part needs at least ${smallestPart} characters, not ${maxCharacters}.`);
  }
  const { ends = [], atLeast = 0, open = false } = growing;
  const cuts: Cut[] = [];
  let fence: Fence | undefined;
  let start = 0;
  while (true) {
    ({ start, fence } = skipBlank(text, start, fence));
    if (start >= text.length) return cuts;
    const fixed = ends[cuts.length];
    const least = cuts.length === ends.length ? atLeast : 0;
    const found =
      fixed === undefined
        ? findEnd(text, start, fence, maxCharacters, least)
        : { end: fixed, fence: fenceAt(text, start, fixed, fence, maxCharacters) };
    // A fixed end the text no longer reaches (it was rewritten) is no end.
    const end = Math.max(found.end, start + 1);
    const content = text.slice(start, end).trimEnd();
    const isLast = end >= text.length;
    if (!isBlank(content)) {
      const closing = open && isLast ? '' : closingOf(found.fence);
      cuts.push({ text: openingOf(fence) + content + closing, end: Math.min(end, text.length) });
    }
    start = end;
    fence = found.fence;
  }
}

/** True when a reader would see nothing: spaces, controls, invisible joiners and fillers. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}\p{Zs}\u115f\u1160\u2800\u3164\uffa0]*$/u.test(text);
}

/** Where a part that begins at `start` ends, and the fence that is open there. */
function findEnd(
  text: string,
  start: number,
  fence: Fence | undefined,
  maxCharacters: number,
  atLeast: number,
): { readonly end: number; readonly fence: Fence | undefined } {
  const budget = maxCharacters - openingOf(fence).length;
  if (text.length - start <= budget) {
    const last = fenceAt(text, start, text.length, fence, maxCharacters);
    if (text.length - start + closingOf(last).length <= budget) return { end: text.length, fence: last };
  }
  const window = text.slice(start, start + budget + lookahead);
  const { candidates, fenceAt: fenceIn } = candidatesIn(window, { fence, budget, maxCharacters });
  const segments = graphemes.segment(window);
  const isWhole = (offset: number) =>
    offset >= window.length || segments.containing(offset)?.index === offset;
  const least = Math.max(0, atLeast - start);
  const allowed = candidates.filter((candidate) => candidate.offset >= least);
  const full = allowed.filter((candidate) => candidate.offset >= budget * leastFill);
  const ranked = full.toSorted((a, b) => b.rank - a.rank || b.offset - a.offset);
  const rest = allowed.toSorted((a, b) => b.offset - a.offset);
  const best = [...ranked, ...rest].find((candidate) => isWhole(candidate.offset));
  if (best) return { end: start + best.offset, fence: best.fence };

  const limit = Math.min(window.length, budget - closingOf(fenceIn(budget)).length);
  const whole = segments.containing(limit)?.index ?? limit;
  const offset = Math.max(least, whole > 0 ? whole : beforeSurrogate(window, limit));
  return { end: start + offset, fence: fenceIn(offset) };
}

/** Leaves out blank lines between parts, and a closing fence that would close an empty block. */
function skipBlank(
  text: string,
  from: number,
  fence: Fence | undefined,
): { readonly start: number; readonly fence: Fence | undefined } {
  const blankLines = /(?:[^\S\n]*\n)*/y;
  blankLines.lastIndex = from;
  blankLines.exec(text);
  const start = blankLines.lastIndex;
  if (!fence) return { start, fence };
  const found = text.indexOf('\n', start);
  const lineEnd = found < 0 ? text.length : found;
  const atLineStart = start === 0 || text[start - 1] === '\n';
  if (!atLineStart || !closes(text.slice(start, lineEnd), fence)) return { start, fence };
  return skipBlank(text, Math.min(lineEnd + 1, text.length), undefined);
}

function fenceAt(
  text: string,
  start: number,
  end: number,
  open: Fence | undefined,
  maxCharacters: number,
): Fence | undefined {
  const lines = text.slice(start, end).split('\n');
  return lines.reduce<Fence | undefined>((fence, line) => fenceAfter(line, fence, maxCharacters), open);
}

function beforeSurrogate(window: string, limit: number): number {
  const code = window.charCodeAt(limit);
  const splitsPair = code >= 0xdc00 && code <= 0xdfff && limit > 1;
  return splitsPair ? limit - 1 : limit;
}
