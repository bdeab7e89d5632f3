import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Fact, Refusal } from '../core/memory.ts';
import type { Audience } from '../core/room.ts';
import type { KeptShelves } from './kept-shelves.ts';
import type { Opened, Shelf } from './names.ts';
import type { FactRecord } from './record.ts';

/** Longest fact, in characters as people count them. */
const maxFactCharacters = 300;

/** What people asked to keep. Whoever writes must hold the account's lock. */
export type Facts = {
  /** Facts of these shelves, oldest first. */
  on<A extends Audience>(shelves: readonly Opened<A>[]): Promise<readonly Fact<A>[]>;
  /** The same words for the same audience are one fact. */
  keep(shelf: Opened, text: string): Promise<Fact | Refusal>;
  correct(shelves: readonly Opened[], id: string, text: string): Promise<Fact | 'unknown' | Refusal>;
  /** False when none of these shelves has a fact of that id. */
  forget(shelves: readonly Shelf[], id: string): Promise<boolean>;
};

export function createFacts({ kept, clock }: { readonly kept: KeptShelves; readonly clock: Clock }): Facts {
  async function on<A extends Audience>(shelves: readonly Opened<A>[]): Promise<readonly Fact<A>[]> {
    const heads = await kept.heads(shelves);
    const facts = await Promise.all(
      shelves.map(async (shelf, index) =>
        (await kept.facts(shelf, heads[index])).map((fact) => publicFact(fact, shelf)),
      ),
    );
    return facts.flat().sort((a, b) => a.at - b.at);
  }

  return {
    on,
    async keep(shelf, text) {
      const checked = factText(text);
      if ('refusal' in checked) return checked.refusal;
      const same = (await on([shelf])).find((known) => known.text === checked.text);
      if (same) return same;
      const fact: FactRecord = { kind: 'fact', id: newId(), text: checked.text, at: clock.now() };
      await kept.addFacts(shelf, [fact]);
      return publicFact(fact, shelf);
    },
    async correct(shelves, id, text) {
      for (const shelf of shelves) {
        const fact = (await on([shelf])).find((known) => known.id === id);
        if (!fact) continue;
        const checked = factText(text);
        if ('refusal' in checked) return checked.refusal;
        await kept.editFacts(shelf, (known) => (known.id === id ? { ...known, text: checked.text } : known));
        return { ...fact, text: checked.text };
      }
      return 'unknown';
    },
    async forget(shelves, id) {
      const heads = await kept.heads(shelves);
      for (const [index, shelf] of shelves.entries()) {
        if (!(await kept.facts(shelf, heads[index])).some((fact) => fact.id === id)) continue;
        await kept.editFacts(shelf, (fact) => (fact.id === id ? undefined : fact));
        return true;
      }
      return false;
    },
  };
}

/** Short enough to be typed or to fit a button, too many to be met twice by one person. */
function newId(): string {
  return randomBytes(6).toString('hex');
}

function publicFact<A extends Audience>(
  { id, text, at, origin = 'asked', sort = 'plain', until }: FactRecord,
  { audience }: Opened<A>,
): Fact<A> {
  return { id, text, at, audience, origin, sort, ...(until === undefined ? {} : { until }) };
}

/** A fact's text on a single line, or why it cannot be one. */
function factText(text: string): { readonly text: string } | { readonly refusal: Refusal } {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  if (line === '') return { refusal: 'empty' };
  return [...line].length > maxFactCharacters ? { refusal: 'too-long' } : { text: line };
}
