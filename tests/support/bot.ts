import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import type { Model } from '../../src/core/model.ts';
import { createLog } from '../../src/log.ts';
import type { Terminal } from '../../src/open-rooms.ts';
import { createMortalClock } from './mortal-clock.ts';

/** A lease left by a dead process is over by then. */
const betweenLivesMs = 10 * 60_000;

/** The whole bot on a data folder of its own, which may die and live again. */
export type Bot = {
  /** Ends the present life as a crash would, if there is one, and begins the next. Resolves when `isOnline` does. */
  live(isOnline: () => Promise<void>, terminal?: Terminal): Promise<void>;
  /** Ends the present life as a crash would: nothing is closed, and nothing that waits goes on. */
  die(): void;
  /** How far its time of day is ahead of the machine's. */
  aheadMs(): number;
  later(milliseconds: number): void;
  log(): string;
  close(): Promise<void>;
};

export async function createBot(options: {
  readonly model: Model;
  /** Asked at the beginning of each life: addresses may have changed. */
  readonly env: () => Readonly<Record<string, string>>;
}): Promise<Bot> {
  const folder = await mkdtemp(join(tmpdir(), 'vis-a-vis-'));
  const written: string[] = [];
  const lines = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString('utf8'));
      done();
    },
  });
  let aheadMs = 0;
  let life:
    | { readonly clock: ReturnType<typeof createMortalClock>; readonly stop: () => Promise<void> }
    | undefined;

  return {
    async live(isOnline, terminal = nobodysTerminal()) {
      if (life) aheadMs += betweenLivesMs;
      const clock = createMortalClock(aheadMs);
      const config = parseConfig({ DATA_DIR: folder, LOG_LEVEL: 'debug', ...options.env() }, () => '');
      const log = createLog(config.logLevel, lines);
      const app = await createApp(config, log, terminal, { clock: clock.clock, model: options.model });
      life = { clock, stop: app.stop };
      // The app's start resolves when it is over, which may be long after the test.
      const over = app.start().then((error) => {
        throw error ?? new Error('The bot stopped at once.');
      });
      over.catch(() => undefined);
      await Promise.race([isOnline(), over]);
    },
    die: () => life?.clock.stop(),
    aheadMs: () => aheadMs,
    later(milliseconds) {
      aheadMs += milliseconds;
      life?.clock.later(milliseconds);
    },
    log: () => written.join(''),
    async close() {
      await life?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** For bots whose terminal is closed. */
function nobodysTerminal(): Terminal {
  const streams = { input: new PassThrough(), output: new PassThrough() };
  return { ...streams, interactive: false, colour: false, user: 'nobody', locale: 'en' };
}
