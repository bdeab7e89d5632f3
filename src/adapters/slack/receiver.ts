import { App, type Receiver, SocketModeReceiver, type webApi } from '@slack/bolt';
import { type Clock, systemClock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import { codeOf, isTokenRefused } from './problems.ts';
import { objectOf, type Raw, textOf } from './raw.ts';

export type Connection = {
  /** Resolves when the first socket is open. Rejects with the SDK's error when Slack refuses or cannot be reached. */
  open(): Promise<void>;
  /** Resolves when every socket is closed. Events that arrive meanwhile are left unacknowledged. */
  close(): Promise<void>;
};

const firstWaitMs = 250;
const longestWaitMs = 30_000;
const closeWithinMs = 3_000;
const helloWithinMs = 20_000;
const shortLifeMs = 5_000;

/**
 * Socket Mode over Bolt. Bolt acknowledges events before any listener runs, so its receiver is wrapped:
 * `take` must have made an event durable before Bolt sees it, and when it rejects nothing is
 * acknowledged and Slack sends the event again. Several sockets leave no gap when Slack asks one to go.
 */
export function createConnection(options: {
  readonly botToken: string;
  readonly appToken: string;
  readonly apiUrl?: string;
  readonly identity: { readonly botId: string; readonly userId: string };
  readonly sockets: number;
  readonly take: (body: Raw) => Promise<void>;
  readonly onTokenRefused: () => void;
  readonly logger: webApi.Logger;
  readonly log: Log;
  readonly clock?: Clock;
}): Connection {
  const { log, logger } = options;
  const clock = options.clock ?? systemClock;
  const stopping = new AbortController();
  const clientOptions = {
    ...(options.apiUrl ? { slackApiUrl: options.apiUrl } : {}),
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  };

  const receivers = Array.from(
    { length: options.sockets },
    () =>
      new SocketModeReceiver({
        appToken: options.appToken,
        // Bolt waits five seconds before it reconnects, and ends the process when the network is away
        // at that moment. `keepOpen` does neither.
        autoReconnectEnabled: false,
        logger,
        installerOptions: { clientOptions },
        processEventErrorHandler: async ({ error }) => {
          log.warn('An event was left for Slack to send again.', { code: error.name });
          return false;
        },
      }),
  );

  const gate: Receiver = {
    init: (app) => {
      const durable: App = Object.create(app, {
        processEvent: {
          value: async (event: Parameters<App['processEvent']>[0]) => {
            if (stopping.signal.aborted) throw new Error('Closing.');
            await options.take(objectOf(event.body));
            await app.processEvent(event);
          },
        },
      });
      for (const receiver of receivers) receiver.init(durable);
    },
    start: async () => {},
    stop: async () => {},
  };
  const app = new App({
    receiver: gate,
    // Known already, so that no event waits for a look-up.
    authorize: async () => ({
      botToken: options.botToken,
      botId: options.identity.botId,
      botUserId: options.identity.userId,
    }),
    clientOptions,
    convoStore: false,
    logger,
  });
  app.command(/.*/, ({ ack }) => ack());
  app.action(/.*/, ({ ack }) => ack());
  app.error(async () => {
    log.warn('Bolt could not hand on an event.');
  });

  /** A socket on which Slack says no hello would be waited for without end. */
  async function endUnless(greeted: AbortSignal, client: SocketModeReceiver['client']): Promise<void> {
    await clock.wait(helloWithinMs, greeted);
    if (!greeted.aborted) await client.disconnect();
  }

  async function keepOpen(receiver: SocketModeReceiver, first: (problem?: unknown) => void): Promise<void> {
    const { client } = receiver;
    let failures = 0;
    while (!stopping.signal.aborted) {
      const closed = closing(client);
      const greeted = new AbortController();
      void endUnless(greeted.signal, client);
      try {
        await client.start();
        greeted.abort();
        // Closing began while this one was on its way.
        if (stopping.signal.aborted) {
          await client.disconnect();
          return;
        }
        const openedAt = clock.now();
        first();
        await closed.over;
        log.debug('A socket to Slack was closed.');
        // One that never lasts must not be opened again and again without a pause.
        failures = clock.now() - openedAt < shortLifeMs ? failures + 1 : 0;
      } catch (error) {
        // A socket that was closed before the hello gives no reason.
        first(error ?? new Error('Slack closed the socket.'));
        if (isTokenRefused(error)) {
          options.onTokenRefused();
          return;
        }
        failures += 1;
        if (failures === 1) log.warn('Slack could not be reached; trying again.', { code: codeOf(error) });
      } finally {
        greeted.abort();
        closed.forget();
      }
      if (failures > 0) {
        await clock.wait(Math.min(longestWaitMs, firstWaitMs * 2 ** failures), stopping.signal);
      }
    }
  }

  let loops: readonly Promise<void>[] = [];
  // With every socket down, waiting for the next try must not end the process.
  const staying = setInterval(() => {}, longestWaitMs);
  return {
    open: () =>
      new Promise((resolve, reject) => {
        let failed = 0;
        const first = (problem?: unknown) => {
          if (problem === undefined) return resolve();
          failed += 1;
          if (failed >= receivers.length) reject(problem);
        };
        loops = receivers.map((receiver) => keepOpen(receiver, first));
      }),
    async close() {
      stopping.abort();
      clearInterval(staying);
      const over = new AbortController();
      const closed = Promise.allSettled(receivers.map(({ client }) => client.disconnect()));
      // Bolt resolves its own stop before the socket is closed; a peer that says nothing is not waited for.
      await Promise.race([closed.then(() => Promise.all(loops)), clock.wait(closeWithinMs, over.signal)]);
      over.abort();
    },
  };
}

/** Watches for the next end of a client's socket. */
function closing(client: SocketModeReceiver['client']) {
  let heard: () => void = () => {};
  const over = new Promise<void>((resolve) => {
    heard = resolve;
  });
  client.on('disconnected', heard);
  return { over, forget: () => client.removeListener('disconnected', heard) };
}

/** Which of the three kinds of envelope a body came in. */
export function kindOfBody(body: Raw): 'event' | 'command' | 'action' | undefined {
  if (body['type'] === 'event_callback') return 'event';
  if (body['type'] === 'block_actions') return 'action';
  return textOf(body['command']) ? 'command' : undefined;
}
