import { randomBytes } from 'node:crypto';
import type { Clock } from '../../src/core/clock.ts';
import type { Log } from '../../src/core/log.ts';
import type { Line } from '../../src/core/memory.ts';
import type { Account, Audience, PrivateAudience, Room, SharedAudience } from '../../src/core/room.ts';
import type { Records, Store, Vault } from '../../src/core/store.ts';
import { createMemory, type MemoryRoom } from '../../src/memory/memory.ts';
import { openStore } from '../../src/store/open-store.ts';
import { openVault } from '../../src/store/vault.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export const hour = 60 * 60 * 1000;

export type Opened = {
  readonly memory: MemoryRoom;
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: FakeClock;
  /** Another memory over the same store, as after a restart or in another process. */
  readonly again: (overrides?: { readonly store?: Store; readonly vault?: Vault }) => MemoryRoom;
  readonly close: () => Promise<void>;
};

/** A memory over a real store, in memory unless a file is named. */
export async function openMemory(
  options: { readonly file?: string; readonly now?: number } = {},
): Promise<Opened> {
  const clock = createFakeClock(options.now ?? Date.UTC(2026, 2, 1, 9));
  const store = await openStore({
    url: `sqlite:${options.file ?? ':memory:'}`,
    clock: withoutMinutes(clock),
    log: silent,
  });
  const vault = await openVault({ store, masterKey: randomBytes(32) });
  const again: Opened['again'] = (overrides) =>
    createMemory({ store, vault, clock, log: silent, ...overrides });
  return { memory: again(), store, vault, clock, again, close: () => store.close() };
}

/** The same time, except that nobody who waits is woken before they are told to stop: a year has too many minutes to sweep in each. */
function withoutMinutes(clock: FakeClock): Clock {
  return {
    now: clock.now,
    wait: (_milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
}

/** The same store, except that `beforeWrite` is called before each write and may throw. */
export function watchedStore(store: Store, beforeWrite: () => void): Store {
  return {
    ...store,
    records<T>(...opened: Parameters<typeof store.records<T>>): Records<T> {
      const rows = store.records(...opened);
      const guarded =
        <A extends unknown[]>(write: (...given: A) => Promise<void>) =>
        async (...given: A) => {
          beforeWrite();
          await write(...given);
        };
      return {
        get: rows.get,
        getMany: rows.getMany,
        set: guarded(rows.set),
        delete: guarded(rows.delete),
        deleteMany: guarded(rows.deleteMany),
      };
    },
  };
}

export function person(user: string): Account {
  return { platform: 'discord', tenant: '', user };
}

export function alone(account: Account): PrivateAudience {
  return { kind: 'private', account };
}

export function channel(room: string): SharedAudience {
  return { kind: 'shared', platform: 'discord', tenant: 'guild', room };
}

export function roomOf(id: string): Room {
  return { platform: 'discord', tenant: 'guild', id };
}

let lines = 0;

/** A line of a person with an id of its own. */
export function said(text: string, at: number, more: Partial<Line> = {}): Line {
  lines += 1;
  return { id: `line-${lines}`, role: 'person', text, at, ...more };
}

/** Says a line now; true consent of the place unless told otherwise. */
export async function say(
  { memory, clock }: Pick<Opened, 'memory' | 'clock'>,
  account: Account,
  audience: Audience,
  text: string,
  more: Partial<Line> & { readonly mayKeep?: boolean; readonly messageId?: string } = {},
): Promise<Line> {
  const { mayKeep = true, messageId, ...rest } = more;
  const line = said(text, clock.now(), rest);
  const source = messageId === undefined ? {} : { source: { room: roomOf('general'), messageId } };
  await memory.hear(account, audience, line, { mayKeep, ...source });
  return line;
}

export const texts = (found: readonly { readonly text: string }[]) => found.map(({ text }) => text);

/** A private question about these words. */
export function asking(account: Account, ...words: string[]) {
  return {
    account,
    audience: alone(account),
    words,
    exclude: new Set<string>(),
    maxCharacters: 2_000,
    timeZone: 'UTC',
  };
}

/** The same question in a channel. */
export function askingIn(room: string, account: Account, ...words: string[]) {
  return { ...asking(account, ...words), audience: channel(room) };
}
