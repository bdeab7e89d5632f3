import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOptions, parseCommandText } from '../../src/commands/command-text.ts';
import { commands } from '../../src/commands/index.ts';

describe('a command in words', () => {
  it('takes named options, and everything else as the main one', () => {
    expect(parseCommandText('poem form:haiku the deploy', commands)).toEqual({
      kind: 'command',
      call: { command: 'poem', options: { form: 'haiku', about: 'the deploy' } },
      explicit: true,
    });
  });

  it('takes a value of several words in double quotes', () => {
    expect(parseCommandText('/poem about:"a blue radio" form:haiku', commands)).toMatchObject({
      call: { options: { form: 'haiku', about: 'a blue radio' } },
    });
  });

  it('leaves words with a colon alone when they name no option', () => {
    expect(parseCommandText('story at 10:30 she said: no, http://x.example', commands)).toMatchObject({
      call: { options: { about: 'at 10:30 she said: no, http://x.example' } },
    });
  });

  it('reads a bare command with subcommands as its first one', () => {
    expect(parseCommandText('/me', commands)).toMatchObject({
      call: { command: 'me', subcommand: 'show' },
      explicit: true,
    });
    expect(parseCommandText('me forget everything', commands)).toMatchObject({
      call: { subcommand: 'forget', options: { what: 'everything' } },
      explicit: false,
    });
  });

  it('takes the first word for an option that stands first', () => {
    expect(parseCommandText('/me correct 3 She bakes plum rye', commands)).toMatchObject({
      call: { options: { number: '3', text: 'She bakes plum rye' } },
    });
  });

  it('knows that "me too" is no command', () => {
    expect(parseCommandText('me too', commands)).toMatchObject({
      kind: 'problem',
      problem: { kind: 'unexpected', text: 'too' },
    });
  });

  it('suggests the nearest name for one it does not know', () => {
    expect(parseCommandText('/peom form:haiku x', commands)).toEqual({
      kind: 'unknown',
      name: 'peom',
      nearest: 'poem',
    });
    expect(parseCommandText('/xylophone', commands)).toEqual({ kind: 'unknown', name: 'xylophone' });
  });

  it('says which choice is wrong, what is missing and what is too long', () => {
    expect(parseCommandText('poem form:epic x', commands)).toMatchObject({
      problem: { kind: 'choice', option: 'form', value: 'epic' },
    });
    expect(parseCommandText('/me keep', commands)).toMatchObject({
      problem: { kind: 'missing', option: 'text' },
    });
    expect(parseCommandText(`story ${'a'.repeat(5_000)}`, commands)).toMatchObject({
      problem: { kind: 'too-long', option: 'about' },
    });
  });

  it('refuses options nobody declared, however they are called', () => {
    const spec = commands.find(({ name }) => name === 'poem');
    expect(checkOptions(spec?.options ?? [], { ['__proto__x']: '1' })).toEqual({
      kind: 'unexpected',
      text: '__proto__x',
    });
    expect(parseCommandText('poem constructor:haiku', commands)).toMatchObject({
      call: { options: { about: 'constructor:haiku' } },
    });
  });

  it('never throws, and never loses the words of a story', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const parsed = parseCommandText(`story ${text}`, commands);
        if (parsed.kind !== 'command') return text.trim() === '' || parsed.kind === 'problem';
        const said = parsed.call.options['about'] ?? '';
        return /about:/iu.test(text) || said === text.trim();
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => parseCommandText(text, commands).kind !== undefined,
      ),
    );
  });
});

describe('the commands', () => {
  it('fit what the platforms allow', () => {
    for (const command of commands) {
      const options = [
        ...command.options,
        ...command.subcommands.flatMap((subcommand) => subcommand.options),
      ];
      for (const { name, description } of [command, ...command.subcommands, ...options]) {
        expect(name).toMatch(/^[a-z-]{1,32}$/);
        for (const text of Object.values(description))
          expect([...text].length, `${name}: ${text}`).toBeLessThanOrEqual(100);
      }
      expect(command.options.length).toBeLessThanOrEqual(25);
      expect(command.subcommands.length).toBeLessThanOrEqual(25);
    }
  });

  it('have names of their own', () => {
    const names = commands.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
