import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import { objectOf } from './json.ts';
import { gatewayExtras, rawGuild, rawMessage, rawUser } from './payloads.ts';
import type { Happening, World } from './world.ts';

const intentGuilds = 1 << 0;
const intentGuildMessages = 1 << 9;
const intentDirectMessages = 1 << 12;
const intentMessageContent = 1 << 15;
const privilegedIntents = (1 << 1) | (1 << 8) | intentMessageContent;

type Session = {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  readonly sent: { readonly s: number; readonly t: string; readonly d: unknown }[];
  sequence: number;
  socket: WebSocket | undefined;
};

export type GatewayFaults = {
  /** Cuts every connection without a word; the sessions can be resumed. */
  dropSocket(): void;
  /** Closes every connection with this code. */
  close(code: number): void;
  /** Op 7. */
  askToReconnect(): void;
  /** Op 9. Not resumable means everything missed is lost. */
  invalidateSession(resumable: boolean): void;
  /** The next event is sent twice. */
  repeatNextEvent(): void;
  /** The last thing somebody else did is sent again. */
  repeatLastEvent(): void;
};

export type Gateway = {
  readonly accept: (socket: WebSocket) => void;
  readonly faults: GatewayFaults;
  /** Intents of every identify, refused ones included. */
  readonly identified: number[];
  readonly resumed: () => number;
  /** Number of sessions with a connection that has said who it is. */
  readonly connected: () => number;
};

/** The WebSocket side: identify, heartbeats, events, resume. */
export function createGateway(options: {
  readonly world: World;
  readonly url: () => string;
  readonly allowedIntents: () => number;
  readonly tokenRefused: () => boolean;
}): Gateway {
  const { world } = options;
  const sessions = new Map<string, Session>();
  const identified: number[] = [];
  let resumed = 0;
  let repeat = false;

  const transmit = (session: Session, event: Session['sent'][number]) => {
    session.socket?.send(JSON.stringify({ op: 0, ...event }));
  };
  const dispatch = (session: Session, t: string, d: unknown, copies = 1) => {
    for (let copy = 0; copy < copies; copy += 1) {
      session.sequence += 1;
      const event = { s: session.sequence, t, d };
      session.sent.push(event);
      transmit(session, event);
    }
  };
  world.listen((happening) => {
    const copies = repeat ? 2 : 1;
    repeat = false;
    for (const session of sessions.values()) {
      const event = eventFor(world, session, happening);
      if (event) dispatch(session, event.t, event.d, copies);
    }
  });

  const identify = (socket: WebSocket, data: Readonly<Record<string, unknown>>): Session | undefined => {
    const intents = Number(data['intents']);
    identified.push(intents);
    if (data['token'] !== world.token || options.tokenRefused()) {
      socket.close(4004, 'Authentication failed.');
      return undefined;
    }
    if ((intents & privilegedIntents & ~options.allowedIntents()) !== 0) {
      socket.close(4014, 'Disallowed intent(s).');
      return undefined;
    }
    const [shardId = 0, shardCount = 1] = (data['shard'] ?? []) as readonly number[];
    const session: Session = {
      id: randomBytes(16).toString('hex'),
      intents,
      shard: [shardId, shardCount],
      sent: [],
      sequence: 0,
      socket,
    };
    const guilds = [...world.guilds.values()].filter((guild) => isOnShard(session, guild.id));
    dispatch(session, 'READY', {
      v: 10,
      user: { ...rawUser(world.bot), flags: 0, verified: true, mfa_enabled: true, email: null },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: options.url(),
      shard: session.shard,
      application: { id: world.applicationId, flags: 0 },
    });
    sessions.set(session.id, session);
    for (const guild of guilds) dispatch(session, 'GUILD_CREATE', rawGuild(world, guild));
    return session;
  };

  const resume = (socket: WebSocket, data: Readonly<Record<string, unknown>>): Session | undefined => {
    const session = sessions.get(String(data['session_id']));
    if (!session || data['token'] !== world.token || options.tokenRefused()) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return undefined;
    }
    session.socket = socket;
    resumed += 1;
    for (const event of session.sent.filter(({ s }) => s > Number(data['seq']))) transmit(session, event);
    dispatch(session, 'RESUMED', {});
    return session;
  };

  return {
    identified,
    resumed: () => resumed,
    connected: () => [...sessions.values()].filter(({ socket }) => socket !== undefined).length,
    accept: (socket) => {
      let session: Session | undefined;
      socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
      socket.on('message', (bytes: Buffer) => {
        if (bytes.length > 4096) return socket.close(4002, 'Payload too large.');
        const { op, d } = JSON.parse(bytes.toString('utf8')) as { readonly op: number; readonly d: unknown };
        if (op === 1) socket.send(JSON.stringify({ op: 11 }));
        if (op === 2) session = identify(socket, objectOf(d));
        if (op === 6) session = resume(socket, objectOf(d));
      });
      socket.on('close', (code) => {
        if (session?.socket !== socket) return;
        session.socket = undefined;
        // The bot said goodbye: there is nothing to resume.
        if (code === 1000 || code === 1001) sessions.delete(session.id);
      });
    },
    faults: {
      dropSocket: () => each(sessions, (socket) => socket.terminate()),
      close: (code) => each(sessions, (socket) => socket.close(code)),
      askToReconnect: () => each(sessions, (socket) => socket.send(JSON.stringify({ op: 7, d: null }))),
      invalidateSession: (resumable) => {
        each(sessions, (socket) => socket.send(JSON.stringify({ op: 9, d: resumable })));
        if (!resumable) sessions.clear();
      },
      repeatNextEvent: () => {
        repeat = true;
      },
      repeatLastEvent: () => {
        for (const session of sessions.values()) {
          const last = session.sent.findLast(({ t, d }) => isSomebodyElses(world, t, d));
          if (last) dispatch(session, last.t, last.d);
        }
      },
    },
  };
}

