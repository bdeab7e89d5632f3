import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createThoughtFilter } from '../../src/model/hide-thoughts.ts';
import { readChunk } from '../../src/model/read-chunk.ts';
import { createEventReader } from '../../src/model/read-events.ts';

/** Text without blanks at its start that opens no thinking of its own. */
const answers = fc
  .string({ minLength: 1 })
  .filter((text) => text.trimStart() === text && !text.startsWith('<'));
const thoughts = fc.string().map((text) => text.replaceAll('<', ''));
const cuts = fc.array(fc.nat(), { maxLength: 8 });

function pieces<T extends { readonly length: number; slice(start: number, end: number): T }>(
  whole: T,
  at: readonly number[],
): readonly T[] {
  const places = [0, ...at.map((place) => place % (whole.length + 1)).sort((a, b) => a - b), whole.length];
  return places.slice(1).map((end, index) => whole.slice(places[index] ?? 0, end));
}

function shown(text: string, at: readonly number[]): string {
  const filter = createThoughtFilter();
  return pieces(text, at).map(filter.push).join('') + filter.end();
}

describe('thinking in tags', () => {
  it('is dropped before the answer and the answer is kept whole, wherever the pieces are cut', () => {
    fc.assert(
      fc.property(answers, fc.array(thoughts, { maxLength: 3 }), cuts, (answer, before, at) => {
        const text = `${before.map((thought) => `\n<think>${thought}</think>\n`).join('')}${answer}`;
        expect(shown(text, at)).toBe(answer);
      }),
    );
  });

  it.each([
    ['<think>never closed, not even by </thin', ''],
    ['<thinking>hm</thinking>Yes.', 'Yes.'],
    ['<Think>hm</Think>Yes.', 'Yes.'],
    ['<thi', '<thi'],
    ['<thistle> is a plant', '<thistle> is a plant'],
    ['I write <think>like this</think>', 'I write <think>like this</think>'],
  ])('%j is shown as %j', (text, expected) => {
    expect(shown(text, [])).toBe(expected);
    expect(
      shown(
        text,
        [...text].map((_, index) => index),
      ),
    ).toBe(expected);
  });
});

describe('the body of an answer', () => {
  it('gives the same values wherever its bytes are cut', () => {
    const line = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: fc.string({ unit: 'grapheme' }) })),
        line,
        cuts,
        (values, end, at) => {
          const text = values.map((value) => `data: ${JSON.stringify(value)}${end}${end}`).join('');
          const reader = createEventReader();
          const read = pieces(new TextEncoder().encode(text), at).flatMap((bytes) => reader.push(bytes));
          expect([...read, ...reader.end()]).toEqual(values);
        },
      ),
    );
  });

  it('refuses a line that never ends', () => {
    const reader = createEventReader();
    const bytes = new TextEncoder().encode(`data: ${'x'.repeat(1_000_000)}`);
    expect(() => {
      for (let number = 0; number < 6; number += 1) reader.push(bytes);
    }).toThrow(RangeError);
  });

  it('is read as something whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, inner) => {
        for (const one of [
          value,
          { error: value },
          { choices: value },
          { choices: [{ delta: inner }, value] },
        ]) {
          expect(['text', 'complaint', 'other']).toContain(readChunk(one).kind);
        }
      }),
    );
  });
});
