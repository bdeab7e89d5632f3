import { describe, expect, it } from 'vitest';
import { alone, type Opened, openMemory, person } from './open-memory.ts';
import { readFixture, withSlips } from './recall-fixture.ts';

const people = ['ilse', 'marek', 'amelie', 'jonas', 'lucia'] as const;

/** The share of questions, in per cent, one of whose lines is among the first five. */
async function found(
  name: string,
  variant: (question: string) => string = (question) => question,
): Promise<number> {
  const { now, lines, questions } = readFixture(name);
  const opened: Opened = await openMemory();
  const account = person(name);
  await opened.memory.agree(account);
  for (const line of lines) {
    await opened.clock.advance(line.at - opened.clock.now());
    await opened.memory.hear(account, alone(account), line, { mayKeep: true });
  }
  await opened.clock.advance(now - opened.clock.now());
  let hits = 0;
  for (const { text, evidence } of questions) {
    const recalled = await opened.memory.recall({
      account,
      audience: alone(account),
      words: [variant(text)],
      exclude: new Set(),
      maxCharacters: 20_000,
      timeZone: 'UTC',
    });
    const best = [...recalled].sort((a, b) => b.score - a.score).slice(0, 5);
    if (best.some(({ id }) => evidence.includes(id))) hits += 1;
  }
  await opened.close();
  return (100 * hits) / questions.length;
}

async function mean(shares: readonly Promise<number>[]): Promise<number> {
  const all = await Promise.all(shares);
  return all.reduce((sum, share) => sum + share, 0) / all.length;
}

describe('what recall finds among the first five, of what a friend would know', () => {
  it('has the fixture it should have', () => {
    const fixtures = people.map(readFixture);
    const talks = fixtures.flatMap(({ lines }) => [...new Set(lines.map(({ id }) => id.split('.')[0]))]);
    expect(talks.length).toBeGreaterThanOrEqual(40);
    expect(fixtures.flatMap(({ questions }) => questions).length).toBeGreaterThanOrEqual(150);
  });

  it('answers as asked', async () => {
    expect(await mean(people.map((name) => found(name)))).toBeGreaterThanOrEqual(81);
  });

  it('answers with slips of the pen', async () => {
    expect(await mean(people.map((name) => found(name, withSlips)))).toBeGreaterThanOrEqual(77);
  });

  it('answers in Japanese and Chinese', async () => {
    expect(await mean([found('yuki'), found('chen')])).toBeGreaterThanOrEqual(87);
  });
});
