/** What a server says went wrong, wherever it said so. Its message may quote a prompt: never show or log it. */
export type Complaint = {
  readonly status: number | undefined;
  /** Code, type, parameter and message in one line, to look for known words in. */
  readonly words: string;
};

/** What one object of a Chat Completions stream, or one whole answer, tells. */
export type Chunk =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'complaint'; readonly complaint: Complaint }
  /** Thinking, tool calls, usage: signs of life without text. */
  | { readonly kind: 'other' };

/** Reads a chunk or a whole answer of any server, expecting nothing of its shape. */
export function readChunk(value: unknown): Chunk {
  const error = fieldOf(value, 'error');
  if (error !== undefined && error !== null && error !== false) {
    return { kind: 'complaint', complaint: complaintOf(error) };
  }
  const choices = fieldOf(value, 'choices');
  if (!Array.isArray(choices)) return { kind: 'other' };
  const choice: unknown = choices.find((one) => (fieldOf(one, 'index') ?? 0) === 0);
  const said = fieldOf(choice, 'delta') ?? fieldOf(choice, 'message');
  const text = textOf(fieldOf(said, 'content')) || textOf(fieldOf(said, 'refusal'));
  return text === '' ? { kind: 'other' } : { kind: 'text', text };
}

/** Reads the `error` field of an answer or a chunk; `status` is the answer's own, where it had one. */
export function complaintOf(error: unknown, status?: number): Complaint {
  const code = fieldOf(error, 'code');
  const words = [code, ...['type', 'param', 'message'].map((name) => fieldOf(error, name)), error];
  return {
    status: status ?? statusIn(code) ?? statusIn(fieldOf(error, 'status')),
    words: words.filter((word) => typeof word === 'string').join(' '),
  };
}

/** Some servers put the status they would have answered with into the stream, as a number or in digits. */
function statusIn(value: unknown): number | undefined {
  const status = Number(value);
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined;
}

/** Content is a string, or with some servers a list of parts of which those of type `text` are said. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .filter((part) => fieldOf(part, 'type') === 'text')
    .map((part) => fieldOf(part, 'text'))
    .filter((text) => typeof text === 'string')
    .join('');
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
