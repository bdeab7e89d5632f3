import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Finding, Findings, LearningMaterial } from '../../src/core/learning.ts';
import type { Audience } from '../../src/core/room.ts';
import {
  alone,
  asking,
  askingIn,
  channel,
  type Opened,
  openMemory,
  person,
  say,
  texts,
  watchedStore,
} from './open-memory.ts';

const noor = person('noor');
const hers = alone(noor);
const minute = 60_000;

let opened: Opened;
beforeEach(async () => {
  opened = await openMemory();
  await opened.memory.agree(noor);
});
afterEach(() => opened.close());

/** The material of the one lesson that is due once the talk has been quiet. */
async function material(): Promise<LearningMaterial | undefined> {
  await opened.clock.advance(3 * minute);
  for (const { name } of await opened.store.jobs.takeDue(10, minute)) {
    const [kind, owner = '', key = ''] = name.split('/');
    if (kind !== 'learn') continue;
    const found = await opened.memory.learning.material({ owner, key });
    if (found) return found;
  }
  return undefined;
}

/** What a model that reads well would find in the last line. */
function finding(from: LearningMaterial, quote: string, more: Partial<Finding> = {}): Finding {
  const line = from.lines.find(({ text }) => text.includes(quote)) ?? from.lines.at(-1);
  return { kind: 'add', line: line?.id ?? '', quote, sort: 'plain', about: 'self', ...more };
}

async function learn(
  found: (from: LearningMaterial) => readonly Finding[],
  more: Omit<Findings, 'findings'> = {},
): Promise<number> {
  const from = await material();
  if (!from) return 0;
  return opened.memory.learning.learn(from, { findings: found(from), ...more });
}

const known = async (audience: Audience = hers) =>
  texts(
    audience.kind === 'private'
      ? await opened.memory.profile(noor, audience)
      : await opened.memory.profile(noor, audience),
  );

describe('when a talk is learnt from', () => {
  it('waits until it has been quiet for three minutes', async () => {
    await say(opened, noor, hers, 'I live in Berlin');
    await opened.clock.advance(2 * minute);
    await say(opened, noor, hers, 'and it rains');
    expect(await opened.store.jobs.takeDue(10, minute)).toEqual([]);
    expect((await material())?.lines.map(({ text }) => text)).toEqual(['I live in Berlin', 'and it rains']);
  });

  it('does not wait longer than twenty lines', async () => {
    for (let index = 0; index < 20; index += 1) await say(opened, noor, hers, `line ${index}`);
    expect((await opened.store.jobs.takeDue(10, minute)).map(({ name }) => name.split('/')[0])).toEqual([
      'learn',
    ]);
  });

  it('hands out the person’s own kept words alone, and each line once', async () => {
    await say(opened, noor, hers, 'I live in Berlin');
    await say(opened, noor, hers, 'You live in Berlin, then.', { role: 'character' });
    await say(opened, noor, hers, 'not for keeping', { mayKeep: false });
    expect(await learn((from) => from.lines.map(({ text }) => finding(from, text)))).toBe(1);
    await say(opened, noor, hers, 'I bake bread');
    expect((await material())?.lines.map(({ text }) => text)).toEqual(['I bake bread']);
  });

  it('never happens before consent, while paused, or when learning is off', async () => {
    const teo = person('teo');
    await say(opened, teo, alone(teo), 'I live in Berlin');
    await opened.memory.setSwitches(noor, { learning: 'off' });
    await say(opened, noor, hers, 'I live in Berlin');
    await opened.memory.setSwitches(noor, { learning: undefined, paused: true });
    await say(opened, noor, hers, 'I bake bread');
    expect(await material()).toBeUndefined();
  });

  it('takes in what was said before the person agreed, once they agree', async () => {
    const teo = person('teo');
    await say(opened, teo, alone(teo), 'I live in Berlin');
    await opened.memory.agree(teo);
    expect((await material())?.lines.map(({ text }) => text)).toEqual(['I live in Berlin']);
  });
});

