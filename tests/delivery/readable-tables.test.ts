import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readableTables } from '../../src/delivery/readable-tables.ts';

const table = ['| Form | Lines |', '|:--|--:|', '| haiku | 3 |', '| *sonnet* | 14 |'].join('\n');

describe('readableTables', () => {
  test('shows a small table as an aligned code block', () => {
    expect(readableTables(`Two forms:\n\n${table}\n\nThat is all.`, false)).toBe(
      [
        'Two forms:',
        '',
        '```',
        'Form    Lines',
        '──────  ─────',
        'haiku       3',
        'sonnet     14',
        '```',
        '',
        'That is all.',
      ].join('\n'),
    );
  });

  test('shows a wide table as lines of header and value, with its formatting', () => {
    const wide = `| Name | What it is |\n|---|---|\n| radio | ${'very **blue** '.repeat(8)}|\n| sill | |`;
    expect(readableTables(wide, false)).toBe(
      `Name: radio\nWhat it is: ${'very **blue** '.repeat(8).trim()}\n\nName: sill`,
    );
  });

  test('keeps links that could be followed', () => {
    const linked = '| a | b |\n|---|---|\n| [x](https://example.org) | 1 |';
    expect(readableTables(linked, false)).toBe('a: [x](https://example.org)\nb: 1');
    const bare = '| a | b |\n|---|---|\n| www.example.org | me@example.org \\| none |';
    expect(readableTables(bare, false)).toBe('a: www.example.org\nb: me@example.org | none');
  });

  test('leaves a table alone while its next row may still come', () => {
    expect(readableTables(`Two forms:\n\n${table}\n`, true)).toBe(`Two forms:\n\n${table}\n`);
    expect(readableTables(`${table}\n\nDone.`, true)).toContain('```\nForm    Lines');
  });

  test('leaves code alone that looks like a table', () => {
    const code = `\`\`\`\n${table}\n\`\`\``;
    expect(readableTables(code, false)).toBe(code);
  });

  test('keeps the marks of a list or a quote around a table', () => {
    const quoted = table
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
    expect(readableTables(`${quoted}\n\nDone.`, false)).toBe(
      '> Form: haiku\n> Lines: 3\n> \n> Form: *sonnet*\n> Lines: 14\n\nDone.',
    );
    const listed = `- ${table.replaceAll('\n', '\n  ')}`;
    expect(readableTables(listed, false)).toBe(
      '- Form: haiku\n  Lines: 3\n  \n  Form: *sonnet*\n  Lines: 14',
    );
  });

  test('aligns wide characters', () => {
    const wide = '| a | b |\n|---|---|\n| 日本 | 1 |\n| x | 2 |';
    expect(readableTables(wide, false)).toContain('日本  1\nx     2');
  });

  test('leaves every text without a table exactly as it is', () => {
    const piece = fc.constantFrom('|', '-', 'a', ' ', '\n', '`', '>', ':', '* ', '1. ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.boolean(), (pieces, writing) => {
        const text = pieces.join('').replaceAll('-', '=');
        expect(readableTables(text, writing)).toBe(text);
      }),
    );
  });

  test('loses no word of any table', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), minLength: 1, maxLength: 30 });
    const row = fc.tuple(cell, cell, cell);
    fc.assert(
      fc.property(row, fc.array(row, { minLength: 1, maxLength: 6 }), (header, rows) => {
        const write = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
        const text = [write(header), '|---|---|---|', ...rows.map(write)].join('\n');
        const shown = readableTables(text, false);
        expect(shown).not.toContain('|---');
        for (const word of rows.flat().flatMap((cells) => cells.split(' '))) expect(shown).toContain(word);
      }),
    );
  });

  test('takes long hostile text in its stride', () => {
    for (const text of ['|-\n'.repeat(1_000), `${'> '.repeat(3_000)}|\n|-|`, `${'|'.repeat(3_000)}\n|-|`]) {
      const before = performance.now();
      readableTables(text, false);
      expect(performance.now() - before).toBeLessThan(5_000);
    }
  });
});
