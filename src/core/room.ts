/** Values that survive being written to a store and read back unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export type Platform = 'terminal' | 'discord' | 'slack';

/**
 * Who the platform says somebody is. Memory and its key belong to an account.
 * `tenant` is the Slack workspace or organisation; it is empty where one user is one account
 * everywhere (Discord, terminal).
 */
export type Account = { readonly platform: Platform; readonly tenant: string; readonly user: string };

/** A place with one history: a Discord channel, thread or DM; a Slack channel, thread or whole DM; the terminal. */
export type Room = {
  readonly platform: Platform;
  readonly tenant: string;
  readonly id: string;
  /** Id of the channel a thread belongs to; absent for rooms that are no thread. Not part of the room's name. */
  readonly within?: string;
};

/** Heard by one person alone: a direct message between the bot and them, and nothing else. */
export type PrivateAudience = { readonly kind: 'private'; readonly account: Account };

/** Heard by everybody in a room. Group DMs and other servers' user-installed channels are shared too. */
export type SharedAudience = {
  readonly kind: 'shared';
  readonly platform: Platform;
  readonly tenant: string;
  readonly room: string;
};

export type Audience = PrivateAudience | SharedAudience;

/** Everybody in a whole server or workspace: what a person shared with all of it. No message is ever said to it. */
export function serverAudience({ platform, tenant }: SharedAudience): SharedAudience {
  return { kind: 'shared', platform, tenant, room: '' };
}

/** What may be used in a shared room: what was said there, and what was shared with its server. */
export function audiencesIn(audience: SharedAudience): readonly SharedAudience[] {
  return audience.tenant === '' ? [audience] : [audience, serverAudience(audience)];
}

/**
 * Where an answer goes (a channel, a thread, an interaction). Only the adapter that made it reads
 * `to`; everybody else stores it and hands it back.
 */
export type Address = { readonly platform: Platform; readonly to: JsonObject };

/** One posted message, as its adapter can find it again. */
export type MessageRef = { readonly platform: Platform; readonly native: JsonObject };

/** A stable, collision-free name of an account: each part is URI-encoded. */
export function accountKey(account: Account): string {
  return [account.platform, account.tenant, account.user].map(encodeURIComponent).join('/');
}

/** A stable, collision-free name of a room. */
export function roomKey(room: Room): string {
  return [room.platform, room.tenant, room.id].map(encodeURIComponent).join('/');
}

/** A stable, collision-free name of an audience. Private and shared names never meet. */
export function audienceKey(audience: Audience): string {
  return audience.kind === 'private'
    ? `private/${accountKey(audience.account)}`
    : `shared/${roomKey({ platform: audience.platform, tenant: audience.tenant, id: audience.room })}`;
}
