import type { Catalog } from '../../core/language.ts';

/** What the terminal itself says. */
export type TerminalTexts = { readonly you: string; readonly notTaken: string };

export const texts: Catalog<TerminalTexts> = {
  en: {
    you: 'You',
    notTaken: 'That could not be written down, so it will not be answered. Please say it again.',
  },
  fr: {
    you: 'Toi',
    notTaken: 'Cela n’a pas pu être noté et restera sans réponse. Redis-le, s’il te plaît.',
  },
};
