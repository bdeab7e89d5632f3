import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alone, asking, hour, type Opened, openMemory, person, roomOf, say, texts } from './open-memory.ts';

const noor = person('noor');
const hers = alone(noor);
const message = (messageId: string) => ({ room: roomOf('general'), messageId });
let opened: Opened;

beforeEach(async () => {
  opened = await openMemory();
});
afterEach(() => opened.close());

async function talk(): Promise<void> {
  await say(opened, noor, hers, 'plum rye', { messageId: 'm1' });
  await opened.clock.advance(1);
  await say(opened, noor, hers, 'Open on the tray.', { role: 'character', messageId: 'r1' });
  await say(opened, noor, hers, 'one more thing', { messageId: 'm2' });
  await say(opened, noor, hers, 'and another', { messageId: 'm3' });
  await say(opened, noor, hers, 'Both noted.', { role: 'character' });
}

describe.each(['held for today', 'kept'])('a line that is %s', (state) => {
  beforeEach(async () => {
    if (state === 'kept') await opened.memory.agree(noor);
    await talk();
  });
  const all = () => opened.memory.today(noor, hers, 20);

  it('changes when its message is edited', async () => {
    expect(await opened.memory.amend(message('m1'), 'plum rye and sourdough')).toBe(true);
    expect(texts(await all())[0]).toBe('plum rye and sourdough');
    expect(await all()).toHaveLength(5);
  });

  it('goes with the reply to it when its message is deleted', async () => {
    expect(await opened.memory.amend(message('m1'), undefined)).toBe(true);
    expect(texts(await all())).toEqual(['one more thing', 'and another', 'Both noted.']);
    expect(await opened.memory.amend(message('m1'), undefined)).toBe(false);
  });

  it('leaves a reply to several lines until the last of them is deleted', async () => {
    await opened.memory.amend(message('m2'), undefined);
    expect(texts(await all())).toContain('Both noted.');
    await opened.memory.amend(message('m3'), undefined);
    expect(texts(await all())).toEqual(['plum rye', 'Open on the tray.']);
  });

  it('stays when only the reply to it is deleted', async () => {
    await opened.memory.amend(message('r1'), undefined);
    expect(texts(await all())).toEqual(['plum rye', 'one more thing', 'and another', 'Both noted.']);
  });

  it('can be forgotten by its id, with the reply to it and its source', async () => {
    const [line] = await all();
    expect(await opened.memory.forget(noor, line?.id ?? '')).toBe(true);
    expect(await all()).toHaveLength(3);
    expect(await opened.memory.amend(message('m1'), 'back again')).toBe(false);
    expect(await opened.memory.forget(noor, line?.id ?? '')).toBe(false);
  });

  it('is found across processes, and a message nobody said is not', async () => {
    expect(await opened.again().amend(message('m1'), 'elsewhere')).toBe(true);
    expect(await opened.memory.amend(message('m9'), 'nothing')).toBe(false);
    const elsewhere = { room: roomOf('kitchen'), messageId: 'm1' };
    expect(await opened.memory.amend(elsewhere, undefined)).toBe(false);
  });
});

describe('amending', () => {
  it('still works after today’s talk was kept, also days later', async () => {
    await talk();
    await opened.memory.agree(noor);
    await opened.clock.advance(72 * hour);
    expect(texts(await opened.memory.recall(asking(noor, 'plum')))).toContain('plum rye');
    expect(await opened.memory.amend(message('m1'), 'sourdough')).toBe(true);
    expect(await opened.memory.recall(asking(noor, 'plum'))).toEqual([]);
    expect(await opened.memory.amend(message('m1'), undefined)).toBe(true);
    expect(await opened.memory.count(noor)).toEqual({ facts: 0, kept: 3, today: 0 });
  });

  it('forgets the source of a line that was only held', async () => {
    await talk();
    await opened.clock.advance(24 * hour);
    expect(await opened.memory.amend(message('m1'), 'late')).toBe(false);
  });

  it('keeps no new words while paused: the line becomes one of today’s, or goes', async () => {
    await opened.memory.agree(noor);
    await talk();
    await opened.memory.setSwitches(noor, { paused: true });
    expect(await opened.memory.amend(message('m1'), 'said while paused')).toBe(true);
    expect(await opened.memory.count(noor)).toEqual({ facts: 0, kept: 4, today: 1 });
    expect(texts(await opened.memory.today(noor, hers, 9))[0]).toBe('said while paused');
    await opened.clock.advance(25 * hour);
    expect(await opened.memory.amend(message('m2'), 'said much later')).toBe(true);
    expect(await opened.memory.count(noor)).toEqual({ facts: 0, kept: 3, today: 0 });
  });
});
