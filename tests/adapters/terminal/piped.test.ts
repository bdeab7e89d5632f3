import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { replyOf } from '../../../src/core/reply.ts';
import { openSitting, spoken } from './sitting.ts';

async function pipe(
  input: string | Buffer | readonly Buffer[],
  options: Parameters<typeof openSitting>[0] = {},
) {
  const sitting = openSitting(options);
  await sitting.start();
  for (const chunk of Array.isArray(input) ? input : [input]) sitting.input.write(chunk);
  sitting.input.end();
  await sitting.adapter.finished;
  return { ...sitting, written: sitting.window.raw() };
}

describe('a pipe', () => {
  test('gets each line answered in turn, one blank line between two answers, and nothing else', async () => {
    const { written, said } = await pipe('hello\n\n   \n/poem form:haiku the deploy\n', {
      greeting: 'Good morning.',
      colour: true,
    });
    expect(said()).toEqual(['message hello', 'command poem form:haiku the deploy']);
    expect(written).toBe('You said hello.\n\nYou said poem form:haiku the deploy.\n');
  });

  test('waits for each answer before it takes the next line', async () => {
    const order: string[] = [];
    await pipe('one\ntwo\n', {
      answer: (event) => {
        order.push(`asked ${spoken(event)}`);
        const body = async function* () {
          await new Promise((resolve) => setTimeout(resolve, 20));
          order.push(`answered ${spoken(event)}`);
          yield { kind: 'text', text: 'Yes.' } as const;
          yield { kind: 'end', buttons: [], files: [] } as const;
        };
        return { visibility: 'public', place: 'new', body: body() };
      },
    });
    expect(order).toEqual(['asked one', 'answered one', 'asked two', 'answered two']);
  });

  test('takes a last line that no line break ends, and Windows line breaks', async () => {
    const { said } = await pipe('one\r\ntwo');
    expect(said()).toEqual(['message one', 'message two']);
  });

  test('takes characters and line breaks cut by chunks, and bytes that are no text', async () => {
    const bytes = Buffer.from('é👩‍👩‍👧‍👦\r\nx');
    const { said } = await pipe([...bytes].map((byte) => Buffer.from([byte])));
    expect(said()).toEqual(['message é👩‍👩‍👧‍👦', 'message x']);
    const broken = await pipe(Buffer.from([0x61, 0xff, 0xfe, 0x62, 0x0a]));
    expect(broken.said()).toEqual(['message a\ufffd\ufffdb']);
  });

  test('takes a line of 100,000 characters', async () => {
    const long = 'word '.repeat(20_000).trim();
    const { said } = await pipe(`${long}\n`, { answer: () => replyOf('Long.') });
    expect(said()).toEqual([`message ${long}`]);
  });

  test('gets no escape codes, whatever the answer holds', async () => {
    const body = (async function* () {
      yield { kind: 'status', text: 'thinking' } as const;
      yield { kind: 'text', text: '\n\n  a\u001b[31mb\u001b]0;title\u0007\r\nc\u009b2J' } as const;
      yield { kind: 'text', text: ' \n' } as const;
      yield { kind: 'end', buttons: [], files: [] } as const;
    })();
    const { written } = await pipe('hello\n', {
      colour: true,
      answer: () => ({ visibility: 'public', place: 'new', body }),
    });
    expect(written).toBe('a[31mb]0;title\nc2J\n');
  });

  test('shows buttons as answers, which the next line may give by number or by words', async () => {
    const buttons = [
      { id: 'p~consent~agree~~', label: 'Remember · I’m 18 or over' },
      { id: 'p~consent~decline~~', label: 'Just today' },
      { id: 'p~consent~explain~~', label: 'What’s kept, who can see' },
    ];
    for (const [typed, said] of [
      ['1', 'press p~consent~agree~~'],
      ['[2]', 'press p~consent~decline~~'],
      ['just TODAY', 'press p~consent~decline~~'],
      ["what's kept", 'press p~consent~explain~~'],
      ['remember', 'press p~consent~agree~~'],
      ['4', 'message 4'],
      ['remembering is hard', 'message remembering is hard'],
      ['j', 'message j'],
    ] as const) {
      const sitting = await pipe(`hello\n${typed}\n2\n`, {
        answer: (event) => replyOf('Shall I?', spoken(event) === 'hello' ? { buttons } : {}),
      });
      // The answer to the answer has no buttons, so that a number is talk again.
      expect(sitting.said()).toEqual(['message hello', said, 'message 2']);
      expect(sitting.written).toContain(
        'Shall I?\n[1] Remember · I’m 18 or over  [2] Just today  [3] What’s kept, who can see\n\nShall I?\n',
      );
    }
  });

  test('shows a file that is text, and names one that is not', async () => {
    const files = [
      { name: 'wren.json', type: 'application/json', content: Buffer.from('{"a":1}\n') },
      { name: 'wren.ogg', type: 'audio/ogg', content: new Uint8Array(3) },
    ];
    const { written } = await pipe('/me export\n', { answer: () => replyOf('Here.', { files }) });
    expect(written).toBe('Here.\n{"a":1}\nwren.ogg (audio/ogg, 3 B)\n');
  });

  test('is told when a line could not be written down', async () => {
    const { written } = await pipe('hello\nhello\n', { acceptFails: true, locale: 'fr-FR' });
    expect(written).toMatch(/^(Cela n’a pas pu être noté[^\n]*\n)\n\1$/);
  });

  test('writes nothing for an event that stays without an answer', async () => {
    const { written } = await pipe('one\ntwo\n', {
      answer: (event) => (spoken(event) === 'one' ? undefined : replyOf('Yes.')),
    });
    expect(written).toBe('Yes.\n');
  });

  test('that holds nothing ends at once', async () => {
    expect((await pipe('')).written).toBe('');
  });

  test('ends at /quit', async () => {
    const { said } = await pipe('one\n/quit\ntwo\n');
    expect(said()).toEqual(['message one']);
  });

  test('whose reader went away ends the sitting quietly', async () => {
    let room = 1;
    const output = new Writable({
      write(_chunk, _encoding, done) {
        room -= 1;
        done(room < 0 ? Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }) : undefined);
      },
    });
    const sitting = openSitting({ output });
    await sitting.start();
    sitting.input.write('one\ntwo\nthree\nfour\n');
    await sitting.adapter.finished;
    expect(sitting.events.length).toBeLessThan(4);
  });

  test('that breaks ends the sitting', async () => {
    const sitting = openSitting();
    await sitting.start();
    sitting.input.write('one\nhalf');
    sitting.input.destroy(new Error('ECONNRESET'));
    await sitting.adapter.finished;
  });

  test('is left alone once the program stops', async () => {
    const sitting = openSitting();
    await sitting.start();
    await sitting.adapter.stop();
    await sitting.adapter.finished;
    expect(sitting.input.destroyed).toBe(true);
  });
});

