// Plugs the built memory into a retrieval benchmark: every line goes through the same door as in a room,
// every search is a question in a direct message. `npm run build` first.
import { randomBytes } from 'node:crypto';
import { systemClock } from '../dist/core/clock.js';
import { createKeptShelves } from '../dist/memory/kept-shelves.js';
import { createMemory } from '../dist/memory/memory.js';
import { createNames } from '../dist/memory/names.js';
import { openStore } from '../dist/store/open-store.js';
import { openVault } from '../dist/store/vault.js';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A memory over a store in memory, at a time that is set by hand. */
export async function openBenchMemory(url = 'sqlite::memory:', masterKey = randomBytes(32)) {
  let now = Date.UTC(2026, 0, 1);
  const clock = { ...systemClock, now: () => now };
  const store = await openStore({ url, clock, log: silent });
  const vault = await openVault({ store, masterKey });
  const memory = createMemory({ store, vault, clock, log: silent });
  return {
    memory,
    store,
    vault,
    masterKey,
    again: (overrides) => createMemory({ store, vault, clock, log: silent, ...overrides }),
    setTime: (at) => {
      now = at;
    },
    close: () => store.close(),
  };
}

/** Lines of talk are shorter than this on the whole. */
const charactersPerLine = 200;

export function personCalled(user) {
  const account = { platform: 'terminal', tenant: '', user };
  return { account, audience: { kind: 'private', account } };
}

export default {
  name: 'vis-a-vis',
  async create() {
    const bench = await openBenchMemory();
    const { memory } = bench;
    const firstSpeakers = new Map();

    return {
      async add(userId, text, atISO, speaker, id) {
        const { account, audience } = personCalled(userId);
        if (!firstSpeakers.has(userId)) {
          firstSpeakers.set(userId, speaker);
          await memory.agree(account);
        }
        const at = Date.parse(atISO);
        bench.setTime(at);
        const role = firstSpeakers.get(userId) === speaker ? 'person' : 'character';
        await memory.hear(account, audience, { id, role, name: speaker, text, at }, { mayKeep: true });
        return id;
      },
      async addFacts(userId, facts, summaries) {
        const { account, audience } = personCalled(userId);
        const shelf = createNames(bench.vault).privateShelf(account, audience);
        const kept = createKeptShelves({ store: bench.store, vault: bench.vault, onChange() {} });
        await kept.addFacts(
          shelf,
          facts.map((fact, index) => ({
            kind: 'fact',
            id: `fact-${index}`,
            text: fact.text,
            at: Date.parse(fact.atISO),
            origin: 'learnt',
            sources: fact.sources,
          })),
        );
        const [head] = await kept.heads([shelf]);
        const lines = await kept.lines(shelf, head);
        for (const [index, summary] of summaries.entries()) {
          const own = lines.filter(({ id }) => id.startsWith(`D${summary.session}:`));
          if (own.length === 0) continue;
          await kept.addEpisode(shelf, {
            kind: 'episode',
            id: `episode-${index}`,
            text: summary.text,
            at: own[0].at,
            lines: own.map(({ id }) => id),
          });
        }
      },
      async search(userId, query, k) {
        const { account, audience } = personCalled(userId);
        const found = await memory.recall({
          account,
          audience,
          words: [query],
          exclude: new Set(),
          maxCharacters: k * charactersPerLine,
          timeZone: 'UTC',
        });
        return [...found]
          .sort((a, b) => b.score - a.score)
          .slice(0, k)
          .map(({ id }) => id);
      },
      close: () => bench.close(),
    };
  },
};
