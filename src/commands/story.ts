import type { Command } from './command.ts';

/** Writes a short story about something. */
export const story = {
  name: 'story',
  description: { en: 'A short story about something you name', fr: 'Une courte histoire sur ce que tu veux' },
  acknowledge: 'public',
  forAdmins: false,
  subcommands: [],
  options: [
    {
      name: 'about',
      description: { en: 'What it is about, in your words', fr: 'De quoi elle parle, avec tes mots' },
      required: false,
      maxCharacters: 4_000,
      main: true,
    },
  ],
  run: async ({ options }, caller, tools) =>
    tools.write(caller, { kind: 'story', about: options['about'] ?? '' }),
} as const satisfies Command;
