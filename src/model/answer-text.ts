/** The part of a Chat Completions answer, streamed or whole, that this program reads. */
type Choice = {
  readonly delta?: { readonly content?: unknown; readonly refusal?: unknown } | null;
  readonly message?: { readonly content?: unknown; readonly refusal?: unknown } | null;
};

/** The answer's own text in one chunk; '' for reasoning, tool calls, control fields and whatever is malformed. */
export function textOf(chunk: unknown): string {
  const choice = (Object(chunk) as { readonly choices?: readonly Choice[] }).choices?.[0];
  const said = choice?.delta ?? choice?.message;
  const { content, refusal } = said ?? {};
  if (typeof content === 'string' && content !== '') return content;
  return typeof refusal === 'string' ? refusal : '';
}

const opening = '<think>';
const closing = '</think>';

/**
 * Drops a `<think>…</think>` block at the start of an answer, however it was cut into pieces. A
 * block that never ends is dropped to the end of the answer.
 */
export function createThinkingFilter(): (piece: string) => string {
  let state: 'start' | 'thinking' | 'answer' = 'start';
  let held = '';
  return (piece) => {
    if (state === 'answer') return piece;
    held += piece;
    if (state === 'start') {
      const text = held.trimStart();
      if (text.length < opening.length && opening.startsWith(text)) return '';
      state = text.startsWith(opening) ? 'thinking' : 'answer';
      if (state === 'answer') return held;
    }
    const end = held.indexOf(closing);
    if (end < 0) return '';
    state = 'answer';
    return held.slice(end + closing.length).trimStart();
  };
}
