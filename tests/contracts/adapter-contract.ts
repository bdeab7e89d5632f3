import { afterEach, describe, expect, it } from 'vitest';
import type { Capabilities } from '../../src/core/adapter.ts';
import type { Model } from '../../src/core/model.ts';
import type { Platform } from '../../src/core/room.ts';

/** One message as people see it now. */
export type Shown = {
  /** Display name of the author; the character's is the bot's own. */
  readonly by: string;
  readonly own: boolean;
  readonly text: string;
  /** Labels of the buttons under it. */
  readonly buttons: readonly string[];
  /** Names of the files attached to it. */
  readonly files: readonly string[];
  /** Who can see it, when not everybody in the place can. */
  readonly onlyFor?: string;
};

/** `dm`: the person's own direct message with the character. `channel`: the one shared channel of the stage. `thread`: a thread in it. */
export type PlaceName = 'dm' | 'channel' | 'thread';

/** Somebody on the stage. Made on first use of the name. */
export type Actor = {
  /** Writes to the character in a DM; resolves when the platform has taken it. */
  tells(text: string): Promise<void>;
  /** Writes in the shared channel (or thread) and mentions the character at the start. */
  mentions(text: string, where?: 'channel' | 'thread'): Promise<void>;
  /** Writes in the shared channel without mentioning anybody. */
  writes(text: string, where?: 'channel' | 'thread'): Promise<void>;
  /** Runs a command by the platform's own means, given as typed text: `poem form:haiku the deploy`. */
  runs(command: string, where?: PlaceName): Promise<void>;
  /** Presses the newest button that starts with this label and that this person can see. */
  presses(label: string, where?: PlaceName): Promise<void>;
  /** Changes their last message in the place. */
  edits(text: string, where?: PlaceName): Promise<void>;
  deletes(where?: PlaceName): Promise<void>;
  /** Presses Stop, or what the platform has for it. */
  stops(where?: PlaceName): Promise<void>;
  /** What this person sees in the place, oldest first. */
  sees(where?: PlaceName): readonly Shown[];
  /** The last thing the character said there that this person can see; '' when nothing. */
  lastReply(where?: PlaceName): string;
};

/** The whole bot, running in one room against a fake of its platform. */
export type Stage = {
  readonly platform: Platform;
  readonly capabilities: Capabilities;
  actor(name: string): Actor;
  /** Names of people and groups the bot has really pinged. */
  pings(): readonly string[];
  /** Resolves when the condition holds; rejects after `timeoutMs` (default 5,000). */
  until(condition: () => boolean, timeoutMs?: number): Promise<void>;
  /** Resolves when nothing has been going on for a moment: no request, no open turn. */
  quiet(): Promise<void>;
  /** Everything the bot wrote to its log, as text. */
  log(): string;
  /** Another bot mentions the character. Absent where there are none. */
  botMentions?(text: string): Promise<void>;
  /** The platform delivers the last event again. Absent where it never does. */
  deliverAgain?(): Promise<void>;
  /** Ends the bot as a crash would (nothing is closed) and starts it anew on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** Starts the whole bot with this model on an empty data folder. `env` adds variables of the configuration. */
export type OpenStage = (options: { readonly model: Model; readonly env?: Readonly<Record<string, string>> }) => Promise<Stage>;
