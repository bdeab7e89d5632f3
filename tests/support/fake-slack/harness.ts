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
import {
  buttonsOf,
  type FakeChannel,
  type FakeMessage,
  type FakePerson,
  type FakeTeam,
  startFakeSlack,
} from './index.ts';
import { until } from './until.ts';

const capabilities: Capabilities = {
  maxCharacters: 10_000,
  edits: true,
  buttons: true,
  privateReplies: true,
  threads: true,
  reactions: true,
  files: true,
};

/** A lease left by a dead process is over by then. */
const betweenLivesMs = 4 * 60_000;
const quietMs = 400;

/** Opens the whole bot in a fake Slack: one workspace with one channel and one thread in it. */
export const openSlackStage: OpenStage = async ({ model, env = {} }) => {
  let aheadMs = 0;
  const slack = await startFakeSlack({ now: () => Date.now() + aheadMs });
  const team = slack.team('Harbour');
  const channel = team.channel('general');
  const folder = await mkdtemp(join(tmpdir(), 'vis-a-vis-'));
  const written: string[] = [];
  let life = await live();
  const root = team.person('Host', { admin: true }).says(channel, 'about the ovens');

  /** Starts the bot on the stage's data folder. */
  async function live() {
    const { clock, later, stop } = createMortalClock(aheadMs);
    const config = parseConfig(
      {
        SLACK_BOT_TOKEN: team.bot.token,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
        DATA_DIR: folder,
        STORE_URL: `sqlite:${join(folder, 'vis-a-vis.db')}`,
        LOG_LEVEL: 'debug',
        ...env,
      },
      () => '',
    );
    const lines = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written.push(chunk.toString('utf8'));
        done();
      },
    });
    const terminal = {
      input: new PassThrough(),
      output: new PassThrough(),
      interactive: false,
      colour: false,
      user: 'tester',
      locale: 'en',
    };
    const app = await createApp(config, createLog(config.logLevel, lines), terminal, { clock, model });
    const ended = app.start();
    await Promise.race([
      until(() => slack.socket.connections() === 2, 10_000),
      ended.then((error) => Promise.reject(error ?? new Error('The bot stopped at once.'))),
    ]);
    return { app, later, kill: stop };
  }

  return {
    platform: 'slack',
    capabilities,
    actor: (name) => actorOf(team, team.person(name), { channel, root }),
    pings: () => slack.pings.map(({ mention }) => mention),
    until,
    quiet: async () => {
      let seen = -1;
      let since = performance.now();
      await until(() => {
        const isOpen = slack.requests.some(({ finishedAt }) => finishedAt === undefined);
        if (isOpen || seen !== slack.requests.length) since = performance.now();
        seen = slack.requests.length;
        return performance.now() - since > quietMs;
      }, 20_000);
    },
    log: () => written.join(''),
    botMentions: async (text) => slack.otherBotSays(channel, `<@${team.bot.id}> ${text}`),
    deliverAgain: async () => slack.socket.repeatLast(),
    later: (milliseconds) => {
      aheadMs += milliseconds;
      life.later(milliseconds);
    },
    restart: async () => {
      slack.crash();
      life.kill();
      await until(() => slack.socket.connections() === 0);
      aheadMs += betweenLivesMs;
      life = await live();
    },
    close: async () => {
      await life.app.stop();
      await slack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

type Places = { readonly channel: FakeChannel; readonly root: FakeMessage };

function actorOf(team: FakeTeam, person: FakePerson, { channel, root }: Places): Actor {
  const inThread = (message: FakeMessage) => message.ts === root.ts || message.threadTs === root.ts;

  /** Slack answers in threads, so a place holds the threads under its messages, except the stage's own. */
  function visible(where: PlaceName): readonly FakeMessage[] {
    const all = where === 'dm' ? person.dm().everything : channel.everything;
    return all.filter((message) => {
      if (message.deleted || (message.onlyFor !== undefined && message.onlyFor !== person.id)) return false;
      return where === 'dm' || inThread(message) === (where === 'thread');
    });
  }

  function lastOwn(where: PlaceName): FakeMessage {
    const message = visible(where).findLast(({ user }) => user === person.id);
    if (!message) throw new Error('This person has written nothing here.');
    return message;
  }

  function press(label: string, where: PlaceName): void {
    for (const message of visible(where).toReversed()) {
      const found = buttonsOf(message.blocks).find((button) => button.label.startsWith(label));
      if (!found) continue;
      person.presses(message, found.label);
      return;
    }
    throw new Error(`There is no button that starts with "${label}".`);
  }

  function sees(where: PlaceName): readonly Shown[] {
    const shown: Shown[] = [];
    for (const message of visible(where)) {
      const files = message.files.map((file) => String(file['name']));
      const last = shown.at(-1);
      // Slack shows an uploaded file as a message of its own, right under the text it belongs to.
      if (message.byBot && message.text === '' && last?.own) {
        shown[shown.length - 1] = { ...last, files: [...last.files, ...files] };
        continue;
      }
      shown.push({
        by: message.byBot ? team.bot.name : (team.nameOf(message.user) ?? message.user),
        own: message.byBot,
        text: team.displayed(message.text),
        buttons: buttonsOf(message.blocks).map(({ label }) => label),
        files,
        ...(message.onlyFor === undefined ? {} : { onlyFor: person.name }),
      });
    }
    return shown;
  }

  return {
    tells: async (text) => void person.writesTo(team.bot, text),
    mentions: async (text, where = 'channel') =>
      void person.says(where === 'thread' ? root : channel, `@${team.bot.name} ${text}`),
    writes: async (text, where = 'channel') => void person.says(where === 'thread' ? root : channel, text),
    runs: async (command, where = 'dm') => {
      // Slack has no slash commands in threads.
      if (where === 'thread') person.says(root, `@${team.bot.name} ${command}`);
      else person.runs(`/${team.bot.name.toLowerCase()}`, command, where === 'dm' ? person.dm() : channel);
    },
    presses: async (label, where = 'dm') => press(label, where),
    edits: async (text, where = 'dm') => person.edits(lastOwn(where), text),
    deletes: async (where = 'dm') => person.deletes(lastOwn(where)),
    stops: async (where = 'dm') => {
      const stream = visible(where).findLast((message) => message.stream?.state === 'live');
      if (stream) person.stops(stream);
      else press('Stop', where);
    },
    sees: (where = 'dm') => sees(where),
    lastReply: (where = 'dm') => sees(where).findLast(({ own }) => own)?.text ?? '',
  };
}
