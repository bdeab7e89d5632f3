import type { Button } from '../../core/button.ts';
import type { CommandCall, Message, Press, Stopped } from '../../core/message.ts';
import type { Account } from '../../core/room.ts';
import { matchAnswer } from './match-answer.ts';

/** What every event of this terminal has in common. */
export type Sitting = {
  /** Account name of the person at the keyboard. */
  readonly user: string;
  readonly joins: boolean;
  readonly locale?: string;
  readonly timeZone?: string;
};

/** A typed line as an event. `offered` are the buttons under the last answer. */
export function parseLine(
  line: string,
  sitting: Sitting,
  event: { readonly id: string; readonly at: number; readonly offered: readonly Button[] },
): Message | CommandCall | Press {
  const spoken = spokenBy(sitting, event);
  const button = matchAnswer(line, event.offered);
  if (button) return { ...spoken, kind: 'press', button: button.id };
  if (isCommand(line)) {
    return { ...spoken, kind: 'command', call: { kind: 'typed', text: line.trim().slice(1) } };
  }
  return {
    ...spoken,
    kind: 'message',
    messageId: event.id,
    text: line,
    contentAvailable: true,
    attachments: [],
    joins: sitting.joins,
  };
}

/** True for `/word …`; a lone slash or a path is talk. */
export function isCommand(line: string): boolean {
  return /^\s*\/[\p{L}\p{N}_-]+(?:\s|$)/u.test(line);
}

/** True for the two words that end the program. */
export function isFarewell(line: string): boolean {
  return /^\s*\/(?:quit|exit)\s*$/i.test(line);
}

/** The person wants the running answer to end. */
export function stopOf(sitting: Sitting, event: { readonly id: string; readonly at: number }): Stopped {
  return { ...spokenBy(sitting, event), kind: 'stopped' };
}

function spokenBy(sitting: Sitting, event: { readonly id: string; readonly at: number }) {
  const account: Account = { platform: 'terminal', tenant: '', user: sitting.user };
  return {
    eventId: event.id,
    dedupeKeys: [event.id],
    at: event.at,
    room: { platform: 'terminal', tenant: '', id: sitting.user },
    account,
    name: sitting.user,
    audience: { kind: 'private', account },
    address: { platform: 'terminal', to: {} },
    // Whoever sits at the machine that runs the program may administer it.
    admin: true,
    ...(sitting.locale === undefined ? {} : { locale: sitting.locale }),
    ...(sitting.timeZone === undefined ? {} : { timeZone: sitting.timeZone }),
  } as const;
}
