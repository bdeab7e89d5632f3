/*
 * The two doors of the house. An adapter turns raw events into `Incoming` and hands them to `accept`;
 * it is handed a `Reply` by `deliver` and answers with a `Receipt`. It never decides what to say.
 *
 * What Discord and Slack need alike lives in src/delivery: Markdown to parts, pacing, coalescing.
 * `deliver` there walks a reply's body once, keeps the whole text so far, cuts it into parts that the
 * surface can show, posts the first part at the first release, and then edits: one edit in flight,
 * the latest text wins, a minimum gap per channel, and a last edit that is always complete.
 */
import type { CommandSpec } from './command.ts';
import type { BotError } from './errors.ts';
import type { Answerable, Incoming, Message, Surroundings } from './message.ts';
import type { Receipt, Reply } from './reply.ts';
import type { Address, MessageRef, Platform } from './room.ts';

/** Resolves once the event is durable (`taken`) or known already (`repeated`). Rejects when it could not be written: do not acknowledge then. */
export type Accept = (incoming: Incoming) => Promise<'taken' | 'repeated'>;

/** What is handed to an adapter when it starts. */
export type Doors = {
  readonly accept: Accept;
  /** The adapter can no longer work (for example its token was refused). Ends the process with an error. */
  readonly fail: (error: BotError) => void;
  /** Resolves when an accepted event has its receipt, or was decided to need no answer. At once for unknown events. */
  readonly settled: (eventId: string) => Promise<void>;
};

/**
 * What has already been shown of an answer. Recorded before anything else is posted, so that an
 * answer resumed after a crash edits its own messages instead of repeating them.
 */
export type PaintLog = {
  /** Messages an earlier attempt posted, in order. Usually empty. */
  readonly known: readonly MessageRef[];
  /** True when an earlier attempt may have posted something it could not note any more. */
  readonly resumed: boolean;
  /** Resolves once the message is durably noted. */
  record(message: MessageRef): Promise<void>;
};

export type Delivery = {
  /** Id of the event being answered; the source of nonces. */
  readonly eventId: string;
  /** What is being answered: how it was acknowledged is decided by its kind. */
  readonly kind: Answerable['kind'];
  readonly address: Address;
  readonly reply: Reply;
  /** Aborted by a stop or a shutdown: leave a clean message and return. */
  readonly signal: AbortSignal;
  readonly paint: PaintLog;
};

/** What a room can show. */
export type Capabilities = {
  readonly maxCharacters: number;
  readonly edits: boolean;
  readonly buttons: boolean;
  /** Answers that only one person in a shared room can see. */
  readonly privateReplies: boolean;
  readonly threads: boolean;
  readonly reactions: boolean;
  readonly files: boolean;
};

export type Adapter = {
  readonly platform: Platform;
  readonly capabilities: Capabilities;
  /** Resolves when events can arrive. Rejects with a BotError that says what to do. */
  start(doors: Doors): Promise<void>;
  /** Takes no more events, then closes. Deliveries under way have been aborted or finished before. */
  stop(): Promise<void>;
  deliver(delivery: Delivery): Promise<Receipt>;
  /** Shows that the character is at work (typing, status) until the returned function is called. Never throws. */
  busy(address: Address): () => void;
  /** Reads the reply chain and up to `maxLines` lines above a message. Never throws: see `Surroundings.hidden`. */
  look(
    message: Message,
    options: { readonly maxLines: number; readonly signal: AbortSignal },
  ): Promise<Surroundings>;
};

/** What an adapter is told about the commands, so that it can publish and parse them. */
export type CommandSpecs = readonly CommandSpec[];
