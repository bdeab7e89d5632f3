import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alone, channel, type Opened, openMemory, person, texts } from './open-memory.ts';

const noor = person('noor');
const hers = alone(noor);
let opened: Opened;

beforeEach(async () => {
  opened = await openMemory();
  await opened.memory.agree(noor);
});
afterEach(() => opened.close());

async function keep(text: string, audience: Parameters<Opened['memory']['keep']>[1] = hers) {
  const fact = await opened.memory.keep(noor, audience, text);
  if (typeof fact === 'string') throw new Error(`refused: ${fact}`);
  await opened.clock.advance(1_000);
  return fact;
}

describe('facts', () => {
  it('are listed newest first, with where they were said', async () => {
    await keep('I live in Ghent');
    await keep('I bake', channel('general'));
    expect((await opened.memory.facts(noor)).map(({ text, audience }) => [text, audience])).toEqual([
      ['I bake', channel('general')],
      ['I live in Ghent', hers],
    ]);
  });

  it('may be used where they were kept; in private also those kept in shared rooms', async () => {
    await keep('private');
    await keep('general', channel('general'));
    await keep('kitchen', channel('kitchen'));
    expect(texts(await opened.memory.profile(noor, hers))).toEqual(['private', 'general', 'kitchen']);
    expect(texts(await opened.memory.profile(noor, channel('kitchen')))).toEqual(['kitchen']);
    expect(texts(await opened.memory.profile(noor, channel('elsewhere')))).toEqual([]);
    expect(await opened.memory.profile(person('teo'), channel('kitchen'))).toEqual([]);
  });

  it('stand on a single line, at most 300 characters as people count them', async () => {
    expect((await keep('  I live\n\tin  Ghent \r\n')).text).toBe('I live in Ghent');
    expect(await opened.memory.keep(noor, hers, ' \n\u0000 ')).toBe('empty');
    expect(await opened.memory.keep(noor, hers, '🥖'.repeat(301))).toBe('too-long');
    expect((await keep('🥖'.repeat(300))).text).toHaveLength(600);
  });

  it('come back exactly, whatever they say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), async (text) => {
        const fact = await opened.memory.keep(noor, hers, text);
        if (typeof fact === 'string') return;
        expect(await opened.again().facts(noor)).toContainEqual(fact);
      }),
      { numRuns: 60 },
    );
  });

  it('are kept once when said twice for the same audience', async () => {
    const first = await keep('I live in Ghent');
    expect(await keep(' I live in  Ghent')).toEqual(first);
    await keep('I live in Ghent', channel('general'));
    expect(await opened.memory.facts(noor)).toHaveLength(2);
  });

  it('can be corrected under the same id, and forgotten', async () => {
    const fact = await keep('I live in Ghent');
    const other = await keep('I bake');
    expect(await opened.memory.correct(noor, fact.id, 'I live in Cork')).toEqual({
      ...fact,
      text: 'I live in Cork',
    });
    expect(texts(await opened.memory.facts(noor))).toEqual(['I bake', 'I live in Cork']);
    expect(await opened.memory.correct(noor, fact.id, '')).toBe('empty');
    expect(await opened.memory.correct(noor, 'nothing', 'x')).toBe('unknown');
    expect(await opened.memory.correct(person('teo'), fact.id, 'mine now')).toBe('unknown');
    expect(await opened.memory.forget(person('teo'), fact.id)).toBe(false);
    expect(await opened.memory.forget(noor, fact.id)).toBe(true);
    expect(await opened.memory.forget(noor, fact.id)).toBe(false);
    expect(await opened.memory.facts(noor)).toEqual([other]);
    expect(await opened.memory.count(noor)).toEqual({ facts: 1, kept: 0, today: 0 });
  });

  it('both survive when kept at the same moment in two processes', async () => {
    const memories = [opened.memory, opened.again()];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => memories[index % 2]?.keep(noor, hers, `fact ${index}`)),
    );
    expect(await opened.memory.facts(noor)).toHaveLength(20);
    expect(new Set((await opened.again().facts(noor)).map(({ id }) => id)).size).toBe(20);
  });
});
