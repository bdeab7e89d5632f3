import type { Clock } from '../core/clock.ts';
import type { ErasureList } from '../core/erasures.ts';
import type { Learning } from '../core/learning.ts';
import type { Log } from '../core/log.ts';
import type { Fact, Memory, PrivateQuery, Recalled, SharedQuery } from '../core/memory.ts';
import {
  type Account,
  type Audience,
  audiencesIn,
  type PrivateAudience,
  type SharedAudience,
} from '../core/room.ts';
import type { Store, Vault } from '../core/store.ts';
import { createAccounts } from './accounts.ts';
import { createControl } from './control.ts';
import { createLastRecalled } from './last-recalled.ts';
import { createLinkedShelves } from './linked-shelves.ts';
import { createMeaning, type Embed } from './meaning.ts';
import type { Opened } from './names.ts';
import { createParts } from './parts.ts';
import { createRecall } from './recall.ts';
import { createRetention, type Retention } from './retention.ts';
import { defaultRetentionDays } from './retention-times.ts';
import { remembers } from './switchboard.ts';
import { dayMs, factsSegment } from './uses.ts';

/** The memory of people, and what runs between the talks. */
export type MemoryRoom = Memory & {
  readonly learning: Learning;
  readonly retention: Retention;
  /** Forgets again what a store restored from a backup knows nothing of. Before anything else, once per start. Resolves with how much there was. */
  forgetAgain(): Promise<number>;
};

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
  /** Absent where nothing outlives the store anyway. */
  readonly erasureList?: ErasureList;
  /** What nobody used for so long is forgotten; 365 when absent. */
  readonly retentionDays?: number;
  /** Absent for recall by words alone. */
  readonly embed?: Embed;
}): MemoryRoom {
  const keepMs = (tools.retentionDays ?? defaultRetentionDays) * dayMs;
  const parts = createParts({ ...tools, keepMs });
  const { names, kept, lines, facts, state, sources, profiles } = parts;
  const { alone, settled } = createAccounts({ ...tools, parts });
  const control = createControl({ ...tools, parts, alone, settled });
  const last = createLastRecalled();
  const linked = createLinkedShelves(parts);
  const { embed } = tools;
  const meaning = embed ? { meaning: createMeaning({ ...tools, embed }) } : {};
  const recalling = createRecall({ ...parts, clock: tools.clock, linked: linked.whole, ...meaning });

  /** All shelves a direct message may see: its own, kept or not, and what is shared. */
  async function visibleTo(audience: Audience, account: Account): Promise<readonly Opened[]> {
    if (audience.kind === 'shared')
      return audiencesIn(audience).map((each) => names.sharedShelf(account, each));
    const shelf = names.privateShelf(account, audience);
    const listed = await kept.shelves(shelf.owner);
    return [shelf, ...listed.filter((other) => other.audience.kind === 'shared')];
  }

  function recall(query: PrivateQuery): Promise<readonly Recalled[]>;
  function recall(query: SharedQuery): Promise<readonly Recalled<SharedAudience>[]>;
  async function recall(query: PrivateQuery | SharedQuery): Promise<readonly Recalled[]> {
    const owner = names.owner(query.account);
    if (!isShared(query)) names.privateShelf(query.account, query.audience);
    if (!remembers(await settled(owner))) return [];
    const found = isShared(query) ? await recalling.shared(query) : await recalling.private(query);
    last.note(owner, query.words[0] ?? '', found);
    return found;
  }

  function profile(account: Account, audience: PrivateAudience): Promise<readonly Fact[]>;
  function profile(account: Account, audience: SharedAudience): Promise<readonly Fact<SharedAudience>[]>;
  async function profile(account: Account, audience: Audience): Promise<readonly Fact[]> {
    const shelf = names.shelf(account, audience);
    if (!remembers(await settled(shelf.owner))) return [];
    const visible = await visibleTo(audience, account);
    const crossing = audience.kind === 'private' ? await linked.facts(account) : [];
    const chosen = profiles.choose(shelf, [...(await facts.on(visible)), ...crossing]);
    if (chosen.length > 0)
      await parts.uses.note(visible.map((shown) => ({ shelf: shown, segment: factsSegment })));
    return chosen;
  }

  return {
    ...control,
    recall,
    profile,
    hear: async (account, audience, line, { source, mayKeep }) => {
      const shelf = names.shelf(account, audience);
      await alone(shelf.owner, async (switches) => {
        const keep = mayKeep && remembers(switches);
        await lines.add(shelf, line, {
          keep,
          passing: !mayKeep || switches.paused,
          ...(source ? { source } : {}),
        });
        if (keep && line.role === 'person' && switches.learning !== 'off') await state.wait(shelf);
      });
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
        const { shelf, lineId } = found;
        if (text === undefined) return parts.forgetOne.line(shelf, lineId);
        const line = (await lines.allOn(shelf)).find(({ id }) => id === lineId);
        await parts.derived.dropFrom(shelf, new Set([lineId]));
        const isChanged = await lines.replace(shelf, lineId, text, { keep: remembers(switches) });
        if (line && isChanged) await state.rewind(shelf, line.heardAt);
        return isChanged;
      });
    },

    find: async (account, words, most) => {
      const owner = names.owner(account);
      await settled(owner);
      return recalling.everything(owner, words, most);
    },
    lastRecalled: (account) => last.of(names.owner(account)),
    forget: async (account, id) => {
      last.drop(names.owner(account));
      return control.forget(account, id);
    },
    forgetEverything: async (account) => {
      last.drop(names.owner(account));
      return control.forgetEverything(account);
    },
    links: parts.links,
    learning: parts.learningFor(alone),
    retention: createRetention({ ...tools, parts, alone, keepMs }),
    forgetAgain: () => parts.erasures.catchUp((erasure) => control.eraseAgain(erasure)),
  };
}

function isShared(query: PrivateQuery | SharedQuery): query is SharedQuery {
  return query.audience.kind === 'shared';
}
