import type { CommandSpec } from '../core/command.ts';
import type { Language } from '../core/language.ts';
import type { Memory } from '../core/memory.ts';
import type { Task } from '../core/model.ts';
import type { Reply } from '../core/reply.ts';
import type { Account, Audience, Room } from '../core/room.ts';
import type { PlaceSettings } from './settings.ts';

/** Who runs a command, and where. */
export type Caller = {
  readonly eventId: string;
  readonly account: Account;
  readonly name: string;
  readonly audience: Audience;
  readonly room: Room;
  readonly admin: boolean;
  readonly language: Language;
  readonly timeZone: string;
  /** Tag that binds a button to this account. */
  readonly owner: string;
  readonly signal: AbortSignal;
};

/** What commands work with. Everything is handed in. */
export type CommandTools = {
  readonly memory: Memory;
  readonly settings: PlaceSettings;
  readonly now: () => number;
  /** Facts about the running program, for /about. */
  readonly program: {
    readonly name: string;
    readonly version: string;
    readonly model: string;
    readonly rehearsal: boolean;
    readonly description: (language: Language) => string;
  };
  /** The card that asks whether to remember, as a private reply. */
  readonly consentCard: (caller: Caller) => Reply;
  /** Has a piece written: streamed, checked and labelled. */
  readonly write: (
    caller: Caller,
    piece: { readonly kind: Exclude<Task['kind'], 'talk'>; readonly form?: string; readonly about: string },
  ) => Reply;
};

export type Options = Readonly<Record<string, string>>;

/**
 * A command: what rooms need to know of it, and what it does. Options have been checked against its
 * specs before `run`. `press` answers the buttons that carry the command's name; undefined means the
 * button is no longer good for anything.
 */
export type Command = CommandSpec & {
  run(
    call: { readonly subcommand?: string; readonly options: Options },
    caller: Caller,
    tools: CommandTools,
  ): Promise<Reply>;
  press?(
    press: { readonly verb: string; readonly value?: string },
    caller: Caller,
    tools: CommandTools,
  ): Promise<Reply | undefined>;
};
