import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareForDiscord } from '../../../src/adapters/discord/markdown.ts';

describe('Markdown for Discord', () => {
  it.each([
    ['talk', 'He *read* it **closely**, then.', 'He *read* it **closely**, then.'],
    ['large headings', '# One\n### Three', '# One\n### Three'],
    ['small headings', '#### The **burned** tray ####', '**The burned tray**'],
    ['images', '![a tray](https://example.org/a.png)', '[a tray](https://example.org/a.png)'],
    ['code', '```md\n#### as it is\n![x](y)\n```\n#### not', '```md\n#### as it is\n![x](y)\n```\n**not**'],
    ['a shorter fence inside a longer', '````\n```\n#### a\n````\n#### b', '````\n```\n#### a\n````\n**b**'],
  ])('shows %s', (_what, markdown, shown) => {
    expect(prepareForDiscord(markdown, false)).toBe(shown);
  });

  it('shows a table without its bars', () => {
    const shown = prepareForDiscord(
      '| bread | day |\n| --- | --- |\n| rye | Monday |\n\nThat is all.',
      false,
    );
    expect(shown).not.toContain('| --- |');
    expect(shown).toContain('rye');
    expect(shown).toContain('That is all.');
  });

  it('keeps every word of any text', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z#`>!\n ]{0,12}$/)), (pieces) => {
        const text = pieces.join('\n');
        const wordsOf = (from: string) => from.match(/[a-z]+/g) ?? [];
        expect(wordsOf(prepareForDiscord(text, false))).toEqual(wordsOf(text));
      }),
    );
  });
});
