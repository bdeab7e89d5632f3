import type { FakeChannel, FakeGuild, FakeMessage, FakeUser, World } from './world.ts';

const permissionsOfEveryone = String(0xffffffffn & ~0x8n & ~0x20n);

export function rawUser(user: FakeUser) {
  return {
    id: user.id,
    username: user.username,
    global_name: user.displayName,
    discriminator: '0',
    avatar: null,
    bot: user.bot,
    public_flags: 0,
  };
}

export function rawMember(guild: FakeGuild, userId: string) {
  return {
    nick: guild.nicknames.get(userId) ?? null,
    avatar: null,
    roles: guild.memberRoles.get(userId) ?? [],
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    deaf: false,
    mute: false,
    flags: 0,
  };
}

export function rawChannel(channel: FakeChannel) {
  const base = { id: channel.id, type: channel.type, last_message_id: null, flags: 0 };
  if (channel.guildId === undefined) return { ...base, recipients: channel.recipients.map(rawUser) };
  const denied =
    (channel.denied.has('history') ? 1n << 16n : 0n) | (channel.denied.has('send') ? 1n << 11n : 0n);
  return {
    ...base,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId ?? null,
    position: 0,
    nsfw: false,
    permission_overwrites: [{ id: channel.guildId, type: 0, allow: '0', deny: String(denied) }],
    ...(channel.type === 11
      ? {
          thread_metadata: {
            archived: false,
            locked: false,
            auto_archive_duration: 1440,
            archive_timestamp: '2026-01-01T00:00:00+00:00',
          },
        }
      : {}),
  };
}

/** GUILD_CREATE as the bot gets it. */
export function rawGuild(world: World, guild: FakeGuild) {
  const channels = [...world.channels.values()].filter(
    (channel) => channel.guildId === guild.id && !channel.deleted,
  );
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    owner_id: guild.ownerId,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    system_channel_flags: 0,
    features: [],
    emojis: [],
    stickers: [],
    roles: [
      rawRole({ id: guild.id, name: '@everyone', permissions: permissionsOfEveryone, ownBot: false }, world),
      ...guild.roles.map((role) => rawRole(role, world)),
    ],
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: world.users.size + 1,
    members: [{ ...rawMember(guild, world.bot.id), user: rawUser(world.bot) }],
    channels: channels.filter((channel) => channel.type !== 11).map(rawChannel),
    threads: channels.filter((channel) => channel.type === 11).map(rawChannel),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

function rawRole(role: FakeGuild['roles'][number], world: World) {
  return {
    id: role.id,
    name: role.name,
    permissions: role.permissions,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position: 0,
    managed: role.ownBot,
    mentionable: true,
    flags: 0,
    ...(role.ownBot ? { tags: { bot_id: world.bot.id } } : {}),
  };
}

/** Whether the bot sees a message's text without the MessageContent intent. */
function excepted(world: World, message: FakeMessage): boolean {
  const channel = world.channels.get(message.channelId);
  return message.author.id === world.bot.id || channel?.type === 1 || message.mentions.includes(world.bot.id);
}

/** A message as the bot gets it, over either way. `contentIntent` false strips what Discord strips. */
export function rawMessage(
  world: World,
  message: FakeMessage,
  contentIntent: boolean,
  deep = true,
): Readonly<Record<string, unknown>> {
  const channel = world.channels.get(message.channelId);
  const guild = channel?.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  const visible = contentIntent || excepted(world, message);
  const replied =
    message.replyTo === undefined ? undefined : findMessage(world, message.channelId, message.replyTo);
  const people = message.mentions.flatMap((id) =>
    id === world.bot.id ? [world.bot] : (world.users.get(id) ?? []),
  );
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: message.webhookId
      ? { ...rawUser(message.author), id: message.webhookId, bot: true }
      : rawUser(message.author),
    content: visible ? message.content : '',
    timestamp: isoDate(message.createdAt),
    edited_timestamp: message.editedAt === undefined ? null : isoDate(message.editedAt),
    tts: false,
    pinned: false,
    flags: (message.privateTo ? 64 : 0) | (message.waiting ? 128 : 0),
    mention_everyone: message.mentionsEveryone,
    mentions: people.map((person) => ({
      ...rawUser(person),
      ...(guild ? { member: rawMember(guild, person.id) } : {}),
    })),
    mention_roles: message.mentionRoles,
    attachments: visible
      ? message.attachments.map((attachment, index) => rawAttachment(attachment, message, index))
      : [],
    embeds: [],
    components: visible ? message.components : [],
    ...(message.stickers.length > 0
      ? {
          sticker_items: message.stickers.map((name, index) => ({
            id: `${message.id.slice(0, -1)}${index}`,
            name,
            format_type: 1,
          })),
        }
      : {}),
    ...(message.webhookId ? { webhook_id: message.webhookId } : {}),
    ...(message.interactionId
      ? { interaction_metadata: interactionMetadata(world, message.interactionId) }
      : {}),
    ...(message.replyTo
      ? { message_reference: { type: 0, channel_id: message.channelId, message_id: message.replyTo } }
      : {}),
    ...(message.forwarded === undefined
      ? {}
      : {
          message_reference: { type: 1, channel_id: message.channelId, message_id: message.id },
          message_snapshots: visible
            ? [
                {
                  message: {
                    type: 0,
                    content: message.forwarded,
                    timestamp: isoDate(message.createdAt),
                    edited_timestamp: null,
                    flags: 0,
                    embeds: [],
                    attachments: [],
                    mentions: [],
                    mention_roles: [],
                  },
                },
              ]
            : [],
        }),
    ...(message.replyTo && deep
      ? { referenced_message: replied ? rawMessage(world, replied, contentIntent, false) : null }
      : {}),
  };
}

function interactionMetadata(world: World, id: string) {
  const interaction = [...world.interactions.values()].find((known) => known.id === id);
  return {
    id,
    type: interaction?.pressed ? 3 : 2,
    user: rawUser(interaction?.person ?? world.bot),
    authorizing_integration_owners: {},
  };
}

function rawAttachment(attachment: FakeMessage['attachments'][number], message: FakeMessage, index: number) {
  return {
    id: `${message.id.slice(0, -2)}${10 + index}`,
    filename: attachment.name,
    content_type: attachment.type,
    size: attachment.bytes,
    url: `http://127.0.0.1:9/${attachment.name}`,
    proxy_url: `http://127.0.0.1:9/${attachment.name}`,
  };
}

/** What comes with a message over the gateway besides. */
export function gatewayExtras(world: World, message: FakeMessage) {
  const channel = world.channels.get(message.channelId);
  const guild = channel?.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  return {
    channel_type: channel?.type ?? 0,
    ...(guild ? { guild_id: guild.id } : {}),
    ...(guild && !message.webhookId ? { member: rawMember(guild, message.author.id) } : {}),
  };
}

/** A message that still exists. */
export function findMessage(world: World, channelId: string, messageId: string): FakeMessage | undefined {
  return world.channels.get(channelId)?.messages.find((message) => message.id === messageId);
}

function isoDate(at: number): string {
  return new Date(at).toISOString().replace('Z', '000+00:00');
}
