import { LRUCache } from 'lru-cache';
import type { Clock } from '../core/clock.ts';
import type { Fact } from '../core/memory.ts';
import type { Audience } from '../core/room.ts';
import { currentFacts } from './current-facts.ts';
import { publicFact, type Standing } from './facts.ts';
import type { Shelf } from './names.ts';
import type { FactRecord } from './record.ts';

/** About 400 tokens. */
const maxCharacters = 1_600;
const mostThreads = 5;
/** After so long without a question a new session begins. */
const sessionMs = 60 * 60 * 1000;
const heldProfiles = 2_000;

/**
 * What a prompt says about a person in any case, oldest first. It is chosen when a session begins and
 * stays, so that the prompt's beginning does not change; what the person asks for meanwhile is added,
 * and what is forgotten or over is gone at once.
 */
export type Profiles = {
  choose<A extends Audience>(shelf: Shelf, standing: readonly Standing<A>[]): readonly Fact<A>[];
};

export function createProfiles({ clock }: { readonly clock: Clock }): Profiles {
  const sessions = new LRUCache<string, { readonly ids: ReadonlySet<string>; readonly usedAt: number }>({
    max: heldProfiles,
  });

  return {
    choose(shelf, standing) {
      const now = clock.now();
      const name = `${shelf.owner} ${shelf.key}`;
      const shelves = new Map(standing.map((entry) => [entry.fact, entry.shelf]));
      const current = currentFacts(
        standing.map(({ fact }) => fact).sort((a, b) => a.at - b.at),
        now,
      );
      const before = sessions.get(name);
      const still = new Set(current.map(({ id }) => id));
      const isSame =
        before !== undefined &&
        before.ids.size > 0 &&
        now - before.usedAt < sessionMs &&
        [...before.ids].every((id) => still.has(id));
      const chosen = isSame
        ? current.filter((fact) => before.ids.has(fact.id) || isAsked(fact))
        : within(maxCharacters, current);
      const kept = isSame ? within(2 * maxCharacters, chosen) : chosen;
      sessions.set(name, { ids: new Set(kept.map(({ id }) => id)), usedAt: now });
      return kept.flatMap((fact) => {
        const from = shelves.get(fact);
        return from ? [publicFact(fact, from)] : [];
      });
    },
  };
}

function isAsked({ origin = 'asked' }: FactRecord): boolean {
  return origin !== 'learnt';
}

/** The most important facts that fit: boundaries always, then what was asked for, then what was learnt; newer first. Oldest first in the end. */
function within<F extends FactRecord>(characters: number, facts: readonly F[]): readonly F[] {
  const threads = facts.filter(({ sort }) => sort === 'thread').slice(-mostThreads);
  const candidates = facts.filter((fact) => fact.sort !== 'thread' || threads.includes(fact));
  const chosen = new Set<F>();
  let left = characters;
  for (const fact of [...candidates].reverse().sort((a, b) => rankOf(a) - rankOf(b))) {
    if (fact.sort !== 'boundary' && fact.text.length > left) continue;
    left -= fact.text.length;
    chosen.add(fact);
  }
  return facts.filter((fact) => chosen.has(fact));
}

function rankOf(fact: FactRecord): number {
  if (fact.sort === 'boundary') return 0;
  if (fact.sort === 'thread') return 1;
  return isAsked(fact) ? 2 : 3;
}
