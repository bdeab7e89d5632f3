import { beforeEach, describe, expect, it } from 'vitest';
import type { Adapter, Delivery } from '../../src/core/adapter.ts';
import type { Log } from '../../src/core/log.ts';
import type { Answerable, Message } from '../../src/core/message.ts';
import { type Receipt, replyOf } from '../../src/core/reply.ts';
import type { Account, MessageRef, Room } from '../../src/core/room.ts';
import { createDesk, type Turn } from '../../src/turn/desk.ts';
import type { Inbox, Left } from '../../src/turn/inbox.ts';
import { createLine } from '../../src/turn/line.ts';
import { createWorker } from '../../src/turn/worker.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const noor: Account = { platform: 'terminal', tenant: '', user: 'noor' };
const kitchen: Room = { platform: 'terminal', tenant: '', id: 'kitchen' };
const log: Log = { debug() {}, info() {}, warn() {}, error() {} };

let count = 0;
function says(text: string, more: Partial<Message> = {}): Message {
  count += 1;
  const eventId = `event-${count}`;
  return {
    kind: 'message',
    eventId,
    dedupeKeys: [eventId],
    at: Date.UTC(2026, 0, 1) + count,
    room: kitchen,
    account: noor,
    name: 'Noor',
    audience: { kind: 'private', account: noor },
    address: { platform: 'terminal', to: {} },
    messageId: `message-${count}`,
    text,
    contentAvailable: true,
    attachments: [],
    joins: true,
    ...more,
  };
}

/** A desk with everything around it: what was posted, and a model that answers when the test lets it. */
function stage(turnOf: Partial<Turn> = {}) {
  const clock = createFakeClock();
  const rows = new Map<string, Answerable>();
  const seen = new Set<string>();
  const painted: { readonly id: string; readonly message: MessageRef }[] = [];
  const released: string[] = [];
  const abandoned: Left[] = [];
  const posted: string[] = [];
  const asked: string[] = [];
  /** Lets the answer to the n-th attempt leave the gate. */
  const gates: (() => void)[] = [];
  let outcome: Partial<Receipt> = {};

  const rewritten: string[] = [];
  const inbox: Inbox = {
    async write(event) {
      if (event.dedupeKeys.some((key) => seen.has(key))) return false;
      for (const key of event.dedupeKeys) seen.add(key);
      rows.set(event.eventId, event);
      return true;
    },
    async paint(id, message) {
      painted.push({ id, message });
    },
    async close(ids) {
      for (const id of ids) rows.delete(id);
    },
    async rewrite(event) {
      rewritten.push(event.kind === 'message' ? event.text : '');
    },
    async release(ids) {
      released.push(...ids);
    },
    takeAbandoned: async () => abandoned.splice(0),
    idle: () => clock.wait(1_000_000),
    async stop() {},
  };
  const adapter: Adapter = {
    platform: 'terminal',
    capabilities: {
      maxCharacters: 1e6,
      edits: false,
      buttons: true,
      privateReplies: true,
      threads: false,
      reactions: false,
      files: true,
    },
    start: async () => {},
    stop: async () => {},
    busy: () => () => {},
    look: async () => ({ lines: [] }),
    async deliver(delivery: Delivery): Promise<Receipt> {
      let text = '';
      for await (const part of delivery.reply.body) if (part.kind === 'text') text += part.text;
      if (delivery.signal.aborted && text === '') return { outcome: 'stopped', text: '', messages: [] };
      const message: MessageRef = { platform: 'terminal', native: { of: delivery.eventId } };
      await delivery.paint.record(message);
      if (outcome.outcome !== 'failed') posted.push(text);
      return { outcome: 'delivered', text, messages: [message], ...outcome };
    },
  };
  const turn: Turn = {
    urgent: async () => undefined,
    allowed: async () => true,
    waits: () => true,
    joins: () => true,
    async answer(events, signal) {
      const text = events.map((event) => (event.kind === 'message' ? event.text : '')).join(' + ');
      asked.push(text);
      return {
        reply: {
          visibility: 'public',
          place: 'new',
          body: (async function* () {
            await new Promise<void>((resolve) => {
              gates.push(resolve);
              signal.addEventListener('abort', () => resolve(), { once: true });
            });
            yield { kind: 'text', text: `re: ${text}` } as const;
            yield { kind: 'end', buttons: [], files: [] } as const;
          })(),
        },
      };
    },
    apologise: async () => ({ reply: replyOf('I lost that one.') }),
    amend: async () => {},
    removed: async () => {},
    ...turnOf,
  };
  const adapters = new Map([['terminal' as const, adapter]]);
  const claimed = new Set<string>();
  const claims = {
    claim: async (name: string) => !claimed.has(name) && Boolean(claimed.add(name)),
    release: async (name: string) => void claimed.delete(name),
  };
  const worker = createWorker({ inbox, turn, adapters, clock, log });
  const desk = createDesk({ inbox, claims, turn, worker, line: createLine(), clock, log });
  const idle = () => clock.advance(0);
  return {
    desk,
    clock,
    rows,
    posted,
    asked,
    painted,
    released,
    abandoned,
    rewritten,
    idle,
    async answerNow() {
      await idle();
      gates.at(-1)?.();
      await idle();
    },
    receipts(change: Partial<Receipt>) {
      outcome = change;
    },
  };
}

