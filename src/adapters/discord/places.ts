import { type Client, PermissionFlagsBits } from 'discord.js';
import type { Names } from './plain-text.ts';

/** What discord.js knows of servers, roles and channels from what Discord sent on connecting. */
export type Places = {
  names(guildId: string | undefined): Names;
  /** True for the owner of a server and for everybody who may manage it. */
  mayAdminister(guildId: string, userId: string, roleIds: readonly string[]): boolean;
  /** Undefined when the channel is not known. */
  mayReadHistory(channelId: string): boolean | undefined;
};

/** Looks places up in a client's caches. Whatever is not cached has no name and no rights. */
export function createPlaces(client: Client): Places {
  return {
    names: (guildId) => {
      // Known from the first event of the connection on.
      const botId = client.user?.id ?? '';
      const guild = guildId === undefined ? undefined : client.guilds.cache.get(guildId);
      const own = guild?.roles.cache.filter((role) => role.tags?.botId === botId);
      return {
        botId,
        ownRoles: [...(own?.keys() ?? [])],
        roleName: (id) => guild?.roles.cache.get(id)?.name,
        channelName: (id) => guild?.channels.cache.get(id)?.name,
        threadParent: (id) => {
          const channel = guild?.channels.cache.get(id);
          return channel?.isThread() ? (channel.parentId ?? undefined) : undefined;
        },
        nickname: (id) => guild?.members.cache.get(id)?.nickname ?? undefined,
      };
    },
    mayAdminister: (guildId, userId, roleIds) => {
      const guild = client.guilds.cache.get(guildId);
      if (!guild) return false;
      if (guild.ownerId === userId) return true;
      return [guild.roles.everyone.id, ...roleIds].some(
        (id) => guild.roles.cache.get(id)?.permissions.has(PermissionFlagsBits.ManageGuild) === true,
      );
    },
    mayReadHistory: (channelId) => {
      const channel = client.channels.cache.get(channelId);
      if (!channel || channel.isDMBased()) return undefined;
      const self = channel.guild.members.me;
      return self ? channel.permissionsFor(self)?.has(PermissionFlagsBits.ReadMessageHistory) : undefined;
    },
  };
}
