import type { Command } from './command.ts';

/** Writes a poem; a haiku is looked for in the person's own words when no model is connected. */
export const poem = {
  name: 'poem',
  description: { en: 'A poem, in a form you choose', fr: 'Un poème, dans la forme que tu choisis' },
  acknowledge: 'public',
  forAdmins: false,
  subcommands: [],
  options: [
    {
      name: 'form',
      description: {
        en: 'Its form; free verse if you name none',
        fr: 'Sa forme ; vers libre si tu n’en nommes pas',
      },
      required: false,
      maxCharacters: 20,
      choices: ['haiku', 'free', 'couplet', 'limerick', 'sonnet'],
    },
    {
      name: 'about',
      description: { en: 'What it is about, or your own text', fr: 'De quoi il parle, ou ton propre texte' },
      required: false,
      maxCharacters: 4_000,
      main: true,
    },
  ],
  run: async ({ options }, caller, tools) => {
    const form = options['form'];
    const about = options['about'] ?? '';
    return tools.write(caller, { kind: 'poem', about, ...(form && form !== 'free' ? { form } : {}) });
  },
} as const satisfies Command;
