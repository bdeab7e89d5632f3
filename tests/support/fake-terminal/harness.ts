import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { createApp } from '../../../src/app.ts';
import { parseConfig } from '../../../src/config.ts';
import type { Capabilities } from '../../../src/core/adapter.ts';
import { createLog } from '../../../src/log.ts';
import type { Actor, OpenStage, PlaceName, Shown } from '../../contracts/adapter-contract.ts';
import { createMortalClock } from '../mortal-clock.ts';
import { readTranscript } from './transcript.ts';
import { openWindow } from './window.ts';

const capabilities: Capabilities = {
  maxCharacters: 100_000,
  edits: false,
  buttons: true,
  privateReplies: true,
  threads: false,
  reactions: false,
  files: true,
};

/** A lease left by a dead process is over by then. */
const betweenLivesMs = 10 * 60_000;
const quietMs = 400;
/** Wide enough that no row ever wraps, so that a transcript can be read from the rows. */
const columns = 200_000;
const controlC = '\u0003';

/** Opens the whole bot at a terminal. Whatever name an actor has, it is the one person who sits there. */
export const openTerminalStage: OpenStage = async ({ model, env = {} }) => {
  const folder = await mkdtemp(join(tmpdir(), 'vis-a-vis-'));
  const written: string[] = [];
  let earlier: readonly Shown[] = [];
  let aheadMs = 0;
  let life = await live();

  /** Starts the bot on the stage's data folder, in a new window. */
  async function live() {
    const { clock, later, stop } = createMortalClock(aheadMs);
    const storeUrl = `sqlite:${join(folder, 'vis-a-vis.db')}`;
    const settings = { DATA_DIR: folder, STORE_URL: storeUrl, LOG_LEVEL: 'debug', ...env };
    const config = parseConfig(settings, () => '');
    const lines = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written.push(chunk.toString('utf8'));
        done();
      },
    });
    const window = openWindow(columns);
    const input = new PassThrough();
    const terminal = {
      input,
      output: window.output,
      interactive: true,
      colour: false,
      user: 'ada',
      locale: 'en',
    };
    const app = await createApp(config, createLog(config.logLevel, lines), terminal, { clock, model });
    const ended = app.start().then((error) => {
      if (error) throw error;
    });
    ended.catch(() => undefined);
    await Promise.race([until(() => isWaiting(window.rows()), 10_000), ended]);
    return { app, input, window, later, kill: stop };
  }

  const here = (where: PlaceName): void => {
    if (where !== 'dm') throw new Error('A terminal has one place, where one person talks to the character.');
  };
  const sees = (where: PlaceName): readonly Shown[] => {
    here(where);
    return [...earlier, ...readTranscript(life.window.rows())];
  };
  const type = async (line: string, where: PlaceName): Promise<void> => {
    here(where);
    life.input.write(`${line.replaceAll(/[\r\n]+/g, ' ')}\r`);
  };

  const actor: Actor = {
    tells: (text) => type(text, 'dm'),
    mentions: (text, where = 'channel') => type(text, where),
    writes: (text, where = 'channel') => type(text, where),
    runs: (command, where = 'dm') => type(`/${command}`, where),
    presses: (label, where = 'dm') => {
      const buttons = sees(where).findLast(({ own }) => own)?.buttons ?? [];
      const found = buttons.find((button) => button.startsWith(label));
      return found === undefined
        ? Promise.reject(new Error(`There is no answer that starts with "${label}".`))
        : type(found, where);
    },
    edits: () => Promise.reject(new Error('A typed line cannot be edited.')),
    deletes: () => Promise.reject(new Error('A typed line cannot be deleted.')),
    stops: async (where = 'dm') => {
      here(where);
      life.input.write(controlC);
    },
    sees: (where = 'dm') => sees(where),
    lastReply: (where = 'dm') => sees(where).findLast(({ own }) => own)?.text ?? '',
  };

  return {
    platform: 'terminal',
    capabilities,
    actor: () => actor,
    pings: () => [],
    until,
    quiet: async () => {
      let seen = '';
      let since = Date.now();
      await until(() => {
        const now = life.window.raw();
        if (now !== seen || !isWaiting(life.window.rows())) since = Date.now();
        seen = now;
        return Date.now() - since > quietMs;
      }, 20_000);
    },
    log: () => written.join(''),
    later: (milliseconds) => {
      aheadMs += milliseconds;
      life.later(milliseconds);
    },
    restart: async () => {
      life.kill();
      earlier = [...earlier, ...readTranscript(life.window.rows())];
      aheadMs += betweenLivesMs;
      life = await live();
    },
    close: async () => {
      await life.app.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** True when the prompt is shown and nothing is typed. */
function isWaiting(rows: readonly string[]): boolean {
  return /^(You|Toi):$/.test(rows.at(-1) ?? '');
}

async function until(condition: () => boolean, timeoutMs = 5_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`The terminal did not get there within ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
