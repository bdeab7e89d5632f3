import { BotError } from '../core/errors.ts';
import type { Store, Vault } from '../core/store.ts';
import type { HeldTalk } from './held-talk.ts';
import type { KeptShelves } from './kept-shelves.ts';
import type { Shelf } from './names.ts';
import type { LineRecord } from './record.ts';
import type { Sources } from './sources.ts';
import type { Switchboard } from './switchboard.ts';

/** Forgets an account: begun once, finished by whoever comes next if the process dies on the way. */
export type Erase = {
  /** Marks the account as being forgotten, counts what there is, then finishes. Whoever calls must hold the account's lock. */
  begin(
    owner: string,
    options?: { readonly isNoted?: boolean },
  ): Promise<{ readonly facts: number; readonly lines: number }>;
  finish(owner: string): Promise<void>;
};

export function createErase(tools: {
  readonly store: Pick<Store, 'scrub'>;
  readonly vault: Vault;
  readonly switchboard: Switchboard;
  readonly held: HeldTalk;
  readonly kept: KeptShelves;
  readonly sources: Sources;
  readonly links: { erase(owner: string): Promise<void> };
  /** Notes outside the store that this account was forgotten. */
  readonly note: (owner: string) => Promise<void>;
  /** Removes what is noted beside a shelf. */
  readonly eraseBeside: (shelf: Shelf) => Promise<void>;
}): Erase {
  const { switchboard, held, kept, sources } = tools;

  /** What can still be read. A row that was tampered with must not keep a person from being forgotten. */
  async function readable(owner: string): Promise<{ facts: number; lines: readonly LineRecord[] }> {
    const lines = new Map<string, LineRecord>();
    const note = (found: readonly LineRecord[]) => {
      for (const line of found) lines.set(line.id, line);
    };
    note((await orNothing(held.all(owner))).flatMap((segment) => segment.lines));
    const shelves = await orNothing(kept.shelves(owner));
    const heads = await kept.heads(shelves);
    let facts = 0;
    for (const [index, shelf] of shelves.entries()) {
      note(await orNothing(kept.lines(shelf, heads[index])));
      facts += heads[index]?.facts.records ?? 0;
    }
    return { facts, lines: [...lines.values()] };
  }

  async function finish(owner: string, isNoted = false): Promise<void> {
    // Once it is begun nothing stops it, so here it is certain to be noted, by whoever finishes it.
    if (!isNoted) await tools.note(owner);
    const { lines } = await readable(owner);
    // Sources while their names can still be read, then the key, then everything sealed under it.
    await sources.remove(lines.flatMap((line) => line.source ?? []));
    await tools.links.erase(owner);
    await tools.vault.destroy(owner);
    await held.erase(owner);
    for (const shelf of await kept.listed(owner)) await tools.eraseBeside(shelf);
    await kept.erase(owner);
    await tools.store.scrub();
    await switchboard.clear(owner);
  }

  return {
    async begin(owner, { isNoted = false } = {}) {
      const { switches } = await switchboard.read(owner);
      const { facts, lines } = await readable(owner);
      await switchboard.write(owner, { switches, pending: 'forgetting' });
      await finish(owner, isNoted);
      return { facts, lines: lines.length };
    },
    finish: (owner) => finish(owner),
  };
}

async function orNothing<T>(reading: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof BotError && error.code === 'key') return [];
    throw error;
  }
}
