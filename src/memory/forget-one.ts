import type { Derived } from './derived.ts';
import type { Facts } from './facts.ts';
import type { HeldTalk } from './held-talk.ts';
import type { KeptShelves } from './kept-shelves.ts';
import type { Lines } from './lines.ts';
import type { Opened, Shelf } from './names.ts';
import { plainSpelling } from './own-words.ts';
import type { FactRecord } from './record.ts';
import { isSame } from './weigh-finding.ts';

/** Forgets single things and whatever would bring them back. Whoever calls must hold the account's lock. */
export type ForgetOne = {
  /** A line with the reply to it, and what was made of them. False when there is none of that id. */
  line(shelf: Shelf, lineId: string): Promise<boolean>;
  /** A fact, its copies, and every line that says it. False when there is none of that id. */
  fact(owner: string, id: string): Promise<boolean>;
  /** The id of something that is there and fits; undefined when nothing does. */
  findId(owner: string, fits: (id: string) => boolean): Promise<string | undefined>;
  /** Something by its id, fact or line. */
  byId(owner: string, id: string): Promise<boolean>;
};

export function createForgetOne(tools: {
  readonly facts: Facts;
  readonly lines: Lines;
  readonly kept: KeptShelves;
  readonly held: HeldTalk;
  readonly derived: Derived;
}): ForgetOne {
  const { facts, lines, kept, held, derived } = tools;

  /** Every place where lines of this account stand, kept or held. */
  async function places(owner: string): Promise<readonly Opened[]> {
    const today = (await held.all(owner)).map(({ shelf, audience }) => ({ ...shelf, audience }));
    const byKey = new Map([...(await kept.shelves(owner)), ...today].map((shelf) => [shelf.key, shelf]));
    return [...byKey.values()];
  }

  async function line(
    shelf: Shelf,
    lineId: string,
    sparing?: (fact: FactRecord) => boolean,
  ): Promise<boolean> {
    const gone = await lines.goneWith(shelf, lineId);
    if (gone.size === 0) return false;
    // What was made of it first: a crash in between must not leave it behind without its line.
    await derived.dropFrom(shelf, gone, sparing);
    await lines.remove(shelf, gone);
    return true;
  }

  async function fact(owner: string, id: string): Promise<boolean> {
    const shelves = await places(owner);
    const all = await facts.on(shelves);
    const found = all.find((standing) => standing.fact.id === id)?.fact;
    if (!found) return false;
    const says = (text: string) => contains(text, found.text) || isSame(text, found.text);
    const goes = (other: FactRecord) => other.id === id || other.copyOf === id || says(other.text);
    for (const shelf of shelves) {
      for (const spoken of await lines.allOn(shelf)) {
        const isSource = found.sources?.includes(spoken.id) === true;
        if (isSource || says(spoken.text)) await line(shelf, spoken.id, (other) => !goes(other));
      }
      const here = all.filter((standing) => standing.shelf.key === shelf.key);
      if (here.some((standing) => goes(standing.fact))) {
        await kept.editFacts(shelf, (other) => (goes(other) ? undefined : other));
      }
    }
    return true;
  }

  return {
    line,
    fact,
    async findId(owner, fits) {
      const shelves = await places(owner);
      const fact = (await facts.on(shelves)).find((standing) => fits(standing.fact.id));
      if (fact) return fact.fact.id;
      for (const shelf of shelves) {
        const spoken = (await lines.allOn(shelf)).find((each) => fits(each.id));
        if (spoken) return spoken.id;
      }
      return undefined;
    },
    async byId(owner, id) {
      if (await fact(owner, id)) return true;
      for (const shelf of await places(owner)) if (await line(shelf, id)) return true;
      return false;
    },
  };
}

/** Shorter texts stand in lines that are about other things. */
const leastContained = 12;
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** True when one text says the other, word for word. */
function contains(text: string, part: string): boolean {
  const plain = (words: string) =>
    plainSpelling(words)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}']+/gu, ' ')
      .trim();
  const [whole, wanted] = [plain(text), plain(part)];
  if (whole === wanted) return true;
  if (spaceless.test(wanted)) return [...wanted].length >= 4 && whole.includes(wanted);
  return wanted.length >= leastContained && ` ${whole} `.includes(` ${wanted} `);
}
