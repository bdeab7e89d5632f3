import type { Shelf } from './names.ts';
import type { RowKey, SealedRows } from './sealed-rows.ts';

const segmentRecords = 64;
/** Bytes of one segment before sealing: sealed and in base64 it stays under 32 KB, unless one record alone is longer. */
const segmentBytes = 22_000;

/** How long a series is. */
export type SeriesSize = { readonly segments: number; readonly records: number };

export const noSize: SeriesSize = { segments: 0, records: 0 };

/**
 * Records in append-only sealed segments. How many segments there are is known to the caller, who
 * must hold the account's lock to write.
 */
export type Series<T> = {
  /** The segments from one index up to, without, another. A missing or unreadable one is empty. */
  read(shelf: Shelf, from: number, to: number): Promise<readonly (readonly T[])[]>;
  /**
   * Adds records at the end. `counted` is awaited after each segment written: until it has noted the
   * new size nobody looks at a new segment, and the next attempt overwrites it.
   */
  add(
    shelf: Shelf,
    size: SeriesSize,
    records: readonly T[],
    counted: (size: SeriesSize, added: readonly T[]) => Promise<void>,
  ): Promise<void>;
  /** Replaces each record by what `change` makes of it, or removes it; writes only segments that differ. */
  edit(shelf: Shelf, size: SeriesSize, change: (record: T) => T | undefined): Promise<SeriesSize>;
  erase(shelf: Shelf, size: SeriesSize): Promise<void>;
};

export function createSeries<T>(rows: SealedRows<T[]>): Series<T> {
  const keyOf = ({ owner, key }: Shelf, segment: number): RowKey => [owner, key, String(segment)];

  async function read(shelf: Shelf, from: number, to: number): Promise<readonly (readonly T[])[]> {
    const keys = Array.from({ length: Math.max(0, to - from) }, (_, index) => keyOf(shelf, from + index));
    return (await rows.read(keys)).map((segment) => segment ?? []);
  }

  return {
    read,
    async add(shelf, size, records, counted) {
      let { segments, records: total } = size;
      let [open = []] = await read(shelf, segments - 1, segments);
      for (const chunk of chunksFor(open, records)) {
        if (chunk.startsNew || segments === 0) {
          open = [];
          segments += 1;
        }
        open = [...open, ...chunk.records];
        total += chunk.records.length;
        await rows.write(keyOf(shelf, segments - 1), [...open]);
        await counted({ segments, records: total }, chunk.records);
      }
    },
    async edit(shelf, { segments }, change) {
      let records = 0;
      for (const [index, before] of (await read(shelf, 0, segments)).entries()) {
        const after = before.flatMap((record) => change(record) ?? []);
        records += after.length;
        if (after.length === before.length && after.every((record, at) => record === before[at])) continue;
        if (after.length === 0) await rows.remove([keyOf(shelf, index)]);
        else await rows.write(keyOf(shelf, index), after);
      }
      return { segments, records };
    },
    async erase(shelf, { segments }) {
      // One more than is counted: a crash may have left a segment that was not counted yet.
      await rows.remove(Array.from({ length: segments + 1 }, (_, index) => keyOf(shelf, index)));
    },
  };
}

type Chunk<T> = { readonly startsNew: boolean; readonly records: T[] };

/** Cuts new records into what still fits the open segment and what starts segments of its own. */
function chunksFor<T>(open: readonly T[], records: readonly T[]): readonly Chunk<T>[] {
  const chunks: Chunk<T>[] = [];
  let count = open.length;
  let bytes = Buffer.byteLength(JSON.stringify(open));
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record)) + 1;
    const last = chunks.at(-1);
    const fits = count === 0 || (count < segmentRecords && bytes + size <= segmentBytes);
    if (fits && last) last.records.push(record);
    else chunks.push({ startsNew: !fits, records: [record] });
    count = fits ? count + 1 : 1;
    bytes = fits ? bytes + size : size;
  }
  return chunks;
}
