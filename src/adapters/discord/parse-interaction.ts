import {
  type APIApplicationCommandInteractionDataOption,
  type APIChatInputApplicationCommandInteractionData,
  type APIInteraction,
  type APIMessageComponentInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  InteractionContextType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import type { CommandSpecs } from '../../core/adapter.ts';
import { parseButtonId, stopButtonId } from '../../core/button.ts';
import type { CommandCall, NativeCall, Press, Stopped } from '../../core/message.ts';
import { type Acknowledged, addressOf } from './address.ts';
import { accountOf, audienceOf, roomOf } from './parse.ts';
import { displayName } from './plain-text.ts';

/** An interaction, and how Discord must be told within a second what its answer will look like. */
export type ParsedInteraction = {
  readonly incoming: CommandCall | Press | Stopped;
  readonly acknowledged: Acknowledged;
};

const tokenLifeMs = 15 * 60_000;
const discordEpochMs = 1_420_070_400_000n;

/** A slash command or a pressed button; undefined for kinds of interaction this program never offers. */
export function parseInteraction(raw: APIInteraction, commands: CommandSpecs): ParsedInteraction | undefined {
  if (raw.type === InteractionType.ApplicationCommand && raw.data.type === ApplicationCommandType.ChatInput) {
    const { name } = raw.data;
    const spec = commands.find((candidate) => candidate.name === name);
    // A command published by an earlier version still deserves an answer, for its caller alone.
    const acknowledged = spec?.acknowledge === 'public' ? 'public' : 'private';
    return {
      acknowledged,
      incoming: { kind: 'command', ...spokenOf(raw, acknowledged), call: callOf(raw.data) },
    };
  }
  if (raw.type !== InteractionType.MessageComponent) return undefined;
  const button = raw.data.custom_id;
  if (button === stopButtonId) {
    return { acknowledged: 'update', incoming: { kind: 'stopped', ...spokenOf(raw, 'update') } };
  }
  const acknowledged = parseButtonId(button)?.acknowledge ?? 'private';
  return { acknowledged, incoming: { kind: 'press', ...spokenOf(raw, acknowledged), button } };
}

function spokenOf(raw: APIInteraction, acknowledged: Acknowledged) {
  const user = raw.member?.user ?? raw.user;
  const channelId = raw.channel?.id ?? raw.channel_id ?? '';
  const account = accountOf(user?.id ?? '');
  const { channel } = raw;
  const isThread = channel !== undefined && 'thread_metadata' in channel;
  const room = roomOf(channelId, raw.guild_id, isThread ? (channel.parent_id ?? undefined) : undefined);
  // Context 2 is a group, or two other people's direct messages: never private to this program.
  // Without a context only a place that is no server's and a direct message's own kind counts as one.
  const direct =
    raw.context === InteractionContextType.BotDM ||
    (raw.context === undefined && raw.guild_id === undefined && channel?.type === ChannelType.DM);
  const at = Number((BigInt(raw.id) >> 22n) + discordEpochMs);
  const locale = 'locale' in raw ? raw.locale : undefined;
  const eventId = `discord/interaction/${raw.id}`;
  const permissions = BigInt(raw.member?.permissions ?? '0');
  const admins = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild;
  return {
    eventId,
    dedupeKeys: [eventId],
    at,
    room,
    account,
    name: user ? displayName(user, raw.member) : '',
    audience: audienceOf(room, account, direct),
    address: addressOf({
      kind: 'interaction',
      channelId,
      ...(raw.guild_id === undefined ? {} : { guildId: raw.guild_id }),
      interactionId: raw.id,
      applicationId: raw.application_id,
      token: raw.token,
      acknowledged,
      expiresAt: at + tokenLifeMs,
      ...(raw.type === InteractionType.MessageComponent ? pressedOf(raw) : {}),
      direct,
      ...(locale ? { locale } : {}),
    }),
    ...(locale ? { locale } : {}),
    ...(raw.member ? { admin: (permissions & admins) !== 0n } : {}),
  };
}

function pressedOf(raw: APIMessageComponentInteraction) {
  const hidden = ((raw.message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  return { pressedId: raw.message.id, pressedPrivate: hidden };
}

function callOf(data: APIChatInputApplicationCommandInteractionData): NativeCall {
  const subcommand = data.options?.find((option) => option.type === ApplicationCommandOptionType.Subcommand);
  const options = subcommand ? (subcommand.options ?? []) : (data.options ?? []);
  return {
    kind: 'native',
    command: data.name,
    ...(subcommand ? { subcommand: subcommand.name } : {}),
    options: Object.fromEntries(options.flatMap(pairOf)),
  };
}

function pairOf(option: APIApplicationCommandInteractionDataOption): readonly [string, string][] {
  return 'value' in option ? [[option.name, String(option.value)]] : [];
}
