import { type Clock, systemClock } from '../../src/core/clock.ts';

/** The machine's clock, ahead by some time, until it is stopped as by a crash: then nothing that waits goes on. */
export type MortalClock = {
  readonly clock: Clock;
  /** Moves the time of day on. Nobody who waits is woken. */
  readonly later: (milliseconds: number) => void;
  readonly stop: () => void;
};

export function createMortalClock(aheadMs: number): MortalClock {
  let ahead = aheadMs;
  let diedAt: number | undefined;
  const now = () => diedAt ?? systemClock.now() + ahead;
  return {
    clock: {
      now,
      wait: async (milliseconds, signal) => {
        await systemClock.wait(milliseconds, signal);
        if (diedAt !== undefined) await new Promise(() => {});
      },
    },
    later: (milliseconds) => {
      ahead += milliseconds;
    },
    stop: () => {
      diedAt = now();
    },
  };
}
