import {
  type APIAttachment,
  type APIMessage,
  ChannelType,
  type GatewayGuildDeleteDispatchData,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
  type GatewayMessageUpdateDispatchData,
  MessageReferenceType,
  MessageType,
} from 'discord.js';
import type { Attachment, Deleted, Edited, Message, Removed } from '../../core/message.ts';
import type { Account, Audience, Room } from '../../core/room.ts';
import { addressOf } from './address.ts';
import { displayName, type Names, plainText } from './plain-text.ts';

/** What a parser must know that the event itself does not say. */
export type ParseContext = {
  /** Names of the server the event comes from; of nowhere in direct messages. */
  names(guildId: string | undefined): Names;
  /** Whether somebody owns or may manage the server. */
  mayAdminister(guildId: string, userId: string, roleIds: readonly string[]): boolean;
  /** True when the app may read every message's text. */
  readonly messageContent: boolean;
  readonly now: number;
};

type Spoken = GatewayMessageCreateDispatchData | GatewayMessageUpdateDispatchData;

/** The account behind a Discord user. One user is one account in every server. */
export function accountOf(userId: string): Account {
  return { platform: 'discord', tenant: '', user: userId };
}

/** The room of a channel, thread or direct message. */
export function roomOf(channelId: string, guildId: string | undefined, parentId?: string): Room {
  const room: Room = { platform: 'discord', tenant: guildId ?? '', id: channelId };
  return parentId === undefined ? room : { ...room, within: parentId };
}

/** Who hears what is said: only a direct message with the bot is private. */
export function audienceOf(room: Room, account: Account, direct: boolean): Audience {
  return direct
    ? { kind: 'private', account }
    : { kind: 'shared', platform: 'discord', tenant: room.tenant, room: room.id };
}

/**
 * A message somebody addressed to the character: in a direct message, by mention, or by replying to
 * it. Undefined for everything else: other bots, webhooks, system messages, talk among others.
 */
export function parseMessage(
  raw: GatewayMessageCreateDispatchData,
  context: ParseContext,
): Message | undefined {
  if (!isFromPerson(raw) || !isAddressed(raw, context)) return undefined;
  const names = context.names(raw.guild_id);
  const quoted = quotedIn(raw, names);
  return {
    kind: 'message',
    eventId: `discord/message/${raw.id}`,
    dedupeKeys: [`discord/message/${raw.id}`],
    at: Date.parse(raw.timestamp),
    ...speakerOf(raw, context),
    messageId: raw.id,
    text: plainText(raw.content, raw.mentions, names),
    contentAvailable: raw.content !== '' || isReadable(raw, context, names.botId),
    attachments: attachmentsOf(raw),
    ...(quoted ? { quoted } : {}),
    joins: true,
  };
}

/**
 * A message whose text was changed by its author. Undefined for updates that are no edits (link
 * previews, pins) and for what is not ours to hear; `known` says that the message once was.
 */
export function parseEdit(
  raw: GatewayMessageUpdateDispatchData,
  context: ParseContext,
  known: boolean,
): Edited | Deleted | undefined {
  const edited = raw.edited_timestamp;
  if (!edited || !isFromPerson(raw) || !(known || isAddressed(raw, context))) return undefined;
  const names = context.names(raw.guild_id);
  const at = Date.parse(edited);
  const eventId = `discord/edit/${raw.id}/${at}`;
  // It was for us and no longer is: what it says now is withheld, and what it said was taken back.
  if (raw.content === '' && !isReadable(raw, context, names.botId)) {
    const { room } = speakerOf(raw, context);
    return { kind: 'deleted', eventId, dedupeKeys: [eventId], at, room, messageId: raw.id };
  }
  return {
    kind: 'edited',
    eventId,
    dedupeKeys: [eventId],
    at,
    ...speakerOf(raw, context),
    messageId: raw.id,
    text: plainText(raw.content, raw.mentions, names),
  };
}

/** Messages that are gone. Discord says which, not whose or when. */
export function parseDelete(
  raw: GatewayMessageDeleteDispatchData | GatewayMessageDeleteBulkDispatchData,
  now: number,
): readonly Deleted[] {
  const ids = 'ids' in raw ? raw.ids : [raw.id];
  return ids.map((id) => ({
    kind: 'deleted',
    eventId: `discord/delete/${id}`,
    dedupeKeys: [`discord/delete/${id}`],
    at: now,
    room: roomOf(raw.channel_id, raw.guild_id),
    messageId: id,
  }));
}

