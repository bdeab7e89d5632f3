import type { Clock } from '../core/clock.ts';
import type { Erasure } from '../core/erasures.ts';
import type { Memory } from '../core/memory.ts';
import type { Store } from '../core/store.ts';
import type { Accounts } from './accounts.ts';
import { publicFact } from './facts.ts';
import { keepProposals } from './keep-proposals.ts';
import type { Opened } from './names.ts';
import type { MemoryParts } from './parts.ts';
import { changed } from './switchboard.ts';

/** What people decide about their memory. */
export type Control = Omit<
  Memory,
  'hear' | 'today' | 'lastTalk' | 'amend' | 'recall' | 'profile' | 'find' | 'lastRecalled' | 'links'
> & {
  /** Does again what a restored store has not seen. */
  eraseAgain(erasure: Erasure): Promise<void>;
};

export function createControl(
  tools: Accounts & {
    readonly store: Pick<Store, 'scrub'>;
    readonly clock: Clock;
    readonly parts: MemoryParts;
  },
): Control {
  const { store, clock, parts, alone, settled } = tools;
  const { names, switchboard, kept, held, lines, facts, news, state, erasures } = parts;

  const factsOf = async (owner: string) =>
    (await facts.on(await kept.shelves(owner))).map(({ fact, shelf }) => publicFact(fact, shelf)).reverse();

  async function eraseShelf(shelf: Opened): Promise<void> {
    await parts.sources.remove((await lines.allOn(shelf)).flatMap((line) => line.source ?? []));
    for (const segment of await held.all(shelf.owner)) {
      if (segment.shelf.key === shelf.key) await held.replace(segment, []);
    }
    await parts.eraseBeside(shelf);
    await kept.eraseShelf(shelf);
  }

  async function eraseEverything(owner: string, options?: { readonly isNoted: boolean }) {
    parts.indexes.drop(owner);
    return parts.erase.begin(owner, options);
  }

  async function newsOf(owner: string, audience: Parameters<Memory['news']>[1]) {
    const shelves = await kept.shelves(owner);
    const told = shelves.filter((shelf) => audience.kind === 'private' || isSame(shelf, audience));
    return Promise.all(told.map(async (shelf) => ({ shelf, ...(await news.of(shelf)) })));
  }

  const isSame = (shelf: Opened, audience: Parameters<Memory['news']>[1]) =>
    JSON.stringify(shelf.audience) === JSON.stringify(audience);

  return {
    switches: async (account) => settled(names.owner(account)),
    setSwitches: async (account, change) => {
      const owner = names.owner(account);
      return alone(owner, async (before) => {
        const switches = changed(before, change);
        await switchboard.write(owner, { switches });
        return switches;
      });
    },
    agree: async (account) => {
      const owner = names.owner(account);
      await alone(owner, async (before) => {
        if (before.consent === 'agreed') return;
        const switches = changed(before, { consent: 'agreed', agreedAt: clock.now() });
        // The consent first: nothing may be kept without it, and whoever comes next finishes the move.
        await switchboard.write(owner, { switches, pending: 'moving' });
        await lines.keepToday(owner);
        for (const shelf of await kept.listed(owner)) await state.wait(shelf);
        await switchboard.write(owner, { switches });
      });
    },
    decline: async (account) => {
      const owner = names.owner(account);
      await alone(owner, (before) =>
        switchboard.write(owner, { switches: changed(before, { consent: 'declined' }) }),
      );
    },

    keep: async (account, audience, text, sort = 'plain') => {
      const shelf = names.shelf(account, audience);
      return alone(shelf.owner, async ({ consent }) =>
        consent === 'agreed' ? facts.keep(shelf, text, sort) : 'no-consent',
      );
    },
    facts: async (account) => {
      const owner = names.owner(account);
      await settled(owner);
      return factsOf(owner);
    },
    correct: async (account, id, text) => {
      const owner = names.owner(account);
      const corrected = await alone(owner, async () => facts.correct(await kept.shelves(owner), id, text));
      if (typeof corrected !== 'string') await store.scrub();
      return corrected;
    },
    share: async (account, id, audience) => {
      const shelf = names.sharedShelf(account, audience);
      return alone(shelf.owner, async ({ consent }) =>
        consent === 'agreed' ? facts.share(await kept.shelves(shelf.owner), id, shelf) : 'no-consent',
      );
    },

    forget: async (account, id) => {
      const owner = names.owner(account);
      const found = await alone(owner, async () => {
        const known = await parts.forgetOne.findId(owner, (each) => each === id);
        if (known === undefined) return false;
        await erasures.note({ owner, what: 'one', id: names.erased(id) });
        return parts.forgetOne.byId(owner, id);
      });
      // What was just removed may still stand in the store's journal.
      if (found) await store.scrub();
      return found;
    },
    forgetAudience: async (account, audience) => {
      const shelf = names.shelf(account, audience);
      const gone = await alone(shelf.owner, async () => {
        const all = await lines.allOn(shelf);
        const known = await facts.on([shelf]);
        await erasures.note({ owner: shelf.owner, what: 'shelf', key: shelf.key });
        await eraseShelf(shelf);
        return { facts: known.length, lines: all.length };
      });
      await store.scrub();
      return gone;
    },
    forgetPlace: async ({ platform, tenant }) => {
      const place = names.place(platform, tenant);
      for (const { owner, key } of await parts.places.of(place)) {
        await alone(owner, async () => {
          const shelf = (await kept.shelves(owner)).find((listed) => listed.key === key);
          if (!shelf) return;
          // A direct message in a workspace belongs to an account that exists nowhere else.
          if (shelf.audience.kind === 'private') {
            await eraseEverything(owner);
          } else {
            await erasures.note({ owner, what: 'shelf', key });
            await eraseShelf(shelf);
          }
        });
      }
      await parts.places.forget(place);
      await store.scrub();
    },
    forgetEverything: async (account) => {
      const owner = names.owner(account);
      return alone(owner, () => eraseEverything(owner));
    },
    eraseAgain: async (erasure) => {
      const { owner } = erasure;
      await alone(owner, async () => {
        if (erasure.what === 'everything') await eraseEverything(owner, { isNoted: true });
        if (erasure.what === 'one') {
          const id = await parts.forgetOne.findId(owner, (each) => names.erased(each) === erasure.id);
          if (id !== undefined) await parts.forgetOne.byId(owner, id);
        }
        const shelf =
          erasure.what === 'shelf'
            ? (await kept.shelves(owner)).find(({ key }) => key === erasure.key)
            : undefined;
        if (shelf) await eraseShelf(shelf);
      });
      await store.scrub();
    },

    news: async (account, audience) => {
      const found = await newsOf(names.owner(account), audience);
      return {
        kept: found.reduce((sum, shelf) => sum + shelf.kept.length, 0),
        proposed: found.flatMap(({ proposed }) => proposed.map(({ fact: { id, text } }) => ({ id, text }))),
      };
    },
    newsTold: async (account, audience) => {
      const owner = names.owner(account);
      await alone(owner, async () => {
        for (const { shelf } of await newsOf(owner, audience)) await news.told(shelf);
      });
    },
    answerProposed: async (account, keep) => {
      const owner = names.owner(account);
      return alone(owner, async ({ consent }) => {
        let count = 0;
        for (const shelf of await kept.shelves(owner)) {
          const proposals = await news.takeProposed(shelf);
          // Somebody who says yes to it asks for it.
          const asked = proposals.map((each) => ({
            ...each,
            fact: { ...each.fact, origin: 'asked' as const },
          }));
          if (keep && consent === 'agreed') await keepProposals(kept, shelf, asked);
          count += proposals.length;
        }
        return count;
      });
    },

    count: async (account) => {
      const owner = names.owner(account);
      await settled(owner);
      return parts.overview.count(owner);
    },
    export: async (account) => {
      const owner = names.owner(account);
      return alone(owner, async (switches) => ({
        madeAt: clock.now(),
        switches,
        facts: await factsOf(owner),
        lines: await parts.overview.lines(owner),
      }));
    },
  };
}
