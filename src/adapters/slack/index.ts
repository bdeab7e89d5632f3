/*
 * Slack. Bolt keeps the sockets and acknowledges; events are read raw and made durable before that,
 * and answers are written over a client that repeats nothing on its own.
 */
import type { Adapter, Capabilities, Delivery, Doors } from '../../core/adapter.ts';
import { type Clock, systemClock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Surroundings } from '../../core/message.ts';
import type { Receipt } from '../../core/reply.ts';
import { deliverTo } from '../../delivery/deliver.ts';
import { createPacer } from '../../delivery/pacer.ts';
import { targetOf } from './address.ts';
import { createApi } from './api.ts';
import { surfaceFor } from './choose-surface.ts';
import { createEvents } from './events.ts';
import { introduce, refused, startProblem } from './introduce.ts';
import { lookAround } from './look.ts';
import { createPeople, type People } from './people.ts';
import { maxMessageCharacters, type SurfaceTools } from './place-surface.ts';
import { createQuietLogger } from './quiet-logger.ts';
import { type Connection, createConnection } from './receiver.ts';
import { recoverMessages } from './recover.ts';
import { createStatuses } from './status.ts';
import { createStreamBudget } from './stream.ts';

export type SlackOptions = {
  /** `xoxb-…`: what the bot may do. */
  readonly botToken: string;
  /** `xapp-…` with `connections:write`: how events come. */
  readonly appToken: string;
  /** Base of the Web API with a slash at the end; Slack's own when absent. */
  readonly apiUrl?: string;
  readonly log: Log;
  readonly clock?: Clock;
  /** Sockets open at the same time, so that none is missed when Slack closes one. Two when absent. */
  readonly sockets?: number;
};

const capabilities: Capabilities = {
  maxCharacters: maxMessageCharacters,
  edits: true,
  buttons: true,
  privateReplies: true,
  threads: true,
  reactions: true,
  files: true,
};

/** Everything that lives as long as the connection. */
type Live = {
  readonly connection: Connection;
  readonly tools: SurfaceTools;
  readonly people: People;
};

/** The gap between edits of one channel: Slack takes about fifty a minute. */
const gapMs = 1_500;

export function createSlackAdapter(options: SlackOptions): Adapter {
  const { log, clock = systemClock } = options;
  const pacer = createPacer({ clock, gapMs });
  let live: Live | undefined;

  async function start(doors: Doors): Promise<void> {
    let failed = false;
    const onTokenRefused = () => {
      if (failed) return;
      failed = true;
      doors.fail(refused('SLACK_BOT_TOKEN or SLACK_APP_TOKEN'));
    };
    const logger = createQuietLogger(log);
    const apiUrl = options.apiUrl ? { apiUrl: options.apiUrl } : {};
    let started = false;
    const api = createApi({
      token: options.botToken,
      ...apiUrl,
      clock,
      logger,
      // Until the start is over, its rejection says it better.
      onTokenRefused: () => started && onTokenRefused(),
    });
    const identity = await introduce(api, log);
    const people = createPeople(api, clock);
    const events = createEvents({ api, people, identity, clock, log, accept: doors.accept });
    const connection = createConnection({
      botToken: options.botToken,
      appToken: options.appToken,
      ...apiUrl,
      identity,
      sockets: options.sockets ?? 2,
      take: events.take,
      onTokenRefused: () => started && onTokenRefused(),
      logger,
      log,
      clock,
    });
    const statuses = createStatuses(api, clock);
    live = {
      connection,
      people,
      tools: {
        api,
        clock,
        identity,
        statuses,
        budget: createStreamBudget(clock),
        onStopped: events.stop,
      },
    };
    try {
      await connection.open();
    } catch (error) {
      await connection.close();
      throw startProblem(error, 'SLACK_APP_TOKEN');
    }
    started = true;
    log.info('Slack is connected.', { sockets: options.sockets ?? 2 });
  }

  async function deliver(delivery: Delivery): Promise<Receipt> {
    const target = targetOf(delivery.address);
    if (!live || !target) return { outcome: 'failed', text: '', messages: [], reason: 'gone' };
    const found = await recoverMessages(live.tools, delivery, target);
    for (const message of found) await delivery.paint.record(message);
    const paint = { ...delivery.paint, known: [...delivery.paint.known, ...found] };
    const surface = await surfaceFor(live.tools, { ...delivery, paint }, target);
    return deliverTo(surface, { ...delivery, paint }, { clock, pacer, log });
  }

  return {
    platform: 'slack',
    capabilities,
    start,
    async stop() {
      await live?.connection.close();
      await live?.tools.statuses.quiet();
      live = undefined;
    },
    deliver,
    busy(address) {
      const target = targetOf(address);
      const nothing = () => {};
      if (!live || !target?.threadTs) return nothing;
      const { channel, threadTs, locale } = target;
      return live.tools.statuses.busy({ channel, threadTs, ...(locale ? { locale } : {}) });
    },
    async look(message, lookOptions): Promise<Surroundings> {
      if (!live) return { lines: [], hidden: 'error' };
      const { tools, people } = live;
      return lookAround({ api: tools.api, identity: tools.identity, people }, message, lookOptions);
    },
  };
}
