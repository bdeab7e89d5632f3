import type { KeptShelves } from './kept-shelves.ts';
import type { Shelf } from './names.ts';
import type { News } from './news.ts';
import type { FactRecord } from './record.ts';

/** What was made of lines. Whoever writes must hold the account's lock. */
export type Derived = {
  /**
   * Removes what was made of these lines, before the lines themselves go: facts that stand on them
   * alone, summaries, proposals. A fact that one of them ended is true again. With `sparing`, facts
   * for which it is true stay and stand for themselves.
   */
  dropFrom(shelf: Shelf, lines: ReadonlySet<string>, sparing?: (fact: FactRecord) => boolean): Promise<void>;
};

export function createDerived({ kept, news }: { readonly kept: KeptShelves; readonly news: News }): Derived {
  return {
    async dropFrom(shelf, lines, sparing = () => false) {
      const [head] = await kept.heads([shelf]);
      if (head && (await kept.facts(shelf, head)).some((fact) => touches(fact, lines))) {
        await kept.editFacts(shelf, (fact) => without(fact, lines, sparing));
      }
      const isOf = (episode: { readonly lines: readonly string[] }) =>
        episode.lines.some((id) => lines.has(id));
      if (head && (await kept.episodes(shelf, head)).some(isOf)) {
        await kept.editEpisodes(shelf, (episode) => (isOf(episode) ? undefined : episode));
      }
      await news.dropFrom(shelf, lines);
    },
  };
}

function touches({ sources, endedBy }: FactRecord, lines: ReadonlySet<string>): boolean {
  return sources?.some((id) => lines.has(id)) === true || (endedBy !== undefined && lines.has(endedBy));
}

function without(
  fact: FactRecord,
  lines: ReadonlySet<string>,
  sparing: (fact: FactRecord) => boolean,
): FactRecord | undefined {
  if (!touches(fact, lines)) return fact;
  const { sources, endedBy, until, ...rest } = fact;
  const left = sources?.filter((id) => !lines.has(id));
  if (sources && left?.length === 0 && !sparing(fact)) return undefined;
  const isReopened = endedBy !== undefined && lines.has(endedBy);
  return {
    ...rest,
    ...(left && left.length > 0 ? { sources: left } : {}),
    ...(isReopened || until === undefined ? {} : { until }),
    ...(isReopened || endedBy === undefined ? {} : { endedBy }),
  };
}
