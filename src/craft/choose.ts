import type { Pairs } from './tone-bank.ts';

/** A stream of numbers from 0 up to 1, always the same for the same seed. */
export function seeded(seed: string): () => number {
  let state = 2_166_136_261;
  for (let index = 0; index < seed.length; index += 1) {
    state = Math.imul(state ^ seed.charCodeAt(index), 16_777_619);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The entries in an order of chance. */
export function shuffled<T>(entries: readonly T[], random: () => number): readonly T[] {
  return entries
    .map((entry) => ({ entry, rank: random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ entry }) => entry);
}

/** Every pairing of two halves. */
export function pairings({ first, second }: Pairs): readonly string[] {
  return first.flatMap((one) => second.map((other) => `${one} ${other}`));
}

/** Puts values into a line's slots; undefined when the line needs one that is not there. */
export function filled(line: string, slots: ReadonlyMap<string, string>): string | undefined {
  let complete = true;
  const text = line.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = slots.get(name);
    complete &&= value !== undefined && value !== '';
    return value ?? '';
  });
  return complete ? text : undefined;
}

/** Whether a line was used before, whatever stood in its slots: all its fixed pieces are there, in order. */
export function usedIn(line: string, earlier: readonly string[]): boolean {
  const pieces = line.split(/\{\w+\}/);
  return earlier.some((reply) => {
    let from = 0;
    for (const piece of pieces) {
      const at = reply.indexOf(piece, from);
      if (at < 0) return false;
      from = at + piece.length;
    }
    return true;
  });
}
