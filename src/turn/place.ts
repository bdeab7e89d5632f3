import type { Caller } from '../commands/command.ts';
import { type Language, languageIn, languageOf } from '../core/language.ts';
import type { Memory } from '../core/memory.ts';
import type { Answerable } from '../core/message.ts';
import { accountKey } from '../core/room.ts';

/** Who is being answered, and how: the same for talk, commands and presses. */
export type Callers = (event: Answerable, signal: AbortSignal) => Promise<Caller>;

export function createCallers(tools: {
  readonly memory: Memory;
  readonly ownerTag: (account: string) => string;
  readonly timeZone: string;
}): Callers {
  return async (event, signal) => {
    const { eventId, account, name, audience, room } = event;
    const { language, timeZone } = await tools.memory.switches(account);
    return {
      eventId,
      account,
      name,
      audience,
      room,
      admin: event.admin === true,
      language: language ?? languageFor(event),
      timeZone: timeZone ?? event.timeZone ?? tools.timeZone,
      owner: tools.ownerTag(accountKey(account)),
      signal,
    };
  };
}

/** The language of an event without a person's own choice: their words tell more than a client's setting. */
export function languageFor(event: Answerable): Language {
  const written = event.kind === 'message' ? languageIn(event.text) : undefined;
  return written ?? languageOf(event.locale);
}
