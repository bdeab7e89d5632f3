import { createSlackAdapter } from '../../../src/adapters/slack/index.ts';
import type { Adapter, Delivery } from '../../../src/core/adapter.ts';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import type { BotError } from '../../../src/core/errors.ts';
import type { Answerable, Incoming } from '../../../src/core/message.ts';
import { type Receipt, type Reply, type ReplyPart, replyOf } from '../../../src/core/reply.ts';
import type { MessageRef } from '../../../src/core/room.ts';
import { type FakeSlack, startFakeSlack } from '../../support/fake-slack/index.ts';

/** The machine's clock, except that long waits are cut short and moved on to, and a test may move it on. */
export type HurriedClock = Clock & { forward(milliseconds: number): void };

export function createHurriedClock(): HurriedClock {
  const longMs = 600;
  const hurry = 20;
  let ahead = 0;
  return {
    now: () => Math.round(systemClock.now() + ahead),
    forward: (milliseconds) => {
      ahead += milliseconds;
    },
    wait: async (milliseconds, signal) => {
      if (milliseconds < longMs) return systemClock.wait(milliseconds, signal);
      await systemClock.wait(milliseconds / hurry, signal);
      if (!signal?.aborted) ahead += milliseconds - milliseconds / hurry;
    },
  };
}

/** The adapter alone, connected to a fake Slack, with a scripted in-door. */
export type Rig = {
  readonly slack: FakeSlack;
  /** The clock of both sides. */
  readonly clock: HurriedClock;
  readonly adapter: Adapter;
  readonly taken: Incoming[];
  readonly failures: BotError[];
  /** Lines of the log, fields included. */
  readonly logged: string[];
  /** What the in-door does besides noting; rejects to refuse an event. */
  onAccept: (incoming: Incoming) => Promise<void>;
  /** The next event of this kind, also when it came already. */
  next<K extends Incoming['kind']>(kind: K): Promise<Extract<Incoming, { kind: K }>>;
  deliver(event: Answerable, reply: Reply | string, options?: Partial<Delivery>): Promise<Receipt>;
  close(): Promise<void>;
};

export async function openRig(
  options: { readonly ackWithinMs?: number; readonly sockets?: number } = {},
): Promise<Rig> {
  const clock = createHurriedClock();
  const slack = await startFakeSlack({ ...options, now: clock.now });
  const taken: Incoming[] = [];
  const failures: BotError[] = [];
  const logged: string[] = [];
  const write = (message: string, fields?: unknown) => {
    logged.push(`${message} ${JSON.stringify(fields ?? {})}`);
  };
  const adapter = createSlackAdapter({
    botToken: slack.team().bot.token,
    appToken: slack.appToken,
    apiUrl: slack.apiUrl,
    log: { debug: write, info: write, warn: write, error: write },
    clock,
    ...(options.sockets ? { sockets: options.sockets } : {}),
  });
  const heard = new Set<Incoming>();
  const seen = new Set<string>();
  const rig: Rig = {
    slack,
    clock,
    adapter,
    taken,
    failures,
    logged,
    onAccept: async () => {},
    async next(kind) {
      const deadline = performance.now() + 5_000;
      while (performance.now() < deadline) {
        const found = taken.find((incoming) => incoming.kind === kind && !heard.has(incoming));
        if (found) {
          heard.add(found);
          return found as Extract<Incoming, { kind: typeof kind }>;
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error(`No ${kind} came. Came: ${taken.map((incoming) => incoming.kind).join(', ')}.`);
    },
    deliver: (event, reply, more = {}) =>
      adapter.deliver({
        eventId: event.eventId,
        kind: event.kind,
        address: event.address,
        reply: typeof reply === 'string' ? replyOf(reply) : reply,
        signal: new AbortController().signal,
        paint: { known: [], resumed: false, record: async () => {} },
        ...more,
      }),
    async close() {
      await adapter.stop();
      await slack.stop();
    },
  };
  await adapter.start({
    accept: async (incoming) => {
      await rig.onAccept(incoming);
      if (incoming.dedupeKeys.some((key) => seen.has(key))) return 'repeated';
      for (const key of incoming.dedupeKeys) seen.add(key);
      taken.push(incoming);
      return 'taken';
    },
    fail: (error) => {
      failures.push(error);
    },
    settled: async () => {},
  });
  return rig;
}

/** A reply whose parts a test hands out one by one. */
export type SlowReply = {
  readonly reply: Reply;
  write(text: string): void;
  part(part: ReplyPart): void;
  end(options?: { readonly buttons?: readonly { id: string; label: string }[] }): void;
};

export function slowReply(options: Partial<Pick<Reply, 'visibility' | 'place'>> = {}): SlowReply {
  const waiting: ReplyPart[] = [];
  let wake = () => {};
  const part = (next: ReplyPart) => {
    waiting.push(next);
    wake();
  };
  return {
    reply: {
      visibility: options.visibility ?? 'public',
      place: options.place ?? 'new',
      body: (async function* () {
        while (true) {
          const next = waiting.shift();
          if (next) {
            yield next;
            if (next.kind === 'end') return;
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      })(),
    },
    part,
    write: (text) => part({ kind: 'text', text }),
    end: ({ buttons = [] } = {}) => part({ kind: 'end', buttons, files: [] }),
  };
}

/** A paint log that remembers. */
export function paintLog(
  known: readonly MessageRef[] = [],
): Delivery['paint'] & { readonly recorded: MessageRef[] } {
  const recorded: MessageRef[] = [];
  return {
    known,
    resumed: known.length > 0,
    recorded,
    record: async (message) => {
      recorded.push(message);
    },
  };
}
