import { closingOf, type Fence, fenceAfter } from './fence.ts';

/** A place where a part may end, with the fence that is open there. Higher ranks make better endings. */
export type Candidate = { readonly offset: number; readonly rank: number; readonly fence: Fence | undefined };

/** Paragraph > line > sentence > word. Lines of code rank with sentences: better to end before the code. */
const ranks = { paragraph: 4, line: 3, sentence: 2, word: 1 } as const;

const sentenceOrWord = /([.!?…]["'”’»)\]*_]*\s+|[。！？]["'”’」』）]*)|\s+/gu;

/**
 * What must stay whole: inline code, links, autolinks and mentions, addresses. Repetitions are
 * bounded so that hostile text costs linear time.
 */
const unbreakable =
  /(`{1,8})(?!`)(?:[^`\n]|\n(?!\s*\n)){1,400}\1|!?\[[^\]\n]{0,300}\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,1000}(?: "[^"\n]{0,200}")?\)|<[^<>\s]{1,300}>|https?:\/\/[^\s<>]{1,1000}/g;

type Span = { readonly start: number; readonly end: number };

/**
 * Finds where a window of text may be cut: every candidate's text and closing fence fit into
 * `budget`. Offsets are relative to the window, ascending within a rank only.
 */
export function candidatesIn(
  window: string,
  options: { readonly fence: Fence | undefined; readonly budget: number; readonly maxCharacters: number },
): { readonly candidates: readonly Candidate[]; readonly fenceAt: (offset: number) => Fence | undefined } {
  const lines = readLines(window, options.fence, options.maxCharacters);
  const spans = spansOutsideCode(window, lines, options.budget);
  const candidates: Candidate[] = [];
  const add = (offset: number, rank: number, fence: Fence | undefined) => {
    if (offset <= 0 || offset + closingOf(fence).length > options.budget) return;
    candidates.push({ offset, rank, fence });
  };

  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1];
    if (previous && !isInside(spans, line.start)) {
      const opensHere = !line.before && line.after !== undefined;
      const closedAbove = previous.before !== undefined && !line.before;
      const openedAbove = !previous.before && line.before !== undefined;
      const blankAbove = window.slice(previous.start, previous.end).trim() === '';
      // Straight after an opening line the part would end in an empty code block.
      if (!openedAbove) {
        const paragraph = !line.before && (blankAbove || opensHere || closedAbove);
        add(line.start, paragraph ? ranks.paragraph : line.before ? ranks.sentence : ranks.line, line.before);
      }
    }
    const isFenceLine = line.before !== line.after;
    if (isFenceLine || line.start > options.budget) continue;
    for (const match of window.slice(line.start, line.end).matchAll(sentenceOrWord)) {
      const offset = line.start + match.index + match[0].length;
      if (offset >= line.end || isInside(spans, offset)) continue;
      const isCode = line.before !== undefined;
      add(offset, match[1] !== undefined && !isCode ? ranks.sentence : ranks.word, line.before);
    }
  }
  return { candidates, fenceAt: (offset) => lineAt(lines, offset)?.before };
}

type ScannedLine = Span & { readonly before: Fence | undefined; readonly after: Fence | undefined };

function readLines(window: string, open: Fence | undefined, maxCharacters: number): readonly ScannedLine[] {
  const lines: ScannedLine[] = [];
  let fence = open;
  for (let start = 0; start <= window.length; ) {
    const found = window.indexOf('\n', start);
    const end = found < 0 ? window.length : found;
    const after = fenceAfter(window.slice(start, end), fence, maxCharacters);
    lines.push({ start, end, before: fence, after });
    fence = after;
    start = end + 1;
  }
  return lines;
}

function spansOutsideCode(window: string, lines: readonly ScannedLine[], longest: number): readonly Span[] {
  const spans: Span[] = [];
  let runStart: number | undefined;
  const close = (runEnd: number) => {
    if (runStart === undefined) return;
    for (const match of window.slice(runStart, runEnd).matchAll(unbreakable)) {
      const start = runStart + match.index;
      if (match[0].length <= longest) spans.push({ start, end: start + match[0].length });
    }
    runStart = undefined;
  };
  for (const line of lines) {
    if (line.before || line.after) close(line.start);
    else runStart ??= line.start;
  }
  close(window.length);
  return spans;
}

/** True when a cut at this offset would break one of the spans, which ascend and do not overlap. */
function isInside(spans: readonly Span[], offset: number): boolean {
  const span = lastStartingBefore(spans, offset);
  return span !== undefined && offset < span.end;
}

function lineAt(lines: readonly ScannedLine[], offset: number): ScannedLine | undefined {
  return lastStartingBefore(lines, offset + 1);
}

function lastStartingBefore<T extends Span>(spans: readonly T[], offset: number): T | undefined {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span && span.start < offset) low = middle + 1;
    else high = middle;
  }
  return spans[low - 1];
}
