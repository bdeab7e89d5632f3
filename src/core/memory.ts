import type { Language } from './language.ts';
import type { Links } from './links.ts';
import type { Account, Audience, PrivateAudience, Room, SharedAudience } from './room.ts';

/** One thing said between a person and the character. */
export type Line = {
  readonly id: string;
  /** `person`: the account's own words. `character`: the reply to them. */
  readonly role: 'person' | 'character';
  readonly text: string;
  readonly at: number;
  /** The name it was said under, as the room showed it. Untrusted text; never an identity. */
  readonly name?: string;
};

/** What a fact is, where that matters. */
export type FactSort = 'plain' | 'plan' | 'thread' | 'boundary' | 'joke';

/** Something kept about a person, in their own words. */
export type Fact<A extends Audience = Audience> = {
  readonly id: string;
  readonly text: string;
  readonly at: number;
  readonly audience: A;
  /** `asked`: they asked to keep it. `learnt`: it was found in what they said. `shared`: they shared it with this audience. */
  readonly origin: 'asked' | 'learnt' | 'shared';
  readonly sort: FactSort;
  /** When it stopped being true; history from then on. */
  readonly until?: number;
  /** When a plan or an open thread is over. */
  readonly expiresAt?: number;
};

/** What was learnt, or might be, that the person was not told of yet. */
export type MemoryNews = {
  /** How many facts were kept. */
  readonly kept: number;
  /** Facts to be kept if the person says yes. */
  readonly proposed: readonly { readonly id: string; readonly text: string }[];
};

/** Kept without content, before and after consent: enums and times under a keyed hash. */
export type Switches = {
  readonly consent: 'unasked' | 'asked' | 'agreed' | 'declined';
  /** When the card was last offered. */
  readonly askedAt?: number;
  readonly agreedAt?: number;
  /** When the character first said to this account that it is an AI. */
  readonly metAt?: number;
  /** When this account was last answered, for "how long it has been". */
  readonly lastAt?: number;
  readonly paused: boolean;
  /** Chosen by the person; otherwise the event's locale decides. */
  readonly language?: Language;
  /** Whether facts are learnt from their talk: absent for yes, `ask` for only what they say yes to, `off` for never. */
  readonly learning?: 'ask' | 'off';
  /** IANA name, chosen by the person; otherwise the platform's, otherwise the operator's. */
  readonly timeZone?: string;
};

/** Something recalled, with the audience it was said to. */
export type Recalled<A extends Audience = Audience> = {
  readonly kind: 'line' | 'fact';
  readonly id: string;
  readonly role: Line['role'];
  readonly name?: string;
  readonly text: string;
  readonly at: number;
  /** By our own clock: the order to show things in. */
  readonly heardAt: number;
  readonly audience: A;
  /** When it stopped being true. */
  readonly until?: number;
  /** How well it fits, beside the others of the same answer. */
  readonly score: number;
};

/** A question to memory from a direct message: may find what was said there and in shared rooms. */
export type PrivateQuery = RecallWords & { readonly audience: PrivateAudience };

/** A question from a shared room: can find only what this account said to that same audience. */
export type SharedQuery = RecallWords & { readonly audience: SharedAudience };

type RecallWords = {
  readonly account: Account;
  /** The new message first; earlier lines after it weigh less. */
  readonly words: readonly string[];
  /** Lines the prompt shows anyway. */
  readonly exclude: ReadonlySet<string>;
  readonly maxCharacters: number;
  /** IANA name: in which "yesterday" is counted. */
  readonly timeZone: string;
};

/** Everything kept about an account, for the account itself. */
export type Export = {
  readonly madeAt: number;
  readonly switches: Switches;
  readonly facts: readonly Fact[];
  readonly lines: readonly (Line & { readonly audience: Audience; readonly kept: boolean })[];
};

/** Why something was not kept. */
export type Refusal = 'no-consent' | 'too-long' | 'empty' | 'not-allowed-here';

/**
 * What the character knows of an account. Before consent only today's talk is held (sealed, at most
 * 24 hours); after it, lines are kept verbatim until they are forgotten. Writes for one account wait
 * for each other. Every method rejects with a BotError `store` or `key` when storage fails.
 */
