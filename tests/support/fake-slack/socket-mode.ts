import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { objectOf, type Raw, textOf } from './json.ts';

/** One envelope on its way to the bot, with what became of it. */
export type SentEnvelope = {
  readonly envelopeId: string;
  readonly type: 'events_api' | 'slash_commands' | 'interactive';
  readonly payload: Raw;
  readonly attempt: number;
  /** Which connection it went to, counted from 0 in order of opening. */
  readonly connection: number;
  readonly sentAt: number;
  /** Milliseconds until the bot acknowledged it; undefined while it has not. */
  ackedAfterMs: number | undefined;
  /** What came back with the acknowledgement. */
  answer: Raw | undefined;
};

export type SocketMode = {
  readonly sent: readonly SentEnvelope[];
  /** How many connections are open now. */
  connections(): number;
  /** How many were ever opened. */
  opened(): number;
  /** The address for the next connection. */
  newUrl(): string;
  /** Sends an envelope, or keeps it until somebody connects. */
  send(type: SentEnvelope['type'], payload: Raw): void;
  /** Asks one connection (the oldest when not said) to go, as Slack does every few hours. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled', connection?: number): void;
  /** Sends what a person last caused once more, in all its forms. */
  repeatLast(): void;
  /** Cuts every connection without a word. */
  drop(): void;
  /** The hello of the next connections is kept back for this many milliseconds. */
  delayHello(milliseconds: number, connections: number): void;
  close(): Promise<void>;
};

type Connection = { readonly socket: WebSocket; readonly number: number; ready: boolean };
type Unsent = { readonly type: SentEnvelope['type']; readonly payload: Raw; readonly attempt: number };

const maxConnections = 10;
const maxAttempts = 4;

/** Slack's end of Socket Mode: events go to one connection at random, and again when not acknowledged in time. */
export function createSocketMode(options: {
  readonly server: Server;
  readonly address: () => string;
  readonly appId: string;
  readonly ackWithinMs: number;
  readonly random: () => number;
}): SocketMode {
  const { server, appId, ackWithinMs, random } = options;
  const tickets = new Set<string>();
  const connections: Connection[] = [];
  const sent: SentEnvelope[] = [];
  const timers = new Map<string, NodeJS.Timeout>();
  const unsent: Unsent[] = [];
  const pings = setInterval(() => {
    for (const { socket } of connections) socket.ping();
  }, 1_000);
  const sockets = new WebSocketServer({ noServer: true });
  let opened = 0;
  let delayed = { milliseconds: 0, left: 0 };
  let closing = false;

  server.on('upgrade', (request, stream, head) => {
    const ticket = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('ticket') ?? '';
    // Each address works once, as with Slack.
    if (!tickets.delete(ticket) || connections.length >= maxConnections) {
      stream.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => welcome(socket));
  });

  function welcome(socket: WebSocket): void {
    const connection: Connection = { socket, number: opened, ready: false };
    opened += 1;
    connections.push(connection);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      connections.splice(connections.indexOf(connection), 1);
      comeBack(connection.number);
    });
    socket.on('message', (data) => receive(String(data)));
    const greet = () => {
      if (socket.readyState !== socket.OPEN) return;
      connection.ready = true;
      socket.send(
        JSON.stringify({
          type: 'hello',
          num_connections: connections.length,
          connection_info: { app_id: appId },
          debug_info: { host: 'fake', approximate_connection_time: 3600 },
        }),
      );
      for (const envelope of unsent.splice(0)) transmit(envelope);
    };
    if (delayed.left > 0) {
      delayed.left -= 1;
      setTimeout(greet, delayed.milliseconds).unref();
    } else greet();
  }

  /** What a lost connection did not acknowledge goes to another one at once. */
  function comeBack(number: number): void {
    for (const envelope of sent) {
      const timer = timers.get(envelope.envelopeId);
      if (envelope.connection !== number || !timer || closing) continue;
      clearTimeout(timer);
      timers.delete(envelope.envelopeId);
      const { type, payload, attempt } = envelope;
      if (type === 'events_api') transmit({ type, payload, attempt: attempt + 1 });
    }
  }

  function receive(text: string): void {
    const message = objectOf(JSON.parse(text));
    const id = textOf(message['envelope_id']);
    const envelope = sent.findLast((candidate) => candidate.envelopeId === id);
    if (!envelope || envelope.ackedAfterMs !== undefined) return;
    envelope.ackedAfterMs = performance.now() - envelope.sentAt;
    envelope.answer = objectOf(message['payload']);
    clearTimeout(timers.get(envelope.envelopeId));
    timers.delete(envelope.envelopeId);
  }

  function transmit({ type, payload, attempt }: Unsent): void {
    const ready = connections.filter(({ socket, ready }) => ready && socket.readyState === socket.OPEN);
    const connection = ready[Math.floor(random() * ready.length)];
    if (!connection) {
      unsent.push({ type, payload, attempt });
      return;
    }
    const envelopeId = randomUUID();
    sent.push({
      envelopeId,
      type,
      payload,
      attempt,
      connection: connection.number,
      sentAt: performance.now(),
      ackedAfterMs: undefined,
      answer: undefined,
    });
    connection.socket.send(
      JSON.stringify({
        envelope_id: envelopeId,
        type,
        payload,
        accepts_response_payload: type !== 'events_api',
        ...(type === 'events_api'
          ? { retry_attempt: attempt, retry_reason: attempt > 0 ? 'timeout' : '' }
          : {}),
      }),
    );
    const late = setTimeout(() => {
      timers.delete(envelopeId);
      // Only events come again; a command or a click just shows the person an error.
      if (type === 'events_api' && attempt + 1 < maxAttempts) {
        transmit({ type, payload, attempt: attempt + 1 });
      }
    }, ackWithinMs);
    timers.set(envelopeId, late);
  }

  return {
    sent,
    connections: () => connections.filter(({ ready }) => ready).length,
    opened: () => opened,
    newUrl: () => {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${options.address()}/link/?ticket=${ticket}&app_id=${appId}`;
    },
    send: (type, payload) => transmit({ type, payload, attempt: 0 }),
    disconnect: (reason, number) => {
      const connection =
        number === undefined ? connections[0] : connections.find((candidate) => candidate.number === number);
      if (!connection) return;
      // Slack sends nothing more to a connection it has asked to go.
      if (reason !== 'warning') connection.ready = false;
      connection.socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'fake' } }));
    },
    repeatLast: () => {
      const byPeople = sent.filter(({ payload }) => !('bot_id' in objectOf(payload['event'])));
      const last = byPeople.at(-1);
      if (!last) return;
      const ts = (payload: Raw) => textOf(objectOf(payload['event'])['ts']);
      const forms = byPeople.filter(
        (envelope) =>
          envelope === last || (ts(last.payload) !== undefined && ts(envelope.payload) === ts(last.payload)),
      );
      for (const { type, payload } of forms) transmit({ type, payload, attempt: 0 });
    },
    drop: () => {
      for (const { socket } of [...connections]) socket.terminate();
    },
    delayHello: (milliseconds, left) => {
      delayed = { milliseconds, left };
    },
    close: async () => {
      closing = true;
      clearInterval(pings);
      for (const timer of timers.values()) clearTimeout(timer);
      for (const { socket } of [...connections]) socket.terminate();
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}
