import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pastPeriodEnd } from '../../src/memory/past-period.ts';
import { alone, asking, type Opened, openMemory, person, say, texts } from './open-memory.ts';

const noor = person('noor');
const hers = alone(noor);
const minute = 60_000;
const day = 24 * 60 * minute;
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const cities = ['Berlin', 'Lisbon', 'Porto', 'Ghent', 'Turku'];

async function moveTo(opened: Opened, city: string): Promise<void> {
  await say(opened, noor, hers, `I live in ${city}`);
  await opened.clock.advance(3 * minute);
  for (const { name } of await opened.store.jobs.takeDue(10, minute)) {
    const [kind, owner = '', key = ''] = name.split('/');
    const from = kind === 'learn' ? await opened.memory.learning.material({ owner, key }) : undefined;
    if (!from) continue;
    const line = from.lines.at(-1)?.id ?? '';
    const quote = `I live in ${city}`;
    await opened.memory.learning.learn(from, {
      findings: [{ kind: 'add', line, quote, sort: 'plain', about: 'self', attribute: 'home' }],
    });
  }
}

describe('what was true then', () => {
  it('is what a question about a time in the past finds, whatever came later', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(cities, { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 20, max: 70 }),
        async (moves, gapDays) => {
          const opened = await openMemory({ now: Date.UTC(2025, 5, 10, 9) });
          await opened.memory.agree(noor);
          const homes: { readonly city: string; readonly from: number }[] = [];
          for (const city of moves) {
            homes.push({ city, from: opened.clock.now() });
            await moveTo(opened, city);
            await opened.clock.advance(gapDays * day);
          }
          await opened.clock.advance(40 * day);
          for (const { from } of homes) {
            const then = new Date(from);
            const monthEnd = Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 1);
            const wanted = homes.filter((home) => home.from < monthEnd).at(-1)?.city;
            const question = `where did I live in ${months[then.getUTCMonth()]} ${then.getUTCFullYear()}?`;
            const found = texts(await opened.memory.recall(asking(noor, question)));
            expect(found).toEqual([`I live in ${wanted}`]);
          }
          const now = texts(await opened.memory.recall(asking(noor, 'where do I live?')));
          expect(now).toEqual([`I live in ${moves.at(-1)}`]);
          await opened.close();
        },
      ),
      { numRuns: 15 },
    );
  });

  it.each<[string, string | undefined]>([
    ['where did I live in March?', '2026-04-01'],
    ['where did I live in December?', '2026-01-01'],
    ['what did I say on 3 May 2025?', '2025-05-04'],
    ['what did I do last year?', '2026-01-01'],
    ['what was I doing yesterday?', '2026-06-15'],
    ['où est-ce que j’habitais le mois dernier ?', '2026-06-01'],
    ['wo habe ich letztes Jahr gewohnt?', '2026-01-01'],
    ['¿dónde vivía el mes pasado?', '2026-06-01'],
    ['what do I plan for tomorrow?', undefined],
    ['where do I live?', undefined],
    ['what is on today?', undefined],
  ])('%s means before %s', (question, end) => {
    const found = pastPeriodEnd(question, Date.UTC(2026, 5, 15));
    expect(found === undefined ? undefined : new Date(found).toISOString().slice(0, 10)).toBe(end);
  });
});
