import type { Language } from '../core/language.ts';
import type { Fact, Recalled } from '../core/memory.ts';
import type { Attachment, Surroundings } from '../core/message.ts';
import type { PromptMessage } from '../core/model.ts';
import type { Account, Audience, PrivateAudience, SharedAudience } from '../core/room.ts';
import type { Persona } from './persona.ts';

/** One line of this room's talk with the character, before the new message. */
export type HistoryLine = {
  readonly name: string;
  readonly role: 'person' | 'character';
  readonly text: string;
  readonly at: number;
};

/** The message to be answered. */
export type NewMessage = {
  readonly name: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly quoted?: { readonly name: string; readonly text: string };
  /** False when the platform withheld the text. */
  readonly contentAvailable: boolean;
};

/** A piece to be written, when the turn is not plain talk. */
export type PieceTask = { readonly kind: 'story' | 'poem'; readonly form?: string; readonly about: string };

/** A kept fact as a prompt shows it. */
export type KnownFact<A extends Audience = Audience> = Pick<Fact, 'text' | 'at'> &
  Partial<Pick<Fact, 'origin' | 'sort' | 'until'>> & { readonly audience: A };

/** Something recalled as a prompt shows it. */
export type RecalledEntry<A extends Audience = Audience> = Pick<
  Recalled<A>,
  'kind' | 'role' | 'text' | 'at' | 'audience' | 'until'
>;

type CommonParts = {
  readonly persona: Persona;
  /** The rules no character file can lift. They stand first and are never cut. */
  readonly careRules: string;
  readonly language: Language;
  /** Oldest first, without the new message. */
  readonly history: readonly HistoryLine[];
  /**
   * How many lines this talk has when `history` holds only the last of them; absent when it is
   * complete. Decides where the history is cut, so that the cut stays put from turn to turn.
   */
  readonly historyTotal?: number;
  readonly surroundings?: Surroundings;
  readonly message: NewMessage;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** IANA name; UTC is used for a name the machine does not know. */
  readonly timeZone: string;
  /** When this person was last answered; absent when never. */
  readonly lastAt?: number;
  /** 8 to 64 letters and digits, hard to guess, the same for the whole session: marks what is material. */
  readonly nonce: string;
  readonly task?: PieceTask;
};

/** What a prompt for a direct message is made of. */
export type PrivateParts = CommonParts & {
  readonly room: 'private';
  readonly audience: PrivateAudience;
  /** Other accounts this person linked: what they were told may stand here. */
  readonly linked?: readonly Account[];
  /** Frozen for the session by whoever calls. */
  readonly profile: readonly KnownFact[];
  readonly recalled: readonly RecalledEntry[];
};

/** What a prompt for a shared room is made of: by its type it cannot be given private recollections. */
export type SharedParts = CommonParts & {
  readonly room: 'shared';
  readonly audience: SharedAudience;
  /** Only facts kept for this audience. */
  readonly profile: readonly KnownFact<SharedAudience>[];
  readonly recalled: readonly RecalledEntry<SharedAudience>[];
};

export type PromptParts = PrivateParts | SharedParts;

/** A prompt that fits. */
export type Prompt = {
  readonly messages: readonly PromptMessage[];
  /** By `estimateTokens`; never more than the budget. */
  readonly estimatedTokens: number;
};
