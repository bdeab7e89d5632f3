import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
const hers = alone(noor);

describe('recall', () => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await openMemory();
    await opened.memory.agree(noor);
  });
  afterEach(() => opened.close());

  it('finds lines and facts by their words, oldest first, with their place', async () => {
    const { memory, clock } = opened;
    await say(opened, noor, channel('general'), 'The bakery closes at noon on Mondays');
    await clock.advance(1_000);
    await memory.keep(noor, hers, 'My brother runs the bakery');
    await clock.advance(2 * hour);
    await say(opened, noor, hers, 'Ghent is rainy');
    await clock.advance(2 * hour);
    await say(opened, noor, hers, 'he burned the first tray at the bakery every morning');
    const found = await memory.recall(asking(noor, 'how is the bakery?'));
    expect(found.map(({ kind, role, text, audience }) => [kind, role, text, audience.kind])).toEqual([
      ['line', 'person', 'The bakery closes at noon on Mondays', 'shared'],
      ['fact', 'person', 'My brother runs the bakery', 'private'],
      ['line', 'person', 'he burned the first tray at the bakery every morning', 'private'],
    ]);
  });

  it('finds nothing where nothing fits, and nothing for words that fit everything', async () => {
    await say(opened, noor, hers, 'what do you think about the plum rye?');
    expect(await opened.memory.recall(asking(noor, 'zeppelin'))).toEqual([]);
    expect(await opened.memory.recall(asking(noor, 'what do you think about that?'))).toEqual([]);
    expect(await opened.memory.recall(asking(noor, '', '🙂', '???'))).toEqual([]);
    expect(await opened.memory.recall(asking(noor))).toEqual([]);
  });

  it.each([
    ['a typo', 'My grandmother kept a blue radio', 'granmother'],
    ['the beginning of a word', 'We restored the windowsill', 'window'],
    ['another ending', 'She owns two ovens', 'oven'],
    ['missing accents', 'On a mangé des crêpes à la forêt', 'crepes foret'],
    ['an elision', 'L’orchestre joue samedi', "l'orchestre"],
    ['Japanese', '祖母は青いラジオを持っていた', 'ラジオ'],
    ['Chinese', '我弟弟的面包店要关门了', '面包店'],
    ['Korean', '할머니는 라디오를 좋아했다', '라디오'],
    ['Arabic', 'جدتي كانت تملك راديو أزرق', 'راديو'],
    ['a number', 'The flat costs 740 a month', '740'],
  ])('forgives or understands %s', async (_what, text, words) => {
    await say(opened, noor, hers, 'Something else entirely, quite far away');
    await opened.clock.advance(2 * hour);
    await say(opened, noor, hers, text);
    expect(texts(await opened.memory.recall(asking(noor, words)))).toEqual([text]);
  });

  it('brings the reply to a found line along, and the words a found reply answers', async () => {
    await say(opened, noor, hers, 'plum rye');
    await say(opened, noor, hers, 'Open on the burned tray.', { role: 'character' });
    await opened.clock.advance(2 * hour);
    await say(opened, noor, hers, 'Ghent is rainy');
    const both = ['plum rye', 'Open on the burned tray.'];
    expect(texts(await opened.memory.recall(asking(noor, 'plum')))).toEqual(both);
    expect(texts(await opened.memory.recall(asking(noor, 'burned tray')))).toEqual(both);
  });

  it('weighs earlier words less than the new message', async () => {
    await say(opened, noor, hers, 'the cello needs new strings');
    await say(opened, noor, hers, 'the greyhound needs a coat');
    const query = { ...asking(noor, 'greyhound', 'cello'), maxCharacters: 30 };
    expect(texts(await opened.memory.recall(query))).toEqual(['the greyhound needs a coat']);
  });

  it('prefers the newer of two lines that fit equally well', async () => {
    await say(opened, noor, hers, 'the cat is called Ida');
    await opened.clock.advance(1_000);
    await say(opened, noor, hers, 'the cat is called Ada');
    const query = { ...asking(noor, 'cat called'), maxCharacters: 25 };
    expect(texts(await opened.memory.recall(query))).toEqual(['the cat is called Ada']);
  });

  it('stays within its budget and leaves out what the prompt shows anyway', async () => {
    const shown = await say(opened, noor, hers, 'plum rye, shown anyway');
    for (let index = 0; index < 40; index += 1) await say(opened, noor, hers, `plum rye number ${index}`);
    const query = { ...asking(noor, 'plum rye'), exclude: new Set([shown.id]), maxCharacters: 200 };
    const found = texts(await opened.memory.recall(query));
    expect(found.length).toBeGreaterThan(5);
    expect(found.join('').length).toBeLessThanOrEqual(200);
    expect(found).not.toContain('plum rye, shown anyway');
  });

  it('knows a line the moment it is kept, in this memory and in another over the same store', async () => {
    const other = opened.again();
    await say(opened, noor, hers, 'plum rye one');
    expect(texts(await opened.memory.recall(asking(noor, 'plum')))).toEqual(['plum rye one']);
    expect(texts(await other.recall(asking(noor, 'plum')))).toEqual(['plum rye one']);
    await say(opened, noor, hers, 'plum rye two');
    await say({ memory: other, clock: opened.clock }, noor, hers, 'plum rye three');
    for (const memory of [opened.memory, other]) {
      expect(texts(await memory.recall(asking(noor, 'plum')))).toEqual([
        'plum rye one',
        'plum rye two',
        'plum rye three',
      ]);
    }
  });

  it('survives a very long message and a very long question', async () => {
    await say(opened, noor, hers, `plum rye ${'and so on '.repeat(10_000)}`);
    await say(opened, noor, hers, 'plum rye is short');
    const found = await opened.memory.recall(asking(noor, 'plum rye '.repeat(20_000)));
    expect(texts(found)).toEqual(['plum rye is short']);
  });

  it('refuses to open a private shelf with another account’s audience', async () => {
    const query = { ...asking(noor, 'plum'), audience: alone(person('teo')) };
    await expect(opened.memory.recall(query)).rejects.toThrow(TypeError);
    await expect(opened.memory.today(noor, alone(person('teo')), 5)).rejects.toThrow(TypeError);
    await expect(opened.memory.profile(noor, alone(person('teo')))).rejects.toThrow(TypeError);
    await expect(opened.memory.keep(noor, alone(person('teo')), 'plum')).rejects.toThrow(TypeError);
    await expect(say(opened, noor, alone(person('teo')), 'plum')).rejects.toThrow(TypeError);
  });
});

