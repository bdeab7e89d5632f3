import type { Clock } from '../../src/core/clock.ts';

/** A clock that stands still until a test moves it. */
export type FakeClock = Clock & {
  /** Moves time on, waking everybody whose wait is over in order, and lets them run before going further. */
  advance(milliseconds: number): Promise<void>;
};

/** Makes a fake clock that shows `startMs` (2026-01-01 unless told). */
export function createFakeClock(startMs = Date.UTC(2026, 0, 1)): FakeClock {
  let now = startMs;
  const waiting = new Set<{ readonly at: number; readonly wake: () => void }>();

  return {
    now: () => now,
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          waiting.delete(entry);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const entry = { at: now + Math.max(0, milliseconds), wake };
        waiting.add(entry);
        signal?.addEventListener('abort', wake, { once: true });
      }),
    async advance(milliseconds) {
      const target = now + milliseconds;
      await everybodyRan();
      while (true) {
        const next = [...waiting].filter((entry) => entry.at <= target).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        now = next.at;
        next.wake();
        await everybodyRan();
      }
      now = target;
    },
  };
}

/** An immediate runs after all promise callbacks that are ready now. */
function everybodyRan(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