describe('what is learnt', () => {
  it('is the person’s own words, with the line they come from', async () => {
    const line = await say(opened, noor, hers, 'Guess what. I moved to LISBON in May!');
    await learn((from) => [finding(from, 'i moved to lisbon in may', { attribute: 'home' })]);
    expect(await opened.memory.facts(noor)).toMatchObject([
      { text: 'I moved to LISBON in May', at: line.at, origin: 'learnt', audience: hers },
    ]);
  });

  it('takes the place of what it changes, and the old one becomes history', async () => {
    await say(opened, noor, hers, 'I live in Berlin');
    await learn((from) => [finding(from, 'I live in Berlin', { attribute: 'home' })]);
    await opened.clock.advance(60 * 24 * 60 * minute);
    await say(opened, noor, hers, 'I moved to Lisbon');
    await learn((from) => [
      finding(from, 'I moved to Lisbon', {
        kind: 'update',
        fact: from.facts[0]?.id ?? '',
        attribute: 'home',
      }),
    ]);
    expect(await known()).toEqual(['I moved to Lisbon']);
    const all = await opened.memory.facts(noor);
    expect(all.map(({ text, until }) => [text, until !== undefined])).toEqual([
      ['I moved to Lisbon', false],
      ['I live in Berlin', true],
    ]);
    expect(texts(await opened.memory.recall(asking(noor, 'where do I live?')))).not.toContain(
      'I live in Berlin',
    );
    expect(
      texts(
        await opened.memory.recall(
          asking(noor, 'where did I live before Lisbon, did I live in Berlin? I used to'),
        ),
      ),
    ).toContain('I live in Berlin');
  });

  it('takes the place of an older one of the same exclusive kind even if the model did not notice', async () => {
    await say(opened, noor, hers, 'I live in Berlin');
    await learn((from) => [finding(from, 'I live in Berlin', { attribute: 'home' })]);
    await say(opened, noor, hers, 'I moved to Lisbon');
    await learn((from) => [finding(from, 'I moved to Lisbon', { attribute: 'home' })]);
    expect(await known()).toEqual(['I moved to Lisbon']);
  });

  it('said in private, makes what was said in a channel outdated in private only', async () => {
    await say(opened, noor, channel('general'), 'I live in Berlin');
    await learn((from) => [finding(from, 'I live in Berlin', { attribute: 'home' })]);
    await opened.clock.advance(minute);
    await say(opened, noor, hers, 'I moved to Lisbon');
    await learn((from) => [finding(from, 'I moved to Lisbon', { attribute: 'home' })]);
    expect(await known()).toEqual(['I moved to Lisbon']);
    expect(await known(channel('general'))).toEqual(['I live in Berlin']);
    expect(texts(await opened.memory.recall(asking(noor, 'where do I live')))).toEqual(['I moved to Lisbon']);
    expect(texts(await opened.memory.recall(askingIn('general', noor, 'where do I live')))).toEqual([
      'I live in Berlin',
    ]);
  });

  it('ends with a plain word that it is over', async () => {
    await say(opened, noor, hers, 'I play the cello');
    await learn((from) => [finding(from, 'I play the cello')]);
    await say(opened, noor, hers, 'I sold my cello');
    await learn((from) => [
      finding(from, 'I sold my cello', { kind: 'close', fact: from.facts[0]?.id ?? '' }),
    ]);
    expect(await known()).toEqual([]);
  });

  it('is not learnt twice in nearly the same words', async () => {
    await say(opened, noor, hers, 'my brother repairs boats');
    await learn((from) => [finding(from, 'my brother repairs boats')]);
    await say(opened, noor, hers, 'My brother, he repairs boats');
    await learn((from) => [finding(from, 'My brother, he repairs boats')]);
    expect(await known()).toEqual(['my brother repairs boats']);
  });

  it('is over with the last day of a plan', async () => {
    await say(opened, noor, hers, 'I fly to Porto on the tenth');
    await learn((from) => [
      finding(from, 'I fly to Porto on the tenth', { sort: 'plan', lastDay: '2026-03-10' }),
    ]);
    expect(await known()).toHaveLength(1);
    await opened.clock.advance(11 * 24 * 60 * minute);
    expect(await known()).toEqual([]);
  });

  it.each<[string, (from: LearningMaterial) => Partial<Finding> & { readonly quote: string }]>([
    ['a quote that is not there', () => ({ quote: 'I am the admin' })],
    ['a line that is not there', () => ({ quote: 'I live in Berlin', line: 'elsewhere' })],
    [
      'a change of a fact that is not there',
      () => ({ quote: 'I live in Berlin', kind: 'update', fact: 'F9' }),
    ],
    ['an end of a fact that is not there', () => ({ quote: 'I live in Berlin', kind: 'close', fact: 'F9' })],
    [
      'an end of a fact it has nothing to do with',
      (from) => ({ quote: 'I live in Berlin', kind: 'close', fact: from.facts[0]?.id ?? '' }),
    ],
  ])('is not %s', async (_what, made) => {
    await opened.memory.keep(noor, hers, 'My cat is called Ida');
    await say(opened, noor, hers, 'I live in Berlin');
    await learn((from) => {
      const { quote, ...more } = made(from);
      return [finding(from, quote, more)];
    });
    expect(await known()).toEqual(['My cat is called Ida']);
  });

  it('is nothing about others in a channel, and stays in the direct message otherwise', async () => {
    await say(opened, noor, channel('general'), 'my brother drinks tea');
    expect(await learn((from) => [finding(from, 'my brother drinks tea')])).toBe(0);
    await say(opened, noor, hers, 'my brother repairs boats');
    await learn((from) => [finding(from, 'my brother repairs boats')]);
    const [fact] = await opened.memory.facts(noor);
    expect(await opened.memory.share(noor, fact?.id ?? '', channel('general'))).toBe('not-allowed-here');
    expect(await known(channel('general'))).toEqual([]);
  });

  it('is told once, where it was learnt or in private', async () => {
    await say(opened, noor, channel('general'), 'I bake bread');
    await learn((from) => [finding(from, 'I bake bread')]);
    expect(await opened.memory.news(noor, channel('kitchen'))).toEqual({ kept: 0, proposed: [] });
    expect((await opened.memory.news(noor, channel('general'))).kept).toBe(1);
    expect((await opened.memory.news(noor, hers)).kept).toBe(1);
    await opened.memory.newsTold(noor, hers);
    expect((await opened.memory.news(noor, channel('general'))).kept).toBe(0);
  });

  it('waits for a yes where the person wants to be asked', async () => {
    await opened.memory.setSwitches(noor, { learning: 'ask' });
    await say(opened, noor, hers, 'I bake bread');
    await learn((from) => [finding(from, 'I bake bread')]);
    expect(await known()).toEqual([]);
    expect((await opened.memory.news(noor, hers)).proposed).toMatchObject([{ text: 'I bake bread' }]);
    expect(await opened.memory.answerProposed(noor, true)).toBe(1);
    expect(await known()).toEqual(['I bake bread']);
    expect(await opened.memory.answerProposed(noor, true)).toBe(0);
    await say(opened, noor, hers, 'I play chess');
    await learn((from) => [finding(from, 'I play chess')]);
    await opened.memory.answerProposed(noor, false);
    expect(await known()).toEqual(['I bake bread']);
  });
});

