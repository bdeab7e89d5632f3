import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from './context.ts';
import { createFaults, type Faults } from './faults.ts';
import type { Raw } from './json.ts';
import { createChatMethods } from './methods-chat.ts';
import { createFiles, type UploadedFile } from './methods-files.ts';
import { createOtherMethods } from './methods-rest.ts';
import { botHasSaid, createPerson, type FakePerson, otherBotSays } from './people.ts';
import { createResponseUrls } from './response-urls.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import { createWebApi, parseBody, type Request, readBytes } from './web-api.ts';
import {
  type ChannelKind,
  createChannel,
  createTeam,
  createTimestamps,
  type FakeBot,
  type FakeChannel,
  type FakeMessage,
  type FakeTeamState,
  type FakeUser,
  newId,
  type Ping,
  type SessionChange,
  type StatusChange,
} from './world.ts';

export type { Fault } from './faults.ts';
export type { FakePerson } from './people.ts';
export { buttonsOf } from './rules.ts';
export type { FakeBot, FakeChannel, FakeMessage } from './world.ts';

export type FakeTeam = {
  readonly id: string;
  readonly bot: FakeBot;
  /** The channel of that name; made, with everybody and the bot in it, when there is none. */
  channel(name: string, options?: { readonly kind?: ChannelKind }): FakeChannel;
  /** The person of that name; made when there is none. Speaks English in London unless told. */
  person(
    name: string,
    options?: { readonly locale?: string; readonly timeZone?: string; readonly admin?: boolean },
  ): FakePerson;
  /** A direct message between several people and the bot. */
  groupMessage(people: readonly FakePerson[]): FakeChannel;
  nameOf(userId: string): string | undefined;
  /** A text as people see it: mentions by name, escapes taken back. */
  displayed(text: string): string;
  /** The bot is uninstalled from the workspace. */
  uninstalls(): void;
};

export type FakeSlack = {
  /** For `slackApiUrl`, with a slash at the end. Changes with `crash`. */
  readonly apiUrl: string;
  readonly appToken: string;
  /** The workspace of that name; made when there is none. */
  team(name?: string): FakeTeam;
  readonly faults: Faults;
  readonly socket: SocketMode;
  /** Every call of the Web API and every answer to a command or click, in order. */
  readonly requests: readonly Request[];
  /** Everything the bot wrote that really called somebody. */
  readonly pings: readonly Ping[];
  readonly statuses: readonly StatusChange[];
  readonly sessions: readonly SessionChange[];
  readonly files: readonly UploadedFile[];
  /** Calls of one method. */
  calls(method: string): readonly Request[];
  /** An event of any shape. */
  emit(team: FakeTeam, event: Raw): void;
  otherBotSays(channel: FakeChannel, text: string): void;
  /** The bot said this before the test began. */
  botHasSaid(channel: FakeChannel, text: string, threadTs?: string): FakeMessage;
  /** The bot's process is dead to Slack: nothing it still asks for is done. The next one uses the new `apiUrl`. */
  crash(): void;
  stop(): Promise<void>;
};

/**
 * Starts a Slack of its own on a free port of 127.0.0.1: Web API and Socket Mode, as strict as the
 * real one. `now` is its clock in milliseconds; `ackWithinMs` is how long it waits for an acknowledgement.
 */
