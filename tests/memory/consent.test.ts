import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Switches } from '../../src/core/memory.ts';
import {
  alone,
  asking,
  channel,
  hour,
  type Opened,
  openMemory,
  person,
  roomOf,
  said,
  say,
  texts,
  watchedStore,
} from './open-memory.ts';

const noor = person('noor');
const hers = alone(noor);
let opened: Opened;

beforeEach(async () => {
  opened = await openMemory();
});
afterEach(() => opened.close());

describe('before consent', () => {
  it('holds today’s talk in order and keeps nothing', async () => {
    const { memory } = opened;
    await say(opened, noor, hers, 'plum rye');
    await say(opened, noor, hers, 'What did he burn?', { role: 'character' });
    expect(texts(await memory.today(noor, hers, 10))).toEqual(['plum rye', 'What did he burn?']);
    expect(await memory.count(noor)).toEqual({ facts: 0, kept: 0, today: 2 });
    expect(await memory.recall(asking(noor, 'plum rye'))).toEqual([]);
  });

  it('holds no line for longer than 24 hours', async () => {
    const { memory, clock } = opened;
    for (let spoken = 0; spoken < 30; spoken += 1) {
      await say(opened, noor, hers, `line ${spoken}`);
      await clock.advance(hour);
    }
    const held = await memory.today(noor, hers, 100);
    expect(held.length).toBeGreaterThan(20);
    for (const line of held) expect(clock.now() - line.at).toBeLessThan(24 * hour);
    expect((await memory.export(noor)).lines).toHaveLength(held.length);
    await clock.advance(24 * hour);
    expect(await memory.today(noor, hers, 100)).toEqual([]);
    expect(await memory.count(noor)).toEqual({ facts: 0, kept: 0, today: 0 });
  });

  it('lets a line live 24 hours from when it was said, not from when it was heard', async () => {
    const { memory, clock } = opened;
    await memory.hear(noor, hers, said('twenty hours ago', clock.now() - 20 * hour), { mayKeep: true });
    await memory.hear(noor, hers, said('two days ago', clock.now() - 48 * hour), { mayKeep: true });
    await memory.hear(noor, hers, said('a clock that runs ahead', clock.now() + 5 * hour), { mayKeep: true });
    expect(texts(await memory.today(noor, hers, 10))).toEqual([
      'twenty hours ago',
      'a clock that runs ahead',
    ]);
    await clock.advance(5 * hour);
    expect(texts(await memory.today(noor, hers, 10))).toEqual(['a clock that runs ahead']);
    await clock.advance(19 * hour);
    expect(await memory.today(noor, hers, 10)).toEqual([]);
  });

  it('tells the newest lines when fewer are asked for, over many segments', async () => {
    for (let spoken = 0; spoken < 80; spoken += 1) await say(opened, noor, hers, `line ${spoken}`);
    expect(texts(await opened.memory.today(noor, hers, 3))).toEqual(['line 77', 'line 78', 'line 79']);
    expect(await opened.memory.today(noor, hers, 200)).toHaveLength(80);
    expect(await opened.memory.today(noor, hers, 0)).toEqual([]);
  });

  it('hears a line once, however often it is told', async () => {
    const line = said('once', opened.clock.now());
    for (let times = 0; times < 3; times += 1) await opened.memory.hear(noor, hers, line, { mayKeep: true });
    expect(await opened.memory.today(noor, hers, 10)).toEqual([line]);
  });

  it('keeps no fact', async () => {
    expect(await opened.memory.keep(noor, hers, 'I live in Ghent')).toBe('no-consent');
    expect(await opened.memory.facts(noor)).toEqual([]);
  });
});

