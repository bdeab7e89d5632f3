import type { Button } from '../core/button.ts';
import type { ReplyFile } from '../core/reply.ts';
import type { MessageRef } from '../core/room.ts';

/** One message of an answer, as it should look now. An answer longer than one message has several. */
export type Part = {
  /** 0 for the first message of the answer; with the event's id the source of a nonce. */
  readonly index: number;
  /** The whole text of this message, never only what is new. Empty only where files or buttons stand alone. */
  readonly text: string;
  /** Of the last message of a finished answer; empty everywhere else. */
  readonly buttons: readonly Button[];
  /** Of the last message of a finished answer; empty everywhere else. */
  readonly files: readonly ReplyFile[];
  /** True while more text may be appended to this very message: a native stream is begun and kept open. */
  readonly writing: boolean;
  /** True when the Stop button must be shown. Only ever true while `writing`, for answers that turn out long. */
  readonly stop: boolean;
};

/**
 * Where one answer is shown. An adapter makes a new surface for each delivery and translates every
 * error of its platform into a `SurfaceError`; anything else thrown counts as `unreachable`.
 * Delivery has one call under way at a time, `status` and `react` aside.
 */
export type Surface = {
  /** UTF-16 units one message may hold, after `prepare`. */
  readonly maxCharacters: number;
  /** Surfaces that share this key share their pace: everything the platform counts together. */
  readonly channel: string;
  /**
   * How a shown message can change. `edit`: at will. `append`: while a part is `writing`, each new
   * text begins with the text shown before (unless `prepare` rewrote it); the call that says
   * `writing: false` ends the stream. `none`: nothing is posted before the whole answer is known.
   */
  readonly growth: 'edit' | 'append' | 'none';
  /** Rewrites Markdown the platform cannot show. Pure. `writing` is true while more text may follow. */
  prepare(markdown: string, writing: boolean): string;
  /** Posts a new message. Where a place is held for the answer (a deferred command), part 0 fills it. */
  post(part: Part): Promise<MessageRef>;
  /** Changes a message posted by this surface, or by an earlier attempt before a restart. */
  edit(message: MessageRef, part: Part): Promise<void>;
  /** Changes the message whose button was pressed: part 0 of a reply with `place: 'update'`. Without it, part 0 is posted. */
  replace?(part: Part): Promise<MessageRef>;
  /** Takes a message back. */
  remove(message: MessageRef): Promise<void>;
  /** Reacts to the message being answered. */
  react(emoji: string): Promise<void>;
  /** Shows what the character is doing right now; undefined clears it. */
  status(text: string | undefined): Promise<void>;
};

/** Why a platform refused, as far as delivery behaves differently. */
export type SurfaceErrorKind =
  /** Too fast. Delivery waits and tries again. */
  | 'rate'
  /** The message, channel or thread is not there any more. */
  | 'gone'
  /** The bot may not write there. */
  | 'forbidden'
  /** The interaction can no longer be answered, nor can anything else that reaches the person. */
  | 'expired'
  | 'too-long'
  /** The token was refused. */
  | 'auth'
  /** Anything else, including errors after which nobody knows whether the message arrived. */
  | 'unreachable';

/** What a surface throws. The message names the platform's code and holds no text of a reply. */
export class SurfaceError extends Error {
  override readonly name = 'SurfaceError';
  readonly kind: SurfaceErrorKind;
  /** For `rate`: how long the platform asked to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: SurfaceErrorKind,
    message: string,
    options: { readonly cause?: unknown; readonly retryAfterMs?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}