export type Memory = {
  switches(account: Account): Promise<Switches>;
  /** Changes some switches; undefined clears an optional one. */
  setSwitches(
    account: Account,
    change: { readonly [K in keyof Switches]?: Switches[K] | undefined },
  ): Promise<Switches>;

  /** Holds one line: for today before consent or while paused (see `mayKeep`), for good after it. `source` lets an edit or deletion find it again. */
  hear(
    account: Account,
    audience: Audience,
    line: Line,
    options: {
      readonly source?: { readonly room: Room; readonly messageId: string };
      readonly mayKeep: boolean;
    },
  ): Promise<void>;
  /** The last lines between this account and the character in this audience, within 24 hours, oldest first. */
  today(account: Account, audience: Audience, maxLines: number): Promise<readonly Line[]>;
  /** The last kept lines before those of today in this audience, oldest first: where the two left off. Nothing before consent or while paused. */
  lastTalk(account: Account, audience: Audience, maxLines: number): Promise<readonly Line[]>;
  /** The message a line came from now says something else, or is gone (`undefined`). False when no line came from it. */
  amend(
    source: { readonly room: Room; readonly messageId: string },
    text: string | undefined,
  ): Promise<boolean>;

  /** Oldest first. Nothing before consent, while paused, or where nothing fits the words. */
  recall(query: PrivateQuery): Promise<readonly Recalled[]>;
  recall(query: SharedQuery): Promise<readonly Recalled<SharedAudience>[]>;
  /**
   * What is true now of this account and may be used in this audience, oldest first, at most about 400
   * tokens. It is chosen when a session begins and stays the same, apart from what the person asks for
   * and what is no longer so.
   */
  profile(account: Account, audience: PrivateAudience): Promise<readonly Fact[]>;
  profile(account: Account, audience: SharedAudience): Promise<readonly Fact<SharedAudience>[]>;

  /** The person agreed: today's talk moves into what is kept. */
  agree(account: Account): Promise<void>;
  /** The person does not want to be remembered: today's talk stays for today, nothing is kept from now on. What was kept stays until they forget it. */
  decline(account: Account): Promise<void>;

  /** `sort` is `plain` when absent. */
  keep(account: Account, audience: Audience, text: string, sort?: FactSort): Promise<Fact | Refusal>;
  /** Facts, newest first, from every audience, what is over included; for the account's own eyes. */
  facts(account: Account): Promise<readonly Fact[]>;
  correct(account: Account, factId: string, text: string): Promise<Fact | 'unknown' | Refusal>;
  /** Copies one fact to a shared audience. It is still recalled for this account alone. `not-allowed-here` for what is also about others. */
  share(account: Account, factId: string, audience: SharedAudience): Promise<Fact | 'unknown' | Refusal>;
  /**
   * Forgets one fact or one kept line by its id, with everything that would bring it back: replies,
   * lines that say the same, what was made of them. False when there is none of that id.
   */
  forget(account: Account, id: string): Promise<boolean>;
  /** What fits these words best among everything kept, from every audience, best first, at most `most`; for the account's own eyes. */
  find(account: Account, words: string, most: number): Promise<readonly Recalled[]>;
  /** What was last recalled for this account, in this life of the program, and which words of its message led there. */
  lastRecalled(account: Account): readonly (Recalled & { readonly words: readonly string[] })[];
  /** Forgets everything that was said to one audience, today's talk included. Resolves with how much it was. */
  forgetAudience(
    account: Account,
    audience: Audience,
  ): Promise<{ readonly facts: number; readonly lines: number }>;
  /** Forgets what everybody said in a server or workspace, because the character was taken out of it. */
  forgetPlace(place: Pick<SharedAudience, 'platform' | 'tenant'>): Promise<void>;

  /** What the next answer to this account, in this audience, should mention. */
  news(account: Account, audience: Audience): Promise<MemoryNews>;
  /** The person read that something was kept. */
  newsTold(account: Account, audience: Audience): Promise<void>;
  /** Keeps or drops what was proposed, in every audience. Resolves with how much it was. */
  answerProposed(account: Account, keep: boolean): Promise<number>;

  /** How much is kept or held, without content. */
  /** Links to other accounts of the same person; what they share shows up in direct messages only. */
  readonly links: Links;
  count(account: Account): Promise<{ readonly facts: number; readonly kept: number; readonly today: number }>;
  /** Destroys the key and every row of this account, then scrubs the store. Switches go back to the beginning. */
  forgetEverything(account: Account): Promise<{ readonly facts: number; readonly lines: number }>;
  export(account: Account): Promise<Export>;
};
