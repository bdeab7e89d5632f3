import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutMiddle, estimateTokens } from '../../src/persona/estimate-tokens.ts';
import { gapInWords } from '../../src/persona/time-in-words.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('how long it has been, in words', () => {
  test.each([
    [0, 'one minute', 'une minute'],
    [-5, 'one minute', 'une minute'],
    [21 * minute, 'twenty-one minutes', 'vingt et une minutes'],
    [59.7 * minute, 'one hour', 'une heure'],
    [2 * hour, 'two hours', 'deux heures'],
    [23.6 * hour, 'one day', 'un jour'],
    [15 * day, 'fifteen days', 'quinze jours'],
    [21 * day, 'twenty-one days', 'vingt et un jours'],
    [59 * day, 'fifty-nine days', 'cinquante-neuf jours'],
    [70 * day, 'two months', 'deux mois'],
    [730 * day, 'two years', 'deux ans'],
    [80 * 365.25 * day, '80 years', '80 ans'],
  ])('%d ms', (milliseconds, english, french) => {
    expect(gapInWords(milliseconds, 'en')).toBe(english);
    expect(gapInWords(milliseconds, 'fr')).toBe(french);
  });
});

describe('the estimate of tokens', () => {
  test('is a third of the letters, and half of every other byte', () => {
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens('three little words')).toBe(6);
    expect(estimateTokens('12!?')).toBe(2);
    expect(estimateTokens('éé')).toBe(2);
    expect(estimateTokens('語語')).toBe(3);
    expect(estimateTokens('😀')).toBe(2);
  });

  test('a cut text is never over its limit, and keeps its beginning and end', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 2_000 }),
        fc.integer({ min: 0, max: 400 }),
        (text, limit) => {
          const cut = cutMiddle(text, limit);
          expect(estimateTokens(cut)).toBeLessThanOrEqual(limit);
          if (cut === text || cut === '') return;
          const [head, tail] = cut.split(/ \[… \d+ characters left out here …\] /);
          expect(text.startsWith(head ?? '?')).toBe(true);
          expect(text.endsWith(tail ?? '?')).toBe(true);
        },
      ),
    );
  });
});
