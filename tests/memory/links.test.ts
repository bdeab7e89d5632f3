import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../src/core/room.ts';
import {
  alone,
  asking,
  askingIn,
  channel,
  hour,
  type Opened,
  openMemory,
  person,
  say,
  texts,
} from './open-memory.ts';

const noor = person('noor');
const atWork: Account = { platform: 'slack', tenant: 'T1', user: 'U1' };
const eve = person('eve');
const minute = 60_000;

let opened: Opened;
beforeEach(async () => {
  opened = await openMemory();
  for (const account of [noor, atWork, eve]) await opened.memory.agree(account);
});
afterEach(() => opened.close());

async function link(share: 'all' | 'style' = 'all', from = noor, to = atWork): Promise<boolean> {
  const { links } = opened.memory;
  const { code } = await links.offer(from, { share, name: 'Noor' });
  await links.enter(to, code);
  await links.accept(to, 'Noor at work');
  return links.confirm(from, true);
}

const asked = (account: Account) => opened.memory.recall(asking(account, 'what about the plum rye'));

describe('a link between two accounts of one person', () => {
  it('takes a code, a yes on the other account and a yes on the first', async () => {
    const { links } = opened.memory;
    await say(opened, noor, alone(noor), 'I bake plum rye');
    const { code } = await links.offer(noor, { share: 'all', name: 'Noor' });
    expect(await links.enter(atWork, ` ${code.toLowerCase().replace('-', ' ')} `)).toEqual({
      platform: 'discord',
      name: 'Noor',
      share: 'all',
    });
    expect(await asked(atWork)).toEqual([]);
    expect(await links.accept(atWork, 'Noor at work')).toMatchObject({ platform: 'discord' });
    expect(await asked(atWork)).toEqual([]);
    expect(await links.waiting(noor)).toEqual({ platform: 'slack', name: 'Noor at work', share: 'all' });
    expect(await links.confirm(noor, true)).toBe(true);
    expect(texts(await asked(atWork))).toEqual(['I bake plum rye']);
    expect(await links.of(atWork)).toMatchObject([{ account: noor, share: 'all' }]);
    expect(await links.of(noor)).toMatchObject([{ account: atWork, share: 'all' }]);
  });

  it('is read in direct messages only, never in a shared room', async () => {
    await link();
    await say(opened, noor, alone(noor), 'I bake plum rye');
    await opened.memory.keep(noor, alone(noor), 'My plum rye is secret');
    const inRoom = {
      ...askingIn('general', atWork, 'plum rye'),
      audience: { ...channel('general'), platform: 'slack', tenant: 'T1' } as const,
    };
    expect(await opened.memory.recall(inRoom)).toEqual([]);
    expect(await opened.memory.profile(atWork, inRoom.audience)).toEqual([]);
    expect(texts(await opened.memory.profile(atWork, alone(atWork)))).toEqual(['My plum rye is secret']);
  });

  it('shares only how to talk with the person where that was chosen', async () => {
    await link('style');
    await opened.memory.keep(noor, alone(noor), 'My plum rye is secret');
    await opened.memory.keep(noor, alone(noor), 'never mention my ex', 'boundary');
    expect(texts(await opened.memory.profile(atWork, alone(atWork)))).toEqual(['never mention my ex']);
    expect(await asked(atWork)).toEqual([]);
  });

  it('ends at once from either side, and can be made anew', async () => {
    await link();
    await say(opened, noor, alone(noor), 'I bake plum rye');
    expect(await opened.memory.links.unlink(atWork, noor)).toBe(true);
    expect(await asked(atWork)).toEqual([]);
    expect(await opened.memory.links.unlink(noor, atWork)).toBe(false);
    expect(await link()).toBe(true);
    expect(await opened.memory.links.unlink(noor, atWork)).toBe(true);
    expect(await asked(atWork)).toEqual([]);
  });

  it('opens nothing of an account that paused, and is gone when either is forgotten', async () => {
    await link();
    await say(opened, noor, alone(noor), 'I bake plum rye');
    await opened.memory.setSwitches(noor, { paused: true });
    expect(await asked(atWork)).toEqual([]);
    await opened.memory.setSwitches(noor, { paused: false });
    expect(await asked(atWork)).toHaveLength(1);
    await opened.memory.forgetEverything(noor);
    expect(await opened.memory.links.of(atWork)).toEqual([]);
    expect(await opened.memory.links.of(noor)).toEqual([]);
  });

  it('keeps what each side forgets to that side', async () => {
    await link();
    await say(opened, noor, alone(noor), 'I bake plum rye');
    await opened.memory.forgetEverything(atWork);
    expect(texts(await asked(noor))).toEqual(['I bake plum rye']);
  });
});

