import type { Context } from './context.ts';
import { addBotMessage, changeBotMessage, channelOf, openChannelOf, ownMessageOf } from './context.ts';
import { objectOf, type Raw, textOf } from './json.ts';
import { demand } from './problem.ts';
import { checkBlocks, contentOf } from './rules.ts';
import type { FakeChannel, FakeMessage, FakeTeamState } from './world.ts';

/** One method of the Web API: what it answers besides `ok: true`. */
export type Method = (team: FakeTeamState, body: Raw) => Raw;
export type Methods = Readonly<Record<string, Method>>;

const streamLivesMs = 5 * 60 * 1000;
const maxStreamed = 12_000;

/** `chat.*`: posting, changing, and native streams. */
export function createChatMethods(context: Context): Methods {
  function liveStream(team: FakeTeamState, body: Raw): FakeMessage {
    const message = ownMessageOf(team, openChannelOf(team, body['channel']), body['ts']);
    const { stream } = message;
    demand(stream?.state !== 'stopped-by-user', 'stopped_by_user');
    demand(stream?.state === 'live', 'message_not_in_streaming_state');
    demand(context.now() - stream.startedAt < streamLivesMs, 'message_not_in_streaming_state');
    return message;
  }

  function append(message: FakeMessage, body: Raw, how: 'append' | 'stop'): void {
    const { stream } = message;
    if (!stream) return;
    const added = textOf(body['markdown_text']) ?? '';
    const blocks = Array.isArray(body['blocks']) ? body['blocks'].map(objectOf) : [];
    demand(stream.markdown.length + added.length <= maxStreamed, 'msg_too_long');
    demand(how === 'stop' || added !== '', 'no_text');
    checkBlocks(blocks);
    stream.markdown += added;
    changeBotMessage(context, message, { text: stream.markdown, markup: stream.markdown, blocks }, how);
  }

  return {
    'chat.postMessage': (team, body) => {
      const channel = openChannelOf(team, body['channel']);
      const message = addBotMessage(context, channel, {
        content: contentOf(body, 'post'),
        threadTs: textOf(body['thread_ts']),
        how: 'post',
        linkNames: body['link_names'] === 'true' || body['parse'] === 'full',
        ...(body['metadata'] === undefined ? {} : { metadata: objectOf(body['metadata']) }),
      });
      return { channel: channel.id, ts: message.ts, message: { text: message.text } };
    },
    'chat.update': (team, body) => {
      const message = ownMessageOf(team, openChannelOf(team, body['channel']), body['ts']);
      const expired = message.stream && context.now() - message.stream.startedAt >= streamLivesMs;
      demand(message.stream?.state !== 'live' || expired, 'streaming_state_conflict');
      changeBotMessage(context, message, contentOf(body, 'update'), 'update');
      return { channel: message.channel.id, ts: message.ts, text: message.text };
    },
    'chat.delete': (team, body) => {
      const message = ownMessageOf(team, channelOf(team, body['channel']), body['ts']);
      message.deleted = true;
      message.versions.push({ at: context.now(), how: 'delete', text: '' });
      return { channel: message.channel.id, ts: message.ts };
    },
    'chat.postEphemeral': (team, body) => {
      const channel = openChannelOf(team, body['channel']);
      const user = textOf(body['user']);
      demand(user !== undefined && channel.people.includes(user), 'user_not_in_channel');
      const message = addBotMessage(context, channel, {
        content: contentOf(body, 'post'),
        threadTs: textOf(body['thread_ts']),
        how: 'post',
        onlyFor: user,
      });
      return { message_ts: message.ts };
    },
    'chat.startStream': (team, body) => {
      const channel = openChannelOf(team, body['channel']);
      const threadTs = textOf(body['thread_ts']);
      demand(threadTs !== undefined && threadTs !== '', 'invalid_thread_ts');
      if (channel.kind !== 'im') {
        demand(textOf(body['recipient_user_id']), 'missing_recipient_user_id');
        demand(textOf(body['recipient_team_id']), 'missing_recipient_team_id');
      }
      const markdown = textOf(body['markdown_text']) ?? '';
      demand(markdown.length <= maxStreamed, 'msg_too_long');
      const message = addBotMessage(context, channel, {
        content: { text: markdown, markup: markdown, blocks: [] },
        threadTs,
        how: 'start',
      });
      message.stream = { startedAt: context.now(), markdown, state: 'live' };
      return { channel: channel.id, ts: message.ts };
    },
    'chat.appendStream': (team, body) => {
      const message = liveStream(team, body);
      append(message, body, 'append');
      return { channel: message.channel.id, ts: message.ts };
    },
    'chat.stopStream': (team, body) => {
      const message = liveStream(team, body);
      append(message, body, 'stop');
      if (message.stream) message.stream.state = 'stopped';
      if (body['metadata'] !== undefined) message.metadata = objectOf(body['metadata']);
      return { channel: message.channel.id, ts: message.ts };
    },
  };
}

/** Marks what a person's Stop ends: every live stream of a thread. Returns their timestamps. */
export function stopStreams(channel: FakeChannel, threadTs: string): string[] {
  const live = channel.everything.filter(
    (message) => message.threadTs === threadTs && message.stream?.state === 'live',
  );
  for (const { stream } of live) if (stream) stream.state = 'stopped-by-user';
  return live.map((message) => message.ts);
}
