import { addBotMessage, type Context, messageBody, messageEvent } from './context.ts';
import type { Raw } from './json.ts';
import { stopStreams } from './methods-chat.ts';
import type { ResponseUrls } from './response-urls.ts';
import { buttonsOf } from './rules.ts';
import type { SocketMode } from './socket-mode.ts';
import {
  createChannel,
  type FakeBot,
  type FakeChannel,
  type FakeMessage,
  type FakeTeamState,
  type FakeUser,
} from './world.ts';

export type Saying = {
  readonly subtype?: string;
  readonly files?: readonly Raw[];
  /** Other fields of the event, such as `bot_id` for a person's app. */
  readonly extra?: Raw;
};

/** Somebody in the workspace, and everything they can do to the bot. */
export type FakePerson = FakeUser & {
  /** Says something in a channel, or in the thread of a message. `@Name` and `#channel` become mentions. */
  says(where: FakeChannel | FakeMessage, text: string, saying?: Saying): FakeMessage;
  /** Writes to the bot alone. */
  writesTo(bot: FakeBot, text: string, saying?: Saying): FakeMessage;
  /** The direct message between the bot and this person. */
  dm(): FakeChannel;
  edits(message: FakeMessage, text: string): void;
  deletes(message: FakeMessage): void;
  /** Runs a slash command where they are. */
  runs(command: string, text: string, channel: FakeChannel): void;
  /** Presses the button with this label. Throws when the message shows none. */
  presses(message: FakeMessage, label: string): void;
  /** Uses Slack's own Stop on a message being streamed, or on the thread of any message. */
  stops(message: FakeMessage): void;
  /** What only this person can see now, oldest first. */
  shown(): string[];
  /** The messages behind `shown`. */
  privateMessages(): FakeMessage[];
};

/** Subtypes that still count as somebody talking. */
const talk = new Set(['file_share', 'thread_broadcast', 'me_message']);

