import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWrap } from '../../../src/adapters/terminal/wrap.ts';

describe('an answer on a narrow screen', () => {
  it('breaks between words, wherever the pieces it came in ended', () => {
    const wrap = createWrap(() => 20, 6);
    expect(wrap('Keep the boat.') + wrap(' Stop at') + wrap(' "boat": the fold has told me.')).toBe(
      'Keep the\nboat. Stop at\n"boat": the fold\nhas told me.',
    );
  });

  it('keeps the lines somebody made, and counts wide letters twice', () => {
    expect(createWrap(() => 12, 0)('one\ntwo three')).toBe('one\ntwo three');
    expect(createWrap(() => 12, 0)('窓の外 で')).toBe('窓の外 で');
    expect(createWrap(() => 10, 0)('窓の外 で雨')).toBe('窓の外\nで雨');
  });

  it('changes nothing but spaces into line breaks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 30 }), { maxLength: 6 }),
        fc.integer({ min: 5, max: 60 }),
        (pieces, columns) => {
          const wrap = createWrap(() => columns, 0);
          const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
          expect(words(pieces.map(wrap).join(''))).toEqual(words(pieces.join('')));
        },
      ),
    );
  });
});
