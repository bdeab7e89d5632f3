import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Fact, FactSort, Refusal } from '../core/memory.ts';
import type { Audience } from '../core/room.ts';
import { currentFacts } from './current-facts.ts';
import type { KeptShelves } from './kept-shelves.ts';
import type { Opened } from './names.ts';
import type { FactRecord } from './record.ts';

/** Longest fact, in characters as people count them. */
const maxFactCharacters = 300;

/** A fact and where it stands. */
export type Standing<A extends Audience = Audience> = {
  readonly fact: FactRecord;
  readonly shelf: Opened<A>;
};

/** What is known of people. Whoever writes must hold the account's lock. */
export type Facts = {
  /** Facts of these shelves, what is over included, oldest first. */
  on<A extends Audience>(shelves: readonly Opened<A>[]): Promise<readonly Standing<A>[]>;
  /** The same words for the same audience are one fact. */
  keep(shelf: Opened, text: string, sort: FactSort): Promise<Fact | Refusal>;
  correct(shelves: readonly Opened[], id: string, text: string): Promise<Fact | 'unknown' | Refusal>;
  /** Copies a fact to another audience. What is also about others stays where it was said. */
  share(shelves: readonly Opened[], id: string, to: Opened): Promise<Fact | 'unknown' | Refusal>;
};

export function createFacts({ kept, clock }: { readonly kept: KeptShelves; readonly clock: Clock }): Facts {
  async function on<A extends Audience>(shelves: readonly Opened<A>[]): Promise<readonly Standing<A>[]> {
    const heads = await kept.heads(shelves);
    const facts = await Promise.all(
      shelves.map(async (shelf, index) =>
        (await kept.facts(shelf, heads[index])).map((fact) => ({ fact, shelf })),
      ),
    );
    return facts.flat().sort((a, b) => a.fact.at - b.fact.at);
  }

  async function add(shelf: Opened, fact: FactRecord): Promise<Fact> {
    const known = (await on([shelf])).map((standing) => standing.fact);
    const same = currentFacts(known, clock.now()).find(({ text }) => text === fact.text);
    if (same) return publicFact(same, shelf);
    await kept.addFacts(shelf, [fact]);
    return publicFact(fact, shelf);
  }

  return {
    on,
    async keep(shelf, text, sort) {
      const checked = factText(text);
      if ('refusal' in checked) return checked.refusal;
      const plain = sort === 'plain' ? {} : { sort };
      return add(shelf, { kind: 'fact', id: newId(), text: checked.text, at: clock.now(), ...plain });
    },
    async correct(shelves, id, text) {
      const found = (await on(shelves)).find(({ fact }) => fact.id === id);
      if (!found) return 'unknown';
      const checked = factText(text);
      if ('refusal' in checked) return checked.refusal;
      // From now on it says what the person wrote by hand, so nothing else stands behind it.
      const { keys: _keys, sources: _sources, ...rest } = found.fact;
      const corrected: FactRecord = { ...rest, text: checked.text, origin: 'asked' };
      await kept.editFacts(found.shelf, (fact) => (fact.id === id ? corrected : fact));
      return publicFact(corrected, found.shelf);
    },
    async share(shelves, id, to) {
      const found = (await on(shelves)).find(({ fact }) => fact.id === id);
      if (!found) return 'unknown';
      const { fact } = found;
      if (fact.aboutOthers || fact.until !== undefined) return 'not-allowed-here';
      return add(to, {
        kind: 'fact',
        id: newId(),
        text: fact.text,
        at: fact.at,
        origin: 'shared',
        copyOf: fact.id,
        ...(fact.sort ? { sort: fact.sort } : {}),
        ...(fact.attribute ? { attribute: fact.attribute } : {}),
      });
    },
  };
}

/** Short enough to be typed or to fit a button, too many to be met twice by one person. */
function newId(): string {
  return randomBytes(6).toString('hex');
}

export function publicFact<A extends Audience>(
  { id, text, at, origin = 'asked', sort = 'plain', until, expiresAt }: FactRecord,
  { audience }: Opened<A>,
): Fact<A> {
  return {
    id,
    text,
    at,
    audience,
    origin,
    sort,
    ...(until === undefined ? {} : { until }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** A fact's text on a single line, or why it cannot be one. */
function factText(text: string): { readonly text: string } | { readonly refusal: Refusal } {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  if (line === '') return { refusal: 'empty' };
  return [...line].length > maxFactCharacters ? { refusal: 'too-long' } : { text: line };
}