export function createPerson(
  parts: { readonly context: Context; readonly socket: SocketMode; readonly urls: ResponseUrls },
  team: FakeTeamState,
  user: FakeUser,
): FakePerson {
  const { context, socket, urls } = parts;

  function asSlack(text: string): string {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    let marked = escaped.replaceAll(/@(channel|here|everyone)\b/g, '<!$1>');
    for (const { id, name } of team.users) marked = marked.replaceAll(`@${name}`, `<@${id}>`);
    for (const { id, name } of team.channels) marked = marked.replaceAll(`#${name}`, `<#${id}|${name}>`);
    return marked.replaceAll(/https?:\/\/[^\s<>]+/g, '<$&>');
  }

  function dm(): FakeChannel {
    const existing = team.channels.find((channel) => channel.kind === 'im' && channel.people[0] === user.id);
    return existing ?? createChannel({ name: `dm-${user.name}`, kind: 'im', team, people: [user.id] });
  }

  function says(where: FakeChannel | FakeMessage, text: string, saying: Saying = {}): FakeMessage {
    const channel = 'channel' in where ? where.channel : where;
    const threadTs = 'channel' in where ? (where.threadTs ?? where.ts) : undefined;
    const message: FakeMessage = {
      channel,
      ts: context.nextTs(),
      threadTs,
      user: user.id,
      byBot: false,
      subtype: saying.subtype ?? (saying.files ? 'file_share' : undefined),
      onlyFor: undefined,
      text: asSlack(text),
      blocks: [],
      metadata: undefined,
      files: saying.files ?? [],
      deleted: false,
      edits: 0,
      versions: [{ at: context.now(), how: 'post', text }],
      reactions: [],
      stream: undefined,
    };
    channel.everything.push(message);
    if (!channel.botIsMember) return message;
    const event = { ...messageEvent(message), ...saying.extra };
    const isTalk = saying.subtype === undefined || talk.has(saying.subtype);
    const mentions = isTalk && message.text.includes(`<@${team.bot.id}>`) && channel.kind !== 'im';
    const twin: Raw = {
      type: 'app_mention',
      user: user.id,
      text: message.text,
      ts: message.ts,
      event_ts: message.ts,
      channel: channel.id,
      team: team.id,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      ...saying.extra,
    };
    // Slack promises no order between the two.
    const events = mentions ? [twin, event] : [event];
    const reversed = Number(message.ts.slice(-1)) % 2 === 1;
    for (const each of reversed ? events.toReversed() : events) context.emit(team, each);
    return message;
  }

  function change(message: FakeMessage, subtype: 'message_changed' | 'message_deleted', before: Raw): void {
    context.emit(team, {
      type: 'message',
      subtype,
      hidden: true,
      channel: message.channel.id,
      channel_type: message.channel.kind,
      ts: context.nextTs(),
      event_ts: context.nextTs(),
      previous_message: before,
      ...(subtype === 'message_changed' ? { message: messageBody(message) } : { deleted_ts: message.ts }),
    });
  }

  const privateMessages = () =>
    team.channels.flatMap((channel) =>
      channel.everything.filter((message) => message.onlyFor === user.id && !message.deleted),
    );

  return {
    ...user,
    says,
    dm,
    writesTo: (_bot, text, saying) => says(dm(), text, saying),
    edits: (message, text) => {
      const before = messageBody(message);
      message.text = asSlack(text);
      message.edits += 1;
      message.versions.push({ at: context.now(), how: 'edit', text });
      change(message, 'message_changed', before);
    },
    deletes: (message) => {
      const before = messageBody(message);
      message.deleted = true;
      change(message, 'message_deleted', before);
    },
    runs: (command, text, channel) => {
      socket.send('slash_commands', {
        token: 'verification',
        team_id: team.id,
        team_domain: team.name.toLowerCase(),
        channel_id: channel.id,
        channel_name: channel.kind === 'im' ? 'directmessage' : channel.name,
        user_id: user.id,
        user_name: user.name.toLowerCase(),
        command,
        text: asSlack(text),
        api_app_id: 'A0FAKE',
        is_enterprise_install: 'false',
        response_url: urls.make({ channel, user: user.id, threadTs: undefined, origin: undefined }),
        trigger_id: context.nextTs(),
      });
    },
    presses: (message, label) => {
      const found = buttonsOf(message.blocks).find((candidate) => candidate.label === label);
      if (!found) throw new Error(`No button "${label}" under this message.`);
      const { channel } = message;
      socket.send('interactive', {
        type: 'block_actions',
        user: {
          id: user.id,
          username: user.name.toLowerCase(),
          name: user.name.toLowerCase(),
          team_id: team.id,
        },
        api_app_id: 'A0FAKE',
        token: 'verification',
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: channel.id,
          is_ephemeral: message.onlyFor !== undefined,
          ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
        },
        trigger_id: context.nextTs(),
        team: { id: team.id, domain: team.name.toLowerCase() },
        enterprise: null,
        is_enterprise_install: false,
        channel: { id: channel.id, name: channel.name },
        ...(message.onlyFor === undefined ? { message: messageBody(message) } : {}),
        response_url: urls.make({ channel, user: user.id, threadTs: message.threadTs, origin: message }),
        actions: [{ ...found.element, block_id: found.blockId, action_ts: context.nextTs() }],
      });
    },
    stops: (message) => {
      const threadTs = message.threadTs ?? message.ts;
      context.emit(team, {
        type: 'agent_session_stopped',
        channel: message.channel.id,
        user: user.id,
        thread_ts: threadTs,
        streaming_message_ts: stopStreams(message.channel, threadTs),
        event_ts: context.nextTs(),
      });
    },
    privateMessages,
    shown: () => privateMessages().map((message) => message.text),
  };
}

/** Lets some other app post in a channel, as its own bot. */
export function otherBotSays(context: Context, channel: FakeChannel, text: string): void {
  const ts = context.nextTs();
  context.emit(channel.team, {
    type: 'message',
    subtype: 'bot_message',
    bot_id: 'B0OTHERBOT0',
    app_id: 'A0OTHER',
    username: 'other',
    text,
    ts,
    event_ts: ts,
    channel: channel.id,
    channel_type: channel.kind,
  });
}

/** Lets the bot have said something earlier, without any event. */
export function botHasSaid(
  context: Context,
  channel: FakeChannel,
  text: string,
  threadTs?: string,
): FakeMessage {
  return addBotMessage({ ...context, emit: () => undefined }, channel, {
    content: { text, markup: '', blocks: [] },
    threadTs,
    how: 'post',
  });
}
