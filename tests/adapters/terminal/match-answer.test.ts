import { describe, expect, it } from 'vitest';
import { matchAnswer } from '../../../src/adapters/terminal/match-answer.ts';

const card = ['Remember · I’m 18 or over', 'Just today', 'What’s kept, who can see'].map((label, index) => ({
  id: `button-${index}`,
  label,
}));
const pressed = (typed: string) => matchAnswer(typed, card)?.id;

describe('an answer typed to a question', () => {
  it('may be its number, its label or its first words', () => {
    expect(['1', '[2]', '3.', 'remember', 'JUST TODAY', "what's kept"].map(pressed)).toEqual([
      'button-0',
      'button-1',
      'button-2',
      'button-0',
      'button-1',
      'button-2',
    ]);
  });

  it('may be a plain yes or no, in French too', () => {
    expect(['yes', 'Oui', 'no', 'non'].map(pressed)).toEqual([
      'button-0',
      'button-0',
      'button-1',
      'button-1',
    ]);
  });

  it('is talk otherwise', () => {
    for (const typed of ['', '4', '0', 'rem', 'yes please, but first read this', 'nobody']) {
      expect(pressed(typed)).toBeUndefined();
    }
    expect(matchAnswer('yes', [])).toBeUndefined();
  });
});
