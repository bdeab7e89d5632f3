import type { OptionSpec, SubcommandSpec } from '../core/command.ts';

const number: OptionSpec = {
  name: 'number',
  description: { en: 'Its number in /me show', fr: 'Son numéro dans /me show' },
  required: true,
  maxCharacters: 120,
  first: true,
};

const statement = (en: string, fr: string): OptionSpec => ({
  name: 'text',
  description: { en, fr },
  required: true,
  maxCharacters: 300,
  main: true,
});

/** What a person can do with what is known of them. The first stands for the bare command. */
export const meSubcommands: readonly SubcommandSpec[] = [
  {
    name: 'show',
    description: { en: 'Everything kept about you', fr: 'Tout ce qui est gardé sur toi' },
    options: [
      {
        name: 'page',
        description: { en: 'Which page', fr: 'Quelle page' },
        required: false,
        maxCharacters: 6,
        main: true,
      },
    ],
  },
  {
    name: 'why',
    description: { en: 'What I just recalled, and why', fr: 'Ce que je viens de me rappeler, et pourquoi' },
    options: [],
  },
  {
    name: 'keep',
    answersInPlace: true,
    description: { en: 'Remember something, in your words', fr: 'Retenir quelque chose, avec tes mots' },
    options: [
      statement('What to remember', 'Ce qu’il faut retenir'),
      {
        name: 'as',
        description: {
          en: 'fact, joke (ours), or boundary (never to be brought up)',
          fr: 'fact, joke (la nôtre), ou boundary (à ne jamais évoquer)',
        },
        required: false,
        maxCharacters: 8,
        choices: ['fact', 'joke', 'boundary'],
      },
    ],
  },
  {
    name: 'correct',
    description: { en: 'Put something right', fr: 'Rectifier quelque chose' },
    options: [number, statement('What it should say', 'Ce que ça devrait dire')],
  },
  {
    name: 'forget',
    description: {
      en: 'Forget one thing, a room, or everything',
      fr: 'Oublier une chose, un salon, ou tout',
    },
    options: [
      {
        name: 'what',
        description: {
          en: 'Its number in /me show, some words of it, here, or everything',
          fr: 'Son numéro dans /me show, quelques mots, ici, ou tout',
        },
        required: true,
        maxCharacters: 120,
        main: true,
      },
    ],
  },
  {
    name: 'share',
    description: {
      en: 'Let me use one fact in this server too, for you alone',
      fr: 'Me laisser utiliser un fait sur ce serveur aussi, pour toi',
    },
    options: [{ ...number, main: true }],
  },
  {
    name: 'pause',
    answersInPlace: true,
    description: { en: 'Keep nothing new, recall nothing', fr: 'Ne rien garder, ne rien rappeler' },
    options: [],
  },
  {
    name: 'resume',
    answersInPlace: true,
    description: { en: 'Remember again', fr: 'Se souvenir à nouveau' },
    options: [],
  },
  {
    name: 'learning',
    description: {
      en: 'Whether I pick up facts from our talk',
      fr: 'Si je retiens des faits de nos échanges',
    },
    options: [
      {
        name: 'how',
        description: {
          en: 'auto, ask (before I keep one), or off',
          fr: 'auto, ask (demander avant), ou off',
        },
        required: true,
        maxCharacters: 4,
        choices: ['auto', 'ask', 'off'],
        main: true,
      },
    ],
  },
  {
    name: 'export',
    description: { en: 'Everything kept, as files', fr: 'Tout ce qui est gardé, en fichiers' },
    options: [],
  },
  {
    name: 'link',
    description: {
      en: 'Link another account of yours: get a code, or enter one',
      fr: 'Lier un autre compte à toi : obtenir un code, ou en saisir un',
    },
    options: [
      {
        name: 'code',
        description: {
          en: 'The code from the other account; without it you get one',
          fr: 'Le code de l’autre compte ; sans lui tu en reçois un',
        },
        required: false,
        maxCharacters: 20,
        main: true,
      },
      {
        name: 'share',
        description: {
          en: 'What crosses: style (how to talk with you) or all',
          fr: 'Ce qui traverse : style (comment te parler) ou all (tout)',
        },
        required: false,
        maxCharacters: 5,
        choices: ['style', 'all'],
      },
    ],
  },
  {
    name: 'unlink',
    description: { en: 'End links with other accounts', fr: 'Rompre les liens avec d’autres comptes' },
    options: [],
  },
  {
    name: 'timezone',
    description: { en: 'Where your clock is', fr: 'Où est ton horloge' },
    options: [
      {
        name: 'zone',
        description: { en: 'Such as Europe/Paris, or auto', fr: 'Comme Europe/Paris, ou auto' },
        required: true,
        maxCharacters: 60,
        main: true,
      },
    ],
  },
  {
    name: 'language',
    description: { en: 'The language I speak with you', fr: 'La langue que je parle avec toi' },
    options: [
      {
        name: 'code',
        description: { en: 'en, fr, or auto', fr: 'en, fr, ou auto' },
        required: true,
        maxCharacters: 4,
        choices: ['en', 'fr', 'auto'],
        main: true,
      },
    ],
  },
];
