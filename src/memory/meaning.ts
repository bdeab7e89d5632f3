import { LRUCache } from 'lru-cache';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Ranked } from './rank.ts';
import { weights } from './rank-weights.ts';

/** Vectors for texts, in the order given. */
export type Embed = (
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<readonly (readonly number[])[]>;

/** Sorts what was found once more, by what it means. */
export type Meaning = (question: string, ranked: readonly Ranked[]) => Promise<readonly Ranked[]>;

/** So many of the best are compared by meaning; the others stay behind them. */
const compared = 60;
/** An answer must not wait longer for a finer order. */
const patienceMs = 1_500;
const heldVectors = 20_000;
const maxCharacters = 2_000;

/**
 * One more signal over the best: how near they are to the question in meaning, by a model the operator
 * named. Vectors are held in memory and never stored. Without an answer in time the order stays.
 */
export function createMeaning({
  embed,
  clock,
  log,
}: {
  readonly embed: Embed;
  readonly clock: Clock;
  readonly log: Log;
}): Meaning {
  const vectors = new LRUCache<string, readonly number[]>({ max: heldVectors });

  async function vectorsOf(texts: readonly string[]): Promise<readonly (readonly number[])[]> {
    const missing = [...new Set(texts.filter((text) => !vectors.has(text)))];
    if (missing.length > 0) {
      const patience = new AbortController();
      const done = new AbortController();
      void clock.wait(patienceMs, done.signal).then(() => patience.abort());
      try {
        const fresh = await embed(missing, patience.signal);
        for (const [index, text] of missing.entries()) vectors.set(text, fresh[index] ?? []);
      } finally {
        done.abort();
      }
    }
    return texts.map((text) => vectors.get(text) ?? []);
  }

  return async (question, ranked) => {
    const best = ranked.slice(0, compared);
    if (best.length < 2 || question.trim() === '') return ranked;
    try {
      const texts = [question, ...best.map(({ record }) => record.text)];
      const [asked = [], ...found] = await vectorsOf(texts.map((text) => text.slice(0, maxCharacters)));
      const top = best[0]?.score ?? 0;
      const nearest = best.map((hit, index) => ({
        ...hit,
        score: hit.score + weights.meaning * top * Math.max(0, likeness(asked, found[index] ?? [])),
      }));
      return [...nearest.sort((a, b) => b.score - a.score), ...ranked.slice(compared)];
    } catch {
      log.warn('What was found could not be compared by meaning.', { candidates: best.length });
      return ranked;
    }
  };
}

/** The cosine of the angle between two vectors; 0 where one has no length. */
function likeness(one: readonly number[], other: readonly number[]): number {
  let [dot, a, b] = [0, 0, 0];
  for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
    const [x, y] = [one[at] ?? 0, other[at] ?? 0];
    dot += x * y;
    a += x * x;
    b += y * y;
  }
  return a === 0 || b === 0 ? 0 : dot / Math.sqrt(a * b);
}
