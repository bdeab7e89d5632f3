import { describe, expect, it } from 'vitest';
import { spelledFor } from '../../src/commands/spelling.ts';

const options = { character: 'Wren', commands: ['me', 'help', 'story'] };

describe('the names of commands in what the program says', () => {
  it('stand under the character’s own root in Slack', () => {
    const spell = spelledFor('slack', options);
    expect(spell('/me show has all of it, `/help` lists them (/story).')).toBe(
      '/wren me show has all of it, `/wren help` lists them (/wren story).',
    );
  });

  it('leave paths, addresses and longer words alone', () => {
    const spell = spelledFor('slack', options);
    for (const text of ['and/me', 'https://example.org/help', '/menu', '/mé', '//me'])
      expect(spell(text)).toBe(text);
  });

  it('stay as they are elsewhere', () => {
    expect(spelledFor('discord', options)('/me show')).toBe('/me show');
  });
});
