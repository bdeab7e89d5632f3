import type { Export, Memory } from '../core/memory.ts';
import type { HeldTalk } from './held-talk.ts';
import type { KeptShelves } from './kept-shelves.ts';
import { publicLine } from './lines.ts';
import { inOrder } from './record.ts';

/** Everything there is about an account, for the account itself. */
export type Overview = {
  /** Oldest first; a line in the middle of a move shows once, as kept. */
  lines(owner: string): Promise<Export['lines']>;
  count(owner: string): ReturnType<Memory['count']>;
};

export function createOverview({
  held,
  kept,
}: {
  readonly held: HeldTalk;
  readonly kept: KeptShelves;
}): Overview {
  return {
    async lines(owner) {
      const shelves = await kept.shelves(owner);
      const heads = await kept.heads(shelves);
      const keptLines = await Promise.all(
        shelves.map(async (shelf, index) =>
          (await kept.lines(shelf, heads[index])).map((line) => ({
            line,
            audience: shelf.audience,
            kept: true,
          })),
        ),
      );
      const heldLines = (await held.all(owner)).flatMap(({ audience, lines }) =>
        lines.map((line) => ({ line, audience, kept: false })),
      );
      const all = [...heldLines, ...keptLines.flat()];
      const places = new Map(
        all.map(({ line, audience, kept: isKept }) => [line.id, { audience, kept: isKept }]),
      );
      return inOrder(all.map(({ line }) => line)).flatMap((line) => {
        const place = places.get(line.id);
        return place ? [{ ...publicLine(line), ...place }] : [];
      });
    },
    async count(owner) {
      const heads = await kept.heads(await kept.shelves(owner));
      const segments = await held.all(owner);
      return {
        facts: heads.reduce((sum, head) => sum + (head?.facts.records ?? 0), 0),
        kept: heads.reduce((sum, head) => sum + (head?.lines.records ?? 0), 0),
        today: segments.reduce((sum, segment) => sum + segment.lines.length, 0),
      };
    },
  };
}