function isSomebodyElses(world: World, t: string, d: unknown): boolean {
  if (t === 'INTERACTION_CREATE') return true;
  if (t !== 'MESSAGE_CREATE' && t !== 'MESSAGE_UPDATE') return false;
  return objectOf(objectOf(d)['author'])['id'] !== world.bot.id;
}

function each(sessions: ReadonlyMap<string, Session>, act: (socket: WebSocket) => void): void {
  for (const { socket } of sessions.values()) if (socket) act(socket);
}

function isOnShard(session: Session, guildId: string | undefined): boolean {
  const [id, count] = session.shard;
  return guildId === undefined ? id === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === id;
}

/** What this session is told of it; undefined when its intents or its shard do not cover it. */
function eventFor(
  world: World,
  session: Session,
  happening: Happening,
): { t: string; d: unknown } | undefined {
  if (happening.kind === 'raw') {
    return isOnShard(session, happening.guildId) ? { t: happening.event, d: happening.data } : undefined;
  }
  const channelId = happening.kind === 'deleted-many' ? happening.channelId : happening.message.channelId;
  const channel = world.channels.get(channelId);
  const wanted = channel?.guildId === undefined ? intentDirectMessages : intentGuildMessages;
  if (!channel || channel.denied.has('view') || (session.intents & wanted) === 0) return undefined;
  // Bots are in no group DM, and never in the DM of two other people.
  if (channel.type === 3 || (channel.type === 1 && channel.recipients.length > 1)) return undefined;
  if (!isOnShard(session, channel.guildId)) return undefined;
  const where = { channel_id: channelId, ...(channel.guildId ? { guild_id: channel.guildId } : {}) };
  if (happening.kind === 'deleted-many')
    return { t: 'MESSAGE_DELETE_BULK', d: { ids: happening.messageIds, ...where } };
  const { message } = happening;
  if (happening.kind === 'deleted') return { t: 'MESSAGE_DELETE', d: { id: message.id, ...where } };
  const content = (session.intents & intentMessageContent) !== 0;
  return {
    t: happening.kind === 'created' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE',
    d: { ...rawMessage(world, message, content), ...gatewayExtras(world, message) },
  };
}

export const intents = {
  guilds: intentGuilds,
  messageContent: intentMessageContent,
  privileged: privilegedIntents,
};
