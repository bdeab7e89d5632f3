import type { Account } from '../core/room.ts';
import type { Standing } from './facts.ts';
import type { MemoryParts } from './parts.ts';
import { remembers } from './switchboard.ts';

/** What a linked account opened of itself: everything, or how to talk with this person. */
export type LinkedShelves = {
  /** Shelves of accounts that share everything. */
  whole(account: Account): Promise<Awaited<ReturnType<MemoryParts['kept']['shelves']>>>;
  /** Facts of all linked accounts, as far as they are shared. */
  facts(account: Account): Promise<readonly Standing[]>;
};

/** How somebody wants to be talked to: what crosses where only the style is shared. */
const styleAttributes: ReadonlySet<string> = new Set(['name', 'nickname', 'pronouns', 'native-language']);

/** Reads through links. An account that paused its memory, or has none, opens nothing. */
export function createLinkedShelves(
  parts: Pick<MemoryParts, 'links' | 'names' | 'kept' | 'facts' | 'switchboard'>,
): LinkedShelves {
  const { links, names, kept, facts, switchboard } = parts;

  async function shelvesOf(account: Account) {
    const owner = names.owner(account);
    const { pending, switches } = await switchboard.read(owner);
    return pending || !remembers(switches) ? [] : kept.shelves(owner);
  }

  return {
    async whole(account) {
      const linked = (await links.of(account)).filter(({ share }) => share === 'all');
      return (await Promise.all(linked.map((link) => shelvesOf(link.account)))).flat();
    },
    async facts(account) {
      const found = await Promise.all(
        (await links.of(account)).map(async (link) => {
          const standing = await facts.on(await shelvesOf(link.account));
          return standing.filter(({ fact }) => link.share === 'all' || isStyle(fact));
        }),
      );
      return found.flat();
    },
  };
}

function isStyle({ sort, attribute }: Standing['fact']): boolean {
  return (
    sort === 'boundary' || sort === 'joke' || (attribute !== undefined && styleAttributes.has(attribute))
  );
}
