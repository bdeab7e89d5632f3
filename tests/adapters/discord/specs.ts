import type { CommandSpecs } from '../../../src/core/adapter.ts';

/** A public command with a choice, a private one with subcommands, and one for administrators. */
export const specs: CommandSpecs = [
  {
    name: 'poem',
    description: { en: 'Write a poem', fr: 'Écrire un poème' },
    acknowledge: 'public',
    forAdmins: false,
    options: [
      {
        name: 'about',
        description: { en: 'What it is about', fr: 'Son sujet' },
        required: false,
        maxCharacters: 500,
        main: true,
      },
      {
        name: 'form',
        description: { en: 'Its form', fr: 'Sa forme' },
        required: true,
        maxCharacters: 20,
        choices: ['haiku', 'sonnet'],
      },
    ],
    subcommands: [],
  },
  {
    name: 'me',
    description: { en: 'What is kept about you', fr: 'Ce qui est gardé sur vous' },
    acknowledge: 'private',
    forAdmins: false,
    options: [],
    subcommands: [
      { name: 'show', description: { en: 'Show it', fr: 'Le montrer' }, options: [] },
      {
        name: 'keep',
        description: { en: 'Keep something', fr: 'Garder quelque chose' },
        options: [
          {
            name: 'what',
            description: { en: 'What to keep', fr: 'Quoi' },
            required: true,
            maxCharacters: 9_000,
            main: true,
          },
        ],
      },
    ],
  },
  {
    name: 'setup',
    description: { en: 'Set the bot up here', fr: 'Régler le bot ici' },
    acknowledge: 'private',
    forAdmins: true,
    options: [],
    subcommands: [],
  },
];
