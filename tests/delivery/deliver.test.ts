import { describe, expect, test } from 'vitest';
import { BotError } from '../../src/core/errors.ts';
import { replyOf } from '../../src/core/reply.ts';
import { createPacer } from '../../src/delivery/pacer.ts';
import { SurfaceError } from '../../src/delivery/surface.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createScript, createScriptedSurface, ref, startDelivery } from './scripted-surface.ts';

const sentence = 'The radio is still blue, and it is still on. ';

describe('short talk', () => {
  test('that arrives as one piece becomes exactly one post, buttons and files included', async () => {
    const buttons = [{ id: 'p~consent~agree~~', label: 'Remember' }];
    const files = [{ name: 'a.txt', type: 'text/plain', content: new Uint8Array([65]) }];
    for (const text of ['Hm.', sentence.repeat(20)]) {
      const { surface, receipt, recorded } = startDelivery(replyOf(text, { buttons, files }));
      expect(await receipt).toEqual({ outcome: 'delivered', text: text.trim(), messages: [ref('m0')] });
      expect(surface.calls).toHaveLength(1);
      const [part] = surface.visible();
      expect(part).toMatchObject({
        index: 0,
        text: text.trim(),
        buttons,
        files,
        writing: false,
        stop: false,
      });
      expect(recorded).toEqual([ref('m0')]);
    }
  });

  test('of a few words waits 700 ms for more, and no longer', async () => {
    const script = createScript();
    const { clock, surface, receipt } = startDelivery(script.reply);
    script.say('Hm. ');
    await clock.advance(699);
    expect(surface.calls).toHaveLength(0);
    await clock.advance(1);
    expect(surface.visible()[0]?.text).toBe('Hm.');
    script.end();
    await clock.advance(5_000);
    expect((await receipt).outcome).toBe('delivered');
    expect(surface.calls).toHaveLength(1);
  });

  test('that is worth reading is shown at once although more may come', async () => {
    const script = createScript();
    const { clock, surface } = startDelivery(script.reply);
    script.say(sentence);
    await clock.advance(100);
    expect(surface.visible()[0]?.text).toBe(sentence.trim());
    script.end();
  });

  test('without anything to see fails as empty and posts nothing', async () => {
    for (const text of ['', '  \n', '\u200b']) {
      const { surface, receipt } = startDelivery(replyOf(text));
      expect(await receipt).toEqual({ outcome: 'failed', text: '', messages: [], reason: 'empty' });
      expect(surface.calls).toEqual([]);
    }
  });

  test('may be a reaction alone', async () => {
    const script = createScript();
    const { surface, receipt } = startDelivery(script.reply);
    script.react('🙂');
    script.end();
    expect(await receipt).toEqual({ outcome: 'delivered', text: '', messages: [] });
    expect(surface.calls).toMatchObject([{ kind: 'react', text: '🙂' }]);
  });

  test('may be a file alone', async () => {
    const files = [{ name: 'export.json', type: 'application/json', content: new Uint8Array() }];
    const { surface, receipt } = startDelivery(replyOf('', { files }));
    expect((await receipt).outcome).toBe('delivered');
    expect(surface.visible()).toMatchObject([{ text: '', files }]);
  });

  test('says what the only reaction met when it was refused', async () => {
    const script = createScript();
    const { surface, receipt } = startDelivery(script.reply);
    surface.fail('react', new SurfaceError('forbidden', '50013'));
    script.react('🙂');
    script.end();
    expect(await receipt).toMatchObject({ outcome: 'failed', reason: 'forbidden' });
  });

  test('loses control characters and halves of characters on the way', async () => {
    const { surface, receipt } = startDelivery(replyOf('a\u001b[31mb\r\nc\ud83d'));
    await receipt;
    expect(surface.visible()[0]?.text).toBe('a[31mb\nc\ufffd');
  });
});

