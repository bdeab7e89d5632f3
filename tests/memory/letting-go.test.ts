import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErasureList } from '../../src/core/erasures.ts';
import { createMemory } from '../../src/memory/memory.ts';
import { openErasureFile } from '../../src/store/erasure-file.ts';
import {
  alone,
  asking,
  channel,
  type Opened,
  openMemory,
  person,
  roomOf,
  say,
  texts,
} from './open-memory.ts';

const noor = person('noor');
const hers = alone(noor);
const day = 24 * 60 * 60 * 1000;
const log = { debug() {}, info() {}, warn() {}, error() {} };

let opened: Opened;
beforeEach(async () => {
  opened = await openMemory();
  await opened.memory.agree(noor);
});
afterEach(() => opened.close());

/** Does what is due now, as the program's job runner would. */
async function clearDue(): Promise<number> {
  let gone = 0;
  for (const { name } of await opened.store.jobs.takeDue(20, 60_000)) {
    const [kind, owner = ''] = name.split('/');
    if (kind === 'retention') gone += await opened.memory.retention.clear(owner);
    await opened.store.jobs.done(name);
  }
  return gone;
}

describe('what nobody uses', () => {
  it('is forgotten after a year, lines and facts', async () => {
    await say(opened, noor, hers, 'I bake plum rye');
    await opened.memory.keep(noor, hers, 'My cat is called Ida');
    await opened.clock.advance(364 * day);
    expect(await clearDue()).toBe(0);
    await opened.clock.advance(2 * day);
    expect(await clearDue()).toBe(2);
    expect(await opened.memory.count(noor)).toEqual({ facts: 0, kept: 0, today: 0 });
  });

  it('stays as long as it is recalled or shown', async () => {
    await say(opened, noor, hers, 'I bake plum rye');
    await opened.memory.keep(noor, hers, 'My cat is called Ida');
    for (let year = 0; year < 3; year += 1) {
      await opened.clock.advance(300 * day);
      await clearDue();
      expect(texts(await opened.memory.recall(asking(noor, 'plum rye')))).toEqual(['I bake plum rye']);
      expect(texts(await opened.memory.profile(noor, hers))).toEqual(['My cat is called Ida']);
    }
    await opened.clock.advance(366 * day);
    expect(await clearDue()).toBe(2);
  });

  it('goes by the days the operator chose, and leaves what is younger', async () => {
    const { store, vault, clock } = opened;
    const memory = createMemory({ store, vault, clock, log, retentionDays: 30 });
    const teo = person('teo');
    await memory.agree(teo);
    for (let index = 0; index < 70; index += 1) {
      await say({ memory, clock }, teo, alone(teo), `an old line, number ${index}`);
    }
    await clock.advance(29 * day);
    await say({ memory, clock }, teo, alone(teo), 'a young line');
    await clock.advance(2 * day);
    for (const { name } of await store.jobs.takeDue(20, 60_000)) {
      const [kind, owner = ''] = name.split('/');
      if (kind === 'retention') await memory.retention.clear(owner);
    }
    const left = texts((await memory.export(teo)).lines);
    expect(left).toContain('a young line');
    expect(left.length).toBeLessThan(10);
    expect(await store.jobs.nextDueAt()).toBeGreaterThan(clock.now());
  });
});

describe('leaving a place', () => {
  it('takes along what everybody said there, and nothing else', async () => {
    const teo = person('teo');
    await opened.memory.agree(teo);
    for (const who of [noor, teo]) {
      await say(opened, who, channel('general'), `plum from ${who.user}`);
      await opened.memory.keep(who, channel('kitchen'), `A fact of ${who.user}`);
    }
    await say(opened, noor, hers, 'plum in private');
    await opened.memory.forgetPlace({ platform: 'discord', tenant: 'guild' });
    for (const who of [noor, teo]) {
      const left = await opened.memory.export(who);
      expect([...texts(left.facts), ...texts(left.lines)]).toEqual(who === noor ? ['plum in private'] : []);
    }
  });

  it('takes along the accounts of a workspace that removed the app', async () => {
    const worker = { platform: 'slack', tenant: 'T1', user: 'U1' } as const;
    await opened.memory.agree(worker);
    await say(opened, worker, alone(worker), 'plum at work');
    await opened.memory.forgetPlace({ platform: 'slack', tenant: 'T1' });
    expect(await opened.memory.switches(worker)).toMatchObject({ consent: 'unasked' });
    expect(await opened.memory.count(worker)).toEqual({ facts: 0, kept: 0, today: 0 });
  });

  it('finds them all where there are many', async () => {
    for (let index = 0; index < 120; index += 1) {
      const who = person(`p${index}`);
      await opened.memory.agree(who);
      await opened.memory.keep(who, channel('general'), 'I bake plum rye');
    }
    await opened.memory.forgetPlace({ platform: 'discord', tenant: 'guild' });
    for (let index = 0; index < 120; index += 1)
      expect(await opened.memory.facts(person(`p${index}`))).toEqual([]);
  });
});