test('a delivery says what became of it', async () => {
  const { adapter } = openSitting();
  const ask = (reply: ReturnType<typeof replyOf>, signal = new AbortController().signal) =>
    adapter.deliver({
      eventId: 'event',
      kind: 'message',
      address: { platform: 'terminal', to: {} },
      reply,
      signal,
      paint: { known: [{ platform: 'terminal', native: {} }], resumed: true, record: async () => {} },
    });
  const message = { platform: 'terminal', native: { event: 'event' } };
  expect(await ask(replyOf(' Hm. '))).toEqual({ outcome: 'delivered', text: 'Hm.', messages: [message] });
  expect(await ask(replyOf('  '))).toEqual({ outcome: 'failed', text: '', messages: [], reason: 'empty' });
  const hanging = (async function* () {
    yield { kind: 'text', text: 'One. ' } as const;
    await new Promise(() => {});
  })();
  const stop = new AbortController();
  const stopped = ask({ visibility: 'public', place: 'new', body: hanging }, stop.signal);
  await new Promise((resolve) => setImmediate(resolve));
  stop.abort();
  expect(await stopped).toEqual({ outcome: 'stopped', text: 'One.', messages: [message] });
  const broken = {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('out of tune')) }),
  };
  expect(await ask({ visibility: 'public', place: 'new', body: broken })).toMatchObject({
    outcome: 'failed',
    reason: 'error',
  });
  const reaction = (async function* () {
    yield { kind: 'reaction', emoji: '🙂' } as const;
    yield { kind: 'end', buttons: [], files: [] } as const;
  })();
  expect(await ask({ visibility: 'public', place: 'new', body: reaction })).toMatchObject({ text: '🙂' });
});

test('events of two starts never share an id, and an event says who and where', async () => {
  const first = await pipe('hello\n', { locale: 'fr-FR', timeZone: 'Europe/Paris' });
  const second = await pipe('hello\n');
  const [event] = first.events;
  expect(event).toMatchObject({
    kind: 'message',
    room: { platform: 'terminal', tenant: '', id: 'ada' },
    account: { platform: 'terminal', tenant: '', user: 'ada' },
    audience: { kind: 'private' },
    locale: 'fr-FR',
    timeZone: 'Europe/Paris',
    joins: false,
    contentAvailable: true,
  });
  const ids = [...first.events, ...second.events].map(({ eventId }) => eventId);
  expect(new Set(ids).size).toBe(2);
});

test('has nothing above a message to look at', async () => {
  const { adapter, events } = await pipe('hello\n');
  const [event] = events;
  if (event?.kind !== 'message') throw new Error('expected a message');
  const { signal } = new AbortController();
  expect(await adapter.look(event, { maxLines: 20, signal })).toEqual({ lines: [] });
});
