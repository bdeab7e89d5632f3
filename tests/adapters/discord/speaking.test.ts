import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReplyPart } from '../../../src/core/reply.ts';
import { replyOf } from '../../../src/core/reply.ts';
import {
  type FakeChannel,
  type FakeDiscord,
  type FakePerson,
  startFakeDiscord,
  until,
} from '../../support/fake-discord/index.ts';
import { fastClock, startAdapter, stopAdapters } from './start-adapter.ts';

let discord: FakeDiscord;
let channel: FakeChannel;
let ilse: FakePerson;

beforeEach(async () => {
  discord = await startFakeDiscord();
  channel = discord.guild('Tea House').channel('general');
  ilse = discord.person('Ilse');
});

afterEach(async () => {
  await stopAdapters();
  await discord.close();
});

const end: ReplyPart = { kind: 'end', buttons: [], files: [] };
const posts = () =>
  discord.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
const patches = () => discord.requests.filter(({ method }) => method === 'PATCH');

/** A reply whose pieces the test releases one by one. */
function handWritten() {
  const waiting: ReplyPart[] = [];
  let wake: () => void = () => {};
  let over = false;
  const say = (part: ReplyPart) => {
    waiting.push(part);
    over ||= part.kind === 'end';
    wake();
  };
  async function* body() {
    while (true) {
      const part = waiting.shift();
      if (part) yield part;
      else if (over) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  return {
    reply: { visibility: 'public', place: 'new', body: body() } as const,
    write: (text: string) => say({ kind: 'text', text }),
    finish: () => say(end),
  };
}

/** Edits that fit a stretch of the adapter's time at its pace; a late first one lets one more in. */
const mostPaced = (elapsedMs: number) => Math.floor(elapsedMs / 1_500) + 2;

describe('how the adapter speaks', () => {
  it('replies to the message in a channel and simply writes in a direct message', async () => {
    const { receipts } = await startAdapter(discord, { answer: () => replyOf('Sourced slander.') });
    const said = ilse.says(channel, '@Wren settle it');
    await until(() => channel.shown().length === 1);
    ilse.writesToBot('hi');
    await until(() => receipts.length === 2);
    expect(channel.messages.at(-1)).toMatchObject({ content: 'Sourced slander.', replyTo: said.id });
    expect(discord.dm(ilse).messages.at(-1)?.replyTo).toBeUndefined();
    expect(receipts[0]).toMatchObject({ outcome: 'delivered', text: 'Sourced slander.' });
    expect(receipts[0]?.messages).toHaveLength(1);
  });

  it('answers in the thread it was asked in', async () => {
    const thread = discord.guild('Other House').thread(channel, 'ovens');
    await startAdapter(discord, { answer: () => replyOf('Wrong how?') });
    ilse.says(thread, '@Wren the oven is wrong');
    await until(() => thread.shown().length === 1);
    expect(channel.shown()).toEqual([]);
  });

  it('never pings, neither when posting nor when editing', async () => {
    const text = `<@${ilse.id}> @everyone @here `;
    const draft = handWritten();
    await startAdapter(discord, { answer: () => draft.reply });
    ilse.says(channel, '@Wren ping us');
    draft.write(text.repeat(2));
    await until(() => channel.shown().length === 1);
    draft.write(text.repeat(2));
    draft.finish();
    await until(() => patches().length > 0 && channel.shown()[0]?.length === text.repeat(4).trim().length);
    expect(discord.pings).toEqual([]);
    for (const { body } of [...posts(), ...patches()]) {
      expect(body['allowed_mentions']).toEqual({ parse: [], replied_user: false });
    }
  });

  it('shows a long answer by editing, one edit at a time, spaced, and complete at the end', async () => {
    const speed = 10;
    const draft = handWritten();
    const { receipts } = await startAdapter(discord, { answer: () => draft.reply, clock: fastClock(speed) });
    const startedAt = Date.now();
    ilse.says(channel, '@Wren tell it all');
    const sentences = Array.from(
      { length: 30 },
      (_, index) => `Sentence ${index} about the plum rye bakery. `,
    );
    for (const sentence of sentences) {
      draft.write(sentence);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    draft.finish();
    await until(() => receipts.length === 1);
    expect(channel.shown()).toEqual([sentences.join('').trim()]);
    const [message] = channel.messages.filter(({ author }) => author.id === discord.bot.id);
    const times = message?.history.map(({ at }) => at) ?? [];
    expect(times.length).toBeGreaterThan(2);
    expect(times.length).toBeLessThanOrEqual(mostPaced((Date.now() - startedAt) * speed));
  });

  it('has one request under way however slow Discord is, and shows the newest text next', async () => {
    const draft = handWritten();
    discord.faults.on('PATCH', /messages/, { kind: 'slow', delayMs: 250 }, 50);
    const { receipts } = await startAdapter(discord, { answer: () => draft.reply, clock: fastClock(30) });
    ilse.says(channel, '@Wren tell it all');
    for (let index = 0; index < 60; index += 1) {
      draft.write(`Sentence ${index} about the bakery. `);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    draft.finish();
    await until(() => receipts.length === 1);
    const edits = patches();
    expect(edits.length).toBeGreaterThan(1);
    for (const [index, edit] of edits.slice(1).entries()) {
      expect(edit.at).toBeGreaterThanOrEqual(edits[index]?.endedAt ?? Number.POSITIVE_INFINITY);
    }
    expect(channel.shown().join('')).toContain('Sentence 59');
  });

  it('keeps parallel answers of one channel apart', async () => {
    const speed = 10;
    const drafts = [handWritten(), handWritten(), handWritten()];
    const waiting = [...drafts];
    const { receipts } = await startAdapter(discord, {
      answer: () => waiting.shift()?.reply,
      clock: fastClock(speed),
    });
    const startedAt = Date.now();
    for (const name of ['one', 'two', 'three']) ilse.says(channel, `@Wren ${name}`);
    for (let index = 0; index < 40; index += 1) {
      for (const draft of drafts) draft.write(`Sentence ${index} about the bakery. `);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    for (const draft of drafts) draft.finish();
    await until(() => receipts.length === 3, 'three answers', 10_000);
    expect(patches().length).toBeGreaterThan(3);
    expect(patches().length).toBeLessThanOrEqual(mostPaced((Date.now() - startedAt) * speed));
    expect(channel.shown().every((text) => text.includes('Sentence 39'))).toBe(true);
  });

  it('shows a Stop button while a long answer is written, and takes it away at the end', async () => {
    const draft = handWritten();
    const { receipts } = await startAdapter(discord, { answer: () => draft.reply });
    ilse.says(channel, '@Wren tell it all');
    for (let index = 0; index < 12; index += 1)
      draft.write(`Sentence ${index} about the plum rye and its tray. `);
    const mine = () => channel.messages.filter(({ author }) => author.id === discord.bot.id);
    await until(() => mine().some(({ history }) => history.some(({ buttons }) => buttons.includes('Stop'))));
    draft.finish();
    await until(() => receipts.length === 1);
    expect(mine().flatMap(({ history }) => history.at(-1)?.buttons)).toEqual([]);
  });

  it('hears the Stop button as a wish to stop and leaves a clean message', async () => {
    const draft = handWritten();
    const running = await startAdapter(discord, { answer: () => draft.reply });
    ilse.says(channel, '@Wren tell it all');
    for (let index = 0; index < 12; index += 1)
      draft.write(`Sentence ${index} about the plum rye and its tray. `);
    const last = () => channel.messages.at(-1);
    await until(() => last()?.history.at(-1)?.buttons.includes('Stop') === true);
    const message = last();
    if (!message) throw new Error('There is no answer.');
    const press = ilse.presses(message, 'Stop');
    await until(() => running.incoming.some(({ kind }) => kind === 'stopped'));
    running.cut();
    await until(() => running.receipts.length === 1);
    expect(press.acknowledged).toBe(6);
    expect(running.receipts[0]?.outcome).toBe('stopped');
    expect(last()?.history.at(-1)?.buttons).toEqual([]);
  });

  it('splits what is longer than a message and keeps the order', async () => {
    const text = Array.from({ length: 500 }, (_, index) => `Line ${index} of the recipe.`).join('\n');
    const { receipts } = await startAdapter(discord, { answer: () => replyOf(text) });
    ilse.says(channel, '@Wren the recipe');
    await until(() => receipts.length === 1);
    const shown = channel.shown();
    expect(shown.length).toBeGreaterThan(4);
    expect(Math.max(...shown.map(({ length }) => length))).toBeLessThanOrEqual(2_000);
    expect(shown.join('\n').match(/Line \d+/g)).toEqual(text.match(/Line \d+/g));
    const replies = channel.messages.filter(({ author, replyTo }) => author.id === discord.bot.id && replyTo);
    expect(replies).toHaveLength(1);
  });

  it('posts once when Discord fails after accepting, and for an answer given again after a crash', async () => {
    discord.faults.on('POST', /messages$/, { kind: 'fail-after-accepting' });
    const first = await startAdapter(discord, { answer: () => replyOf('Half an ans') });
    const said = ilse.says(channel, '@Wren settle it');
    await until(() => first.receipts.length === 1);
    expect(channel.shown()).toEqual(['Half an ans']);
    const event = first.incoming[0];
    if (event?.kind !== 'message') throw new Error('There is no message.');
    const receipt = await first.adapter.deliver({
      eventId: event.eventId,
      kind: 'message',
      address: event.address,
      reply: replyOf('The whole answer.'),
      signal: new AbortController().signal,
      paint: { known: [], resumed: false, record: async () => {} },
    });
    expect(receipt.outcome).toBe('delivered');
    expect(channel.shown()).toEqual(['The whole answer.']);
    expect(said.deleted).toBe(false);
    expect(new Set(posts().map(({ body }) => body['nonce'])).size).toBe(1);
    expect(String(posts()[0]?.body['nonce']).length).toBeLessThanOrEqual(25);
    expect(posts().every(({ body }) => body['enforce_nonce'] === true)).toBe(true);
  });

  it('edits the messages an earlier attempt left', async () => {
    const first = await startAdapter(discord, { answer: () => replyOf('Half an ans') });
    ilse.says(channel, '@Wren settle it');
    await until(() => first.receipts.length === 1);
    const event = first.incoming[0];
    if (event?.kind !== 'message') throw new Error('There is no message.');
    await first.adapter.deliver({
      eventId: event.eventId,
      kind: 'message',
      address: JSON.parse(JSON.stringify(event.address)) as typeof event.address,
      reply: replyOf('The whole answer.'),
      signal: new AbortController().signal,
      paint: {
        known: JSON.parse(JSON.stringify(first.painted)) as typeof first.painted,
        resumed: true,
        record: async () => {},
      },
    });
    expect(channel.shown()).toEqual(['The whole answer.']);
    expect(posts()).toHaveLength(1);
  });

  it('waits as long as a 429 says and loses nothing', async () => {
    discord.faults.on('POST', /messages$/, { kind: 'rate-limit', retryAfterMs: 100 });
    const { receipts } = await startAdapter(discord, { answer: () => replyOf('Late but whole.') });
    ilse.says(channel, '@Wren settle it');
    await until(() => receipts.length === 1, 'receipt', 10_000);
    expect(receipts[0]?.outcome).toBe('delivered');
    expect(channel.shown()).toEqual(['Late but whole.']);
  });

  it('answers all the same when the message it answers is gone or cannot be replied to', async () => {
    const { receipts, incoming } = await startAdapter(discord, {
      answer: (event) => replyOf(event.kind === 'message' ? event.text : ''),
      beforeAccept: async (event) => {
        if (event.kind === 'message' && event.text === 'deleted') said.deleted = true;
      },
    });
    const said = ilse.says(channel, '@Wren deleted');
    await until(() => receipts.length === 1);
    expect(channel.shown()).toEqual(['deleted']);
    channel.denied.add('history');
    ilse.says(channel, '@Wren no history');
    await until(() => receipts.length === 2);
    expect(channel.shown()).toEqual(['deleted', 'no history']);
    expect(incoming).toHaveLength(2);
  });

  it.each([
    ['a deleted channel', 'gone', () => discord.deleteChannel(channel)],
    ['a channel it may not write in', 'forbidden', () => channel.denied.add('send')],
    ['a channel it cannot see any more', 'forbidden', () => channel.denied.add('view')],
  ] as const)('says what became of an answer for %s', async (_what, reason, happen) => {
    const { receipts, failures } = await startAdapter(discord, {
      beforeAccept: async () => void happen(),
      answer: () => replyOf('Anybody?'),
    });
    ilse.says(channel, '@Wren settle it');
    await until(() => receipts.length === 1);
    expect(receipts[0]).toMatchObject({ outcome: 'failed', reason, messages: [] });
    expect(failures).toEqual([]);
  });

  it('says so when a person takes no messages', async () => {
    discord.dm(ilse).blocked = true;
    const { receipts } = await startAdapter(discord, { answer: () => replyOf('Anybody?') });
    ilse.writesToBot('hi');
    await until(() => receipts.length === 1);
    expect(receipts[0]).toMatchObject({ outcome: 'failed', reason: 'forbidden' });
  });

  it('shows buttons and files at the end of an answer', async () => {
    const buttons = Array.from({ length: 7 }, (_, index) => ({ id: `b${index}`, label: `Choice ${index}` }));
    const file = { name: 'export.json', type: 'application/json', content: new TextEncoder().encode('{}') };
    const { receipts } = await startAdapter(discord, {
      answer: () => replyOf('Choose.', { buttons, files: [file] }),
    });
    ilse.writesToBot('hi');
    await until(() => receipts.length === 1);
    const answer = discord.dm(ilse).messages.at(-1);
    expect(answer?.history.at(-1)?.buttons).toEqual(buttons.map(({ label }) => label));
    expect(answer?.attachments).toEqual([{ name: 'export.json', type: 'application/json', bytes: 2 }]);
  });

  it('shows typing at once, again every eight seconds, and ends it', async () => {
    const { adapter, incoming } = await startAdapter(discord, { clock: fastClock(100) });
    ilse.says(channel, '@Wren think');
    await until(() => incoming.length === 1);
    const event = incoming[0];
    if (event?.kind !== 'message') throw new Error('There is no message.');
    const done = adapter.busy(event.address);
    const doneToo = adapter.busy(event.address);
    await until(() => discord.typing.length >= 3);
    done();
    done();
    const before = discord.typing.length;
    await until(() => discord.typing.length > before);
    doneToo();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const after = discord.typing.length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(discord.typing).toHaveLength(after);
    expect(new Set(discord.typing.map(({ channelId }) => channelId))).toEqual(new Set([channel.id]));
  });

  it('gives up typing where it is refused', async () => {
    const { adapter, incoming } = await startAdapter(discord, { clock: fastClock(100) });
    ilse.says(channel, '@Wren think');
    await until(() => incoming.length === 1);
    const event = incoming[0];
    if (event?.kind !== 'message') throw new Error('There is no message.');
    channel.denied.add('send');
    const done = adapter.busy(event.address);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(discord.requests.filter(({ path }) => path.endsWith('/typing'))).toHaveLength(1);
    done();
  });
});
