import type { KeptShelves } from './kept-shelves.ts';
import type { Opened } from './names.ts';
import type { Proposal } from './news.ts';

/** A fact that is over, since when, and the line that says so. */
export type Ended = { readonly id: string; readonly at: number; readonly line?: string };

/** Turns facts into history. Whoever calls must hold the account's lock. */
export async function endFacts(kept: KeptShelves, shelf: Opened, ended: readonly Ended[]): Promise<void> {
  if (ended.length === 0) return;
  const ends = new Map(ended.map((end) => [end.id, end]));
  await kept.editFacts(shelf, (fact) => {
    const end = ends.get(fact.id);
    if (!end || fact.until !== undefined) return fact;
    return { ...fact, until: end.at, ...(end.line === undefined ? {} : { endedBy: end.line }) };
  });
}

/** Keeps facts, each once, and ends those they take the place of. Whoever calls must hold the account's lock. */
export async function keepProposals(
  kept: KeptShelves,
  shelf: Opened,
  proposals: readonly Proposal[],
): Promise<void> {
  if (proposals.length === 0) return;
  await endFacts(
    kept,
    shelf,
    proposals.flatMap(({ fact, ends }) => {
      const line = fact.sources?.[0];
      return ends === undefined ? [] : [{ id: ends, at: fact.at, ...(line === undefined ? {} : { line }) }];
    }),
  );
  const [head] = await kept.heads([shelf]);
  const known = new Set((await kept.facts(shelf, head)).map(({ id }) => id));
  const added = proposals.map(({ fact }) => fact).filter(({ id }) => !known.has(id));
  if (added.length > 0) await kept.addFacts(shelf, added);
}
