import type { FactRecord } from './record.ts';
import { exclusive } from './weigh-finding.ts';

/**
 * Which of these facts hold now. A plan whose day is over does not, nor does what a newer fact of an
 * attribute that can have one value at a time says otherwise, whatever shelf it stands on.
 */
export function currentFacts<F extends FactRecord>(facts: readonly F[], now: number): readonly F[] {
  const newest = new Map<string, F>();
  for (const fact of facts) {
    if (!fact.attribute || !exclusive.has(fact.attribute) || fact.until !== undefined) continue;
    const known = newest.get(fact.attribute);
    if (!known || known.at <= fact.at) newest.set(fact.attribute, fact);
  }
  return facts.filter(
    (fact) =>
      fact.until === undefined &&
      (fact.expiresAt ?? Number.POSITIVE_INFINITY) > now &&
      (!fact.attribute || (newest.get(fact.attribute) ?? fact) === fact),
  );
}

/** The fact that holds now in place of one that does not: of the line that ended it, or of the same attribute. */
export function successorOf(fact: FactRecord, current: ReadonlySet<FactRecord>): FactRecord | undefined {
  const candidates = [...current].filter(
    (other) =>
      (fact.endedBy !== undefined && other.sources?.includes(fact.endedBy) === true) ||
      (fact.attribute !== undefined && exclusive.has(fact.attribute) && other.attribute === fact.attribute),
  );
  return candidates.at(-1);
}
