import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Reply, type ReplyPart, replyOf } from '../../../src/core/reply.ts';
import { openSitting, spoken, until } from './sitting.ts';

const ctrlC = '\u0003';
const ctrlD = '\u0004';
const enter = '\r';
const up = '\u001b[A';

function open(options: Parameters<typeof openSitting>[0] = {}) {
  return openSitting({ interactive: true, ...options });
}

/** A reply that says nothing until the test does. */
function slowReply() {
  const parts: ReplyPart[] = [];
  let wake = () => {};
  async function* body(): AsyncGenerator<ReplyPart> {
    while (true) {
      const part = parts.shift();
      if (part) yield part;
      if (part?.kind === 'end') return;
      if (parts.length > 0) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  const push = (part: ReplyPart) => {
    parts.push(part);
    wake();
  };
  const reply: Reply = { visibility: 'public', place: 'new', body: body() };
  return {
    reply,
    say: (text: string) => push({ kind: 'text', text }),
    status: (text: string) => push({ kind: 'status', text }),
    end: () => push({ kind: 'end', buttons: [], files: [] }),
  };
}

describe('a person at the terminal', () => {
  test('is greeted, prompted, answered under a label, and prompted again', async () => {
    const { start, type, window, adapter } = open({ greeting: 'Good morning.' });
    await start();
    await until(() => window.rows().at(-1) === 'You:');
    type(`hello${enter}`);
    await until(() => window.rows().length === 6);
    expect(window.rows()).toEqual([
      'Wren (AI): Good morning.',
      '',
      'You: hello',
      'Wren (AI): You said hello.',
      '',
      'You:',
    ]);
    await adapter.stop();
  });

  test('sees an answer grow, and a passing word give way to it', async () => {
    const slow = slowReply();
    const { start, type, window, adapter } = open({ answer: () => slow.reply });
    await start();
    type(`hello${enter}`);
    slow.status('looking for the radio');
    await until(() => window.rows().at(-1) === 'looking for the radio');
    slow.say('It is blue. ');
    await until(() => window.rows().at(-1) === 'Wren (AI): It is blue.');
    slow.say('And on.');
    slow.end();
    await until(() => window.rows().at(-1) === 'You:');
    expect(window.rows()).toEqual(['You: hello', 'Wren (AI): It is blue. And on.', '', 'You:']);
    await adapter.stop();
  });

  test('sees that the character is at work only while it is', async () => {
    const slow = slowReply();
    const { start, type, window, adapter } = open({ answer: () => slow.reply });
    await start();
    expect(window.rows()).toEqual(['You:']);
    adapter.busy({ platform: 'terminal', to: {} })();
    expect(window.rows()).toEqual(['You:']);
    type(`hello${enter}`);
    await until(() => window.rows().length === 1 && window.rows()[0] === 'You: hello');
    const rest = adapter.busy({ platform: 'terminal', to: {} });
    await until(() => window.rows().at(-1) === '…');
    slow.say('Hm.');
    slow.end();
    await until(() => window.rows().at(-1) === 'You:');
    rest();
    expect(window.rows()).toEqual(['You: hello', 'Wren (AI): Hm.', '', 'You:']);
    await adapter.stop();
  });

  test('never has their terminal changed by words of an answer', async () => {
    const { start, type, window, adapter } = open({
      answer: () => replyOf('a\u001b[2Jb\u001b]0;title\u0007\u009b31mc\rd\u0008'),
    });
    await start();
    type(`hello${enter}`);
    await until(() => window.rows().at(-1) === 'You:');
    expect(window.rows()[1]).toBe('Wren (AI): a[2Jb]0;title31mcd');
    await adapter.stop();
  });

  test('may type on while an answer is written: it waits for its turn, and nothing is lost', async () => {
    const slow = slowReply();
    const { start, type, window, said, adapter } = open({
      answer: (event) => (spoken(event) === 'one' ? slow.reply : replyOf(`Yes, ${spoken(event)}.`)),
    });
    await start();
    type(`one${enter}`);
    slow.say('First, ');
    await until(() => window.rows().at(-1)?.endsWith('First,') === true);
    type(`two${enter}thr`);
    await new Promise((resolve) => setImmediate(resolve));
    expect(window.rows()).toEqual(['You: one', 'Wren (AI): First,']);
    slow.say('then.');
    slow.end();
    await until(() => window.rows().at(-1) === 'You: thr');
    type(`ee${enter}`);
    await until(() => window.rows().at(-1) === 'You:');
    expect(window.rows()).toEqual([
      'You: one',
      'Wren (AI): First, then.',
      '',
      'You: two',
      'Wren (AI): Yes, two.',
      '',
      'You: three',
      'Wren (AI): Yes, three.',
      '',
      'You:',
    ]);
    expect(said()).toEqual(['message one', 'message two', 'message three']);
    await adapter.stop();
  });

  test('may add to a burst before its answer has begun, but not a command', async () => {
    const slow = slowReply();
    const { start, type, window, said, events, adapter } = open({
      answer: (event) => (spoken(event) === 'one' ? slow.reply : undefined),
    });
    await start();
    type(`one${enter}`);
    await until(() => events.length === 1);
    type(`two${enter}/help${enter}`);
    await until(() => events.length === 2);
    expect(said()).toEqual(['message one', 'message two']);
    expect(events[1]).toMatchObject({ joins: true });
    slow.say('Yes.');
    slow.end();
    await until(() => events.length === 3);
    await until(() => window.rows().at(-1) === 'You:');
    expect(window.rows().slice(0, 3)).toEqual(['You: one', 'You: two', 'Wren (AI): Yes.']);
    expect(said().at(-1)).toBe('command help');
    await adapter.stop();
  });

  test('stops the running answer with the first Ctrl-C and leaves with the second', async () => {
    const slow = slowReply();
    const { start, type, window, said, adapter } = open({ answer: () => slow.reply });
    await start();
    type(`tell me everything${enter}`);
    slow.say('In the beginning');
    await until(() => window.rows().at(-1)?.endsWith('beginning') === true);
    type(ctrlC);
    await until(() => window.rows().at(-1) === 'You:');
    expect(said().at(-1)).toBe('stopped ');
    expect(window.rows()).toEqual(['You: tell me everything', 'Wren (AI): In the beginning', '', 'You:']);
    type(ctrlC);
    await adapter.finished;
    expect(window.rows().at(-1)).not.toBe('You:');
  });

  test('leaves with a second Ctrl-C although the answer does not stop', async () => {
    const { start, type, events, adapter } = open({ answer: () => slowReply().reply });
    await start();
    type(`hello${enter}`);
    await until(() => events.length === 1);
    type(ctrlC);
    await until(() => events.length === 2);
    type(ctrlC);
    await adapter.finished;
  });

  test.each([
    ['Ctrl-D', ctrlD],
    ['/quit', `/quit${enter}`],
    ['/exit', ` /EXIT ${enter}`],
  ])('leaves with %s', async (_name, keys) => {
    const { start, type, events, adapter } = open();
    await start();
    type(keys);
    await adapter.finished;
    expect(events).toEqual([]);
  });

  test('who leaves with Ctrl-D during an answer still gets it', async () => {
    const slow = slowReply();
    const { start, type, window, events, adapter } = open({ answer: () => slow.reply });
    await start();
    type(`hello${enter}`);
    await until(() => events.length === 1);
    type(ctrlD);
    slow.say('Goodbye.');
    slow.end();
    await adapter.finished;
    expect(window.rows()).toEqual(['You: hello', 'Wren (AI): Goodbye.']);
  });

  test('answers buttons by typing', async () => {
    const buttons = [{ id: 'p~consent~agree~~', label: 'Remember' }];
    const { start, type, window, said, adapter } = open({
      answer: (event) => (event.kind === 'press' ? replyOf('Good.') : replyOf('Shall I?', { buttons })),
    });
    await start();
    type(`hello${enter}`);
    await until(() => window.rows().at(-1) === 'You:');
    expect(window.rows().slice(1, 4)).toEqual(['Wren (AI): Shall I?', '[1] Remember', '']);
    type(`1${enter}`);
    await until(() => window.rows().at(-1) === 'You:' && said().length === 2);
    expect(said()).toEqual(['message hello', 'press p~consent~agree~~']);
    await adapter.stop();
  });

  test('keeps what they are typing when an answer of an earlier start arrives', async () => {
    const { start, type, window, adapter } = open();
    await start();
    type('half a li');
    await until(() => window.rows().at(-1) === 'You: half a li');
    await adapter.deliver({
      eventId: 'earlier',
      kind: 'message',
      address: { platform: 'terminal', to: {} },
      reply: replyOf('As I was saying.'),
      signal: new AbortController().signal,
      paint: { known: [], resumed: false, record: async () => {} },
    });
    expect(window.rows()).toEqual(['Wren (AI): As I was saying.', '', 'You: half a li']);
    await adapter.stop();
  });

  test('finds earlier lines again, also after a new start when a file is given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'terminal-'));
    const historyFile = join(folder, 'history');
    try {
      const first = open({ historyFile });
      await first.start();
      first.type(`hello${enter}`);
      await until(() => first.window.rows().at(-1) === 'You:' && first.events.length === 1);
      await first.adapter.stop();
      expect(await readFile(historyFile, 'utf8')).toBe('hello\n');
      expect((await stat(historyFile)).mode & 0o077).toBe(0);

      const second = open({ historyFile });
      await second.start();
      second.type(up);
      await until(() => second.window.rows().at(-1) === 'You: hello');
      await second.adapter.stop();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('is addressed in their own language', async () => {
    const { start, window, adapter } = open({ locale: 'fr-CA' });
    await start();
    await until(() => window.rows().at(-1) === 'Toi:');
    await adapter.stop();
  });

  test('sees colour only where it is wanted', async () => {
    for (const colour of [true, false]) {
      const { start, type, window, adapter } = open({ colour });
      await start();
      type(`hello${enter}`);
      await until(() => window.rows().length === 4);
      expect(window.raw().includes('\u001b[1;36m')).toBe(colour);
      await adapter.stop();
    }
  });
});
