import { LogLevel, type webApi } from '@slack/bolt';
import type { Log } from '../../core/log.ts';

/**
 * Slack's libraries write whole payloads, and with them people's words and tokens, into their log.
 * Only that they complained is passed on.
 */
export function createQuietLogger(log: Log): webApi.Logger {
  const note = (level: string) => () => log.debug("Slack's library noted something.", { level });
  return {
    debug: () => {},
    info: () => {},
    warn: note('warn'),
    error: note('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.ERROR,
    setName: () => {},
  };
}