describe('a code', () => {
  it('is good once, for ten minutes, and only the newest of an account', async () => {
    const { links } = opened.memory;
    const first = await links.offer(noor, { share: 'all', name: 'Noor' });
    const second = await links.offer(noor, { share: 'all', name: 'Noor' });
    expect(await links.enter(atWork, first.code)).toEqual({ refusal: 'wrong' });
    expect(await links.enter(atWork, second.code)).toMatchObject({ platform: 'discord' });
    expect(await links.enter(atWork, second.code)).toEqual({ refusal: 'wrong' });
    const third = await links.offer(noor, { share: 'all', name: 'Noor' });
    await opened.clock.advance(10 * minute);
    expect(await links.enter(atWork, third.code)).toEqual({ refusal: 'wrong' });
  });

  it('goes to one of two who enter it at the same moment', async () => {
    const { code } = await opened.memory.links.offer(noor, { share: 'all', name: 'Noor' });
    const other = opened.again();
    const answers = await Promise.all([
      opened.memory.links.enter(atWork, code),
      other.links.enter(eve, code),
    ]);
    expect(answers.filter((answer) => 'refusal' in answer)).toHaveLength(1);
  });

  it('is worth nothing on the account it was made on, and to those who are linked already', async () => {
    const { links } = opened.memory;
    const own = await links.offer(noor, { share: 'all', name: 'Noor' });
    expect(await links.enter(noor, own.code)).toEqual({ refusal: 'same-account' });
    await link();
    const again = await links.offer(noor, { share: 'all', name: 'Noor' });
    expect(await links.enter(atWork, again.code)).toEqual({ refusal: 'already-linked' });
  });

  it('can be guessed five times an hour, also across a restart', async () => {
    const { code } = await opened.memory.links.offer(noor, { share: 'all', name: 'Noor' });
    for (let guess = 0; guess < 5; guess += 1) {
      expect(await opened.again().links.enter(eve, `AAAA-AA${guess + 2}A`)).toEqual({ refusal: 'wrong' });
    }
    expect(await opened.again().links.enter(eve, code)).toEqual({ refusal: 'too-many-tries' });
    expect(await opened.memory.links.enter(atWork, code)).toMatchObject({ platform: 'discord' });
    await opened.clock.advance(hour);
    expect(await opened.memory.links.enter(eve, 'AAAA-AAAA')).toEqual({ refusal: 'wrong' });
  });

  it('does not link anybody who only entered it, nor anybody the maker refuses', async () => {
    const { links } = opened.memory;
    const { code } = await links.offer(noor, { share: 'all', name: 'Noor' });
    await links.enter(eve, code);
    expect(await links.confirm(noor, true)).toBe(false);
    await links.accept(eve, 'Eve');
    expect(await links.confirm(noor, false)).toBe(false);
    expect(await links.confirm(noor, true)).toBe(false);
    expect(await links.of(noor)).toEqual([]);
    expect(await links.of(eve)).toEqual([]);
  });

  it('waits no longer than ten minutes for the second yes', async () => {
    const { links } = opened.memory;
    const { code } = await links.offer(noor, { share: 'all', name: 'Noor' });
    await links.enter(atWork, code);
    await links.accept(atWork, 'Noor at work');
    await opened.clock.advance(10 * minute);
    expect(await links.confirm(noor, true)).toBe(false);
    expect(await links.of(atWork)).toEqual([]);
  });
});