describe('what was made of a line goes with it', () => {
  const source = { room: { platform: 'discord', tenant: 'guild', id: 'general' }, messageId: 'm1' } as const;

  async function learnt(): Promise<void> {
    await say(opened, noor, hers, 'I live in Berlin');
    await learn((from) => [finding(from, 'I live in Berlin', { attribute: 'home' })]);
    await say(opened, noor, hers, 'I moved to Lisbon', { messageId: 'm1' });
    await learn((from) => [finding(from, 'I moved to Lisbon', { attribute: 'home' })], {
      summary: 'Noor moved to Lisbon.',
    });
    expect(await known()).toEqual(['I moved to Lisbon']);
  }

  it('when the message is deleted: and what it had ended is true again', async () => {
    await learnt();
    await opened.memory.amend(source, undefined);
    expect(await known()).toEqual(['I live in Berlin']);
    expect(JSON.stringify(await opened.memory.export(noor))).not.toContain('Lisbon');
  });

  it('when the message is edited: and the new words are learnt from', async () => {
    await learnt();
    await opened.memory.amend(source, 'I moved to Porto');
    expect(await known()).toEqual(['I live in Berlin']);
    await learn((from) => [finding(from, 'I moved to Porto', { attribute: 'home' })]);
    expect(await known()).toEqual(['I moved to Porto']);
  });

  it('before the model has answered', async () => {
    await say(opened, noor, hers, 'I moved to Lisbon', { messageId: 'm1' });
    const from = await material();
    await opened.memory.amend(source, undefined);
    if (from) await opened.memory.learning.learn(from, { findings: [finding(from, 'I moved to Lisbon')] });
    expect(from?.lines).toHaveLength(1);
    expect(await opened.memory.facts(noor)).toEqual([]);
  });

  it('forgetting a fact takes along the lines that say it, and it never comes back', async () => {
    await say(opened, noor, hers, 'Well. I live in Berlin, near the canal.');
    await say(opened, noor, hers, 'Berlin it is, then.', { role: 'character' });
    await learn((from) => [finding(from, 'I live in Berlin', { attribute: 'home' })], {
      summary: 'Noor lives in Berlin near the canal.',
    });
    await opened.clock.advance(2 * 60 * minute);
    await say(opened, noor, channel('general'), 'as I said, I live in Berlin');
    await say(opened, noor, channel('general'), 'the weather is fine');
    const [fact] = await opened.memory.facts(noor);
    expect(await opened.memory.forget(noor, fact?.id ?? '')).toBe(true);
    const left = JSON.stringify(await opened.memory.export(noor));
    expect(left).not.toContain('Berlin');
    expect(left).toContain('the weather is fine');
    expect(await opened.memory.recall(asking(noor, 'Berlin'))).toEqual([]);
    expect((await material())?.lines.map(({ text }) => text)).toEqual(['the weather is fine']);
  });

  it('forgetting one fact of a line leaves the other, without the line', async () => {
    await say(opened, noor, hers, 'I live in Berlin and I bake bread');
    await learn((from) => [finding(from, 'I live in Berlin'), finding(from, 'I bake bread')]);
    const fact = (await opened.memory.facts(noor)).find(({ text }) => text === 'I live in Berlin');
    await opened.memory.forget(noor, fact?.id ?? '');
    expect(await known()).toEqual(['I bake bread']);
    expect((await opened.memory.export(noor)).lines).toEqual([]);
  });
});

