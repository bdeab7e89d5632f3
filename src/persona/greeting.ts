import type { Language } from '../core/language.ts';
import type { Greetings, Persona } from './persona.ts';

/**
 * One of the character's own lines for an occasion. The same seed gives the same line. `time` fills
 * `{time}` in lines for somebody who comes back (see `gapInWords`).
 */
export function greeting(
  persona: Persona,
  occasion: keyof Greetings,
  language: Language,
  options: { readonly seed: string; readonly time?: string },
): string {
  const lines = persona.greetings[language][occasion];
  let sum = 0;
  for (const letter of options.seed) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  const line = lines[sum % lines.length] ?? '';
  return line.replaceAll('{time}', () => capitalised(options.time ?? ''));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
