import { parseCommandText } from '../../../src/commands/command-text.ts';
import { commands } from '../../../src/commands/index.ts';
import type { Capabilities } from '../../../src/core/adapter.ts';
import type { Actor, OpenStage, PlaceName, Shown } from '../../contracts/adapter-contract.ts';
import { createBot } from '../bot.ts';
import {
  type FakeChannel,
  type FakeDiscord,
  type FakeMessage,
  type FakePerson,
  labelsOf,
  startFakeDiscord,
  until,
} from './index.ts';

const capabilities: Capabilities = {
  maxCharacters: 2_000,
  edits: true,
  buttons: true,
  privateReplies: true,
  threads: true,
  reactions: true,
  files: true,
};

const quietMs = 400;

/** Opens the whole bot in a fake Discord: one server with one channel and one thread in it. */
export const openDiscordStage: OpenStage = async ({ model, env = {} }) => {
  const discord = await startFakeDiscord({ messageContent: env['DISCORD_MESSAGE_CONTENT'] === 'true' });
  const guild = discord.guild('Tea House');
  const channel = guild.channel('general');
  const thread = guild.thread(channel, 'about the ovens');
  const people = new Map<string, FakePerson>();
  const bot = await createBot({
    model,
    env: () => ({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, ...env }),
  });
  const isOnline = () =>
    until(() => discord.connected() > 0 && discord.commands().length > 0, 'the bot is online', 10_000);
  await bot.live(isOnline);

  const placeOf = (person: FakePerson, where: PlaceName): FakeChannel =>
    where === 'dm' ? discord.dm(person) : where === 'thread' ? thread : channel;

  const actor = (name: string): Actor => {
    const person = people.get(name) ?? discord.person(name);
    people.set(name, person);
    if (name === 'Host') guild.makeOwner(person);
    return actorOf(discord, person, (where) => placeOf(person, where));
  };

  return {
    platform: 'discord',
    capabilities,
    actor,
    pings: () => discord.pings.map(({ who }) => who.replace(/^[@&]/, '')),
    until: (condition, timeoutMs = 5_000) => until(condition, 'what the test waits for', timeoutMs),
    quiet: async () => {
      let seen = -1;
      let since = Date.now();
      await until(
        () => {
          const open = discord.requests.filter(({ status }) => status === 0).length;
          if (open > 0 || seen !== discord.requests.length) since = Date.now();
          seen = discord.requests.length;
          return Date.now() - since > quietMs;
        },
        'quiet',
        20_000,
      );
    },
    log: bot.log,
    botMentions: async (text) => {
      discord.otherBot('Robin').says(channel, `@${discord.bot.username} ${text}`);
    },
    deliverAgain: async () => discord.faults.repeatLastEvent(),
    later: bot.later,
    restart: async () => {
      discord.faults.crash();
      bot.die();
      await until(() => discord.connected() === 0, 'the old connection is gone');
      await bot.live(isOnline);
    },
    close: async () => {
      await bot.close();
      await discord.close();
    },
  };
};

function actorOf(
  discord: FakeDiscord,
  person: FakePerson,
  placeOf: (where: PlaceName) => FakeChannel,
): Actor {
  const visible = (where: PlaceName): readonly FakeMessage[] =>
    placeOf(where).messages.filter(
      ({ privateTo, waiting }) => !waiting && (privateTo === undefined || privateTo === person.id),
    );
  const lastOwn = (where: PlaceName): FakeMessage => {
    const message = visible(where).findLast(({ author }) => author.id === person.id);
    if (!message) throw new Error('This person has written nothing here.');
    return message;
  };
  const press = (label: string, where: PlaceName): void => {
    const message = visible(where).findLast((candidate) => labelStarting(candidate, label) !== undefined);
    const found = message && labelStarting(message, label);
    if (!message || found === undefined) throw new Error(`There is no button that starts with "${label}".`);
    person.presses(message, found);
  };
  const sees = (where: PlaceName): readonly Shown[] =>
    visible(where).map((message) => ({
      by: message.author.displayName ?? message.author.username,
      own: message.author.id === discord.bot.id,
      text: discord.displayed(message.content),
      buttons: labelsOf(message),
      files: message.attachments.map(({ name }) => name),
      ...(message.privateTo === undefined ? {} : { onlyFor: person.displayName ?? person.username }),
    }));
  return {
    tells: async (text) => void person.writesToBot(text),
    mentions: async (text, where = 'channel') =>
      void person.says(placeOf(where), `@${discord.bot.username} ${text}`),
    writes: async (text, where = 'channel') => void person.says(placeOf(where), text),
    runs: async (typed, where = 'dm') => {
      const parsed = parseCommandText(typed, commands);
      if (parsed.kind !== 'command') throw new Error(`Nobody could run this on Discord: ${typed}`);
      const { command, subcommand, options } = parsed.call;
      person.runs(subcommand ? `/${command} ${subcommand}` : `/${command}`, options, placeOf(where));
    },
    presses: async (label, where = 'dm') => press(label, where),
    edits: async (text, where = 'dm') => person.edits(lastOwn(where), text),
    deletes: async (where = 'dm') => person.deletes(lastOwn(where)),
    stops: async (where = 'dm') => press('Stop', where),
    sees: (where = 'dm') => sees(where),
    lastReply: (where = 'dm') => sees(where).findLast(({ own }) => own)?.text ?? '',
  };
}

function labelStarting(message: FakeMessage, start: string): string | undefined {
  return labelsOf(message).find((label) => label.startsWith(start));
}
