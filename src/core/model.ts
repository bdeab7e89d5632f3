import type { Language } from './language.ts';

/** One entry of a prompt, as Chat Completions servers understand it. */
export type PromptMessage = {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
};

/** What is asked for, beside the prompt: enough for a voice that cannot read prompts. */
export type Task = {
  readonly kind: 'talk' | 'story' | 'poem';
  /** The person's newest words, or what the piece is about; unfenced. */
  readonly said: string;
  readonly language: Language;
  /** The form of a poem, such as `haiku`. */
  readonly form?: string;
  /** The character's last replies in this room, newest last, at most 20: a voice that repeats itself is no voice. */
  readonly earlier: readonly string[];
  /** Same seed and input, same answer, where a model allows it. */
  readonly seed: string;
};

export type ModelRequest = {
  readonly messages: readonly PromptMessage[];
  readonly task: Task;
  readonly maxOutputTokens: number;
  /** Stable name of the conversation for the server's prompt cache: a keyed hash, never an id of a platform. */
  readonly cacheKey: string;
};

/** A question nobody waits for, answered in JSON. */
export type ObjectRequest = {
  readonly messages: readonly PromptMessage[];
  /** What the answer is called, in letters, digits and underscores. */
  readonly name: string;
  /** JSON Schema of the answer. A server that cannot be held to it may still answer otherwise. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxOutputTokens: number;
  readonly cacheKey: string;
};

/**
 * Something that answers. The stream yields pieces of the chat answer's text and nothing else:
 * reasoning, tool calls and control fields are dropped. It throws a BotError with a `model-…` code,
 * before the first piece or after; an answer without text is `model-empty`.
 */
export type Model = {
  /** What it is, in words people may read in /about: the model's name, or that none is connected. */
  readonly label: string;
  /** True for the voice that works with no model at all. */
  readonly rehearsal: boolean;
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<string>;
  /**
   * One whole answer in JSON, for work between the talks; absent where no model is connected. Nobody
   * has checked what it resolves with. Rejects as `stream` throws, and with `model-refused` when the
   * answer is no JSON.
   */
  readonly object?: (request: ObjectRequest, signal: AbortSignal) => Promise<unknown>;
  /** What texts mean, as vectors of one length, in the order given; absent where no model for it is named. Rejects as `stream` throws. */
  readonly embed?: (texts: readonly string[], signal: AbortSignal) => Promise<readonly (readonly number[])[]>;
};