describe('what one query may find', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openMemory();
  });
  afterAll(() => opened.close());

  const act = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('say' as const),
        who: fc.nat(2),
        where: fc.nat(2),
        keep: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('keep' as const), who: fc.nat(2), where: fc.nat(2) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('agree', 'agree', 'pause', 'resume', 'decline', 'restart'),
        who: fc.nat(2),
      }),
    },
  );

  it('is never a private line in a shared room, nor anybody else’s line, whatever was said where', async () => {
    let run = 0;
    let recalled = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.array(act, { minLength: 10, maxLength: 40 }), async (agreed, acts) => {
        run += 1;
        const people = ['ada', 'bo', 'cy'].map((name) => person(`${name}${run}`));
        const places = (account: Account) => [alone(account), channel('general'), channel('kitchen')];
        let memory = opened.memory;
        let number = 0;
        for (const who of people.slice(0, agreed)) await memory.agree(who);
        for (const step of acts) {
          const who = people[step.who] ?? noor;
          if (step.kind === 'say' || step.kind === 'keep') {
            number += 1;
            const where = 'where' in step ? step.where : 0;
            const audience = places(who)[where] ?? alone(who);
            const text = `plum from ${who.user} at place${where} number${number}`;
            if (step.kind === 'keep') await memory.keep(who, audience, text);
            else
              await say({ memory, clock: opened.clock }, who, audience, text, {
                mayKeep: 'keep' in step && step.keep,
              });
          }
          if (step.kind === 'agree') await memory.agree(who);
          if (step.kind === 'decline') await memory.decline(who);
          if (step.kind === 'pause') await memory.setSwitches(who, { paused: true });
          if (step.kind === 'resume') await memory.setSwitches(who, { paused: false });
          if (step.kind === 'restart') memory = opened.again();
        }
        for (const who of people) {
          const { consent, paused } = await memory.switches(who);
          const whole = { maxCharacters: 100_000 };
          const words = ['plum', ...people.map(({ user }) => user), 'place0', 'place1', 'place2'];
          const privately = await memory.recall({ ...asking(who, ...words), ...whole });
          const facts = await memory.profile(who, alone(who));
          for (const { text } of [...privately, ...facts]) expect(text).toContain(`from ${who.user} `);
          if (consent !== 'agreed' || paused) expect([...privately, ...facts]).toEqual([]);
          else
            expect(privately).toHaveLength((await memory.count(who)).kept + (await memory.count(who)).facts);
          for (const [index, room] of [
            [1, 'general'],
            [2, 'kitchen'],
          ] as const) {
            const found = await memory.recall({ ...askingIn(room, who, ...words), ...whole });
            const shared = await memory.profile(who, channel(room));
            for (const { text } of [...found, ...shared])
              expect(text).toContain(`from ${who.user} at place${index} `);
            recalled += found.length + shared.length;
          }
          recalled += privately.length;
        }
      }),
      { numRuns: 1_000 },
    );
    expect(recalled).toBeGreaterThan(1_000);
  }, 120_000);
});