/** The bot was taken out of a server. Undefined when the server is only down for a while. */
export function parseGuildDelete(raw: GatewayGuildDeleteDispatchData, now: number): Removed | undefined {
  if (raw.unavailable) return undefined;
  // The event carries no id or time of its own; a replay comes within minutes, a second removal does not.
  const eventId = `discord/removed/${raw.id}/${Math.floor(now / 600_000)}`;
  return { kind: 'removed', eventId, dedupeKeys: [eventId], at: now, platform: 'discord', tenant: raw.id };
}

/** Attachments and stickers by name and type. */
export function attachmentsOf(raw: Pick<APIMessage, 'attachments' | 'sticker_items'>): readonly Attachment[] {
  return [
    ...raw.attachments.map(({ filename, content_type, size }: APIAttachment) => ({
      name: filename,
      type: content_type ?? 'application/octet-stream',
      bytes: size,
    })),
    ...(raw.sticker_items ?? []).map(({ name }) => ({ name, type: 'sticker' })),
  ];
}

/** True for what people write; joins, pins, boosts and the like are not. */
export function isTalk(raw: Pick<APIMessage, 'type'>): boolean {
  return raw.type === MessageType.Default || raw.type === MessageType.Reply;
}

function isFromPerson(raw: Spoken): boolean {
  return isTalk(raw) && !raw.author.bot && !raw.author.system && raw.webhook_id === undefined;
}

// Bots are in no group DM; should that change, a group must not pass for private.
function isDirect(raw: Spoken): boolean {
  return raw.guild_id === undefined && (raw.channel_type ?? ChannelType.DM) === ChannelType.DM;
}

function isAddressed(raw: Spoken, context: ParseContext): boolean {
  if (isDirect(raw)) return true;
  const { botId, ownRoles } = context.names(raw.guild_id);
  // `mentions` holds the author replied to as well, unless the reply's ping was switched off.
  if (raw.mentions.some(({ id }) => id === botId)) return true;
  if (raw.mention_roles.some((role) => ownRoles.includes(role))) return true;
  return raw.referenced_message?.author.id === botId && raw.mentions.length === 0;
}

/** Whether Discord shows the bot this text at all. */
function isReadable(raw: Spoken, context: ParseContext, botId: string): boolean {
  return context.messageContent || isDirect(raw) || raw.mentions.some(({ id }) => id === botId);
}

function speakerOf(raw: Spoken, context: ParseContext) {
  const account = accountOf(raw.author.id);
  const room = roomOf(raw.channel_id, raw.guild_id, context.names(raw.guild_id).threadParent(raw.channel_id));
  const direct = isDirect(raw);
  const reference = raw.message_reference;
  const isReply = reference?.message_id !== undefined && reference.type !== MessageReferenceType.Forward;
  return {
    room,
    account,
    name: displayName(raw.author, raw.member),
    audience: audienceOf(room, account, direct),
    address: addressOf({
      kind: 'channel',
      channelId: raw.channel_id,
      messageId: raw.id,
      direct,
      ...(raw.guild_id === undefined ? {} : { guildId: raw.guild_id }),
      ...(isReply && reference?.message_id ? { referenceId: reference.message_id } : {}),
    }),
    ...(raw.guild_id === undefined
      ? {}
      : { admin: context.mayAdminister(raw.guild_id, raw.author.id, raw.member?.roles ?? []) }),
  };
}

function quotedIn(raw: Spoken, names: Names): Message['quoted'] | undefined {
  const forwarded = raw.message_snapshots?.[0]?.message;
  if (forwarded?.content) {
    return {
      name: 'a forwarded message',
      text: plainText(forwarded.content, forwarded.mentions ?? [], names),
    };
  }
  const replied = raw.referenced_message;
  if (!replied?.content) return undefined;
  return {
    name: names.nickname(replied.author.id) ?? displayName(replied.author),
    text: plainText(replied.content, replied.mentions, names),
  };
}
