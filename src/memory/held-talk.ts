import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Audience } from '../core/room.ts';
import type { Store, Vault } from '../core/store.ts';
import type { Opened, Shelf } from './names.ts';
import { audienceCodec, type LineRecord, lineCodec, saidAt } from './record.ts';
import { type RowKey, sealedRows } from './sealed-rows.ts';

/** No line that is only held lives longer. */
export const heldMs = 24 * 60 * 60 * 1000;
const segmentLines = 32;
const segmentMs = 60 * 60 * 1000;

/** Today's talk of one account with one audience, as one segment holds it. */
export type HeldSegment = {
  readonly id: number;
  readonly shelf: Shelf;
  readonly audience: Audience;
  readonly lines: readonly LineRecord[];
};

/**
 * Today's talk: sealed segments that expire 24 hours after their first line was said. A head per
 * account lists them and expires with the last.
 */
export type HeldTalk = {
  /** A line older than today is not held, and none is held twice. */
  add(shelf: Opened, line: LineRecord): Promise<void>;
  /** What is still held, oldest first. */
  read(shelf: Shelf): Promise<readonly LineRecord[]>;
  all(owner: string): Promise<readonly HeldSegment[]>;
  /** Writes a segment anew; one without lines is removed. */
  replace(segment: HeldSegment, lines: readonly LineRecord[]): Promise<void>;
  /** How long a line may still be held, in milliseconds; zero or less when it is over. */
  remainingMs(line: Pick<LineRecord, 'at' | 'heardAt'>): number;
  /** Removes every row, also those whose content can no longer be read. */
  erase(owner: string): Promise<void>;
};

const headCodec = z.object({
  v: z.literal(1),
  next: z.number(),
  segments: z.array(z.object({ id: z.number(), shelf: z.string(), since: z.number() })),
});
type Head = z.infer<typeof headCodec>;

const segmentCodec = z.object({ audience: audienceCodec, lines: z.array(lineCodec) });

export function createHeldTalk(tools: {
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: Clock;
}): HeldTalk {
  const { clock } = tools;
  const heads = tools.store.records('memory-today', headCodec);
  const rows = sealedRows(tools, 'memory-today-lines', segmentCodec);
  const key = (owner: string, id: number): RowKey => [owner, String(id)];

  const remainingMs = (line: Pick<LineRecord, 'at' | 'heardAt'>) => saidAt(line) + heldMs - clock.now();
  const isLive = (segment: { readonly since: number }) => segment.since + heldMs > clock.now();

  async function readHead(owner: string): Promise<Head> {
    const head = await heads.get([owner]);
    return { v: 1, next: head?.next ?? 0, segments: head?.segments.filter(isLive) ?? [] };
  }

  async function writeHead(owner: string, head: Head): Promise<void> {
    const ends = Math.max(0, ...head.segments.map((segment) => segment.since + heldMs));
    if (head.segments.length === 0) return heads.delete([owner]);
    await heads.set([owner], head, { ttlMs: ends - clock.now() });
  }

  async function readSegments(owner: string, listed: Head['segments']): Promise<readonly HeldSegment[]> {
    const found = await rows.read(listed.map((segment) => key(owner, segment.id)));
    return listed.flatMap(({ id, shelf }, index) => {
      const segment = found[index];
      if (!segment) return [];
      const lines = segment.lines.filter((line) => remainingMs(line) > 0);
      return [{ id, shelf: { owner, key: shelf }, audience: segment.audience, lines }];
    });
  }

  async function writeSegment(
    owner: string,
    { id, since }: { readonly id: number; readonly since: number },
    content: z.infer<typeof segmentCodec>,
  ): Promise<void> {
    await rows.write(key(owner, id), content, { ttlMs: since + heldMs - clock.now() });
  }

  return {
    async add(shelf, line) {
      if (remainingMs(line) <= 0) return;
      const { owner } = shelf;
      const head = await readHead(owner);
      const listed = head.segments.filter((segment) => segment.shelf === shelf.key).slice(-2);
      const segments = await readSegments(owner, listed);
      if (segments.some((segment) => segment.lines.some((known) => known.id === line.id))) return;

      const last = listed.at(-1);
      const lines = segments.find((segment) => segment.id === last?.id)?.lines ?? [];
      const since = saidAt(line);
      if (last && lines.length < segmentLines && since >= last.since && since < last.since + segmentMs) {
        return writeSegment(owner, last, { audience: shelf.audience, lines: [...lines, line] });
      }
      const added = { id: head.next, shelf: shelf.key, since };
      // The head first: a segment nobody lists would not be found by a wish to forget.
      await writeHead(owner, { v: 1, next: head.next + 1, segments: [...head.segments, added] });
      await writeSegment(owner, added, { audience: shelf.audience, lines: [line] });
    },

    async read(shelf) {
      const { segments } = await readHead(shelf.owner);
      const listed = segments.filter((segment) => segment.shelf === shelf.key);
      return (await readSegments(shelf.owner, listed)).flatMap((segment) => segment.lines);
    },

    async all(owner) {
      return readSegments(owner, (await readHead(owner)).segments);
    },

    async replace({ id, shelf: { owner }, audience }, lines) {
      const head = await readHead(owner);
      const listed = head.segments.find((segment) => segment.id === id);
      if (!listed) return;
      if (lines.length > 0) return writeSegment(owner, listed, { audience, lines: [...lines] });
      await rows.remove([key(owner, id)]);
      await writeHead(owner, { ...head, segments: head.segments.filter((segment) => segment.id !== id) });
    },

    remainingMs,

    async erase(owner) {
      const head = await heads.get([owner]);
      await rows.remove((head?.segments ?? []).map((segment) => key(owner, segment.id)));
      await heads.delete([owner]);
    },
  };
}
