/*
 * A Discord of one's own: REST and gateway on one port of 127.0.0.1, used by the real discord.js.
 * It keeps the platform's rules (limits, error codes, deadlines, withheld texts, default pings) and
 * breaks them on demand. Tests speak as people do and read what people would see.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { createFaults, type RestFaults } from './faults.ts';
import { createGateway, type GatewayFaults, intents } from './gateway.ts';
import { rawChannel } from './payloads.ts';
import { createPerson, type FakePerson, withNames } from './people.ts';
import { createRestHandler, type SeenRequest } from './rest.ts';
import { interactionRoutes } from './rest-interactions.ts';
import { directMessages, messageRoutes } from './rest-messages.ts';
import {
  addChannel,
  addMessage,
  createWorld,
  type FakeChannel,
  type FakeGuild,
  type FakeInteraction,
  type FakeMessage,
  type FakeUser,
  type Ping,
} from './world.ts';

export type { FakePerson } from './people.ts';
export type { SeenRequest } from './rest.ts';
export type { FakeChannel, FakeGuild, FakeInteraction, FakeMessage, FakeUser, Ping } from './world.ts';
export { labelsOf } from './world.ts';

/** A server with its channels. */
export type GuildHandle = {
  readonly id: string;
  readonly guild: FakeGuild;
  channel(name: string): FakeChannel;
  thread(parent: FakeChannel, name: string): FakeChannel;
  /** The role Discord makes for the bot itself; people mention it by mistake. */
  botRole(): string;
  makeOwner(person: FakeUser): void;
  nickname(person: FakeUser, name: string): void;
  /** The bot is thrown out. */
  removeBot(): void;
  /** The server is down for a while. */
  outage(): void;
};

export type FakeDiscord = {
  /** As discord.js's `rest.api`. Changes with `crash`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly bot: FakeUser;
  readonly requests: readonly SeenRequest[];
  readonly pings: readonly Ping[];
  readonly typing: readonly { readonly channelId: string; readonly at: number }[];
  readonly commands: () => readonly Readonly<Record<string, unknown>>[];
  readonly faults: RestFaults &
    GatewayFaults & {
      /** Interaction tokens of now are dead. */
      expireInteractions(): void;
      /** The bot's process is dead to Discord: nothing it still sends arrives. The next one uses the new `apiUrl`. */
      crash(): void;
      /** What the developer portal allows, content included. */
      allowMessageContent(allowed: boolean): void;
    };
  /** Intents of each identify, refused ones included. */
  readonly identified: readonly number[];
  readonly resumed: () => number;
  readonly connected: () => number;
  guild(name: string): GuildHandle;
  person(name: string, options?: { readonly username?: string }): FakePerson;
  /** Another bot. */
  otherBot(name: string): FakePerson;
  /** The bot's direct messages with somebody. */
  dm(person: FakeUser): FakeChannel;
  groupDm(people: readonly FakeUser[]): FakeChannel;
  /** A webhook writes. */
  webhookSays(channel: FakeChannel, name: string, text: string): FakeMessage;
  /** Somebody joined, pinned, boosted… */
  systemMessage(channel: FakeChannel, person: FakeUser, type: number): FakeMessage;
  /** A link preview appears: an update that is no edit. */
  refreshPreview(message: FakeMessage): void;
  deleteMany(channel: FakeChannel, messages: readonly FakeMessage[]): void;
  deleteChannel(channel: FakeChannel): void;
  interactions(): readonly FakeInteraction[];
  /** A text as a client shows it: mentions by name. */
  displayed(text: string): string;
  close(): Promise<void>;
};

