/** A code fence that is open at some point of a text, and the lines that close and open it again. */
export type Fence = { readonly opening: string; readonly closing: string; readonly quoted: boolean };

/** The fence state after one line, given the state before it. Lines carry no line break. */
export function fenceAfter(line: string, fence: Fence | undefined, maxCharacters: number): Fence | undefined {
  if (!fence) return openedBy(line, maxCharacters);
  // A quoted fence ends with its quote.
  if (fence.quoted && !line.trimStart().startsWith('>')) return openedBy(line, maxCharacters);
  return closes(line, fence) ? undefined : fence;
}

/** True for a line that ends this fence and says nothing else. */
export function closes(line: string, fence: Fence): boolean {
  const marks = line.replace(/^[ \t>]+/, '').trimEnd();
  const needed = fence.closing.replace(/^[ \t>]+/, '');
  return marks.length >= needed.length && marks === (needed[0] ?? '').repeat(marks.length);
}

/** The shortest text that ends the fence on a line of its own; empty when none is open. */
export function closingOf(fence: Fence | undefined): string {
  return fence ? `\n${fence.closing}` : '';
}

/** The line that opens the fence again; empty when none is open. */
export function openingOf(fence: Fence | undefined): string {
  return fence ? `${fence.opening}\n` : '';
}

function openedBy(line: string, maxCharacters: number): Fence | undefined {
  const match = /^([ \t>]{0,12})(`{3,}|~{3,})([^\n]*)$/.exec(line);
  if (!match) return undefined;
  const [, indent = '', marks = '', info = ''] = match;
  if (marks.startsWith('`') && info.includes('`')) return undefined;
  const closing = indent + marks;
  // Reopening must leave most of a part for the code itself: a long info string goes, absurd marks are plain text.
  if (line.length > maxCharacters / 2 || closing.length > maxCharacters / 5) return undefined;
  const language = info.trim();
  const opening = closing + (language.length > maxCharacters / 10 ? '' : language);
  return { opening, closing, quoted: indent.includes('>') };
}
