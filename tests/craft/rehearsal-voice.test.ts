import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Language } from '../../src/core/language.ts';
import type { Task } from '../../src/core/model.ts';
import { pairings } from '../../src/craft/choose.ts';
import { createRehearsalVoice, rehearsalLabel } from '../../src/craft/rehearsal-voice.ts';
import { toneEnglish } from '../../src/craft/tone-english.ts';
import { toneFrench } from '../../src/craft/tone-french.ts';
import { whatWasSaid } from '../../src/craft/what-was-said.ts';

const voice = createRehearsalVoice();

async function say(said: string, change: Partial<Task> = {}): Promise<string> {
  const task: Task = { kind: 'talk', said, language: 'en', earlier: [], seed: 'seed', ...change };
  const request = { messages: [], task, maxOutputTokens: 100, cacheKey: 'key' };
  let text = '';
  for await (const piece of voice.stream(request, new AbortController().signal)) text += piece;
  return text;
}

const radio = 'My grandmother kept a blue radio on the kitchen windowsill and it was never off.';

describe('the rehearsal voice', () => {
  test('says what it is', () => {
    expect(voice.rehearsal).toBe(true);
    expect(voice.label).toContain('no model');
    expect(rehearsalLabel.en).toBe('rehearsal voice, no model connected, made from your words');
  });

  test('finds the haiku that is in what somebody said', async () => {
    expect(await say(radio)).toBe(
      "There's a haiku in that already, I only counted:\n*My grandmother kept\na blue radio on the\nkitchen windowsill.*",
    );
  });

  test('does not offer the same haiku twice, nor one right after another', async () => {
    const first = await say(radio);
    expect(await say(radio, { earlier: [first] })).not.toContain('*');
    expect(await say(radio, { earlier: [first, 'a', 'b', 'c', 'd'] })).not.toContain('*');
  });

  test('answers the same to the same seed, and varies with it', async () => {
    expect(await say('the oven is wrong')).toBe(await say('the oven is wrong'));
    const replies = new Set<string>();
    for (let seed = 0; seed < 12; seed += 1)
      replies.add(await say('the oven is wrong', { seed: String(seed) }));
    expect(replies.size).toBeGreaterThan(5);
  });

  test.each([
    ['the toaster, your honour, was already broken', 'en', /toaster/i],
    ["j'ai retrouvé la vieille horloge", 'fr', /horloge/i],
    ['What happened to the ladder?', 'en', /no model|without a model|model is connected|model and none/i],
  ] as const)('picks up a word of %j', async (said, language, expected) => {
    for (let seed = 0; seed < 10; seed += 1) {
      expect(await say(said, { language, seed: String(seed) })).toMatch(expected);
    }
  });

  test.each([
    ['are you human?', 'en', /\bAI\b/],
    ['honestly. is someone typing this? do you love me?', 'en', /\bAI\b/],
    ['do you ever feel lonely', 'en', /\bAI\b/],
    ['who are you', 'en', /\bAI\b/],
    ['tu es humain ?', 'fr', /\bIA\b/],
    ['êtes-vous une vraie personne ?', 'fr', /\bIA\b/],
    ['tu m’aimes ?', 'fr', /\bIA\b/],
  ] as const)('answers %j plainly as an AI', async (said, language, expected) => {
    for (let seed = 0; seed < 10; seed += 1) {
      expect(await say(said, { language, seed: String(seed) })).toMatch(expected);
    }
  });

  test.each([
    '',
    '   ',
    '🎉🎉',
    '?!',
    '\ud800',
    'x'.repeat(100_000),
    'これは何ですか',
    'a',
    '‮‮',
    'constructor',
    '__proto__',
  ])('has a short answer to odd input %#', async (said) => {
    for (const language of ['en', 'fr'] as const) {
      const reply = await say(said, { language });
      expect(reply.length).toBeGreaterThan(0);
      expect(reply.length).toBeLessThan(300);
      expect(reply).not.toMatch(/[{}]|undefined/);
    }
  });

  test('reads a text of 100,000 characters in a moment', async () => {
    await say(radio);
    const started = performance.now();
    await say('My uncle kept the ladder, the saw and two wet dogs in there. '.repeat(1_700));
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('stops before it begins when it is no longer wanted', async () => {
    const task: Task = { kind: 'talk', said: 'hello', language: 'en', earlier: [], seed: 's' };
    const stream = voice.stream(
      { messages: [], task, maxOutputTokens: 1, cacheKey: '' },
      AbortSignal.abort(),
    );
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toThrow();
  });
});

describe('within twenty turns', () => {
  const everyday = fc.constantFrom(
    'hello',
    'me too',
    'thanks',
    'bye',
    'are you human?',
    '',
    '🎉',
    'why?',
    'the ladder is mine',
    'the ladder is mine and so is my sister',
    'my dad died',
    'well it rained and rained on us again',
    'bonjour',
    'merci',
    'à demain',
    'tu es humain ?',
    "l'échelle est à moi",
  );

  test('it never says the same thing twice, and asks one question at most', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.array(everyday, { minLength: 25, maxLength: 40 }),
          everyday.map((said) => Array.from({ length: 25 }, () => said)),
        ),
        fc.constantFrom<Language>('en', 'fr'),
        async (talk, language) => {
          const replies: string[] = [];
          for (const [index, said] of talk.entries()) {
            const earlier = replies.slice(-20);
            const reply = await say(said, { language, earlier, seed: String(index) });
            expect(earlier).not.toContain(reply);
            expect(reply.split('?').length - 1).toBeLessThanOrEqual(1);
            replies.push(reply);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('goodbyes', () => {
  test.each([
    'bye',
    'ok night',
    'good night!',
    'gotta go',
    "I'm off",
    'see you tomorrow',
    'ttyl',
    'thanks, bye',
    'I have to go, my bus is here',
    'heading to bed',
    'talk later',
    'take care',
    'so long',
    'au revoir',
    'bonne nuit !',
    'à demain',
    'bon, je file',
    'allez, à plus',
    'merci, bonne soirée',
    'je dois y aller',
  ])('%j is let go', async (said) => {
    const french = /[éèàç]|bon|allez|revoir|je /.test(said);
    const language = french ? 'fr' : 'en';
    expect(whatWasSaid(said, language)).toBe('goodbye');
    for (let seed = 0; seed < 25; seed += 1) {
      const reply = await say(said, { language, seed: String(seed) });
      expect(reply).not.toMatch(/\?|before you go|wait|stay a|miss|reste un/i);
      expect(reply.length).toBeLessThan(90);
    }
  });

  test.each([
    'the night bus',
    'See you in court, said the landlord',
    'a later draft',
    'bon, la boulangerie',
    'later the landlord came',
    'take care of the dog for me',
    'so long as it rains',
  ])('%j is no goodbye', (said) => {
    expect(whatWasSaid(said, 'en')).not.toBe('goodbye');
  });
});

describe('what was said', () => {
  test.each([
    ['hello there', 'greeting'],
    ['back', 'greeting'],
    ['thank you so much', 'thanks'],
    ['my mum died last week', 'quiet'],
    ['je pleure depuis hier et je suis seul', 'quiet'],
    ['Ich habe ein neues Fahrrad und es ist rot', 'elsewhere'],
    ['привет', 'elsewhere'],
    ['you read drafts? mine is about a bakery', 'statement'],
    ['why is the oven wrong', 'question'],
    ['write me a story about a ferry', 'question'],
    ['Aide-moi à écrire une lettre', 'question'],
    ['give way, said the sign', 'statement'],
    ['I am human and tired', 'statement'],
    ["you're real good at this", 'statement'],
    ["c'est vrai que la boulangerie ferme", 'statement'],
    ['wait, am I talking to a bot?', 'identity'],
    ['r u a bot', 'identity'],
    ['tu es une IA ou quelqu’un ?', 'identity'],
  ])('%j is %s', (text, expected) => {
    expect(whatWasSaid(text, 'en')).toBe(expected);
  });
});

describe('poems and stories without a model', () => {
  const poem = (said: string, form?: string, language: Language = 'en') =>
    say(said, { kind: 'poem', language, ...(form === undefined ? {} : { form }) });

  test('a haiku is found or honestly not', async () => {
    expect(await poem(radio, 'haiku')).toContain(
      '*My grandmother kept\na blue radio on the\nkitchen windowsill.*',
    );
    expect(await poem('the deploy', 'haiku')).toContain('seventeen');
    expect(await poem('My old grandmother kept a blue radio on the kitchen windowsill.', 'Haiku')).toContain(
      '18 syllables',
    );
    expect(await poem('une radio bleue sur la fenêtre de la cuisine', 'haïku', 'fr')).toContain(
      'qu’en anglais',
    );
  });

  test('another form is declined, and a line of theirs is handed back', async () => {
    const reply = await poem('We lost the key to the shed.', 'villanelle');
    expect(reply).toContain('villanelle');
    expect(reply).toContain('*We lost the key to the shed.*');
  });

  test('a story is a hand of cards with something of theirs in it', async () => {
    const reply = await say('a borrowed ladder', { kind: 'story' });
    expect(reply.split('\n')).toHaveLength(5);
    expect(reply).toMatch(/no model|cannot invent/i);
    expect(reply).toContain('the borrowed ladder');
    expect(reply.match(/\?/g)).toHaveLength(1);
  });

  test('a second hand has other cards', async () => {
    const first = await say('a borrowed ladder', { kind: 'story' });
    const second = await say('a borrowed ladder', { kind: 'story', earlier: [first] });
    const cards = (hand: string) => hand.split('\n').slice(1, 3);
    expect(cards(second).filter((card) => cards(first).includes(card))).toEqual([]);
  });
});

describe.each([
  ['English', toneEnglish, 60],
  ['French', toneFrench, 40],
])('the %s lines', (_, bank, fewest) => {
  const single = [...bank.thing, ...bank.person, ...bank.words, ...bank.plain];
  const pairs = [
    ...[bank.greeting, bank.thanks, bank.goodbye, bank.identity, bank.feeling, bank.about, bank.question],
    ...[bank.quiet, bank.empty, bank.signs, bank.elsewhere],
  ];

  test('are many and all different', () => {
    expect(single.length).toBeGreaterThanOrEqual(fewest);
    expect(new Set(single).size).toBe(single.length);
    expect(bank.plain.length).toBeGreaterThan(20);
    for (const pair of pairs) expect(pairings(pair).length).toBeGreaterThan(20);
  });

  test('ask one question at most', () => {
    for (const line of [...single, ...pairs.flatMap(pairings)]) {
      expect(line.split('?').length - 1, line).toBeLessThanOrEqual(1);
    }
  });

  test('are short and never pretend to understand or to feel', () => {
    for (const line of [...single, ...pairs.flatMap(pairings)]) {
      expect(line.split(/\s+/).length, line).toBeLessThanOrEqual(45);
      expect(line).not.toMatch(
        /\bI (?:understand|feel|love|remember|missed)\b|je (?:comprends|ressens|t['’]aime|me souviens)/i,
      );
    }
  });
});
