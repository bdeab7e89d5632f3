import { z } from 'zod';
import { languages } from '../core/language.ts';
import type { Switches } from '../core/memory.ts';
import type { Store } from '../core/store.ts';

/** What stands in the switches row of an account: no content, so it is not sealed. */
export type State = {
  readonly switches: Switches;
  /** Something that was begun and must be finished before anything else: moving today's talk, or forgetting everything. */
  readonly pending?: 'moving' | 'forgetting';
};

/** The switches of accounts, by pseudonym. */
export type Switchboard = {
  read(owner: string): Promise<State>;
  write(owner: string, state: State): Promise<void>;
  clear(owner: string): Promise<void>;
};

/** Switches of somebody never met. */
const untouched: Switches = { consent: 'unasked', paused: false };

const time = z.exactOptional(z.number());
const stateCodec = z.object({
  v: z.literal(1),
  switches: z.object({
    consent: z.enum(['unasked', 'asked', 'agreed', 'declined']),
    askedAt: time,
    agreedAt: time,
    metAt: time,
    lastAt: time,
    paused: z.boolean(),
    language: z.exactOptional(z.enum(languages)),
    learning: z.exactOptional(z.enum(['ask', 'off'])),
    timeZone: z.exactOptional(z.string()),
  }),
  pending: z.exactOptional(z.enum(['moving', 'forgetting'])),
});

export function createSwitchboard(store: Store): Switchboard {
  const rows = store.records('memory-switches', stateCodec);
  return {
    read: async (owner) => (await rows.get([owner])) ?? { switches: untouched },
    write: (owner, state) => rows.set([owner], { v: 1, ...state }),
    clear: (owner) => rows.delete([owner]),
  };
}

/** True while lines may be kept and recalled. */
export function remembers({ consent, paused }: Switches): boolean {
  return consent === 'agreed' && !paused;
}

/** The switches with some changed; undefined clears an optional one and leaves a required one alone. */
export function changed(
  switches: Switches,
  change: { readonly [K in keyof Switches]?: Switches[K] | undefined },
): Switches {
  const { consent, paused, ...optional } = { ...switches, ...change };
  const { askedAt, agreedAt, metAt, lastAt, language, learning, timeZone } = optional;
  return {
    consent: consent ?? switches.consent,
    paused: paused ?? switches.paused,
    ...(askedAt === undefined ? {} : { askedAt }),
    ...(agreedAt === undefined ? {} : { agreedAt }),
    ...(metAt === undefined ? {} : { metAt }),
    ...(lastAt === undefined ? {} : { lastAt }),
    ...(language === undefined ? {} : { language }),
    ...(learning === undefined ? {} : { learning }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}
