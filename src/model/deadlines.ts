import type { Clock } from '../core/clock.ts';

/** A signal that fires when the caller gives up, when too long passes between two pieces, or overall. */
export type Deadlines = {
  readonly signal: AbortSignal;
  /** A piece came: the wait for the next one begins. */
  touch(): void;
  /** True when it was time that ran out, not the caller's patience. */
  expired(): boolean;
  /** Ends all waiting. */
  clear(): void;
};

export function createDeadlines(
  clock: Clock,
  limits: { readonly pieceMs: number; readonly totalMs: number },
  caller: AbortSignal,
): Deadlines {
  const request = new AbortController();
  const over = new AbortController();
  let expired = false;
  let piece = new AbortController();

  const expireAfter = async (milliseconds: number, waiting: AbortSignal) => {
    await clock.wait(milliseconds, AbortSignal.any([waiting, over.signal]));
    if (waiting.aborted || over.signal.aborted) return;
    expired = true;
    request.abort();
  };
  const giveUp = () => request.abort();
  if (caller.aborted) giveUp();
  caller.addEventListener('abort', giveUp, { once: true });
  void expireAfter(limits.totalMs, over.signal);
  void expireAfter(limits.pieceMs, piece.signal);

  return {
    signal: request.signal,
    touch() {
      piece.abort();
      piece = new AbortController();
      void expireAfter(limits.pieceMs, piece.signal);
    },
    expired: () => expired,
    clear() {
      over.abort();
      caller.removeEventListener('abort', giveUp);
    },
  };
}
