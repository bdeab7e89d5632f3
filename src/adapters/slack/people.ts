import type { Clock } from '../../core/clock.ts';
import type { SlackApi } from './api.ts';
import { objectOf, textOf } from './raw.ts';
import type { Person } from './speaker.ts';

/** Who is who in the workspace, remembered for an hour. */
export type People = {
  /** What is known right now. */
  known(userId: string): Person | undefined;
  /** Asks for everybody not known, and returns when all are or `withinMs` is over. Never rejects. */
  learn(userIds: readonly string[], withinMs: number): Promise<void>;
};

type Entry = { readonly person: Person | undefined; readonly at: number };

const freshForMs = 60 * 60 * 1000;
/** Somebody who could not be looked up is asked for again after this. */
const retryAfterMs = 60 * 1000;
const maxPeople = 5_000;

export function createPeople(api: SlackApi, clock: Clock): People {
  const entries = new Map<string, Entry>();
  const asking = new Map<string, Promise<void>>();

  function isFresh(userId: string): boolean {
    const entry = entries.get(userId);
    if (!entry) return false;
    return clock.now() - entry.at < (entry.person ? freshForMs : retryAfterMs);
  }

  async function ask(userId: string): Promise<void> {
    let person: Person | undefined;
    try {
      const answer = await api.cosmetic('users.info', { user: userId, include_locale: true });
      person = personOf(objectOf(answer['user']));
    } catch {
      // Without the scope, or while Slack limits us, people go by their ids for a while.
      person = entries.get(userId)?.person;
    }
    entries.delete(userId);
    entries.set(userId, { person, at: clock.now() });
    const [oldest] = entries.keys();
    if (entries.size > maxPeople && oldest !== undefined) entries.delete(oldest);
    asking.delete(userId);
  }

  return {
    known: (userId) => entries.get(userId)?.person,
    async learn(userIds, withinMs) {
      const missing = [...new Set(userIds)].filter((userId) => !isFresh(userId));
      if (missing.length === 0) return;
      const answers = missing.map((userId) => {
        const under = asking.get(userId) ?? ask(userId);
        asking.set(userId, under);
        return under;
      });
      const over = new AbortController();
      await Promise.race([Promise.all(answers), clock.wait(withinMs, over.signal)]);
      over.abort();
    },
  };
}

function personOf(user: Readonly<Record<string, unknown>>): Person | undefined {
  const profile = objectOf(user['profile']);
  const name = textOf(profile['display_name']) ?? textOf(profile['real_name']) ?? textOf(user['name']);
  if (name === undefined) return undefined;
  const locale = textOf(user['locale']);
  const timeZone = textOf(user['tz']);
  return {
    name,
    admin: user['is_admin'] === true || user['is_owner'] === true,
    ...(locale ? { locale } : {}),
    ...(timeZone ? { timeZone } : {}),
  };
}
