import type { APIMessage } from 'discord.js';
import type { Message, RoomLine, Surroundings } from '../../core/message.ts';
import { type ChannelTarget, targetOf } from './address.ts';
import type { DiscordApi } from './api.ts';
import { attachmentsOf, isTalk } from './parse.ts';
import { displayName, type Names, plainText } from './plain-text.ts';
import { surfaceErrorOf } from './problems.ts';

export type LookContext = {
  names(guildId: string | undefined): Names;
  /** Undefined when it is not known. */
  mayReadHistory(channelId: string): boolean | undefined;
  readonly messageContent: boolean;
};

const maxReplies = 8;
const nothing: Surroundings = { lines: [] };

/**
 * Reads the messages this one replies to, one behind the other, and up to `maxLines` lines above it.
 * Never rejects: `hidden` says why there may be more than can be seen.
 */
export async function lookAround(
  api: DiscordApi,
  message: Message,
  context: LookContext,
  options: { readonly maxLines: number; readonly signal: AbortSignal },
): Promise<Surroundings> {
  const target = targetOf(message.address);
  if (target?.kind !== 'channel') return nothing;
  // Discord shows an empty channel to a bot that may not read its history.
  if (context.mayReadHistory(target.channelId) === false) return { lines: [], hidden: 'permission' };
  const found = new Map<string, APIMessage>();
  let hidden: Surroundings['hidden'];
  try {
    if (options.maxLines > 0) {
      const limit = Math.min(100, options.maxLines);
      const above = await api.messagesBefore(target.channelId, target.messageId, limit, options.signal);
      for (const line of above) found.set(line.id, line);
    }
    await followReplies(api, target, found, options.signal);
  } catch (error) {
    hidden = surfaceErrorOf(error).kind === 'forbidden' ? 'permission' : 'error';
  }
  const names = context.names(target.guildId);
  const talk = [...found.values()].filter(isTalkOrAnswer).sort(byAge);
  const lines = talk.flatMap((raw) => lineOf(raw, names, message.account.user));
  const withheld = talk.some((raw) => isWithheld(raw, target, context.messageContent, names.botId));
  const reason = hidden ?? (withheld ? 'content' : undefined);
  return { lines, ...(reason ? { hidden: reason } : {}) };
}

async function followReplies(
  api: DiscordApi,
  target: ChannelTarget,
  found: Map<string, APIMessage>,
  signal: AbortSignal,
): Promise<void> {
  let next = target.referenceId;
  for (let step = 0; next !== undefined && step < maxReplies; step += 1) {
    const known = found.get(next);
    const replied = known ?? (await existing(api.message(target.channelId, next, signal)));
    if (!replied) return;
    found.set(replied.id, replied);
    next = replied.message_reference?.message_id;
  }
}

/** The message, or undefined when it was deleted meanwhile. */
async function existing(call: Promise<APIMessage>): Promise<APIMessage | undefined> {
  try {
    return await call;
  } catch (error) {
    if (surfaceErrorOf(error).kind === 'gone') return undefined;
    throw error;
  }
}

function lineOf(raw: APIMessage, names: Names, asking: string): readonly RoomLine[] {
  const files = attachmentsOf(raw).map(({ name }) => `[${name}]`);
  const text = [plainText(raw.content, raw.mentions, names), ...files]
    .filter((part) => part !== '')
    .join(' ');
  if (text === '') return [];
  return [
    {
      name: names.nickname(raw.author.id) ?? displayName(raw.author),
      own: raw.author.id === names.botId,
      same: raw.author.id === asking,
      text,
      at: Date.parse(raw.timestamp),
    },
  ];
}

function isWithheld(raw: APIMessage, target: ChannelTarget, messageContent: boolean, botId: string): boolean {
  if (messageContent || target.direct || raw.content !== '' || raw.author.id === botId) return false;
  return !raw.mentions.some(({ id }) => id === botId);
}

function isTalkOrAnswer(raw: APIMessage): boolean {
  return isTalk(raw) || raw.interaction_metadata !== undefined;
}

function byAge(a: APIMessage, b: APIMessage): number {
  return BigInt(a.id) < BigInt(b.id) ? -1 : 1;
}
