import type { Clock } from '../core/clock.ts';
import type { Line } from '../core/memory.ts';
import { type HeldTalk, heldMs } from './held-talk.ts';
import type { KeptShelves } from './kept-shelves.ts';
import type { MessageSource, Names, Opened, Shelf } from './names.ts';
import { inOrder, type LineRecord, saidAt, withReply } from './record.ts';
import type { Sources } from './sources.ts';

/** Segments at the end of a shelf in which a line may be heard a second time. */
const recentSegments = 2;

/** What was said, held for today or kept for good. Whoever writes must hold the account's lock. */
export type Lines = {
  /** A line known already, by its id, is not written again. */
  add(
    shelf: Opened,
    line: Line,
    how: { readonly keep: boolean; readonly passing: boolean; readonly source?: MessageSource },
  ): Promise<void>;
  /** Within 24 hours, oldest first, the newest `maxLines`. */
  today(shelf: Shelf, maxLines: number): Promise<readonly Line[]>;
  /** Kept lines older than 24 hours, oldest first, the newest `maxLines`. */
  lastTalk(shelf: Shelf, maxLines: number): Promise<readonly Line[]>;
  /** Moves today's talk of every audience into what is kept. May be repeated after a crash. */
  keepToday(owner: string): Promise<void>;
  /** Every line, held or kept, in the order they were heard. */
  allOn(shelf: Shelf): Promise<readonly LineRecord[]>;
  /** What would go with a line: itself and the reply to it. Empty when there is none of that id. */
  goneWith(shelf: Shelf, lineId: string): Promise<ReadonlySet<string>>;
  remove(shelf: Shelf, lineIds: ReadonlySet<string>): Promise<void>;
  /** Gives a line another text; where nothing may be kept, a kept line becomes one of today's. */
  replace(shelf: Shelf, lineId: string, text: string, how: { readonly keep: boolean }): Promise<boolean>;
};

export function createLines(tools: {
  readonly names: Names;
  readonly held: HeldTalk;
  readonly kept: KeptShelves;
  readonly sources: Sources;
  readonly clock: Clock;
}): Lines {
  const { held, kept, sources, clock } = tools;

  async function keep(shelf: Opened, lines: readonly LineRecord[]): Promise<void> {
    // Sources first: a line that is heard again after a crash is known by then, and must not lack its source.
    for (const { id, source } of lines) if (source) await sources.note(source, shelf, id);
    if (lines.length > 0) await kept.addLines(shelf, lines);
  }

  async function hold(shelf: Opened, line: LineRecord): Promise<void> {
    const remainingMs = held.remainingMs(line);
    if (remainingMs <= 0) return;
    if (line.source) await sources.note(line.source, shelf, line.id, remainingMs);
    await held.add(shelf, line);
  }

  async function allKept(shelf: Shelf): Promise<readonly LineRecord[]> {
    const [head] = await kept.heads([shelf]);
    return kept.lines(shelf, head);
  }

  async function allOf(shelf: Shelf): Promise<readonly LineRecord[]> {
    return inOrder(await allKept(shelf), await held.read(shelf));
  }

  /** Changes held and kept lines alike; undefined removes. */
  async function edit(shelf: Shelf, change: (line: LineRecord) => LineRecord | undefined): Promise<void> {
    for (const segment of await held.all(shelf.owner)) {
      if (segment.shelf.key !== shelf.key) continue;
      const after = segment.lines.flatMap((line) => change(line) ?? []);
      if (after.some((line, index) => line !== segment.lines[index]) || after.length < segment.lines.length) {
        await held.replace(segment, after);
      }
    }
    await kept.editLines(shelf, change);
  }

  return {
    async add(shelf, { id, role, text, at, name }, how) {
      const line: LineRecord = {
        kind: 'line',
        id,
        role,
        text,
        at,
        heardAt: clock.now(),
        ...(name === undefined ? {} : { name }),
        ...(how.source ? { source: tools.names.source(how.source) } : {}),
        ...(how.passing ? { passing: true } : {}),
      };
      const [head] = await kept.heads([shelf]);
      const recent = await kept.lastLines(shelf, head, recentSegments);
      if (recent.some((known) => known.id === id)) return;
      if (!how.keep) return hold(shelf, line);
      if ((await held.read(shelf)).some((known) => known.id === id)) return;
      await keep(shelf, [line]);
    },

    async today(shelf, maxLines) {
      // What is held before what is kept: a line that moves between the two reads is then seen twice, never missed.
      const today = await held.read(shelf);
      const [head] = await kept.heads([shelf]);
      const total = head?.lines.segments ?? 0;
      const isToday = (line: LineRecord) => saidAt(line) + heldMs > clock.now();
      let segments = recentSegments;
      let recent = await kept.lastLines(shelf, head, segments);
      while (segments < total && recent.length < maxLines && recent.every(isToday)) {
        segments *= 2;
        recent = await kept.lastLines(shelf, head, segments);
      }
      const lines = inOrder(recent.filter(isToday), today);
      return maxLines <= 0 ? [] : lines.slice(-maxLines).map(publicLine);
    },

    async lastTalk(shelf, maxLines) {
      const [head] = await kept.heads([shelf]);
      const total = head?.lines.segments ?? 0;
      const isOld = (line: LineRecord) => saidAt(line) + heldMs <= clock.now();
      let old: readonly LineRecord[] = [];
      for (let segments = recentSegments; ; segments *= 2) {
        old = (await kept.lastLines(shelf, head, segments)).filter(isOld);
        if (old.length >= maxLines || segments >= total) break;
      }
      return maxLines <= 0 ? [] : inOrder(old, []).slice(-maxLines).map(publicLine);
    },

    async keepToday(owner) {
      const known = new Map<string, ReadonlySet<string>>();
      for (const segment of await held.all(owner)) {
        const shelf: Opened = { ...segment.shelf, audience: segment.audience };
        const before = known.get(shelf.key) ?? new Set((await allKept(shelf)).map((line) => line.id));
        known.set(shelf.key, before);
        const staying = segment.lines.filter((line) => line.passing);
        const moving = segment.lines.filter((line) => !line.passing);
        await keep(
          shelf,
          moving.filter((line) => !before.has(line.id)),
        );
        await held.replace(segment, staying);
      }
    },

    allOn: allOf,
    goneWith: async (shelf, lineId) => withReply(await allOf(shelf), lineId),
    async remove(shelf, gone) {
      const names = (await allOf(shelf)).flatMap((line) =>
        gone.has(line.id) && line.source ? [line.source] : [],
      );
      await edit(shelf, (line) => (gone.has(line.id) ? undefined : line));
      await sources.remove(names);
    },

    async replace(shelf, lineId, text, how) {
      const line = (await allKept(shelf)).find(({ id }) => id === lineId);
      const audience = (await kept.shelves(shelf.owner)).find(({ key }) => key === shelf.key)?.audience;
      if (line && audience && !how.keep) {
        await kept.editLines(shelf, (known) => (known.id === lineId ? undefined : known));
        await hold({ ...shelf, audience }, { ...line, text, passing: true });
        if (line.source && held.remainingMs(line) <= 0) await sources.remove([line.source]);
        return true;
      }
      if (!line && !(await held.read(shelf)).some(({ id }) => id === lineId)) return false;
      await edit(shelf, (known) => (known.id === lineId ? { ...known, text } : known));
      return true;
    },
  };
}

/** A line without what only storage needs. */
export function publicLine({ id, role, text, at, name }: LineRecord): Line {
  return { id, role, text, at, ...(name === undefined ? {} : { name }) };
}
