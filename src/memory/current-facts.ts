import type { FactRecord } from './record.ts';
import { exclusive } from './weigh-finding.ts';

/**
 * Which of these facts hold at a time. A plan whose day is over does not, nor does what a newer fact of
 * an attribute that can have one value at a time says otherwise, whatever shelf it stands on.
 */
export function currentFacts<F extends FactRecord>(facts: readonly F[], at: number): readonly F[] {
  const standing = facts.filter(
    (fact) =>
      (fact.at <= at || !hasRival(fact, facts)) &&
      (fact.until ?? Number.POSITIVE_INFINITY) > at &&
      (fact.expiresAt ?? Number.POSITIVE_INFINITY) > at,
  );
  const newest = new Map<string, F>();
  for (const fact of standing) {
    if (!fact.attribute || !exclusive.has(fact.attribute)) continue;
    const known = newest.get(fact.attribute);
    if (!known || known.at <= fact.at) newest.set(fact.attribute, fact);
  }
  return standing.filter((fact) => !fact.attribute || (newest.get(fact.attribute) ?? fact) === fact);
}

/** Whether something else was true of the same before or after. What has no rival was most likely true before it was said. */
function hasRival(fact: FactRecord, facts: readonly FactRecord[]): boolean {
  return facts.some(
    (other) =>
      other !== fact &&
      ((other.endedBy !== undefined && fact.sources?.includes(other.endedBy) === true) ||
        (fact.attribute !== undefined &&
          exclusive.has(fact.attribute) &&
          other.attribute === fact.attribute)),
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
