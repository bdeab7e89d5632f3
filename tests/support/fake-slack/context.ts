import type { FaultReader } from './faults.ts';
import type { Raw } from './json.ts';
import { demand } from './problem.ts';
import type { Content } from './rules.ts';
import { pingsIn } from './rules.ts';
import type { FakeChannel, FakeMessage, FakeTeamState, Ping, SessionChange, StatusChange } from './world.ts';

/** Everything the parts of the fake share. Made once per fake. */
export type Context = {
  readonly now: () => number;
  readonly nextTs: () => string;
  readonly faults: FaultReader;
  readonly teams: FakeTeamState[];
  readonly pings: Ping[];
  readonly statuses: StatusChange[];
  readonly sessions: SessionChange[];
  /** Tells the bot of an event in a workspace. */
  emit(team: FakeTeamState, event: Raw): void;
};

/** The channel of that id as the bot may use it, or the error Slack gives. */
export function channelOf(team: FakeTeamState, id: unknown): FakeChannel {
  const channel = team.channels.find((candidate) => candidate.id === id);
  demand(channel && !channel.gone, 'channel_not_found');
  return channel;
}

/** The same, for writing into it. */
export function openChannelOf(team: FakeTeamState, id: unknown): FakeChannel {
  const channel = channelOf(team, id);
  demand(!channel.archived, 'is_archived');
  demand(channel.botIsMember, 'not_in_channel');
  return channel;
}

/** A message the bot may change. */
export function ownMessageOf(team: FakeTeamState, channel: FakeChannel, ts: unknown): FakeMessage {
  const message = channel.everything.find(
    (candidate) => candidate.ts === ts && candidate.onlyFor === undefined && !candidate.deleted,
  );
  demand(message, 'message_not_found');
  demand(message.user === team.bot.id, 'cant_update_message');
  return message;
}

/** Puts one message of the bot into a channel and tells the bot of it, as Slack does with its own posts. */
export function addBotMessage(
  context: Context,
  channel: FakeChannel,
  options: {
    readonly content: Content;
    readonly threadTs: string | undefined;
    readonly metadata?: Raw;
    readonly onlyFor?: string;
    readonly how: 'post' | 'start';
    readonly linkNames?: boolean;
    readonly files?: readonly Raw[];
  },
): FakeMessage {
  const { content } = options;
  const { bot } = channel.team;
  if (options.threadTs !== undefined && options.onlyFor === undefined) {
    const root = channel.everything.find((candidate) => candidate.ts === options.threadTs);
    demand(
      root === undefined || root.threadTs === undefined || root.threadTs === root.ts,
      'cannot_reply_to_message',
    );
  }
  const message: FakeMessage = {
    channel,
    ts: context.nextTs(),
    threadTs: options.threadTs,
    user: bot.id,
    byBot: true,
    subtype: undefined,
    onlyFor: options.onlyFor,
    text: content.text,
    blocks: content.blocks,
    metadata: options.metadata,
    files: options.files ?? [],
    deleted: false,
    edits: 0,
    versions: [{ at: context.now(), how: options.how, text: content.text }],
    reactions: [],
    stream: undefined,
  };
  channel.everything.push(message);
  notePings(context, channel, content.markup, options.linkNames ?? false);
  if (options.onlyFor !== undefined) return message;
  clearStatus(context, channel, options.threadTs);
  context.emit(channel.team, messageEvent(message));
  return message;
}

/** Changes what a message of the bot says, and tells the bot. */
export function changeBotMessage(
  context: Context,
  message: FakeMessage,
  content: Content,
  how: 'update' | 'append' | 'stop',
): void {
  const before = messageBody(message);
  message.text = content.text;
  message.blocks = content.blocks;
  message.versions.push({ at: context.now(), how, text: content.text });
  notePings(context, message.channel, content.markup, false);
  if (message.onlyFor !== undefined || how === 'append') return;
  message.edits += 1;
  context.emit(message.channel.team, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel: message.channel.id,
    channel_type: message.channel.kind,
    ts: context.nextTs(),
    event_ts: context.nextTs(),
    message: messageBody(message),
    previous_message: before,
  });
}

/** A message as it stands in events and histories. */
export function messageBody(message: FakeMessage): Raw {
  const { bot } = message.channel.team;
  return {
    type: 'message',
    ...(message.subtype ? { subtype: message.subtype } : {}),
    user: message.user,
    team: message.channel.team.id,
    text: message.text,
    ts: message.ts,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.byBot
      ? { bot_id: bot.botId, app_id: 'A0FAKE', bot_profile: { id: bot.botId, name: bot.name } }
      : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.files.length > 0 ? { files: message.files } : {}),
    ...(message.metadata ? { metadata: message.metadata } : {}),
    ...(message.edits > 0
      ? { edited: { user: message.user, ts: `${message.ts.slice(0, -1)}${message.edits}` } }
      : {}),
  };
}

/** The event that tells the bot of a new message. */
export function messageEvent(message: FakeMessage): Raw {
  return {
    ...messageBody(message),
    channel: message.channel.id,
    channel_type: message.channel.kind,
    event_ts: message.ts,
  };
}

/** Slack clears a thread's status when the bot answers in it. */
function clearStatus(context: Context, channel: FakeChannel, threadTs: string | undefined): void {
  const last = context.statuses.findLast(
    (change) => change.channel === channel.id && change.threadTs === threadTs,
  );
  if (!last || last.status === '') return;
  context.statuses.push({ ...last, at: context.now(), status: '', by: 'reply' });
}

function notePings(context: Context, channel: FakeChannel, markup: string, linkNames: boolean): void {
  for (const mention of pingsIn(markup, { linkNames })) {
    context.pings.push({ channel: channel.id, mention });
  }
}
