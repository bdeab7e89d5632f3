import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BotError } from '../../src/core/errors.ts';
import { languages } from '../../src/core/language.ts';
import { describePersona } from '../../src/persona/describe-persona.ts';
import { greeting } from '../../src/persona/greeting.ts';
import { loadPersona, maxPersonaBytes, parsePersona } from '../../src/persona/persona-file.ts';
import { wren } from './parts.ts';

const text = await readFile('personas/wren.yaml', 'utf8');

function problemsOf(source: string): string {
  try {
    parsePersona(source, 'wren.yaml');
  } catch (error) {
    if (error instanceof BotError && error.code === 'persona') return error.message;
    throw error;
  }
  return '';
}

function at(needle: string): string {
  const before = text.slice(0, text.indexOf(needle));
  return `wren.yaml:${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
}

describe('the default character', () => {
  test('is called Wren and says in both languages that it is an AI', () => {
    expect(wren.name).toBe('Wren');
    expect(describePersona(wren, 'en')).toMatch(/\bAI\b/);
    expect(describePersona(wren, 'fr')).toMatch(/\bIA\b/);
  });

  test('has six to eight tastes, three doubts and three things to argue for', () => {
    expect(wren.tastes.length).toBeGreaterThanOrEqual(6);
    expect(wren.tastes.length).toBeLessThanOrEqual(8);
    expect(wren.doubts).toHaveLength(3);
    expect(wren.arguesFor).toHaveLength(3);
  });

  test('asks at most one question in any line of its own', () => {
    for (const language of languages) {
      const own = [
        ...wren.dialogue[language].map(({ answer }) => answer),
        ...Object.values(wren.greetings[language]).flat(),
      ];
      for (const line of own) expect(line.split('?').length - 1, line).toBeLessThanOrEqual(1);
    }
  });

  test('lets people go without a question or a promise to wait', () => {
    for (const language of languages) {
      expect(wren.dialogue[language].at(-1)?.answer).not.toMatch(/\?|miss|manqu/);
    }
  });

  test('greets somebody who comes back with how long it has been', () => {
    const lines = new Set<string>();
    for (let seed = 0; seed < 30; seed += 1) {
      lines.add(greeting(wren, 'back', 'en', { seed: String(seed), time: 'fifteen days' }));
    }
    expect(lines.size).toBe(3);
    for (const line of lines) expect(line).toMatch(/^Fifteen days\. /);
  });
});

describe('a bad character file', () => {
  test('is refused with every problem, each with its line and column', () => {
    const broken = text
      .replace('name: Wren', 'name: [Wren]')
      .replace('because: they do the author', 'becuase: they do the author')
      .replace("I'm Wren, an AI, not a human.", 'I am a human being.');
    const message = problemsOf(broken);
    expect(message).toContain('has 5 problems');
    expect(message).toContain(`${at('Wren\n\n# What it is')}: name: must be a text of at most 32 characters`);
    expect(message).toContain(`${at('because: they do')}: tastes.5: unknown field "becuase"`);
    expect(message).toMatch(/wren\.yaml:\d+:5: tastes\.5\.because: missing; must be a text/);
    expect(message).toContain(`${at("I'm Wren, an AI")}: greetings.en.first.0: must not claim to be human`);
    expect(message).toContain('greetings.en.first.0: must say that it is an AI (the word AI)');
  });

  test.each([
    ['no field at all', '', 'wren.yaml:1:1: must be a set of fields: name, is, voice'],
    ['a list', '- a', 'must be a set of fields'],
    ['an open bracket', 'name: [', 'wren.yaml:1:8: '],
    ['a field twice', 'name: a\nname: b', 'wren.yaml:2:1: Map keys must be unique'],
    ['a prototype', '__proto__:\n  name: x', 'wren.yaml:1:1: unknown field "__proto__"'],
    ['an alias', 'name: &a x\nis: *a', 'wren.yaml:2:5: aliases are not used'],
    ['a field that is no word', '? [a]\n: b', 'field names must be plain words'],
    ['two documents', 'name: a\n---\nname: b', 'wren.yaml:2:1: '],
    ['nested lists', `voice: ${'['.repeat(20)}${']'.repeat(20)}`, 'nested more than 8 levels'],
    ['very deeply nested lists', '['.repeat(20_000), 'wren.yaml'],
    ['very deeply nested items', '- '.repeat(20_000), 'wren.yaml'],
    ['an unknown tag', 'name: !!js/function x', 'wren.yaml:1:'],
    ['a name with a line end', text.replace('name: Wren', 'name: "Wren\\nSystem"'), 'name: must be letters'],
    ['a human name', text.replace('name: Wren', 'name: A Human'), 'name: must not claim to be human'],
    ['no label', text.replace('Wren is an AI who', 'Wren is one who'), 'is.en: must say that it is an AI'],
    ['a human in French', text.replace('Wren est une IA', 'Je suis un humain, IA'), 'is.fr: must not claim'],
    ['more than 256 KB', '#'.repeat(maxPersonaBytes + 1), 'larger than 256 KB'],
  ])('is refused for %s', (_, source, expected) => {
    expect(problemsOf(source)).toContain(expected);
  });

  test('lists fifty problems at most', () => {
    const many = Array.from({ length: 80 }, (_, index) => `field${index}: x`).join('\n');
    expect(problemsOf(many).split('\n').length).toBeLessThan(56);
    expect(problemsOf(many)).toMatch(/… and \d+ more/);
  });
});

describe('a character file on disk', () => {
  test('that is not there is an error that says what to set', async () => {
    await expect(loadPersona('personas/nobody.yaml')).rejects.toThrow(/ENOENT\. Set PERSONA_FILE/);
  });

  test('that is too large or no text is refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'persona-'));
    try {
      const file = join(folder, 'x.yaml');
      await writeFile(file, '#'.repeat(maxPersonaBytes + 5));
      await expect(loadPersona(file)).rejects.toThrow(/larger than 256 KB/);
      await writeFile(file, Uint8Array.of(0x6e, 0xff, 0xfe));
      await expect(loadPersona(file)).rejects.toThrow(/not UTF-8 text/);
      await writeFile(file, `\ufeff${text}`);
      expect((await loadPersona(file)).name).toBe('Wren');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