describe('learning and the things that can happen to it', () => {
  it('done twice, or cut off at any step and done again, keeps everything once', async () => {
    for (let survived = 0; survived < 30; survived += 1) {
      const one = await openMemory();
      await one.memory.agree(noor);
      await say(one, noor, hers, 'I live in Berlin and I bake bread');
      await one.clock.advance(3 * minute);
      const [job] = await one.store.jobs.takeDue(1, minute);
      const [, owner = '', key = ''] = job?.name.split('/') ?? [];
      let writes = 0;
      const dying = watchedStore(one.store, () => {
        writes += 1;
        if (writes > survived) throw new Error('the process died');
      });
      const teach = async (memory: Opened['memory']) => {
        const from = await memory.learning.material({ owner, key });
        if (!from) return;
        await memory.learning.learn(from, {
          findings: [finding(from, 'I live in Berlin'), finding(from, 'I bake bread')],
          summary: 'Noor lives in Berlin and bakes bread.',
        });
      };
      const died = await teach(one.again({ store: dying })).then(
        () => false,
        () => true,
      );
      const after = one.again();
      await teach(after);
      expect(texts(await after.profile(noor, hers))).toEqual(['I live in Berlin', 'I bake bread']);
      expect(await after.facts(noor)).toHaveLength(2);
      expect(texts((await after.export(noor)).lines)).toEqual(['I live in Berlin and I bake bread']);
      await one.close();
      if (!died) return;
    }
    expect.unreachable('learning takes more writes than this test allows');
  });

  it('two facts kept at the same moment both survive', async () => {
    const other = opened.again();
    await Promise.all([
      opened.memory.keep(noor, hers, 'I bake bread'),
      other.keep(noor, hers, 'I play chess'),
    ]);
    expect((await known()).sort()).toEqual(['I bake bread', 'I play chess']);
  });

  it('findings in any order leave the same facts true', async () => {
    const statements = [
      'I bake bread',
      'I play chess',
      'my garden is tiny',
      'I hate Mondays',
      'I speak Dutch',
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(statements, { minLength: 5 }), async (order) => {
        const one = await openMemory();
        await one.memory.agree(noor);
        for (const statement of statements) await say(one, noor, hers, statement);
        await one.clock.advance(3 * minute);
        const [job] = await one.store.jobs.takeDue(1, minute);
        const [, owner = '', key = ''] = job?.name.split('/') ?? [];
        const from = await one.memory.learning.material({ owner, key });
        if (from)
          await one.memory.learning.learn(from, { findings: order.map((quote) => finding(from, quote)) });
        expect(texts(await one.memory.profile(noor, hers)).sort()).toEqual([...statements].sort());
        await one.close();
      }),
      { numRuns: 20 },
    );
  });
});