export async function startFakeSlack(
  options: {
    readonly now?: () => number;
    readonly ackWithinMs?: number;
    readonly random?: () => number;
  } = {},
): Promise<FakeSlack> {
  const now = options.now ?? (() => Date.now());
  const faults = createFaults();
  const teams: FakeTeamState[] = [];
  const pings: Ping[] = [];
  const statuses: StatusChange[] = [];
  const sessions: SessionChange[] = [];
  const appId = 'A0FAKE';
  const appToken = ['xapp', 'test'].join('-');
  const nextTs = createTimestamps(now);

  const server = createServer((request, response) => {
    route(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;

  const socket = createSocketMode({
    server,
    address: () => `ws://${host}`,
    appId,
    ackWithinMs: options.ackWithinMs ?? 3_000,
    random: options.random ?? Math.random,
  });
  const emit = (team: FakeTeamState, event: Raw): void => {
    const payload = {
      token: 'verification',
      team_id: team.id,
      context_team_id: team.id,
      api_app_id: appId,
      type: 'event_callback',
      event_id: newId('Ev'),
      event_time: Math.floor(now() / 1000),
      event,
      authorizations: [
        {
          enterprise_id: null,
          team_id: team.id,
          user_id: team.bot.id,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
    };
    for (let copy = 0; copy < faults.eventCopies(); copy += 1) socket.send('events_api', payload);
  };
  const context: Context = { now, nextTs, faults, teams, pings, statuses, sessions, emit };
  const files = createFiles(context, () => `http://${host}`);
  const urls = createResponseUrls(context, () => `http://${host}`);
  const api = createWebApi(context, {
    methods: { ...createChatMethods(context), ...createOtherMethods(context), ...files.methods },
    appToken,
    newSocketUrl: socket.newUrl,
  });
  const requests = api.requests as Request[];

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const [, of = '', method = ''] = /^\/bot(\d+)\/api\/(.+)$/.exec(path) ?? [];
    if (of !== '') {
      if (Number(of) === life) return api.handle(method, request, response);
      response.destroy();
      return;
    }
    const [, kind, name = ''] = path.split('/');
    if (kind === 'upload') {
      const stored = files.store(name, await readBytes(request));
      response.writeHead(stored ? 200 : 404).end(stored ? 'OK' : 'no such upload');
      return;
    }
    if (kind !== 'respond') {
      response.writeHead(404).end();
      return;
    }
    const startedAt = performance.now();
    const body = parseBody((await readBytes(request)).toString('utf8'), 'application/json');
    const fault = faults.next('response_url', '', now());
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    const { status, text } =
      fault?.kind === 'fail' ? { status: 500, text: 'internal error' } : urls.take(name, body);
    requests.push({
      method: 'response_url',
      body,
      at: now(),
      startedAt,
      finishedAt: performance.now(),
      outcome: text,
    });
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
  }

  let life = 1;
  const people = new Map<string, FakePerson>();

  function teamOf(state: FakeTeamState): FakeTeam {
    const everybody = () => state.users.map(({ id }) => id);
    return {
      id: state.id,
      bot: state.bot,
      channel: (name, made = {}) =>
        state.channels.find((channel) => channel.name === name) ??
        // The list is read when needed, so that people made later are in it too.
        Object.defineProperty(
          createChannel({ name, kind: made.kind ?? 'channel', team: state, people: [] }),
          'people',
          { get: everybody },
        ),
      person: (name, made = {}) => {
        const known = people.get(`${state.id} ${name}`);
        if (known) return known;
        const user: FakeUser = {
          id: newId('U'),
          name,
          locale: made.locale ?? 'en-GB',
          timeZone: made.timeZone ?? 'Europe/London',
          admin: made.admin ?? false,
        };
        state.users.push(user);
        const person = createPerson({ context, socket, urls }, state, user);
        people.set(`${state.id} ${name}`, person);
        return person;
      },
      groupMessage: (members) =>
        createChannel({
          name: `mpdm-${members.map(({ name }) => name).join('--')}`,
          kind: 'mpim',
          team: state,
          people: members.map(({ id }) => id),
        }),
      nameOf: (userId) => state.users.find(({ id }) => id === userId)?.name,
      displayed: (text) =>
        text
          .replaceAll(/<@(\w+)(?:\|[^>]*)?>/g, (whole, id: string) => {
            const user = state.users.find((candidate) => candidate.id === id);
            return user ? `@${user.name}` : whole;
          })
          .replaceAll(/<(https?:[^|>]+)>/g, '$1')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&'),
      uninstalls: () => {
        emit(state, { type: 'app_uninstalled' });
      },
    };
  }

  return {
    get apiUrl() {
      return `http://${host}/bot${life}/api/`;
    },
    crash: () => {
      life += 1;
      socket.drop();
    },
    appToken,
    team: (name = 'Harbour') => {
      const known = teams.find((candidate) => candidate.name === name);
      const state = known ?? createTeam(name);
      if (!known) teams.push(state);
      return teamOf(state);
    },
    faults,
    socket,
    requests,
    pings,
    statuses,
    sessions,
    files: files.uploaded,
    calls: (method) => requests.filter((request) => request.method === method),
    emit: (team, event) => {
      const state = teams.find((candidate) => candidate.id === team.id);
      if (state) emit(state, event);
    },
    otherBotSays: (channel, text) => otherBotSays(context, channel, text),
    botHasSaid: (channel, text, threadTs) => botHasSaid(context, channel, text, threadTs),
    stop: async () => {
      await socket.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
