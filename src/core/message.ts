import type { Account, Address, Audience, Room } from './room.ts';

/** Something sent along with a message. Only described: nothing here is ever fetched. */
export type Attachment = { readonly name: string; readonly type: string; readonly bytes?: number };

/** What every event says of itself. */
type Event = {
  /** Stable across redeliveries; an edit's id includes the time of the edit. */
  readonly eventId: string;
  /** If any of these was seen before, the event is a repetition. Holds `eventId` and more where a platform sends twins. */
  readonly dedupeKeys: readonly string[];
  /** Milliseconds since 1970, by the platform's clock. */
  readonly at: number;
  readonly room: Room;
};

/** What every event that somebody caused says besides. */
type Spoken = Event & {
  readonly account: Account;
  /** Display name of the speaker, as the room shows it. Untrusted text. */
  readonly name: string;
  readonly audience: Audience;
  readonly address: Address;
  /** BCP 47, as the platform gives it; absent where it gives none. */
  readonly locale?: string;
  /** IANA name; absent where the platform gives none. */
  readonly timeZone?: string;
  /** True for somebody who may administer this server or workspace. */
  readonly admin?: boolean;
};

/** Somebody talks to the character: in a DM, by mention, by reply, or as a line in the terminal. */
export type Message = Spoken & {
  readonly kind: 'message';
  readonly messageId: string;
  /** Plain Markdown, the character's own mention stripped, other mentions as @names. */
  readonly text: string;
  /** False when the platform withheld the text: empty text then means unknown, not nothing. */
  readonly contentAvailable: boolean;
  readonly attachments: readonly Attachment[];
  /** Text this message answers to, when the person replied to or quoted something the event itself carries. */
  readonly quoted?: { readonly name: string; readonly text: string };
  /** False where every line must get its own answer (piped input): it never joins a turn under way. */
  readonly joins: boolean;
};

/** An earlier message now says something else. Refreshed previews are not edits. */
export type Edited = Spoken & {
  readonly kind: 'edited';
  readonly messageId: string;
  readonly text: string;
};

/** A message is gone. Platforms do not say whose it was. */
export type Deleted = Event & { readonly kind: 'deleted'; readonly messageId: string };

/** Somebody ran a command by the platform's own means, or as text where a room has none of its own. */
export type CommandCall = Spoken & {
  readonly kind: 'command';
  readonly call: NativeCall | TypedCall;
};

/** Already taken apart by the platform. Values are still to be checked against the command's own options. */
export type NativeCall = {
  readonly kind: 'native';
  readonly command: string;
  readonly subcommand?: string;
  readonly options: Readonly<Record<string, string>>;
};

/** As typed, from the command's name on: `poem form:haiku the deploy`. The turn parses it. */
export type TypedCall = { readonly kind: 'typed'; readonly text: string };

/** Somebody pressed a button under one of the character's messages. */
export type Press = Spoken & {
  readonly kind: 'press';
  /** The button's id, see button.ts. */
  readonly button: string;
};

/** Somebody wants the character to stop writing in this room. */
export type Stopped = Spoken & { readonly kind: 'stopped' };

/** The character was taken out of a server, a channel or a workspace. */
export type Removed = {
  readonly kind: 'removed';
  readonly eventId: string;
  readonly dedupeKeys: readonly string[];
  readonly at: number;
  readonly platform: Room['platform'];
  readonly tenant: string;
};

export type Incoming = Message | Edited | Deleted | CommandCall | Press | Stopped | Removed;

/** The kinds that are owed exactly one answer. */
export type Answerable = Message | CommandCall | Press;

/** One line somebody else, or the character, wrote in the room before this message. Used for one turn, never stored. */
export type RoomLine = {
  readonly name: string;
  /** True for the character's own lines. */
  readonly own: boolean;
  /** True for lines of the person now being answered. */
  readonly same: boolean;
  readonly text: string;
  readonly at: number;
};

/** What an adapter could see around a message. */
export type Surroundings = {
  /** Oldest first. */
  readonly lines: readonly RoomLine[];
  /**
   * Why there may be more than `lines` shows: `content` (the platform withholds texts), `permission`
   * (the bot may not read history), `error` (reading failed). Absent when everything asked for was seen.
   */
  readonly hidden?: 'content' | 'permission' | 'error';
};
