import type { Clock } from '../core/clock.ts';
import type { Store } from '../core/store.ts';
import type { Accounts } from './accounts.ts';
import type { Opened } from './names.ts';
import type { MemoryParts } from './parts.ts';
import { type FactRecord, saidAt } from './record.ts';
import { clearingName } from './retention-times.ts';
import { dayMs, factsSegment } from './uses.ts';

/** The part of memory that lets go. */
export type Retention = {
  /** Forgets what nobody used for too long on the shelves of this owner, and plans the next look. Resolves with how many lines and facts went. */
  clear(owner: string): Promise<number>;
};

export function createRetention(tools: {
  readonly store: Pick<Store, 'jobs' | 'scrub'>;
  readonly clock: Clock;
  readonly parts: MemoryParts;
  readonly alone: Accounts['alone'];
  readonly keepMs: number;
}): Retention {
  const { store, clock, parts, alone, keepMs } = tools;
  const { kept, uses, lines, derived } = parts;

  /** Clears one shelf; resolves with how much went and when the next of it would. */
  async function clearShelf(shelf: Opened): Promise<{ readonly gone: number; readonly nextAt: number }> {
    const now = clock.now();
    const [head] = await kept.heads([shelf]);
    if (!head) return { gone: 0, nextAt: Number.POSITIVE_INFINITY };
    const used = await uses.of(shelf);
    const old = new Set<string>();
    let nextAt = Number.POSITIVE_INFINITY;
    for (let segment = 0; segment < head.lines.segments; segment += 1) {
      const [records = []] = await kept.lineSegments(shelf, head, segment, segment + 1);
      if (records.length === 0) continue;
      const lastUse = Math.max(...records.map(saidAt), (used.get(segment) ?? 0) * dayMs);
      if (lastUse + keepMs <= now) for (const { id } of records) old.add(id);
      else nextAt = Math.min(nextAt, lastUse + keepMs);
    }
    if (old.size > 0) {
      await derived.dropFrom(shelf, old);
      await lines.remove(shelf, old);
    }
    // Facts are shown with every talk: they are used as long as there are talks. What is over is not.
    const factsUse = (used.get(factsSegment) ?? 0) * dayMs;
    const endOf = ({ at, until, expiresAt }: FactRecord) =>
      Math.max(at, until ?? expiresAt ?? Math.max(at, factsUse)) + keepMs;
    const facts = await kept.facts(shelf, (await kept.heads([shelf]))[0]);
    const over = new Set(facts.filter((fact) => endOf(fact) <= now).map(({ id }) => id));
    if (over.size > 0) await kept.editFacts(shelf, (fact) => (over.has(fact.id) ? undefined : fact));
    for (const fact of facts) if (!over.has(fact.id)) nextAt = Math.min(nextAt, endOf(fact));
    return { gone: old.size + over.size, nextAt };
  }

  return {
    clear: (owner) =>
      alone(owner, async () => {
        let gone = 0;
        let nextAt = Number.POSITIVE_INFINITY;
        for (const shelf of await kept.shelves(owner)) {
          const cleared = await clearShelf(shelf);
          gone += cleared.gone;
          nextAt = Math.min(nextAt, cleared.nextAt);
        }
        if (gone > 0) await store.scrub();
        if (Number.isFinite(nextAt)) {
          await store.jobs.plan(clearingName(owner), Math.max(nextAt, clock.now() + dayMs));
        }
        return gone;
      }),
  };
}
