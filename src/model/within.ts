import type { Clock } from '../core/clock.ts';

/** What `within` rejects with when time ran out. */
export class Late extends Error {
  override readonly name: string = 'Late';
}

/**
 * The result of `work`; rejects with `Late` after `milliseconds`, and with the signal's reason as soon
 * as it aborts. The work itself goes on: whoever started it has to stop it.
 */
export async function within<T>(
  work: Promise<T>,
  milliseconds: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<T> {
  const over = new AbortController();
  const leave = () => over.abort();
  const patience = async (): Promise<never> => {
    if (!signal.aborted) await clock.wait(milliseconds, over.signal);
    throw signal.aborted ? signal.reason : new Late();
  };
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work, patience()]);
  } finally {
    signal.removeEventListener('abort', leave);
    over.abort();
  }
}
