import { PassThrough } from 'node:stream';
import type { Capabilities } from '../../../src/core/adapter.ts';
import type { Actor, OpenStage, PlaceName, Shown } from '../../contracts/adapter-contract.ts';
import { createBot } from '../bot.ts';
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

const quietMs = 400;
/** Wide enough that no row ever wraps, so that a transcript can be read from the rows. */
const columns = 200_000;
const controlC = '\u0003';

/** Opens the whole bot at a terminal. Whatever name an actor has, it is the one person who sits there. */
export const openTerminalStage: OpenStage = async ({ model, env = {} }) => {
  const bot = await createBot({ model, env: () => env });
  let earlier: readonly Shown[] = [];
  let sitting = await sitDown();

  /** Starts the bot in a new window. */
  async function sitDown() {
    const window = openWindow(columns);
    const input = new PassThrough();
    const ends = { input, output: window.output, interactive: true, colour: false };
    await bot.live(() => until(() => isWaiting(window.rows()), 10_000), {
      ...ends,
      user: 'ada',
      locale: 'en',
    });
    return { input, window };
  }

  const here = (where: PlaceName): void => {
    if (where !== 'dm') throw new Error('A terminal has one place, where one person talks to the character.');
  };
  const sees = (where: PlaceName): readonly Shown[] => {
    here(where);
    return [...earlier, ...readTranscript(sitting.window.rows())];
  };
  const type = async (line: string, where: PlaceName): Promise<void> => {
    here(where);
    sitting.input.write(`${line.replaceAll(/[\r\n]+/g, ' ')}\r`);
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
      sitting.input.write(controlC);
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
        const now = sitting.window.raw();
        if (now !== seen || !isWaiting(sitting.window.rows())) since = Date.now();
        seen = now;
        return Date.now() - since > quietMs;
      }, 20_000);
    },
    log: bot.log,
    later: bot.later,
    restart: async () => {
      bot.die();
      earlier = [...earlier, ...readTranscript(sitting.window.rows())];
      sitting = await sitDown();
    },
    close: bot.close,
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
