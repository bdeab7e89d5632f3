import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nonceOf, renderButtons, renderPart } from '../../../src/adapters/discord/render.ts';
import { stopButtonId } from '../../../src/core/button.ts';
import type { Part } from '../../../src/delivery/surface.ts';
import { checkMessage } from '../../support/fake-discord/limits.ts';

const part: Part = { index: 0, text: 'Wrong how?', buttons: [], files: [], writing: false, stop: false };

describe('a part as a message', () => {
  it('says in every body that nobody is to be pinged and which buttons stand', () => {
    expect(renderPart(part)).toEqual({
      content: 'Wrong how?',
      components: [],
      allowed_mentions: { parse: [], replied_user: false },
    });
  });

  it.each([
    ['fr', 'Arrêter'],
    ['en-GB', 'Stop'],
    [undefined, 'Stop'],
  ])('labels the Stop button for %s', (locale, label) => {
    const [row] = renderPart({ ...part, writing: true, stop: true }, locale).components;
    expect(row?.components).toMatchObject([{ custom_id: stopButtonId, label }]);
  });

  it('gives all buttons the same style', () => {
    const [row] = renderButtons([
      { id: 'a', label: 'Remember' },
      { id: 'b', label: 'Just today' },
    ]);
    expect(new Set(row?.components.map(({ style }) => style)).size).toBe(1);
  });

  it('renders any buttons so that Discord takes them', () => {
    const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 40 }), (labels) => {
        const buttons = labels.map((text, index) => ({ id: `b${index}`, label: text }));
        const components = renderButtons(buttons);
        checkMessage({ content: 'x', components }, { content: '', files: 0 });
        expect(components.flatMap((row) => row.components)).toHaveLength(Math.min(25, labels.length));
      }),
    );
  });

  it('makes nonces of at most 25 characters, one for each part of each answer', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(50), fc.nat(50), (a, b, i, j) => {
        expect(nonceOf(a, i).length).toBeLessThanOrEqual(25);
        expect(nonceOf(a, i) === nonceOf(b, j)).toBe(a === b && i === j);
      }),
    );
  });
});
