import { replyOf } from '../core/reply.ts';
import type { Command } from './command.ts';
import { placeOf } from './settings.ts';
import { texts } from './texts.ts';

/** For administrators: where it may talk, which country's help lines it shows, whether it may remember. */
export const setup = {
  name: 'setup',
  description: {
    en: 'For admins: where it may talk, country, memory',
    fr: 'Pour les admins : salons, pays, mémoire',
  },
  acknowledge: 'private',
  forAdmins: true,
  options: [],
  subcommands: [
    { name: 'show', description: { en: 'The choices made here', fr: 'Les choix faits ici' }, options: [] },
    {
      name: 'rooms',
      description: {
        en: 'Let it talk in this channel, not in this one, or everywhere',
        fr: 'Le laisser parler ici, pas ici, ou partout',
      },
      options: [
        {
          name: 'where',
          description: {
            en: 'here, not-here or everywhere',
            fr: 'here (ici), not-here (pas ici) ou everywhere (partout)',
          },
          required: true,
          maxCharacters: 20,
          choices: ['here', 'not-here', 'everywhere'],
          main: true,
        },
      ],
    },
    {
      name: 'country',
      description: {
        en: 'Whose help lines it shows in a crisis',
        fr: 'Le pays des lignes d’aide en cas de crise',
      },
      options: [
        {
          name: 'code',
          description: {
            en: 'Two letters, such as US or FR; none to clear',
            fr: 'Deux lettres, comme FR ; none pour effacer',
          },
          required: true,
          maxCharacters: 4,
          main: true,
        },
      ],
    },
    {
      name: 'memory',
      description: {
        en: 'Whether it may remember people beyond today',
        fr: 'S’il peut se souvenir au-delà du jour même',
      },
      options: [
        {
          name: 'allowed',
          description: { en: 'on or off', fr: 'on (oui) ou off (non)' },
          required: true,
          maxCharacters: 3,
          choices: ['on', 'off'],
          main: true,
        },
      ],
    },
  ],
  run: async ({ subcommand, options }, caller, tools) => {
    const words = texts[caller.language];
    const answer = (text: string) => replyOf(text, { visibility: 'private' });
    if (caller.audience.kind === 'private' && caller.account.platform === 'discord')
      return answer(words.setupInServer);
    if (!caller.admin) return answer(words.adminsOnly);

    const place = placeOf(caller.room);
    const channel = caller.room.within ?? caller.room.id;
    const before = await tools.settings.of(place);
    switch (subcommand) {
      case 'rooms': {
        const where = options['where'];
        if (where === 'not-here' && !before.rooms) return answer(words.chooseRoomsFirst);
        const others = (before.rooms ?? []).filter((id) => id !== channel);
        const rooms = where === 'everywhere' ? undefined : where === 'here' ? [...others, channel] : others;
        await tools.settings.change(place, { rooms });
        break;
      }
      case 'country': {
        const code = (options['code'] ?? '').toUpperCase();
        if (code !== 'NONE' && !/^[A-Z]{2}$/.test(code)) return answer(words.countryUnknown);
        await tools.settings.change(place, { country: code === 'NONE' ? undefined : code });
        break;
      }
      case 'memory':
        await tools.settings.change(place, { memory: options['allowed'] === 'on' });
        break;
    }
    const choices = await tools.settings.of(place);
    return answer(
      words.setupChoices({
        ...choices,
        channels: choices.rooms?.length,
        here: choices.rooms?.includes(channel) ?? true,
      }),
    );
  },
} as const satisfies Command;
