import type { APIUser } from 'discord.js';

/** What is known about names in a place, to make mentions readable. */
export type Names = {
  readonly botId: string;
  /** Roles Discord made for the bot itself in this server. People mention them by mistake. */
  readonly ownRoles: readonly string[];
  roleName(roleId: string): string | undefined;
  channelName(channelId: string): string | undefined;
  /** The channel a thread belongs to; undefined for other channels, and for threads nobody told of. */
  threadParent(channelId: string): string | undefined;
  /** What somebody is called in this place, where that is known and differs. */
  nickname(userId: string): string | undefined;
};

/** Somebody mentioned, as messages carry them. */
export type Mentioned = Pick<APIUser, 'id' | 'username' | 'global_name'> & {
  readonly member?: { readonly nick?: string | null | undefined } | undefined;
};

/** The name a room shows for somebody. */
export function displayName(
  user: Pick<APIUser, 'username'> & { readonly global_name?: string | null },
  member?: { readonly nick?: string | null | undefined },
): string {
  return member?.nick ?? user.global_name ?? user.username;
}

/**
 * Message content as plain Markdown: the bot's own mention is gone, other people, roles, channels,
 * commands and custom emojis stand by their names.
 */
export function plainText(content: string, mentioned: readonly Mentioned[], names: Names): string {
  const own = [`<@!?${names.botId}>`, ...names.ownRoles.map((role) => `<@&${role}>`)].join('|');
  return (
    content
      // At the start of a line the mention is an address and takes its comma along; elsewhere the space
      // before it goes, so that "what do you think @Wren?" ends well.
      .replaceAll(new RegExp(`^[ \\t]*(?:${own})[,:]?[ \\t]*|,?[ \\t]*(?:${own})`, 'gm'), '')
      .replaceAll(/<@!?(\d+)>/g, (_, id: string) => {
        const person = mentioned.find((candidate) => candidate.id === id);
        return `@${person ? displayName(person, person.member) : 'somebody'}`;
      })
      .replaceAll(/<@&(\d+)>/g, (_, id: string) => `@${names.roleName(id) ?? 'role'}`)
      .replaceAll(/<#(\d+)>/g, (_, id: string) => `#${names.channelName(id) ?? 'channel'}`)
      .replaceAll(/<a?(:\w+:)\d+>/g, '$1')
      .replaceAll(/<(\/[^:>]+):\d+>/g, '$1')
      .trim()
  );
}
