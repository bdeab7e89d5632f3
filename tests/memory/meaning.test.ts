import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Embed } from '../../src/memory/meaning.ts';
import { createMemory } from '../../src/memory/memory.ts';
import { alone, asking, hour, type Opened, openMemory, person, say } from './open-memory.ts';

const noor = person('noor');
const log = { debug() {}, info() {}, warn() {}, error() {} };

/** Knows two meanings: vehicles, and everything else. */
const knowsVehicles: Embed = async (texts) =>
  texts.map((text) => (/bike|bicycle|wheels/.test(text) ? [1, 0] : [0, 1]));

let opened: Opened;
beforeEach(async () => {
  opened = await openMemory();
  await opened.memory.agree(noor);
  for (const text of ['the garden is red and small', 'I bought a bicycle, red and fast']) {
    await say(opened, noor, alone(noor), text);
    await opened.clock.advance(2 * hour);
  }
});
afterEach(() => opened.close());

async function first(embed?: Embed): Promise<string | undefined> {
  const { store, vault, clock } = opened;
  const memory = createMemory({ store, vault, clock, log, ...(embed ? { embed } : {}) });
  const found = await memory.recall(asking(noor, 'is my bike red?'));
  return [...found].sort((a, b) => b.score - a.score)[0]?.text;
}

describe('likeness in meaning', () => {
  it('lifts what means the same, where a model for it is named', async () => {
    expect(await first(knowsVehicles)).toBe('I bought a bicycle, red and fast');
  });

  it.each<[string, Embed]>([
    ['fails', async () => Promise.reject(new Error('down'))],
    ['answers nonsense', async () => []],
  ])('changes nothing when the model %s', async (_what, embed) => {
    expect(await first(embed)).toBe(await first());
  });

  it('is not waited for longer than an answer may wait', async () => {
    const never: Embed = (_texts, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('late'))));
    const found = first(never);
    let isOver = false;
    void found.then(() => {
      isOver = true;
    });
    for (let waitedMs = 0; waitedMs < 3_000 && !isOver; waitedMs += 100) await opened.clock.advance(100);
    expect(isOver).toBe(true);
    expect(await found).toBe(await first());
  });

  it('asks about each text once', async () => {
    const asked: string[] = [];
    const { store, vault, clock } = opened;
    const embed: Embed = async (texts, signal) => {
      asked.push(...texts);
      return knowsVehicles(texts, signal);
    };
    const memory = createMemory({ store, vault, clock, log, embed });
    await memory.recall(asking(noor, 'is my bike red?'));
    await memory.recall(asking(noor, 'is my bike red?'));
    expect(new Set(asked).size).toBe(asked.length);
  });
});
