import {
  type Account,
  type Audience,
  accountKey,
  audienceKey,
  type Platform,
  type PrivateAudience,
  type Room,
  roomKey,
  type SharedAudience,
} from '../core/room.ts';
import type { Vault } from '../core/store.ts';

/** Where one account's words to one audience stand. Both names are keyed hashes: who talked where cannot be read from them. */
export type Shelf = {
  /** The account's pseudonym: names its rows and the key they are sealed under. */
  readonly owner: string;
  readonly key: string;
};

/** A shelf whose audience is known, so that what stands on it can be shown with its place. */
export type Opened<A extends Audience = Audience> = Shelf & { readonly audience: A };

/** One message of a platform, as an edit or deletion names it. */
export type MessageSource = { readonly room: Room; readonly messageId: string };

/** Makes the names under which rows are stored. */
export type Names = {
  owner(account: Account): string;
  /** Throws a TypeError when the audience is another account's: nobody reads somebody else's direct messages. */
  privateShelf(account: Account, audience: PrivateAudience): Opened<PrivateAudience>;
  /** Takes no private audience, so a query from a shared room cannot name a private shelf. */
  sharedShelf(account: Account, audience: SharedAudience): Opened<SharedAudience>;
  shelf(account: Account, audience: Audience): Opened;
  source(source: MessageSource): string;
  /** One forgotten thing, for the list that lives apart: a platform's message id must not stand there. */
  erased(id: string): string;
  /** A server or workspace. */
  place(platform: Platform, tenant: string): string;
};

/** Names built with the vault's keyed hash; private and shared shelves are hashed for different purposes and never meet. */
export function createNames({ pseudonym }: Pick<Vault, 'pseudonym'>): Names {
  const owner = (account: Account) => pseudonym('account', accountKey(account));

  function privateShelf(account: Account, audience: PrivateAudience): Opened<PrivateAudience> {
    const name = accountKey(account);
    if (audience.kind !== 'private' || accountKey(audience.account) !== name) {
      throw new TypeError(
        'A private shelf can be opened only with the private audience of the same account.',
      );
    }
    return { owner: owner(account), key: pseudonym('private shelf', name), audience };
  }

  function sharedShelf(account: Account, audience: SharedAudience): Opened<SharedAudience> {
    if (audience.kind !== 'shared') throw new TypeError('A shared shelf needs a shared audience.');
    const name = `${accountKey(account)} ${audienceKey(audience)}`;
    return { owner: owner(account), key: pseudonym('shared shelf', name), audience };
  }

  return {
    owner,
    privateShelf,
    sharedShelf,
    shelf: (account, audience) =>
      audience.kind === 'private' ? privateShelf(account, audience) : sharedShelf(account, audience),
    erased: (id) => pseudonym('erased', id),
    place: (platform, tenant) => pseudonym('place', `${platform} ${tenant}`),
    source: ({ room, messageId }) => pseudonym('message', `${roomKey(room)} ${messageId}`),
  };
}