/** Starts a fake Discord on a free port. `now` is the platform's clock, the machine's when absent. */
export async function startFakeDiscord(
  options: { readonly now?: () => number; readonly botName?: string; readonly messageContent?: boolean } = {},
): Promise<FakeDiscord> {
  const token = ['fake', 'discord', 'token'].join('-');
  const world = createWorld({ now: options.now ?? Date.now, botName: options.botName ?? 'Wren', token });
  const faults = createFaults();
  const requests: SeenRequest[] = [];
  let contentAllowed = options.messageContent ?? false;
  let port = 0;
  let life = 1;
  const isAlive = (path: string) => /^\/process\/(\d+)\b/.exec(path)?.[1] === String(life);
  const gateway = createGateway({
    world,
    url: () => `ws://127.0.0.1:${port}/process/${life}`,
    allowedIntents: () => (contentAllowed ? intents.messageContent : 0),
    tokenRefused: faults.tokenRefused,
  });
  const handle = createRestHandler({
    world,
    faults,
    seen: requests,
    isAlive,
    contentIntent: () => contentAllowed,
    routes: [
      {
        method: 'GET',
        path: /^\/gateway\/bot$/,
        handle: () => ({
          status: 200,
          body: {
            url: `ws://127.0.0.1:${port}/process/${life}`,
            shards: 1,
            session_start_limit: {
              total: 1000,
              remaining: 1000,
              reset_after: 86_400_000,
              max_concurrency: 1,
            },
          },
        }),
      },
      ...messageRoutes(),
      ...interactionRoutes(),
    ],
  });
  const http = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket, request) => {
    if (isAlive(request.url ?? '')) gateway.accept(socket);
    else socket.close(4004, 'Authentication failed.');
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  port = (http.address() as AddressInfo).port;

  const person = (name: string, username: string, bot: boolean): FakePerson => {
    const user: FakeUser = { id: world.nextId(), username, displayName: bot ? null : name, bot };
    world.users.set(user.id, user);
    return createPerson(world, bot ? { ...user, username: name } : user);
  };
  const nobody = { users: [], roles: [], everyone: false };

  return {
    get apiUrl() {
      return `http://127.0.0.1:${port}/process/${life}/api`;
    },
    token,
    bot: world.bot,
    requests,
    pings: world.pings,
    typing: world.typing,
    commands: () => world.commands,
    identified: gateway.identified,
    resumed: gateway.resumed,
    connected: gateway.connected,
    faults: {
      ...gateway.faults,
      on: faults.on,
      refuseToken: faults.refuseToken,
      expireInteractions: () => {
        for (const interaction of world.interactions.values()) interaction.expired = true;
      },
      crash: () => {
        life += 1;
        // With this code discord.js gives up, so that the dead process stays quiet.
        gateway.faults.close(4004);
      },
      allowMessageContent: (allowed) => {
        contentAllowed = allowed;
      },
    },
    guild: (name) => {
      const guild: FakeGuild = {
        id: world.nextId(),
        name,
        ownerId: world.nextId(),
        roles: [],
        memberRoles: new Map(),
        nicknames: new Map(),
      };
      const botRole = { id: world.nextId(), name: world.bot.username, permissions: '0', ownBot: true };
      guild.roles.push(botRole);
      guild.memberRoles.set(world.bot.id, [botRole.id]);
      world.guilds.set(guild.id, guild);
      const leave = (data: object) =>
        world.tell({
          kind: 'raw',
          event: 'GUILD_DELETE',
          guildId: guild.id,
          data: { id: guild.id, ...data },
        });
      return {
        id: guild.id,
        guild,
        channel: (channelName) => addChannel(world, { name: channelName, type: 0, guildId: guild.id }),
        thread: (parent, threadName) =>
          addChannel(world, { name: threadName, type: 11, guildId: guild.id, parentId: parent.id }),
        botRole: () => botRole.id,
        makeOwner: (owner) => {
          guild.ownerId = owner.id;
        },
        nickname: (member, nickname) => {
          guild.nicknames.set(member.id, nickname);
        },
        removeBot: () => leave({}),
        outage: () => leave({ unavailable: true }),
      };
    },
    person: (name, more = {}) =>
      person(name, more.username ?? name.toLowerCase().replaceAll(/\W/g, '_'), false),
    otherBot: (name) => person(name, name, true),
    dm: (user) => directMessages(world, user.id),
    groupDm: (people) => addChannel(world, { name: 'group', type: 3, recipients: people }),
    webhookSays: (channel, name, text) => {
      const id = world.nextId();
      const author = { id, username: name, displayName: null, bot: true };
      const content = text.replaceAll(`@${world.bot.username}`, `<@${world.bot.id}>`);
      const users = content.includes(world.bot.id) ? [world.bot.id] : [];
      return addMessage(world, { channel, author, content, webhookId: id, mentions: { ...nobody, users } });
    },
    systemMessage: (channel, user, type) =>
      addMessage(world, { channel, author: user, content: '', type, mentions: nobody }),
    refreshPreview: (message) => world.tell({ kind: 'updated', message }),
    deleteMany: (channel, messages) => {
      for (const message of messages) message.deleted = true;
      world.tell({ kind: 'deleted-many', channelId: channel.id, messageIds: messages.map(({ id }) => id) });
    },
    deleteChannel: (channel) => {
      channel.deleted = true;
      world.tell({
        kind: 'raw',
        event: 'CHANNEL_DELETE',
        guildId: channel.guildId,
        data: rawChannel(channel),
      });
    },
    interactions: () => [...world.interactions.values()],
    displayed: (text) => withNames(world, text),
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Waits until the condition holds; rejects with what was waited for when it does not in time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what = 'condition',
  timeoutMs = 5_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
