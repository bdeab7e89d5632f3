import type { Persona } from './persona.ts';

/** Reads a character from the text of its file. Throws a BotError `persona` that lists every problem with file, line and column. */
export function parsePersona(text: string, file: string): Persona {
  throw new RangeError(`Not written yet: ${text.length}, ${file}.`);
}

/** Reads a character file. Rejects with a BotError `persona` when it cannot be read or is not a character. */
export async function loadPersona(file: string): Promise<Persona> {
  return parsePersona('', file);
}
