import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { KeptShelves, ShelfChange, ShelfHead } from './kept-shelves.ts';
import type { DayOf } from './local-day.ts';
import type { Shelf } from './names.ts';
import { createNotes, type Notes } from './notes.ts';
import type { ShelfView } from './rank.ts';
import { createShelfIndex, type ShelfIndex } from './shelf-index.ts';

/** A shelf ready to be searched. */
export type OpenIndex = {
  readonly view: ShelfView;
  readonly notes: Notes;
  /** The segment a line stands in, by its place. */
  readonly segmentOf: (place: number) => number;
};

/** Search indexes of shelves: built when first asked for, kept up to date, dropped when not used, never stored. */
export type ShelfIndexes = {
  /** The index of a shelf as its head says it is now; undefined when there is no such shelf (any more). Days are counted in `timeZone`. */
  open(shelf: Shelf, head: ShelfHead | undefined, timeZone: string): Promise<OpenIndex | undefined>;
  /** Follows a change of a shelf made here. Changes made elsewhere show in the head's version. */
  follow(change: ShelfChange): void;
  /** Drops everything about an account. */
  drop(owner: string): void;
};

type Lines = { readonly index: ShelfIndex; readonly starts: number[] };
type Cached = {
  readonly linesVersion: string;
  readonly timeZone: string;
  readonly lines: Promise<Lines>;
  readonly notesVersion: string;
  readonly notes: Promise<Notes>;
};

/** Records held in memory at most, over all shelves: some tens of megabytes. */
const maxRecords = 60_000;
/** Segments read and indexed before others get their turn. */
const segmentsAtOnce = 1;

export function createShelfIndexes(
  kept: () => Pick<KeptShelves, 'lineSegments' | 'facts' | 'episodes'>,
  daysIn: (timeZone: string) => DayOf,
): ShelfIndexes {
  const cache = new LRUCache<string, Cached>({ maxSize: maxRecords });
  const name = ({ owner, key }: Shelf) => `${owner} ${key}`;
  // Longer than the whole cache would never be held at all: then it is the only one.
  const sizeOf = (head: ShelfHead) => Math.min(maxRecords, head.lines.records + head.facts.records + 1);

  function hold(shelf: Shelf, head: ShelfHead, cached: Cached): void {
    cache.set(name(shelf), cached, { size: sizeOf(head) });
    const dropFailed = () => {
      if (cache.peek(name(shelf)) === cached) cache.delete(name(shelf));
    };
    cached.lines.catch(dropFailed);
    cached.notes.catch(dropFailed);
  }

  async function readLines(shelf: Shelf, head: ShelfHead, dayOf: DayOf): Promise<Lines> {
    const lines: Lines = { index: createShelfIndex(dayOf), starts: [] };
    for (let from = 0; from < head.lines.segments; from += segmentsAtOnce) {
      for (const segment of await kept().lineSegments(shelf, head, from, from + segmentsAtOnce)) {
        lines.starts.push(lines.index.documents.length);
        lines.index.add(segment);
      }
      await nextTurn();
    }
    return lines;
  }

  async function readNotes(shelf: Shelf, head: ShelfHead, dayOf: DayOf): Promise<Notes> {
    const [facts, episodes] = await Promise.all([kept().facts(shelf, head), kept().episodes(shelf, head)]);
    return createNotes(facts, episodes, dayOf);
  }

  return {
    async open(shelf, head, timeZone) {
      if (!head) {
        cache.delete(name(shelf));
        return undefined;
      }
      const before = cache.get(name(shelf));
      const isSameZone = before?.timeZone === timeZone;
      const dayOf = daysIn(timeZone);
      const lines =
        isSameZone && before.linesVersion === head.linesVersion
          ? before.lines
          : readLines(shelf, head, dayOf);
      const notes =
        isSameZone && before.notesVersion === head.notesVersion
          ? before.notes
          : readNotes(shelf, head, dayOf);
      if (lines !== before?.lines || notes !== before.notes) {
        const { linesVersion, notesVersion } = head;
        hold(shelf, head, { linesVersion, notesVersion, timeZone, lines, notes });
      }
      const [{ index, starts }, found] = await Promise.all([lines, notes]);
      return {
        view: found.viewOf(index),
        notes: found,
        segmentOf: (place) => starts.findLastIndex((start) => start <= place),
      };
    },
    follow({ shelf, before, after, addedLines }) {
      const cached = cache.peek(name(shelf));
      if (!cached || after.linesVersion === cached.linesVersion) return;
      if (!addedLines || cached.linesVersion !== before?.linesVersion) {
        cache.delete(name(shelf));
        return;
      }
      const lines = cached.lines.then((built) => {
        while (built.starts.length < after.lines.segments) built.starts.push(built.index.documents.length);
        built.index.add(addedLines);
        return built;
      });
      hold(shelf, after, { ...cached, lines, linesVersion: after.linesVersion });
    },
    drop(owner) {
      for (const held of cache.keys()) if (held.startsWith(`${owner} `)) cache.delete(held);
    },
  };
}
