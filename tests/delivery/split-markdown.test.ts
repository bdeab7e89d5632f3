import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutMarkdown, isBlank, splitMarkdown } from '../../src/delivery/split-markdown.ts';

const letters = (text: string) => text.replaceAll(/\s/g, '');
const loneSurrogate = /\p{Surrogate}/u;
const fenceLines = (text: string) => text.split('\n').filter((line) => /^ {0,3}```/.test(line));

const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), { maxLength: 200 });
const prose = words.map((list) => list.join(' ').replaceAll(/[`~]/g, 'x'));
const maxima = fc.integer({ min: 40, max: 300 });

describe('splitMarkdown', () => {
  test('leaves a text that fits as it is', () => {
    expect(splitMarkdown('Hello.\n\n```js\nlet a;\n```', 2000)).toEqual(['Hello.\n\n```js\nlet a;\n```']);
  });

  test('gives no parts for text that nobody could see', () => {
    for (const text of ['', ' \n\t\n', '\u200b\u2060', '\u3164'.repeat(500)]) {
      expect(splitMarkdown(text, 100)).toEqual([]);
    }
  });

  test('refuses a maximum too small to hold a fence', () => {
    expect(() => splitMarkdown('hello', 39)).toThrow(RangeError);
  });

  test('prefers the end of a paragraph over a later end of a line', () => {
    const text = `${'a'.repeat(60)}\n\n${'b'.repeat(20)}\n${'c'.repeat(40)}`;
    expect(splitMarkdown(text, 100)).toEqual(['a'.repeat(60), `${'b'.repeat(20)}\n${'c'.repeat(40)}`]);
  });

  test('prefers the end of a sentence over a later word', () => {
    const text = `${'One more word here. '.repeat(4)}and ${'on '.repeat(20)}`;
    expect(splitMarkdown(text, 100)[0]).toBe(
      'One more word here. One more word here. One more word here. One more word here.',
    );
  });

  test('closes a code fence and opens it again with its language', () => {
    const code = Array.from({ length: 30 }, (_, line) => `  const value${line} = ${line};`);
    const parts = splitMarkdown(['Look:', '```ts', ...code, '```', 'That is all.'].join('\n'), 300);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(fenceLines(part).length % 2).toBe(0);
    for (const part of parts.slice(1)) expect(part.startsWith('```ts\n  const')).toBe(true);
    const shown = parts.flatMap((part) => part.split('\n')).filter((line) => line.startsWith('  const'));
    expect(shown).toEqual(code);
  });

  test('does not open an empty code block for a closing fence that no longer fits', () => {
    for (let lines = 1; lines < 40; lines += 1) {
      const text = `\`\`\`\n${'abcdefgh\n'.repeat(lines)}\`\`\`\nThe end.`;
      for (const part of splitMarkdown(text, 60)) expect(part).not.toMatch(/^```\n+```/);
    }
  });

  test('opens a longer or tilde fence again with the same marks', () => {
    const text = `~~~~python\n${'print("```")\n'.repeat(20)}~~~~`;
    for (const part of splitMarkdown(text, 100)) {
      expect(part.startsWith('~~~~python\n')).toBe(true);
      expect(part.endsWith('\n~~~~')).toBe(true);
    }
  });

  test('keeps links, addresses, mentions and inline code whole', () => {
    const whole = [
      '[the blue radio](https://example.org/a_(b)/c)',
      'https://example.org/one/two/three?four=five',
      '<@123456789012345678>',
      '`a piece of code with spaces`',
    ];
    for (const piece of whole) {
      for (let before = 50; before < 110; before += 1) {
        const text = `${'ab '.repeat(before / 3)}${piece} and ${'so on '.repeat(30)}`;
        const parts = splitMarkdown(text, 110);
        expect(parts.some((part) => part.includes(piece))).toBe(true);
      }
    }
  });

  test('cuts a link that fits into no part', () => {
    const parts = splitMarkdown(`https://example.org/${'a'.repeat(500)}`, 100);
    expect(parts.join('')).toBe(`https://example.org/${'a'.repeat(500)}`);
  });

  test('never cuts through a family emoji, a flag or a combining mark', () => {
    for (const grapheme of ['👩‍👩‍👧‍👦', '🇫🇷', 'é́', '✊🏽']) {
      const parts = splitMarkdown(grapheme.repeat(200), 100);
      for (const part of parts) expect(part.length % grapheme.length).toBe(0);
      expect(parts.join('')).toBe(grapheme.repeat(200));
    }
  });

  test('cuts a grapheme longer than a part between code points', () => {
    const zalgo = `a${'\u{1d165}'.repeat(400)}`;
    const parts = splitMarkdown(zalgo, 101);
    expect(parts.every((part) => part.length <= 101 && !loneSurrogate.test(part))).toBe(true);
    expect(parts.join('')).toBe(zalgo);
  });

  test.each([
    ['one letter', 'a'.repeat(100_000)],
    ['opening brackets', '['.repeat(100_000)],
    ['link beginnings', '[a]('.repeat(25_000)],
    ['backticks', '`a'.repeat(50_000)],
    ['spaces between two letters', `a${' '.repeat(100_000)}b`],
    ['line breaks and spaces', ' \n'.repeat(50_000)],
    ['fences', '```js\n'.repeat(16_000)],
    ['combining marks', `a${'\u0301'.repeat(100_000)}`],
    ['exclamation marks', '!"'.repeat(50_000)],
  ])('splits 100,000 characters of %s quickly', (_name, text) => {
    for (const maxCharacters of [2_000, 12_000]) {
      const before = performance.now();
      const parts = splitMarkdown(text, maxCharacters);
      expect(performance.now() - before).toBeLessThan(1_500);
      expect(parts.every((part) => part.length <= maxCharacters)).toBe(true);
    }
  });

  test('keeps every part within the limit, visible and well formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), prose, maxima, (a, b, maxCharacters) => {
        for (const part of splitMarkdown(a + b, maxCharacters)) {
          expect(part.length).toBeLessThanOrEqual(maxCharacters);
          expect(isBlank(part)).toBe(false);
          expect(part).not.toMatch(loneSurrogate);
        }
      }),
    );
  });

  test('loses nothing but whitespace', () => {
    fc.assert(
      fc.property(prose, maxima, (text, maxCharacters) => {
        const parts = splitMarkdown(text, maxCharacters);
        if (!isBlank(text)) expect(letters(parts.join(''))).toBe(letters(text));
      }),
    );
  });

  test('balances fences and keeps all code, whatever stands around it', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.', '(', '🙂'), maxLength: 60 });
    const block = fc.record({ code: fc.boolean(), lines: fc.array(line, { maxLength: 12 }) });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), maxima, (blocks, maxCharacters) => {
        const text = blocks
          .map(({ code, lines }) => (code ? ['```ts', ...lines, '```'] : lines).join('\n'))
          .join('\n\n');
        const parts = splitMarkdown(text, maxCharacters);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(maxCharacters);
          expect(fenceLines(part).length % 2).toBe(0);
        }
        const content = (shown: string) => letters(shown.replaceAll(/^```(ts)?$/gm, ''));
        expect(content(parts.join('\n'))).toBe(content(text));
      }),
    );
  });
});

describe('cutMarkdown on text that grows', () => {
  test('only ever appends to what was shown, and ends complete', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '. ', '\n', '`c`'), maxLength: 60 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.boolean(), maxima, (lines, code, maxCharacters) => {
        const pieces = code ? ['```ts\n', ...lines, '\n```'] : lines;
        let text = '';
        let shown: { text: string; end: number }[] = [];
        for (const [index, piece] of [...pieces, ''].entries()) {
          text += piece;
          const open = index < pieces.length;
          const cuts = cutMarkdown(text, maxCharacters, {
            ends: shown.slice(0, -1).map((cut) => cut.end),
            atLeast: shown.at(-1)?.end ?? 0,
            open,
          });
          expect(cuts.length).toBeGreaterThanOrEqual(shown.length);
          for (const [at, before] of shown.entries()) {
            const now = cuts[at];
            if (at < shown.length - 1) expect(now).toEqual(before);
            expect(now?.text.startsWith(before.text)).toBe(true);
            expect(now?.text.length).toBeLessThanOrEqual(maxCharacters);
          }
          shown = [...cuts];
        }
      }),
    );
  });
});