describe('forgetting one room', () => {
  it('leaves the others, and what an edit could bring back is gone too', async () => {
    await say(opened, noor, channel('general'), 'plum in general', { messageId: 'm1' });
    await say(opened, noor, channel('kitchen'), 'plum in the kitchen');
    expect(await opened.memory.forgetAudience(noor, channel('general'))).toEqual({ facts: 0, lines: 1 });
    expect(texts((await opened.memory.export(noor)).lines)).toEqual(['plum in the kitchen']);
    expect(await opened.memory.amend({ room: roomOf('general'), messageId: 'm1' }, 'plum again')).toBe(false);
  });
});

describe('a store restored from a backup', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vis-a-vis-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const listIn = (): ErasureList => openErasureFile(join(folder, 'forgotten.jsonl'));
  const memoryWith = (erasureList: ErasureList) =>
    createMemory({ store: opened.store, vault: opened.vault, clock: opened.clock, log, erasureList });

  it('forgets again what was forgotten since, once, and nothing that was said later', async () => {
    // The backup is the opened store; what happened since is in the list alone.
    const fact = await opened.memory.keep(noor, hers, 'My cat is called Ida');
    const line = await say(opened, noor, hers, 'I bake plum rye');
    await say(opened, noor, channel('general'), 'plum in general');
    await say(opened, noor, hers, 'Ghent is rainy');
    const teo = person('teo');
    await opened.memory.agree(teo);
    await opened.memory.keep(teo, alone(teo), 'I am Teo');
    const owner = opened.vault.pseudonym('account', 'discord//noor');
    const list = listIn();
    if (typeof fact === 'string') throw new Error('It was not kept.');
    await list.add({ owner, what: 'one', id: opened.vault.pseudonym('erased', fact.id) });
    await list.add({ owner, what: 'one', id: opened.vault.pseudonym('erased', line.id) });
    await list.add({ owner: opened.vault.pseudonym('account', 'discord//teo'), what: 'everything' });
    const restored = memoryWith(listIn());
    expect(await restored.forgetAgain()).toBe(3);
    expect(texts(await restored.facts(noor))).toEqual([]);
    expect(texts((await restored.export(noor)).lines).sort()).toEqual(['Ghent is rainy', 'plum in general']);
    expect(await restored.switches(teo)).toMatchObject({ consent: 'unasked' });
    await restored.agree(teo);
    await restored.keep(teo, alone(teo), 'I am Teo again');
    expect(await memoryWith(listIn()).forgetAgain()).toBe(0);
    expect(texts(await restored.facts(teo))).toEqual(['I am Teo again']);
  });

  it('has every kind of forgetting on its list, and no content', async () => {
    const memory = memoryWith(listIn());
    const fact = await memory.keep(noor, hers, 'My cat is called Ida');
    await say({ memory, clock: opened.clock }, noor, channel('general'), 'plum in general');
    if (typeof fact !== 'string') await memory.forget(noor, fact.id);
    await memory.forgetAudience(noor, channel('general'));
    await memory.forgetEverything(noor);
    expect((await listIn().all()).map(({ what }) => what)).toEqual(['one', 'shelf', 'everything']);
    const file = readFileSync(join(folder, 'forgotten.jsonl'), 'utf8');
    expect(file).not.toMatch(/Ida|plum|noor|general/);
    if (typeof fact !== 'string') expect(file).not.toContain(fact.id);
    expect(await memory.forgetAgain()).toBe(0);
  });

  it('passes over an entry that was cut short, and refuses one it does not understand', async () => {
    const path = join(folder, 'forgotten.jsonl');
    writeFileSync(path, '{"owner":"a","what":"every');
    const list = listIn();
    expect(await list.all()).toEqual([]);
    await list.add({ owner: 'b', what: 'everything' });
    expect(await list.all()).toEqual([{ owner: 'b', what: 'everything' }]);
    writeFileSync(path, '{"owner":"a","what":"something new"}\n');
    await expect(list.all()).rejects.toMatchObject({ code: 'store', message: expect.stringContaining(path) });
  });
});
