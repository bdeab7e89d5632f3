import { objectOf, stringsOf } from './json.ts';
import type { Mentions } from './world.ts';

const nobody: Mentions = { users: [], roles: [], everyone: false };

/** Whom a text would notify when nothing is said about allowed mentions. */
export function mentionsIn(content: string): Mentions {
  return {
    users: [...new Set([...content.matchAll(/<@!?(\d+)>/g)].map(([, id]) => String(id)))],
    roles: [...new Set([...content.matchAll(/<@&(\d+)>/g)].map(([, id]) => String(id)))],
    everyone: /@(everyone|here)\b/.test(content),
  };
}

/**
 * Whom a message of the bot notifies. `allowed` is the body's allowed_mentions; when it is absent,
 * Discord parses everything and notifies the author of the message replied to.
 */
export function allowedMentions(
  content: string,
  allowed: unknown,
  repliedUser: string | undefined,
): Mentions {
  const found = mentionsIn(content);
  if (allowed === undefined || allowed === null) {
    return { ...found, users: [...new Set([...found.users, ...(repliedUser ? [repliedUser] : [])])] };
  }
  const rules = objectOf(allowed);
  const parse = stringsOf(rules['parse']);
  const users = found.users.filter((id) => parse.includes('users') || stringsOf(rules['users']).includes(id));
  return {
    ...nobody,
    users: rules['replied_user'] === true && repliedUser ? [...new Set([...users, repliedUser])] : users,
    roles: found.roles.filter((id) => parse.includes('roles') || stringsOf(rules['roles']).includes(id)),
    everyone: found.everyone && parse.includes('everyone'),
  };
}