beforeEach(() => {
  count = 0;
});

describe('the desk', () => {
  it('answers a message once and closes it', async () => {
    const { desk, posted, rows, answerNow } = stage();
    expect(await desk.accept(says('hello'))).toBe('taken');
    await answerNow();
    expect(posted).toEqual(['re: hello']);
    expect(rows.size).toBe(0);
  });

  it('answers a repeated delivery not at all', async () => {
    const { desk, posted, answerNow } = stage();
    const message = says('hello');
    await desk.accept(message);
    expect(
      await desk.accept({ ...message, eventId: 'twin', dedupeKeys: ['twin', ...message.dedupeKeys] }),
    ).toBe('repeated');
    await answerNow();
    expect(posted).toEqual(['re: hello']);
  });

  it('carries out a deletion that failed when the platform sends it again', async () => {
    let tries = 0;
    const { desk } = stage({
      amend: async () => {
        tries += 1;
        if (tries === 1) throw new Error('the store is busy');
      },
    });
    const room = { platform: 'terminal', tenant: '', id: 'room' } as const;
    const deleted = {
      kind: 'deleted',
      eventId: 'd1',
      dedupeKeys: ['d1'],
      at: 1,
      room,
      messageId: 'm1',
    } as const;
    await expect(desk.accept(deleted)).rejects.toThrow('busy');
    expect(await desk.accept(deleted)).toBe('taken');
    expect(await desk.accept(deleted)).toBe('repeated');
    expect(tries).toBe(2);
  });

  it('gives a burst one answer, beginning again with everything said so far', async () => {
    const { desk, posted, asked, rows, idle, answerNow } = stage();
    await desk.accept(says('my brother'));
    await idle();
    await desk.accept(says('has a bakery'));
    await idle();
    await answerNow();
    expect(asked).toEqual(['my brother', 'my brother + has a bakery']);
    expect(posted).toEqual(['re: my brother + has a bakery']);
    expect(rows.size).toBe(0);
  });

  it('begins again at most twice, so that somebody who never stops typing is answered too', async () => {
    const { desk, posted, idle, answerNow } = stage();
    for (const text of ['one', 'two', 'three', 'four']) {
      await desk.accept(says(text));
      await idle();
    }
    await answerNow();
    await answerNow();
    expect(posted).toEqual(['re: one + two + three', 're: four']);
  });

  it('lets nothing join once something was shown', async () => {
    const { desk, posted, answerNow } = stage();
    await desk.accept(says('one'));
    await answerNow();
    await desk.accept(says('two'));
    await answerNow();
    expect(posted).toEqual(['re: one', 're: two']);
  });

  it('never joins piped lines, nor what somebody else says in the room', async () => {
    const { desk, posted, idle, answerNow } = stage();
    await desk.accept(says('one', { joins: false }));
    await desk.accept(says('two', { joins: false }));
    const teo: Account = { ...noor, user: 'teo' };
    await desk.accept(says('three', { account: teo, name: 'Teo' }));
    await idle();
    for (let turn = 0; turn < 3; turn += 1) await answerNow();
    expect(posted).toEqual(['re: one', 're: two', 're: three']);
  });

  it('answers different rooms at the same time', async () => {
    const { desk, asked, idle } = stage();
    await desk.accept(says('one'));
    await desk.accept(says('two', { room: { ...kitchen, id: 'cellar' } }));
    await idle();
    expect(asked).toEqual(['one', 'two']);
  });

  it('answers what a message says after it was edited', async () => {
    const { desk, posted, rewritten, idle, answerNow } = stage();
    const message = says('I like dgos');
    await desk.accept(message);
    await idle();
    await desk.accept({
      ...message,
      kind: 'edited',
      eventId: 'edit',
      dedupeKeys: ['edit'],
      text: 'I like dogs',
    });
    await answerNow();
    expect(posted).toEqual(['re: I like dogs']);
    // A process that takes this over answers what it says now, too.
    expect(rewritten).toEqual(['I like dogs']);
  });

  it('stays silent when a message was deleted before anything was shown', async () => {
    const { desk, posted, rows, idle, answerNow } = stage();
    const message = says('never mind');
    await desk.accept(message);
    await idle();
    await desk.accept({
      kind: 'deleted',
      eventId: 'gone',
      dedupeKeys: ['gone'],
      at: 2,
      room: kitchen,
      messageId: message.messageId,
    });
    await answerNow();
    expect(posted).toEqual([]);
    expect(rows.size).toBe(0);
  });

  it('stops writing when the person says so, and for nobody else', async () => {
    const { desk, posted, rows, idle } = stage();
    const message = says('tell me everything');
    await desk.accept(message);
    await idle();
    const { account, name, audience, address, room } = message;
    const stop = { kind: 'stopped', dedupeKeys: ['s'], at: 3, name, audience, address, room } as const;
    await desk.accept({ ...stop, eventId: 's1', account: { ...noor, user: 'teo' } });
    await idle();
    expect(rows.size).toBe(1);
    await desk.accept({ ...stop, eventId: 's2', account });
    await idle();
    expect(posted).toEqual([]);
    expect(rows.size).toBe(0);
  });

  it('gives care’s answer at once, past a line that stands still', async () => {
    const { desk, posted, idle } = stage({
      urgent: async (event) =>
        event.kind === 'message' && event.text === 'help me' ? { reply: replyOf('card') } : undefined,
    });
    await desk.accept(says('a long story, please', { joins: false }));
    await idle();
    await desk.accept(says('help me'));
    await idle();
    expect(posted).toEqual(['card']);
  });

  it('lets control of one’s own data pass a line that stands still', async () => {
    const { desk, posted, asked, idle } = stage({ waits: (event) => event.kind !== 'press' });
    const message = says('a long story, please');
    await desk.accept(message);
    await idle();
    const { account, name, audience, address, room } = message;
    await desk.accept({
      kind: 'press',
      eventId: 'p',
      dedupeKeys: ['p'],
      at: 2,
      account,
      name,
      audience,
      address,
      room,
      button: 'x',
    });
    await idle();
    expect(asked).toHaveLength(2);
    expect(posted).toEqual([]);
  });

  it('says nothing where it may not talk', async () => {
    const { desk, posted, rows, answerNow } = stage({ allowed: async () => false });
    await desk.accept(says('hello'));
    await answerNow();
    expect([posted.length, rows.size]).toEqual([0, 0]);
  });

  it('keeps the event for another attempt when the platform could not be reached', async () => {
    const { desk, rows, released, receipts, answerNow } = stage();
    receipts({ outcome: 'failed', reason: 'unreachable', text: '' });
    await desk.accept(says('hello'));
    await answerNow();
    expect(released).toEqual(['event-1']);
    expect(rows.size).toBe(1);
  });

  it('keeps the event for another attempt when something broke before an answer', async () => {
    const { desk, rows, released, idle } = stage({
      answer: () => Promise.reject(new Error('the disk is full')),
    });
    await desk.accept(says('hello'));
    await idle();
    expect(released).toEqual(['event-1']);
    expect(rows.size).toBe(1);
  });

  it('takes up what an earlier process left, and edits what that one had shown', async () => {
    const { desk, posted, abandoned, answerNow } = stage();
    const painted: MessageRef[] = [{ platform: 'terminal', native: { of: 'before' } }];
    abandoned.push({ event: says('still there?'), attempts: 2, painted });
    desk.resume();
    await answerNow();
    expect(posted).toEqual(['re: still there?']);
  });

  it('closes an event that broke two attempts with an honest line', async () => {
    const { desk, posted, rows, abandoned, answerNow } = stage();
    abandoned.push({ event: says('poison'), attempts: 3, painted: [] });
    desk.resume();
    await answerNow();
    expect(posted).toEqual(['I lost that one.']);
    expect(rows.size).toBe(0);
  });

  it('apologises when there is no answer within three minutes', async () => {
    const { desk, posted, rows, idle, clock } = stage();
    await desk.accept(says('hello?'));
    await idle();
    await clock.advance(180_000);
    expect(posted).toEqual(['I lost that one.']);
    expect(rows.size).toBe(0);
  });

  it('hands over at shutdown what it could not finish, and only writes down what still comes', async () => {
    const { desk, posted, rows, released, clock, idle } = stage();
    await desk.accept(says('unfinished'));
    await idle();
    const drained = desk.drain(5_000);
    await desk.accept(says('too late'));
    await clock.advance(10_000);
    await drained;
    expect(posted).toEqual([]);
    expect(released).toEqual(['event-1']);
    expect([...rows.keys()]).toEqual(['event-1', 'event-2']);
  });
});
