import type { Account, Audience, Room } from '../../core/room.ts';
import type { Names } from './plain-text.ts';

/** Who the bot is in this workspace, as `auth.test` says. */
export type Identity = {
  /** The workspace, or the organisation where the app is installed for all of it. */
  readonly tenant: string;
  readonly teamId: string;
  readonly userId: string;
  readonly botId: string;
};

/** What the workspace knows of somebody. */
export type Person = {
  readonly name: string;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly admin: boolean;
};

/** What a parser must know that the event itself does not say. */
export type ParseContext = {
  readonly identity: Identity;
  /** Undefined for somebody not known (yet). */
  person(userId: string): Person | undefined;
  readonly now: number;
};

/** The account behind a user id of this workspace. */
function accountOf(identity: Identity, user: string): Account {
  return { platform: 'slack', tenant: identity.tenant, user };
}

/** A whole direct message is one room; elsewhere each thread is a room within its channel. */
export function roomOf(
  identity: Identity,
  place: { readonly channel: string; readonly threadTs: string | undefined; readonly direct: boolean },
): Room {
  const { channel, threadTs, direct } = place;
  const room = { platform: 'slack', tenant: identity.tenant } as const;
  return direct || threadTs === undefined
    ? { ...room, id: channel }
    : { ...room, id: `${channel}:${threadTs}`, within: channel };
}

/** Who hears what is said. Everybody in a channel can read its threads, so those share its audience. */
export function audienceOf(account: Account, channel: string, direct: boolean): Audience {
  return direct
    ? { kind: 'private', account }
    : { kind: 'shared', platform: 'slack', tenant: account.tenant, room: channel };
}

/** What is said of the speaker everywhere. */
export function speakerOf(context: ParseContext, user: string, fallbackName?: string) {
  const person = context.person(user);
  return {
    account: accountOf(context.identity, user),
    name: person?.name ?? fallbackName ?? 'somebody',
    ...(person?.locale ? { locale: person.locale } : {}),
    ...(person?.timeZone ? { timeZone: person.timeZone } : {}),
    ...(person ? { admin: person.admin } : {}),
  };
}

/** The names a text may mention. */
export function namesOf(context: ParseContext): Names {
  return {
    botId: context.identity.userId,
    nameOf: (userId) => context.person(userId)?.name,
  };
}

/** Milliseconds since 1970 of a Slack timestamp. */
export function timeOf(ts: string): number {
  return Math.round(Number(ts) * 1000);
}
