import { PassThrough } from 'node:stream';
import type { TerminalOptions } from '../../../src/adapters/terminal/index.ts';
import { createTerminalAdapter } from '../../../src/adapters/terminal/index.ts';
import type { Doors } from '../../../src/core/adapter.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Answerable, Incoming } from '../../../src/core/message.ts';
import { type Reply, replyOf } from '../../../src/core/reply.ts';
import { openWindow } from '../../support/fake-terminal/window.ts';

/** A terminal with somebody at it and a house behind it that answers as a test says. */
export function openSitting(
  options: Partial<TerminalOptions> & {
    readonly answer?: (event: Answerable) => Reply | undefined;
    readonly acceptFails?: boolean;
  } = {},
) {
  const window = openWindow();
  const input = new PassThrough();
  const events: Incoming[] = [];
  const aborts: AbortController[] = [];
  const answers = new Map<string, Promise<unknown>>();
  const answer = options.answer ?? ((event) => replyOf(`You said ${spoken(event)}.`));
  const adapter = createTerminalAdapter({
    input,
    output: window.output,
    interactive: false,
    colour: false,
    name: 'Wren (AI)',
    user: 'ada',
    clock: systemClock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    ...options,
  });

  async function deliver(event: Answerable): Promise<void> {
    const reply = answer(event);
    if (!reply) return;
    const abort = new AbortController();
    aborts.push(abort);
    await adapter.deliver({
      eventId: event.eventId,
      kind: event.kind,
      address: event.address,
      reply,
      signal: abort.signal,
      paint: { known: [], resumed: false, record: async () => {} },
    });
  }

  const doors: Doors = {
    async accept(event) {
      if (options.acceptFails) throw new Error('The disk is full.');
      events.push(event);
      if (event.kind === 'stopped') for (const abort of aborts) abort.abort('stopped');
      if (event.kind === 'message' || event.kind === 'command' || event.kind === 'press') {
        answers.set(event.eventId, deliver(event));
      }
      return 'taken';
    },
    fail: () => {},
    settled: async (eventId) => {
      await answers.get(eventId);
    },
  };

  return {
    adapter,
    doors,
    input,
    window,
    events,
    start: () => adapter.start(doors),
    type: (text: string) => input.write(text),
    /** What each event said, in order. */
    said: () => events.map((event) => ('account' in event ? `${event.kind} ${spoken(event)}` : event.kind)),
  };
}

export function spoken(event: Incoming): string {
  if (event.kind === 'message') return event.text;
  if (event.kind === 'press') return event.button;
  if (event.kind === 'command' && event.call.kind === 'typed') return event.call.text;
  return '';
}

/** Polls until the condition holds. */
export async function until(condition: () => boolean, what = 'the condition'): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
