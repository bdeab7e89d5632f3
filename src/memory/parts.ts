import type { Clock } from '../core/clock.ts';
import type { ErasureList } from '../core/erasures.ts';
import type { Log } from '../core/log.ts';
import type { Store, Vault } from '../core/store.ts';
import { createDerived } from './derived.ts';
import { createErase } from './erase.ts';
import { createErasures } from './erasures.ts';
import { createFacts } from './facts.ts';
import { createForgetOne } from './forget-one.ts';
import { createHeldTalk } from './held-talk.ts';
import { createKeptShelves, type KeptShelves } from './kept-shelves.ts';
import { createLearning } from './learn.ts';
import { createLearningState } from './learning-state.ts';
import { createLines } from './lines.ts';
import { createLinks } from './links.ts';
import { createLocalDays } from './local-day.ts';
import { createNames, type Opened, type Shelf } from './names.ts';
import { createNews } from './news.ts';
import { createOverview } from './overview.ts';
import { createPlaces } from './places.ts';
import { createProfiles } from './profile.ts';
import { clearingName } from './retention-times.ts';
import { createShelfIndexes } from './shelf-indexes.ts';
import { createSources } from './sources.ts';
import { createSwitchboard } from './switchboard.ts';
import { createUses } from './uses.ts';

export type MemoryParts = ReturnType<typeof createParts>;

/** Everything memory is made of, put together once. */
export function createParts(tools: {
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  readonly erasureList?: ErasureList;
  readonly keepMs: number;
}) {
  const { store, vault, clock } = tools;
  const daysIn = createLocalDays();
  const names = createNames(vault);
  const switchboard = createSwitchboard(store);
  const places = createPlaces(store);
  const sources = createSources(tools);
  const held = createHeldTalk(tools);
  const indexes = createShelfIndexes(() => kept, daysIn);
  const kept: KeptShelves = createKeptShelves({
    ...tools,
    onChange: indexes.follow,
    onNew: async (shelf) => {
      await store.jobs.plan(clearingName(shelf.owner), clock.now() + tools.keepMs, { onlySooner: true });
      const place = placeOf(shelf);
      if (place.tenant !== '') await places.note(names.place(place.platform, place.tenant), shelf);
    },
  });
  const uses = createUses(tools);
  const state = createLearningState(tools);
  const news = createNews(tools);
  const lines = createLines({ names, held, kept, sources, clock });
  const facts = createFacts({ kept, clock });
  const derived = createDerived({ kept, news });
  const links = createLinks({ ...tools, names });

  async function eraseBeside(shelf: Shelf): Promise<void> {
    await uses.erase(shelf);
    await state.erase(shelf);
    await news.erase(shelf);
  }

  const erasures = createErasures({ list: tools.erasureList ?? nothingOutlives, store });
  const note = (owner: string) => erasures.note({ owner, what: 'everything' });

  return {
    names,
    switchboard,
    places,
    sources,
    held,
    indexes,
    daysIn,
    kept,
    uses,
    state,
    news,
    lines,
    facts,
    derived,
    links,
    eraseBeside,
    forgetOne: createForgetOne({ facts, lines, kept, held, derived }),
    erase: createErase({ ...tools, switchboard, held, kept, sources, links, note, eraseBeside }),
    erasures,
    overview: createOverview({ held, kept }),
    profiles: createProfiles({ clock }),
    learningFor: (alone: Parameters<typeof createLearning>[0]['alone']) =>
      createLearning({ kept, state, news, vault, alone }),
  };
}

/** The server or workspace a shelf belongs to. */
function placeOf({ audience }: Opened) {
  return audience.kind === 'shared' ? audience : audience.account;
}

const nothingOutlives: ErasureList = { add: async () => {}, all: async () => [] };
