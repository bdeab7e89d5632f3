import type { Capabilities } from '../../../src/core/adapter.ts';
import type { Actor, OpenStage, PlaceName, Shown } from '../../contracts/adapter-contract.ts';
import { createBot } from '../bot.ts';
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

const quietMs = 400;

/** Opens the whole bot in a fake Slack: one workspace with one channel and one thread in it. */
export const openSlackStage: OpenStage = async ({ model, env = {} }) => {
  let aheadMs = 0;
  const slack = await startFakeSlack({ now: () => Date.now() + aheadMs });
  const team = slack.team('Harbour');
  const channel = team.channel('general');
  const bot = await createBot({
    model,
    env: () => ({
      SLACK_BOT_TOKEN: team.bot.token,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      ...env,
    }),
  });
  const isOnline = () => until(() => slack.socket.connections() === 2, 10_000);
  await bot.live(isOnline);
  const root = team.person('Host', { admin: true }).says(channel, 'about the ovens');

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
    log: bot.log,
    botMentions: async (text) => slack.otherBotSays(channel, `<@${team.bot.id}> ${text}`),
    deliverAgain: async () => slack.socket.repeatLast(),
    later: (milliseconds) => {
      bot.later(milliseconds);
      aheadMs = bot.aheadMs();
    },
    restart: async () => {
      slack.crash();
      bot.die();
      await until(() => slack.socket.connections() === 0);
      await bot.live(isOnline);
      aheadMs = bot.aheadMs();
    },
    close: async () => {
      await bot.close();
      await slack.stop();
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
