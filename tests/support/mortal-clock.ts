import { type Clock, systemClock } from '../../src/core/clock.ts';

/** The machine's clock, ahead by `aheadMs`, until it is stopped as by a crash: then nothing that waits goes on. */
export function createMortalClock(aheadMs: number): { readonly clock: Clock; readonly stop: () => void } {
  let diedAt: number | undefined;
  return {
    clock: {
      now: () => diedAt ?? systemClock.now() + aheadMs,
      wait: async (milliseconds, signal) => {
        await systemClock.wait(milliseconds, signal);
        if (diedAt !== undefined) await new Promise(() => {});
      },
    },
    stop: () => {
      diedAt = systemClock.now() + aheadMs;
    },
  };
}
