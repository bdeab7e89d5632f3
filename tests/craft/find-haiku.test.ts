import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findHaiku, searchHaiku } from '../../src/craft/find-haiku.ts';
import { loadPronunciations } from '../../src/craft/pronunciations.ts';

const pronunciations = await loadPronunciations();

describe('counting syllables', () => {
  test.each([
    ['radio', [3], true],
    ['Grandmother’s', [3], true],
    ['church’s', [2], true],
    ['windowsill', [3], true],
    ['half-light', [2], true],
    ['naïve', [2], true],
    ['constructor', [3], true],
    ['fire', [1, 2], false],
    ['every', [2, 3], false],
    ['NASDAQ', [2], false],
    ['42', [1], false],
    ['blorptastic', [3], false],
    ['hasOwnProperty', [5], false],
  ])('%s', (word, counts, certain) => {
    expect(pronunciations(word)).toEqual({ counts, certain });
  });
});

describe('finding a haiku', () => {
  test('takes the run that ends before the conjunction', async () => {
    const text = 'My grandmother kept a blue radio on the kitchen windowsill and it was never off';
    expect(await findHaiku(text)).toEqual({
      lines: ['My grandmother kept', 'a blue radio on the', 'kitchen windowsill.'],
      certain: true,
    });
  });

  test('keeps the words as written, with their commas, and closes with a stop', async () => {
    const text = 'well: an old silent pond, a frog jumps into the pond, splash! silence again, he said';
    expect((await findHaiku(text))?.lines).toEqual([
      'An old silent pond,',
      'a frog jumps into the pond,',
      'splash! silence again.',
    ]);
  });

  test('prefers lines that do not end on a small word', async () => {
    const hanging = 'My grandmother kept a blue radio on the kitchen windowsill.';
    const clean = 'An old silent pond, a frog jumps into the pond, splash, silence again.';
    expect((await findHaiku(`${hanging} ${clean}`))?.lines[0]).toBe('An old silent pond,');
  });

  test.each([
    [
      'a word that may be said in two ways',
      'My grandmother kept a blue fire on the old kitchen windowsill.',
      'uncertain',
    ],
    [
      'a word across the end of a line',
      'The grandmother radio kept a blue kitchen windowsill open.',
      'broken',
    ],
    ['one syllable too many', 'My old grandmother kept a blue radio on the kitchen windowsill.', 'length'],
    ['too few words', 'the deploy', 'too-short'],
    ['nothing at all', '', 'too-short'],
    ['no word the dictionary knows', 'zxqv '.repeat(40), 'nothing'],
    [
      'French',
      'Ma grand-mère gardait une radio bleue sur le bord de la fenêtre et elle ne s’éteignait pas',
      'language',
    ],
  ])('finds none because of %s, and says which', async (_, text, kind) => {
    expect((await searchHaiku(text)).kind).toBe(kind);
    expect(await findHaiku(text)).toBeUndefined();
  });

  test('does not take addresses, mentions and paragraphs apart', async () => {
    expect(await findHaiku('My grandmother kept @blue radio on the kitchen windowsill.')).toBeUndefined();
    expect(
      await findHaiku('My grandmother kept\n\na blue radio on the\n\nkitchen windowsill.'),
    ).toBeUndefined();
  });

  test('everything it finds is 5-7-5 by certain counts and stands in the text', async () => {
    const word = fc.constantFrom(
      ...'my grandmother kept a blue radio on the kitchen windowsill and it was never off fire every rain, table. window; coin — Ruth! paper boat constructor'.split(
        ' ',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 8, maxLength: 60 }), async (words) => {
        const text = words.join(' ');
        const haiku = await findHaiku(text);
        if (!haiku) return;
        const counted = haiku.lines.map((line) =>
          (line.match(/[\p{L}'’-]+/gu) ?? []).map(pronunciations).reduce((sum, { counts, certain }) => {
            expect(certain).toBe(true);
            return sum + (counts[0] ?? 0);
          }, 0),
        );
        expect(counted).toEqual([5, 7, 5]);
        const bare = (value: string) =>
          value
            .toLowerCase()
            .replace(/[^\p{L}]+/gu, ' ')
            .trim();
        expect(bare(text)).toContain(bare(haiku.lines.join(' ')));
      }),
      { numRuns: 300 },
    );
  });

  test('a text of 100,000 characters is read in a moment', async () => {
    const started = performance.now();
    await findHaiku('nobody wanted to break the little green door, '.repeat(2_200));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
