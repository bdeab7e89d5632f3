import type { Log } from '../core/log.ts';
import type { JobWork } from './runner.ts';

/** Forgets what nobody used for too long. */
export function createClearWork(tools: {
  readonly clear: (owner: string) => Promise<number>;
  readonly log: Log;
}): JobWork {
  return async (owner) => {
    const gone = await tools.clear(owner);
    if (gone > 0) tools.log.info('What nobody used was forgotten.', { gone });
  };
}
