import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Store, Vault } from '../core/store.ts';

/** A code is good for so long. */
export const codeMs = 10 * 60 * 1000;
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codeLetters = 8;

/** Wrong codes of one account in an hour, and of everybody in ten minutes, before nobody is listened to. */
const mostTries = 5;
const triesMs = 60 * 60 * 1000;
const mostTriesOfAll = 100;
const triesOfAllMs = 10 * 60 * 1000;

/** One-time codes, kept as keyed hashes only, and how often somebody guessed wrong. */
export type LinkCodes = {
  /** Makes a code that leads to `owner`, in place of its earlier one. */
  make(owner: string): Promise<string>;
  /** The owner a code leads to, once; undefined for a wrong, old or used one, which counts as a try. */
  use(owner: string, code: string): Promise<string | undefined | 'too-many-tries'>;
  erase(owner: string): Promise<void>;
};

const codeRow = z.object({ v: z.literal(1), owner: z.string() });
const offerRow = z.object({ v: z.literal(1), code: z.string() });
const triesRow = z.object({ v: z.literal(1), at: z.array(z.number()) });

export function createLinkCodes(tools: {
  readonly store: Pick<Store, 'records' | 'claims' | 'locks'>;
  readonly vault: Pick<Vault, 'pseudonym'>;
  readonly clock: Clock;
}): LinkCodes {
  const { store, clock } = tools;
  const codes = store.records('link-codes', codeRow);
  const offers = store.records('link-offers', offerRow);
  const tries = store.records('link-tries', triesRow);
  const nameOf = (code: string) => tools.vault.pseudonym('link code', code);

  const recent = async (name: string, withinMs: number) =>
    ((await tries.get([name]))?.at ?? []).filter((at) => at > clock.now() - withinMs);

  async function isTooMany(owner: string): Promise<boolean> {
    const [own, all] = [await recent(owner, triesMs), await recent('all', triesOfAllMs)];
    return own.length >= mostTries || all.length >= mostTriesOfAll;
  }

  async function countTry(owner: string): Promise<void> {
    for (const [name, withinMs] of [
      [owner, triesMs],
      ['all', triesOfAllMs],
    ] as const) {
      const at = [...(await recent(name, withinMs)), clock.now()];
      await tries.set([name], { v: 1, at }, { ttlMs: withinMs });
    }
  }

  return {
    async make(owner) {
      const before = await offers.get([owner]);
      if (before) await codes.delete([before.code]);
      const code = Array.from({ length: codeLetters }, () => alphabet[randomInt(alphabet.length)]).join('');
      const name = nameOf(code);
      await codes.set([name], { v: 1, owner }, { ttlMs: codeMs });
      await offers.set([owner], { v: 1, code: name }, { ttlMs: codeMs });
      return `${code.slice(0, 4)}-${code.slice(4)}`;
    },
    use: (owner, code) =>
      store.locks.withLock('link-tries', async () => {
        if (await isTooMany(owner)) return 'too-many-tries';
        const name = nameOf(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''));
        const row = await codes.get([name]);
        // The claim makes it exact between machines: a code is good for one.
        if (row && (await store.claims.claim(`link-code/${name}`, codeMs))) {
          await codes.delete([name]);
          return row.owner;
        }
        await countTry(owner);
        return undefined;
      }),
    async erase(owner) {
      const offer = await offers.get([owner]);
      if (offer) await codes.delete([offer.code]);
      await offers.delete([owner]);
    },
  };
}