describe('a long answer', () => {
  test('is edited one call at a time, at least the gap apart, latest text first, complete last', async () => {
    const script = createScript();
    const { clock, surface, receipt } = startDelivery(script.reply);
    surface.slow(400);
    for (let said = 0; said < 40; said += 1) {
      script.say(sentence);
      await clock.advance(200);
    }
    script.end();
    await clock.advance(10_000);
    expect((await receipt).text).toBe(sentence.repeat(40).trim());
    expect(surface.visible().map(({ text }) => text)).toEqual([sentence.repeat(40).trim()]);
    expect(surface.underWay()).toBe(1);
    const times = surface.calls.map(({ at }) => at);
    for (const [index, at] of times.slice(1).entries()) {
      expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(1_500);
    }
    expect(surface.calls.length).toBeLessThan(9);
  });

  test('shows Stop while it is written and takes it away at the end', async () => {
    const script = createScript();
    const { clock, surface, receipt } = startDelivery(script.reply);
    for (let said = 0; said < 10; said += 1) {
      script.say(sentence);
      await clock.advance(500);
    }
    expect(surface.visible()).toMatchObject([{ writing: true, stop: true }]);
    script.end({ buttons: [{ id: 'p~piece~keep~~', label: 'Keep' }] });
    await clock.advance(5_000);
    await receipt;
    expect(surface.visible()).toMatchObject([{ writing: false, stop: false, buttons: [{ label: 'Keep' }] }]);
  });

  test('goes on in a new message when it outgrows one, in order, with buttons on the last', async () => {
    const script = createScript();
    const { clock, surface, receipt, recorded } = startDelivery(script.reply, { maxCharacters: 200 });
    const paragraphs = Array.from({ length: 9 }, (_, index) => `${index}. ${'word '.repeat(20)}`);
    for (const paragraph of paragraphs) {
      script.say(`${paragraph}\n\n`);
      await clock.advance(700);
    }
    script.end({ buttons: [{ id: 'p~piece~keep~~', label: 'Keep' }] });
    await clock.advance(60_000);
    const { messages } = await receipt;
    const shown = surface.visible();
    expect(shown.length).toBeGreaterThan(4);
    expect(
      shown
        .map(({ text }) => text)
        .join(' ')
        .replaceAll(/\s+/g, ' '),
    ).toBe(paragraphs.join(' ').replaceAll(/\s+/g, ' ').trim());
    for (const part of shown.slice(0, -1)) expect(part).toMatchObject({ buttons: [], stop: false });
    expect(shown.at(-1)).toMatchObject({ buttons: [{ label: 'Keep' }], stop: false });
    expect(messages).toEqual(recorded);
    expect(messages).toHaveLength(shown.length);
  });

  test('notes each message before it posts the next one', async () => {
    const order: string[] = [];
    const clock = createFakeClock();
    const surface = createScriptedSurface(clock, { maxCharacters: 100 });
    const { receipt } = startDelivery(replyOf(sentence.repeat(8)), {
      clock,
      surface,
      record: async () => {
        order.push(`${surface.calls.length} posted`);
        await clock.wait(50);
        order.push('noted');
      },
    });
    await clock.advance(60_000);
    expect((await receipt).outcome).toBe('delivered');
    expect(order.slice(0, 4)).toEqual(['1 posted', 'noted', '2 posted', 'noted']);
  });

  test('is delivered although its messages cannot be noted', async () => {
    const { receipt } = startDelivery(replyOf('Hello.'), {
      record: () => Promise.reject(new BotError('store', 'The disk is full.')),
    });
    expect(await receipt).toMatchObject({ outcome: 'delivered', text: 'Hello.' });
  });

  test('on a surface that cannot change messages is posted when it is whole', async () => {
    const script = createScript();
    const { clock, surface, receipt } = startDelivery(script.reply, { growth: 'none', maxCharacters: 100 });
    for (let said = 0; said < 6; said += 1) {
      script.say(sentence);
      await clock.advance(2_000);
    }
    expect(surface.calls).toEqual([]);
    script.end();
    await clock.advance(1_000);
    await receipt;
    expect(surface.calls.every(({ kind }) => kind === 'post')).toBe(true);
    expect(
      surface
        .visible()
        .map(({ text }) => text)
        .join(' '),
    ).toBe(sentence.repeat(6).trim());
  });

  test('on an append-only surface never takes back what was shown, and ends its streams', async () => {
    const script = createScript();
    const { clock, surface, receipt } = startDelivery(script.reply, { growth: 'append', maxCharacters: 120 });
    script.say('Look:\n\n```js\n');
    for (let line = 0; line < 20; line += 1) {
      script.say(`const value${line} = ${line};\n`);
      await clock.advance(900);
    }
    script.say('```\nThat is all.');
    script.end();
    await clock.advance(60_000);
    await receipt;
    const last = new Map<string, string>();
    for (const call of surface.calls) {
      if (call.kind !== 'post' && call.kind !== 'edit') continue;
      expect(call.part.text.startsWith(last.get(call.id) ?? '')).toBe(true);
      last.set(call.id, call.part.text);
    }
    expect(surface.visible().length).toBeGreaterThan(3);
    for (const part of surface.visible()) {
      expect(part.writing).toBe(false);
      expect(part.text.match(/^```/gm)?.length ?? 0).toBeOneOf([0, 2]);
    }
  });

  test('shares the pace of its channel with every other answer there', async () => {
    const clock = createFakeClock();
    const pacer = createPacer({ clock });
    const scripts = [createScript(), createScript(), createScript()];
    const runs = scripts.map((script) => startDelivery(script.reply, { clock, pacer }));
    for (let said = 0; said < 20; said += 1) {
      for (const script of scripts) script.say(sentence);
      await clock.advance(500);
    }
    for (const script of scripts) script.end();
    await clock.advance(60_000);
    const edits = runs
      .flatMap(({ surface }) => surface.calls)
      .filter(({ kind }) => kind === 'edit')
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    for (const [index, at] of edits.slice(1).entries()) {
      expect(at - (edits[index] ?? 0)).toBeGreaterThanOrEqual(1_500);
    }
    for (const { receipt } of runs) expect((await receipt).text).toBe(sentence.repeat(20).trim());
  });
});

describe('a reply that changes the pressed message', () => {
  test('replaces it and notes it', async () => {
    const { surface, receipt, recorded } = startDelivery(replyOf('Page two.', { place: 'update' }));
    expect(await receipt).toMatchObject({ outcome: 'delivered', messages: [ref('pressed')] });
    expect(surface.calls).toMatchObject([{ kind: 'replace' }]);
    expect(recorded).toEqual([ref('pressed')]);
  });
});

describe('an answer begun by an earlier process', () => {
  test('edits the messages left there, posts none again and removes what is too much', async () => {
    const { clock, surface, receipt, recorded } = startDelivery(replyOf('Short now.'), {
      earlier: ['old0', 'old1', 'old2'],
    });
    await clock.advance(60_000);
    expect(await receipt).toEqual({ outcome: 'delivered', text: 'Short now.', messages: [ref('old0')] });
    expect(surface.calls.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'edit old0',
      'remove old2',
      'remove old1',
    ]);
    expect(recorded).toEqual([]);
  });

  test('continues in new messages where the old ones do not suffice', async () => {
    const { clock, surface, receipt } = startDelivery(replyOf(sentence.repeat(8)), {
      earlier: ['old0'],
      maxCharacters: 200,
    });
    await clock.advance(60_000);
    expect((await receipt).messages).toEqual([ref('old0'), ref('m1')]);
    expect(
      surface
        .visible()
        .map(({ text }) => text)
        .join(' '),
    ).toBe(sentence.repeat(8).trim());
  });

  test('is posted anew when somebody deleted the message left there', async () => {
    const clock = createFakeClock();
    const surface = createScriptedSurface(clock, { earlier: ['old0'] });
    surface.fail('edit', new SurfaceError('gone', '10008'));
    const { receipt } = startDelivery(replyOf('Hello.'), { clock, surface, earlier: ['old0'] });
    await clock.advance(60_000);
    expect(await receipt).toMatchObject({ outcome: 'delivered', messages: [ref('m0')] });
  });

  test('that is stopped before it says anything leaves them alone', async () => {
    const script = createScript();
    const { clock, surface, receipt, stop } = startDelivery(script.reply, { earlier: ['old0'] });
    await clock.advance(100);
    stop();
    expect(await receipt).toEqual({ outcome: 'stopped', text: '', messages: [] });
    expect(surface.calls).toEqual([]);
  });
});

describe('an answer that is cut short', () => {
  test('leaves a clean message: no Stop, no half fence', async () => {
    const script = createScript();
    const { clock, surface, receipt, stop } = startDelivery(script.reply);
    script.say(`${sentence.repeat(6)}\n\n`);
    await clock.advance(1_000);
    script.say('```js\nlet a = 1;\n');
    await clock.advance(1_600);
    expect(surface.visible()[0]).toMatchObject({ stop: true });
    stop();
    await clock.advance(2_000);
    const { outcome, text } = await receipt;
    expect(outcome).toBe('stopped');
    expect(text).toBe(`${sentence.repeat(6).trim()} \n\n\`\`\`js\nlet a = 1;\n\`\`\``);
    expect(surface.visible()).toMatchObject([{ text, stop: false, writing: false }]);
  });

  test('before anything was shown shows nothing', async () => {
    const script = createScript();
    const { clock, surface, receipt, stop } = startDelivery(script.reply);
    script.say('Hm.');
    await clock.advance(100);
    stop();
    expect(await receipt).toEqual({ outcome: 'stopped', text: '', messages: [] });
    expect(surface.calls).toEqual([]);
  });

  test('after its last word is delivered all the same', async () => {
    const script = createScript();
    const { clock, surface, receipt, stop } = startDelivery(script.reply);
    script.say(sentence);
    await clock.advance(100);
    script.say(sentence);
    script.end();
    await clock.advance(10);
    stop();
    await clock.advance(2_000);
    expect(await receipt).toMatchObject({ outcome: 'delivered' });
    expect(surface.visible()[0]?.text).toBe((sentence + sentence).trim());
  });

  test('does not wait for a body that hangs', async () => {
    const hanging = { visibility: 'public', place: 'new', body: hang() } as const;
    const { receipt, stop } = startDelivery(hanging);
    stop();
    expect((await receipt).outcome).toBe('stopped');
  });

  test('by an error of its own keeps what was said, cleanly, and says why', async () => {
    const script = createScript();
    const { clock, surface, receipt } = startDelivery(script.reply);
    script.status('thinking');
    script.say(`${sentence}\n\`\`\`\ncode`);
    await clock.advance(200);
    script.break(new BotError('model-timeout', 'The model took too long.'));
    await clock.advance(5_000);
    expect(await receipt).toMatchObject({ outcome: 'failed', reason: 'model-timeout' });
    expect(surface.visible()[0]?.text.endsWith('\ncode\n```')).toBe(true);
    expect(surface.calls.filter(({ kind }) => kind === 'status').at(-1)).toMatchObject({ text: undefined });
  });
});

async function* hang(): AsyncGenerator<never> {
  await new Promise(() => {});
}

describe('status', () => {
  test('is shown while it lasts and cleared by the first words', async () => {
    const script = createScript();
    const { clock, surface, receipt } = startDelivery(script.reply);
    script.status('looking for the radio');
    await clock.advance(100);
    expect(surface.calls).toMatchObject([{ kind: 'status', text: 'looking for the radio' }]);
    script.say('Found it.');
    script.end();
    await receipt;
    expect(surface.calls.at(-1)).toMatchObject({ kind: 'status', text: undefined });
  });

  test('is cleared when posting fails, when it was refused itself, and when the answer is stopped', async () => {
    for (const failing of ['post', 'status', 'nothing'] as const) {
      const script = createScript();
      const { clock, surface, receipt, stop } = startDelivery(script.reply);
      if (failing !== 'nothing') surface.fail(failing, new SurfaceError('forbidden', '50013'));
      script.status('looking');
      await clock.advance(100);
      if (failing === 'nothing') stop();
      script.say(sentence);
      script.end();
      await clock.advance(5_000);
      await receipt;
      expect(surface.calls.filter(({ kind }) => kind === 'status').at(-1)).toMatchObject({ text: undefined });
    }
  });
});

describe('a platform that refuses', () => {
  test.each(['gone', 'forbidden', 'expired', 'too-long', 'auth', 'unreachable'] as const)(
    'a post as %s ends the answer at once, with that reason',
    async (kind) => {
      const script = createScript();
      const { clock, surface, receipt } = startDelivery(script.reply);
      surface.fail('post', new SurfaceError(kind, 'refused'));
      script.say(sentence);
      await clock.advance(100);
      expect(await receipt).toEqual({ outcome: 'failed', text: '', messages: [], reason: kind });
      expect(surface.calls).toHaveLength(1);
    },
  );

  test('with "too fast" is waited for, and the whole text still arrives', async () => {
    const script = createScript();
    const { clock, surface, receipt } = startDelivery(script.reply);
    script.say(sentence);
    await clock.advance(100);
    const tooFast = () => new SurfaceError('rate', '429', { retryAfterMs: 5_000 });
    surface.fail('edit', tooFast(), tooFast(), tooFast());
    script.say(sentence.repeat(3));
    script.end();
    await clock.advance(120_000);
    expect(await receipt).toMatchObject({ outcome: 'delivered', text: sentence.repeat(4).trim() });
    const edits = surface.calls.filter(({ kind }) => kind === 'edit').map(({ at }) => at);
    expect(edits).toHaveLength(4);
    for (const [index, at] of edits.slice(1).entries()) {
      expect(at - (edits[index] ?? 0)).toBeGreaterThanOrEqual(5_000);
    }
  });

  test('the first post with "too fast" gets it after the time it asked for', async () => {
    const clock = createFakeClock();
    const surface = createScriptedSurface(clock);
    surface.fail('post', new SurfaceError('rate', '429', { retryAfterMs: 7_000 }));
    const { receipt } = startDelivery(replyOf('Hello.'), { clock, surface });
    await clock.advance(6_999);
    expect(surface.visible()).toEqual([]);
    await clock.advance(10);
    expect((await receipt).outcome).toBe('delivered');
  });

  test('with "too fast" for ever is given up, and said so', async () => {
    const clock = createFakeClock();
    const surface = createScriptedSurface(clock);
    surface.fail('post', ...Array.from({ length: 50 }, () => new SurfaceError('rate', '429')));
    const { receipt } = startDelivery(replyOf('Hello.'), { clock, surface });
    await clock.advance(600_000);
    expect(await receipt).toMatchObject({ outcome: 'failed', reason: 'rate' });
    expect(surface.calls.length).toBeLessThan(10);
  });

  test('an edit without saying why is asked again, because an edit can be repeated', async () => {
    const script = createScript();
    const { clock, surface, receipt } = startDelivery(script.reply);
    script.say(sentence);
    await clock.advance(100);
    surface.fail('edit', new Error('socket hang up'), new SurfaceError('unreachable', '500'));
    script.say(sentence);
    script.end();
    await clock.advance(60_000);
    expect((await receipt).outcome).toBe('delivered');
    expect(surface.visible()[0]?.text).toBe((sentence + sentence).trim());
  });

  test('an edit because the message was deleted meanwhile ends the answer', async () => {
    const script = createScript();
    const { clock, surface, receipt } = startDelivery(script.reply);
    script.say(sentence);
    await clock.advance(100);
    surface.fail('edit', new SurfaceError('gone', '10008'));
    script.say(sentence);
    await clock.advance(5_000);
    expect(await receipt).toMatchObject({ outcome: 'failed', reason: 'gone', text: sentence.trim() });
  });
});

test('prepares each text once, however many messages it needs', async () => {
  const prepared: string[] = [];
  const { clock, receipt } = startDelivery(replyOf(sentence.repeat(20)), {
    maxCharacters: 100,
    prepare: (markdown) => {
      prepared.push(markdown);
      return markdown;
    },
  });
  await clock.advance(60_000);
  expect((await receipt).messages.length).toBeGreaterThan(5);
  expect(new Set(prepared).size).toBe(prepared.length);
});

test('reads the body exactly once and to its end', async () => {
  const script = createScript();
  const { receipt } = startDelivery(script.reply);
  script.say('Hello.');
  script.end();
  await receipt;
  expect(script.reads()).toBe(1);
});
