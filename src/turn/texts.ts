import type { Catalog } from '../core/language.ts';

/** What the turn says in its own name. */
export const texts: Catalog<{ readonly someoneElsesButton: string; readonly staleButton: string }> = {
  en: {
    someoneElsesButton: 'That button belongs to somebody else.',
    staleButton: 'That button is too old to do anything. Ask me again.',
  },
  fr: {
    someoneElsesButton: 'Ce bouton est à quelqu’un d’autre.',
    staleButton: 'Ce bouton est trop vieux pour servir. Redemande-moi.',
  },
};
