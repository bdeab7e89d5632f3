import { describe, expect, it } from 'vitest';
import { alone, openMemory, person } from './open-memory.ts';
import { type Fixture, readFixture } from './recall-fixture.ts';

const people = ['ilse', 'rufus', 'solene', 'henrik', 'nerea'] as const;
const day = 24 * 60 * 60 * 1000;

/** The share of questions, in per cent, one of whose lines is among the first five. */
async function found(
  name: string,
  asked: (question: Fixture['questions'][number]) => string = ({ text }) => text,
): Promise<number> {
  const { lines, questions } = readFixture(name);
  const opened = await openMemory({ now: (lines[0]?.at ?? 0) - day });
  const { memory, clock } = opened;
  const account = person(name);
  await memory.agree(account);
  for (const line of lines) {
    await clock.advance(line.at - clock.now());
    await memory.hear(account, alone(account), line, { mayKeep: true });
  }
  await clock.advance(day);
  let hits = 0;
  for (const question of questions) {
    const recalled = await memory.recall({
      account,
      audience: alone(account),
      words: [asked(question)],
      exclude: new Set(),
      maxCharacters: 20_000,
      timeZone: 'UTC',
    });
    const best = [...recalled].sort((a, b) => b.score - a.score).slice(0, 5);
    if (best.some(({ id }) => question.evidence.includes(id))) hits += 1;
  }
  await opened.close();
  return (100 * hits) / questions.length;
}

async function mean(shares: readonly Promise<number>[]): Promise<number> {
  const all = await Promise.all(shares);
  return all.reduce((sum, share) => sum + share, 0) / all.length;
}

describe('what recall finds among the first five, of what a friend would know', () => {
  it('is measured on at least forty talks and 150 questions', () => {
    const fixtures = people.map(readFixture);
    expect(fixtures.reduce((sum, { talks }) => sum + talks, 0)).toBeGreaterThanOrEqual(40);
    expect(fixtures.flatMap(({ questions }) => questions).length).toBeGreaterThanOrEqual(150);
  });

  it('holds for questions in four languages', async () => {
    expect(await mean(people.map((name) => found(name)))).toBeGreaterThanOrEqual(59);
  });

  it('holds for the same questions with slips of the pen', async () => {
    const slipped = people.map((name) => found(name, ({ text, typos }) => typos ?? text));
    expect(await mean(slipped)).toBeGreaterThanOrEqual(55);
  });

  it('holds for Japanese and Chinese', async () => {
    expect(await mean([found('ja'), found('zh')])).toBeGreaterThanOrEqual(62);
  });
});
