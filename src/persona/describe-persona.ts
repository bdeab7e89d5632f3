import type { Language } from '../core/language.ts';
import type { Persona } from './persona.ts';

/** What the character is, in a sentence or two, for /about. Says that it is an AI. */
export function describePersona(persona: Persona, language: Language): string {
  return persona.is[language];
}
