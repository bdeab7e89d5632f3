import { describe, expect, test } from 'vitest';
import { countWords } from '../../src/craft/count-words.ts';
import { notice, strongestLine } from '../../src/craft/notice.ts';

function named(text: string, language: 'en' | 'fr'): readonly string[] {
  return notice(text, language).map(({ it }) => it);
}

describe('what an English text names', () => {
  test.each([
    [
      'My grandmother kept a blue radio on the kitchen windowsill',
      ['your grandmother', 'the blue radio', 'the kitchen'],
    ],
    ["mine's about my brother's bakery going under", ["your brother's bakery"]],
    ['he burned the first tray every single morning', ['the first tray']],
    ['the dog barked and the city sleeps', ['the dog', 'the city']],
    ['a thing in the way of a lot', []],
    ['The broken umbrella. The BROKEN umbrella!', ['the broken umbrella']],
    ['I was told that it would be this', []],
    ['the constructor of the prototype', ['the constructor', 'the prototype']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(named(text, 'en')).toEqual(expected);
  });

  test('tells people from things', () => {
    expect(notice('my sister and the oven', 'en').map(({ kind }) => kind)).toEqual(['person', 'thing']);
  });
});

describe('what a French text names', () => {
  test.each([
    [
      "j'ai retrouvé la vieille horloge de ma grand-mère dans le grenier",
      ['la vieille horloge', 'ta grand-mère', 'le grenier'],
    ],
    ["un orage et une échelle, l'harmonica", ['l’orage', 'l’échelle', 'l’harmonica']],
    ['un homard, une hache', ['le homard', 'la hache']],
    ['il mange du pain au comptoir', ['le pain', 'le comptoir']],
    ['je la garde, tu le sais', []],
    ['mes clés et nos voisins', ['tes clés', 'vos voisins']],
  ])('%j', (text, expected) => {
    expect(named(text, 'fr')).toEqual(expected);
  });
});

describe('counting words', () => {
  test('gives the total, the longest word and the longest sentence', () => {
    expect(countWords('Short one. This sentence is considerably longer!')).toEqual({
      count: 7,
      word: 'considerably',
      longest: 5,
    });
    expect(countWords('🎉 … ')).toEqual({ count: 0, word: '', longest: 0 });
  });
});

describe('the strongest line', () => {
  test('is one of the text, and names something', () => {
    expect(
      strongestLine('I was so sad about it all. We lost the key to the shed. It is what it is now.', 'en'),
    ).toBe('We lost the key to the shed.');
  });

  test('is never a link or a mention', () => {
    expect(
      strongestLine('look at @everyone and the door\nsee https://example.org for the door', 'en'),
    ).toBeUndefined();
  });
});
