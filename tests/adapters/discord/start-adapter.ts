import { createDiscordAdapter } from '../../../src/adapters/discord/index.ts';
import type { Adapter, CommandSpecs, Doors } from '../../../src/core/adapter.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { BotError } from '../../../src/core/errors.ts';
import type { Log } from '../../../src/core/log.ts';
import type { Answerable, Incoming } from '../../../src/core/message.ts';
import type { Receipt, Reply } from '../../../src/core/reply.ts';
import type { MessageRef } from '../../../src/core/room.ts';
import type { FakeDiscord } from '../../support/fake-discord/index.ts';

/** A started adapter with a house behind it that writes down what it is told and answers as it is scripted. */
export type Running = {
  readonly adapter: Adapter;
  readonly incoming: readonly Incoming[];
  readonly receipts: readonly Receipt[];
  readonly painted: readonly MessageRef[];
  readonly failures: readonly BotError[];
  readonly logged: readonly string[];
  /** Ends answers under way, as a stop by the person does. */
  cut(): void;
};

export type Script = {
  readonly commands?: CommandSpecs;
  readonly messageContent?: boolean;
  readonly answer?: (event: Answerable) => Reply | undefined;
  /** What accepting takes or throws before it resolves. */
  readonly beforeAccept?: (incoming: Incoming) => Promise<void>;
  /** What earlier attempts are said to have posted. */
  readonly known?: readonly MessageRef[];
  readonly clock?: Clock;
  /** When events count as settled; when their answers are delivered, if absent. */
  readonly settled?: Promise<void>;
};

const running: Adapter[] = [];

/** A clock on which time passes this many times faster. */
export function fastClock(speed = 10): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * speed,
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const finish = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', finish);
          resolve();
        };
        const timer = setTimeout(finish, milliseconds / speed);
        signal?.addEventListener('abort', finish, { once: true });
      }),
  };
}

/** Starts the adapter against a fake Discord. */
export async function startAdapter(discord: FakeDiscord, script: Script = {}): Promise<Running> {
  const incoming: Incoming[] = [];
  const receipts: Receipt[] = [];
  const painted: MessageRef[] = [];
  const failures: BotError[] = [];
  const logged: string[] = [];
  const seen = new Set<string>();
  const open = new Map<string, Promise<void>>();
  const cut = new AbortController();
  const note =
    (level: string): Log['info'] =>
    (message, fields) => {
      logged.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
    };
  const adapter = createDiscordAdapter({
    token: discord.token,
    apiUrl: discord.apiUrl,
    messageContent: script.messageContent ?? false,
    commands: script.commands ?? [],
    throttleIdentify: false,
    clock: script.clock ?? fastClock(),
    log: { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') },
  });

  const answer = async (event: Answerable): Promise<void> => {
    const reply = script.answer?.(event);
    if (!reply) return;
    receipts.push(
      await adapter.deliver({
        eventId: event.eventId,
        kind: event.kind,
        address: event.address,
        reply,
        signal: cut.signal,
        paint: {
          known: script.known ?? [],
          resumed: false,
          record: async (message) => {
            painted.push(message);
          },
        },
      }),
    );
  };
  const doors: Doors = {
    accept: async (event) => {
      await script.beforeAccept?.(event);
      if (event.dedupeKeys.some((key) => seen.has(key))) return 'repeated';
      for (const key of event.dedupeKeys) seen.add(key);
      incoming.push(event);
      if (event.kind === 'message' || event.kind === 'command' || event.kind === 'press') {
        open.set(event.eventId, answer(event));
      }
      return 'taken';
    },
    settled: async (eventId) => script.settled ?? open.get(eventId),
    fail: (error) => {
      failures.push(error);
    },
  };
  running.push(adapter);
  await adapter.start(doors);
  return { adapter, incoming, receipts, painted, failures, logged, cut: () => cut.abort() };
}

/** Stops every adapter a test started. */
export async function stopAdapters(): Promise<void> {
  await Promise.all(running.splice(0).map((adapter) => adapter.stop()));
}
