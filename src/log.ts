import { type DestinationStream, pino } from 'pino';
import type { Config } from './config.ts';
import type { Log, LogFields } from './core/log.ts';

/** Fields a log may hold. Whatever else is handed over is dropped, so that no text can slip in by its name. */
const allowed: ReadonlySet<string> = new Set([
  'attempts',
  'audience',
  'begun',
  'channel',
  'characters',
  'code',
  'command',
  'count',
  'error',
  'event',
  'file',
  'held',
  'index',
  'intents',
  'kind',
  'left',
  'method',
  'model',
  'ms',
  'outcome',
  'part',
  'parts',
  'persona',
  'platform',
  'reason',
  'requestId',
  'retryAfterMs',
  'rooms',
  'route',
  'shard',
  'status',
  'store',
  'version',
  'waitMs',
]);
const maxCharacters = 200;

/** A log as JSON lines on the given stream. Standard output belongs to the talk, so the process hands in standard error. */
export function createLog(level: Config['logLevel'], destination: DestinationStream): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const write = (method: 'debug' | 'info' | 'warn' | 'error') => (message: string, fields?: LogFields) => {
    logger[method](safe(fields), message);
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function safe(fields: LogFields = {}): LogFields {
  const entries = Object.entries(fields).filter(([name, value]) => allowed.has(name) && value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, maxCharacters) : value]),
  );
}