describe('agreeing', () => {
  it('keeps today’s talk, each audience its own, and what follows', async () => {
    const { memory, clock } = opened;
    await say(opened, noor, hers, 'plum rye in private');
    await say(opened, noor, channel('general'), 'plum rye in public');
    await memory.agree(noor);
    await clock.advance(30 * hour);
    await say(opened, noor, hers, 'plum rye a day later');
    const { lines, switches } = await memory.export(noor);
    expect(lines.map(({ text, audience, kept }) => [text, audience.kind, kept])).toEqual([
      ['plum rye in private', 'private', true],
      ['plum rye in public', 'shared', true],
      ['plum rye a day later', 'private', true],
    ]);
    expect(switches).toMatchObject({ consent: 'agreed', paused: false });
    expect(texts(await memory.today(noor, hers, 10))).toEqual(['plum rye a day later']);
    expect(await memory.count(noor)).toEqual({ facts: 0, kept: 3, today: 0 });
  });

  it('may be done twice', async () => {
    await say(opened, noor, hers, 'plum rye');
    await opened.memory.agree(noor);
    const { agreedAt } = await opened.memory.switches(noor);
    await opened.clock.advance(hour);
    await opened.memory.agree(noor);
    expect(await opened.memory.count(noor)).toEqual({ facts: 0, kept: 1, today: 0 });
    expect((await opened.memory.switches(noor)).agreedAt).toBe(agreedAt);
  });

  it('does not keep what was said where nothing may be kept', async () => {
    await say(opened, noor, channel('secret'), 'said where memory is off', { mayKeep: false });
    await say(opened, noor, hers, 'said in private');
    await opened.memory.agree(noor);
    expect(await opened.memory.count(noor)).toEqual({ facts: 0, kept: 1, today: 1 });
    expect(texts(await opened.memory.today(noor, channel('secret'), 5))).toEqual([
      'said where memory is off',
    ]);
  });

  it('loses nothing and doubles nothing when the process dies at any step', async () => {
    for (let survived = 0; survived < 40; survived += 1) {
      const one = await openMemory();
      const spoken: string[] = [];
      for (let index = 0; index < 50; index += 1) {
        const audience = index % 3 === 0 ? channel('general') : hers;
        spoken.push((await say(one, noor, audience, `line ${index}`, { messageId: `m${index}` })).text);
      }
      let writes = 0;
      const dying = watchedStore(one.store, () => {
        writes += 1;
        if (writes > survived * 3) throw new Error('the process died');
      });
      const died = await one
        .again({ store: dying })
        .agree(noor)
        .then(
          () => false,
          () => true,
        );
      const after = one.again();
      if (died) await after.agree(noor);
      const { lines } = await after.export(noor);
      expect(lines.map((line) => line.text).sort()).toEqual([...spoken].sort());
      expect(lines.every((line) => line.kept)).toBe(true);
      expect(await after.count(noor)).toEqual({ facts: 0, kept: 50, today: 0 });
      expect(await after.amend({ room: roomOf('general'), messageId: 'm49' }, 'amended')).toBe(true);
      await one.close();
      if (!died) return;
    }
    expect.unreachable('agreeing takes more writes than this test allows');
  });

  it('is finished by the next line when nobody agrees again', async () => {
    await say(opened, noor, hers, 'plum rye');
    let writes = 0;
    const dying = watchedStore(opened.store, () => {
      writes += 1;
      if (writes > 1) throw new Error('the process died');
    });
    await expect(opened.again({ store: dying }).agree(noor)).rejects.toThrow('the process died');
    const after = opened.again();
    await say({ memory: after, clock: opened.clock }, noor, hers, 'and tea');
    expect(await after.count(noor)).toEqual({ facts: 0, kept: 2, today: 0 });
  });
});

describe('declining and pausing', () => {
  it('keeps nothing new after a no, and leaves what was kept where it is, unused', async () => {
    const { memory } = opened;
    await memory.agree(noor);
    await say(opened, noor, hers, 'plum rye');
    await memory.decline(noor);
    await say(opened, noor, hers, 'sourdough');
    expect(await memory.count(noor)).toEqual({ facts: 0, kept: 1, today: 1 });
    expect(await memory.recall(asking(noor, 'plum rye'))).toEqual([]);
    expect(texts(await memory.today(noor, hers, 5))).toEqual(['plum rye', 'sourdough']);
  });

  it('keeps and recalls nothing while paused, and agreeing again later does not keep what was said meanwhile', async () => {
    const { memory } = opened;
    await memory.agree(noor);
    await say(opened, noor, hers, 'plum rye');
    await opened.clock.advance(1);
    await memory.keep(noor, hers, 'I bake plum rye');
    await memory.setSwitches(noor, { paused: true });
    await say(opened, noor, hers, 'said while paused, plum rye too');
    expect(await memory.recall(asking(noor, 'plum rye'))).toEqual([]);
    expect(await memory.profile(noor, hers)).toEqual([]);
    await memory.setSwitches(noor, { paused: false });
    await memory.decline(noor);
    await memory.agree(noor);
    expect(await memory.count(noor)).toEqual({ facts: 1, kept: 1, today: 1 });
    expect(texts(await memory.recall(asking(noor, 'plum rye')))).toEqual(['plum rye', 'I bake plum rye']);
  });
});

describe('switches', () => {
  it('start untouched, change one by one and clear with undefined', async () => {
    const { memory } = opened;
    expect(await memory.switches(noor)).toEqual({ consent: 'unasked', paused: false } satisfies Switches);
    await memory.setSwitches(noor, { consent: 'asked', askedAt: 5, language: 'fr' });
    await memory.setSwitches(noor, { metAt: 7, paused: true });
    expect(await memory.setSwitches(noor, { language: undefined, paused: undefined })).toEqual({
      consent: 'asked',
      askedAt: 5,
      metAt: 7,
      paused: true,
    });
    expect(await memory.switches(person('teo'))).toEqual({ consent: 'unasked', paused: false });
  });
});
