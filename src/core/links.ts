import type { Account, Platform } from './room.ts';

/** What a link lets the other account read: how to talk with this person, or everything. */
export type LinkShare = 'style' | 'all';

/** The other end of a link, as the person may see it. */
export type LinkEnd = { readonly platform: Platform; readonly name: string; readonly share: LinkShare };

export type LinkedAccount = LinkEnd & { readonly account: Account; readonly since: number };

export type LinkRefusal = 'wrong' | 'same-account' | 'already-linked' | 'too-many-tries' | 'too-many-links';

/**
 * Links between the accounts of one person: a grant to read, both ways, never a merge. A code is made
 * on one account, entered and agreed to on the other, and confirmed on the first. Every method rejects
 * with a BotError `store` when storage fails.
 */
export type Links = {
  /** A one-time code for this account, good for ten minutes, in place of an earlier one. */
  offer(
    account: Account,
    offer: { readonly share: LinkShare; readonly name: string },
  ): Promise<{ readonly code: string; readonly expiresAt: number }>;
  /** Enters a code on the other account. Nothing is linked by it: it shows who made it, so that the person can say yes. */
  enter(account: Account, code: string): Promise<LinkEnd | { readonly refusal: LinkRefusal }>;
  /** The one who entered a code says yes. Resolves with the other end; undefined when it is too late. */
  accept(account: Account, name: string): Promise<LinkEnd | undefined>;
  /** Who said yes to this account's code and waits for its own. */
  waiting(account: Account): Promise<LinkEnd | undefined>;
  /** The maker of the code says yes or no. True when the link now stands. */
  confirm(account: Account, yes: boolean): Promise<boolean>;
  of(account: Account): Promise<readonly LinkedAccount[]>;
  /** Ends a link from either side, at once. False when there was none. */
  unlink(account: Account, other: Account): Promise<boolean>;
};
