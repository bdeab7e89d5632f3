import type { Clock } from '../core/clock.ts';

/** Keeps visible updates of one channel apart, whoever makes them. */
export type Pacer = {
  /** Resolves when this caller may update the channel; the slot is then taken. At once when the signal aborts. */
  turn(channel: string, signal?: AbortSignal): Promise<void>;
  /** Notes an update that did not wait, so that the next one keeps its distance. */
  note(channel: string): void;
  /** The platform said "too fast": doubles the channel's gap, and holds everything for `retryAfterMs` when it said how long. */
  slowDown(channel: string, retryAfterMs?: number): void;
  /** How many channels are remembered right now. */
  remembered(): number;
};

type Pace = { readonly nextAt: number; readonly gapMs: number; readonly widenedAt: number };

/**
 * Makes a pacer with a minimum gap between updates of one channel. A widened gap never exceeds
 * `maxGapMs` and halves for every `relaxMs` without a complaint. A channel is forgotten once its gap
 * is over and back to normal.
 */
export function createPacer(options: {
  readonly clock: Clock;
  readonly gapMs?: number;
  readonly maxGapMs?: number;
  readonly relaxMs?: number;
}): Pacer {
  const { clock, gapMs = 1_500, maxGapMs = 24_000, relaxMs = 30_000 } = options;
  const paces = new Map<string, Pace>();

  function read(channel: string): Pace {
    const pace = paces.get(channel);
    if (!pace) return { nextAt: 0, gapMs, widenedAt: 0 };
    const halvings = Math.floor((clock.now() - pace.widenedAt) / relaxMs);
    if (pace.gapMs === gapMs || halvings < 1) return pace;
    return {
      nextAt: pace.nextAt,
      gapMs: Math.max(gapMs, pace.gapMs / 2 ** halvings),
      widenedAt: pace.widenedAt + halvings * relaxMs,
    };
  }

  function write(channel: string, pace: Pace): void {
    // Re-inserted so that the map stays in order of last use and the sweep can stop early.
    paces.delete(channel);
    paces.set(channel, pace);
    for (const [name, old] of paces) {
      if (name === channel || !isOver(name, old)) break;
      paces.delete(name);
    }
  }

  function isOver(channel: string, pace: Pace): boolean {
    return pace.nextAt <= clock.now() && read(channel).gapMs === gapMs;
  }

  function reserve(channel: string): number {
    const pace = read(channel);
    const at = Math.max(clock.now(), pace.nextAt);
    write(channel, { ...pace, nextAt: at + pace.gapMs });
    return at;
  }

  return {
    async turn(channel, signal) {
      const milliseconds = reserve(channel) - clock.now();
      if (milliseconds > 0) await clock.wait(milliseconds, signal);
    },
    note(channel) {
      const pace = read(channel);
      write(channel, { ...pace, nextAt: Math.max(pace.nextAt, clock.now() + pace.gapMs) });
    },
    slowDown(channel, retryAfterMs = 0) {
      const pace = read(channel);
      const wider = Math.min(maxGapMs, pace.gapMs * 2);
      const nextAt = Math.max(pace.nextAt, clock.now() + Math.max(retryAfterMs, wider));
      write(channel, { nextAt, gapMs: wider, widenedAt: clock.now() });
    },
    remembered: () => paces.size,
  };
}
