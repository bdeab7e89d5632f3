/** Codes an operator or the turn can act on. */
export type ErrorCode =
  | 'config'
  | 'persona'
  | 'store'
  | 'key'
  | 'adapter'
  | 'model-auth'
  | 'model-refused'
  | 'model-rate'
  | 'model-too-long'
  | 'model-timeout'
  | 'model-unreachable'
  | 'model-empty';

/**
 * Every failure this program knows by name. The message says who failed, at what, and what to do;
 * it never holds a person's words, a token or a key.
 */
export class BotError extends Error {
  override readonly name: string = 'BotError';
  readonly code: ErrorCode;
  /** Milliseconds to wait before trying again, where the other side said so. */
  readonly retryAfterMs: number | undefined;
  /** The other side's id of the failed request, for its support. */
  readonly requestId: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly retryAfterMs?: number; readonly requestId?: string } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.requestId = options.requestId;
  }
}
