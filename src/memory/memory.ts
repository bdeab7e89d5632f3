import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Fact, Memory, PrivateQuery, Recalled, SharedQuery, Switches } from '../core/memory.ts';
import type { Account, Audience, PrivateAudience, SharedAudience } from '../core/room.ts';
import type { Store, Vault } from '../core/store.ts';
import { createErase } from './erase.ts';
import { createFacts } from './facts.ts';
import { createHeldTalk } from './held-talk.ts';
import { createKeptShelves } from './kept-shelves.ts';
import { createLines } from './lines.ts';
import { createNames, type Opened } from './names.ts';
import { createOverview } from './overview.ts';
import { createRecall } from './recall.ts';
import { createShelfIndexes } from './shelf-indexes.ts';
import { createSources } from './sources.ts';
import { changed, createSwitchboard, remembers } from './switchboard.ts';
import { createUses } from './uses.ts';

/**
 * The memory of people, over a store and a vault. Everything with content is sealed under the
 * account's own key; names of rows are keyed hashes. Rejects with a TypeError when a private shelf is
 * asked for with another account's audience.
 */
export function createMemory(tools: {
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
}): Memory {
  const { store, clock, log } = tools;
  const names = createNames(tools.vault);
  const switchboard = createSwitchboard(store);
  const sources = createSources(tools);
  const held = createHeldTalk(tools);
  const indexes = createShelfIndexes(() => kept);
  const kept = createKeptShelves({ ...tools, onChange: indexes.follow });
  const uses = createUses(tools);
  const lines = createLines({ names, held, kept, sources, clock });
  const facts = createFacts({ kept, clock });
  const overview = createOverview({ held, kept });
  const recalling = createRecall({ names, kept, indexes, uses, clock });
  const erase = createErase({ ...tools, switchboard, held, kept, sources });

  /** Runs alone for this account, after finishing what an earlier process began. */
  function alone<T>(owner: string, work: (switches: Switches) => Promise<T>): Promise<T> {
    return store.locks.withLock(`memory/${owner}`, async () => work(await finishPending(owner)));
  }

  async function finishPending(owner: string): Promise<Switches> {
    const { pending, switches } = await switchboard.read(owner);
    if (!pending) return switches;
    log.info('A change of a memory that was begun is being finished.', { pending });
    if (pending === 'moving') {
      await lines.keepToday(owner);
      await switchboard.write(owner, { switches });
    } else {
      await erase.finish(owner);
    }
    return (await switchboard.read(owner)).switches;
  }

  /** The switches once nothing is pending: what is half forgotten must not be read. */
  async function settled(owner: string): Promise<Switches> {
    const { pending, switches } = await switchboard.read(owner);
    return pending ? alone(owner, async (finished) => finished) : switches;
  }

  /** All shelves a direct message may see: its own, kept or not, and what is shared. */
  async function visibleTo(shelf: Opened): Promise<readonly Opened[]> {
    const listed = await kept.shelves(shelf.owner);
    return [shelf, ...listed.filter(({ audience }) => audience.kind === 'shared')];
  }

  function recall(query: PrivateQuery): Promise<readonly Recalled[]>;
  function recall(query: SharedQuery): Promise<readonly Recalled<SharedAudience>[]>;
  async function recall(query: PrivateQuery | SharedQuery): Promise<readonly Recalled[]> {
    const mayRecall = remembers(await settled(names.owner(query.account)));
    if (isShared(query)) return mayRecall ? recalling.shared(query) : [];
    names.privateShelf(query.account, query.audience);
    return mayRecall ? recalling.private(query) : [];
  }

  function profile(account: Account, audience: PrivateAudience): Promise<readonly Fact[]>;
  function profile(account: Account, audience: SharedAudience): Promise<readonly Fact<SharedAudience>[]>;
  async function profile(account: Account, audience: Audience): Promise<readonly Fact[]> {
    const shelf = names.shelf(account, audience);
    if (!remembers(await settled(shelf.owner))) return [];
    return facts.on(audience.kind === 'private' ? await visibleTo(shelf) : [shelf]);
  }

  async function forgetOne(owner: string, id: string): Promise<boolean> {
    const shelves = await kept.shelves(owner);
    if (await facts.forget(shelves, id)) return true;
    const today = await held.all(owner);
    for (const shelf of [...shelves, ...today.map((segment) => segment.shelf)]) {
      if (await lines.remove(shelf, id)) return true;
    }
    return false;
  }

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

    hear: async (account, audience, line, { source, mayKeep }) => {
      const shelf = names.shelf(account, audience);
      await alone(shelf.owner, (switches) =>
        lines.add(shelf, line, {
          keep: mayKeep && remembers(switches),
          passing: !mayKeep || switches.paused,
          ...(source ? { source } : {}),
        }),
      );
    },
    today: async (account, audience, maxLines) => {
      const shelf = names.shelf(account, audience);
      await settled(shelf.owner);
      return lines.today(shelf, maxLines);
    },
    lastTalk: async (account, audience, maxLines) => {
      const shelf = names.shelf(account, audience);
      return remembers(await settled(shelf.owner)) ? lines.lastTalk(shelf, maxLines) : [];
    },
    amend: async (source, text) => {
      const name = names.source(source);
      const owner = (await sources.find(name))?.shelf.owner;
      if (owner === undefined) return false;
      return alone(owner, async (switches) => {
        const found = await sources.find(name);
        if (!found) return false;
        if (text === undefined) return lines.remove(found.shelf, found.lineId);
        return lines.replace(found.shelf, found.lineId, text, { keep: remembers(switches) });
      });
    },

    recall,
    profile,

    agree: async (account) => {
      const owner = names.owner(account);
      await alone(owner, async (before) => {
        if (before.consent === 'agreed') return;
        const switches = changed(before, { consent: 'agreed', agreedAt: clock.now() });
        // The consent first: nothing may be kept without it, and whoever comes next finishes the move.
        await switchboard.write(owner, { switches, pending: 'moving' });
        await lines.keepToday(owner);
        await switchboard.write(owner, { switches });
      });
    },
    decline: async (account) => {
      const owner = names.owner(account);
      await alone(owner, (before) =>
        switchboard.write(owner, { switches: changed(before, { consent: 'declined' }) }),
      );
    },

    keep: async (account, audience, text) => {
      const shelf = names.shelf(account, audience);
      return alone(shelf.owner, async ({ consent }) =>
        consent === 'agreed' ? facts.keep(shelf, text) : 'no-consent',
      );
    },
    facts: async (account) => {
      const owner = names.owner(account);
      await settled(owner);
      return [...(await facts.on(await kept.shelves(owner)))].reverse();
    },
    correct: async (account, id, text) => {
      const owner = names.owner(account);
      return alone(owner, async () => facts.correct(await kept.shelves(owner), id, text));
    },
    forget: async (account, id) => {
      const owner = names.owner(account);
      const found = await alone(owner, () => forgetOne(owner, id));
      // What was just removed may still stand in the store's journal.
      if (found) await store.scrub();
      return found;
    },

    count: async (account) => {
      const owner = names.owner(account);
      await settled(owner);
      return overview.count(owner);
    },
    forgetEverything: async (account) => {
      const owner = names.owner(account);
      return alone(owner, async () => {
        indexes.drop(owner);
        return erase.begin(owner);
      });
    },
    export: async (account) => {
      const owner = names.owner(account);
      return alone(owner, async (switches) => ({
        madeAt: clock.now(),
        switches,
        facts: [...(await facts.on(await kept.shelves(owner)))].reverse(),
        lines: await overview.lines(owner),
      }));
    },
  };
}

function isShared(query: PrivateQuery | SharedQuery): query is SharedQuery {
  return query.audience.kind === 'shared';
}
