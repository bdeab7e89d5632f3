import { type Context, channelOf, messageBody, openChannelOf } from './context.ts';
import { objectOf, type Raw, textOf } from './json.ts';
import type { Methods } from './methods-chat.ts';
import { demand } from './problem.ts';
import { createChannel, type FakeChannel, type FakeMessage, type FakeTeamState } from './world.ts';

/** Everything but `chat.*` and `apps.connections.open`. */
export function createOtherMethods(context: Context): Methods {
  function reaction(team: FakeTeamState, body: Raw): { message: FakeMessage; name: string } {
    const channel = openChannelOf(team, body['channel']);
    const message = channel.everything.find((candidate) => candidate.ts === body['timestamp']);
    demand(message && !message.deleted, 'message_not_found');
    const name = textOf(body['name']) ?? '';
    demand(/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name), 'invalid_name');
    return { message, name };
  }

  return {
    'auth.test': (team) => ({
      url: `https://${team.name.toLowerCase()}.slack.test/`,
      team: team.name,
      user: team.bot.name.toLowerCase(),
      team_id: team.id,
      user_id: team.bot.id,
      bot_id: team.bot.botId,
      is_enterprise_install: false,
    }),
    'users.info': (team, body) => {
      const user = team.users.find((candidate) => candidate.id === body['user']);
      demand(user, 'user_not_found');
      const wantsLocale = String(body['include_locale']) === 'true';
      return {
        user: {
          id: user.id,
          team_id: team.id,
          name: user.name.toLowerCase(),
          real_name: user.name,
          tz: user.timeZone,
          is_admin: user.admin,
          is_owner: false,
          is_bot: user.id === team.bot.id,
          profile: { display_name: user.name, real_name: user.name },
          ...(wantsLocale ? { locale: user.locale } : {}),
        },
      };
    },
    'conversations.open': (team, body) => {
      const users = (textOf(body['users']) ?? '').split(',').filter(Boolean);
      const [user] = users;
      demand(user !== undefined && team.users.some((candidate) => candidate.id === user), 'user_not_found');
      const existing = team.channels.find(
        (channel) => channel.kind === 'im' && channel.people.length === 1 && channel.people[0] === user,
      );
      const channel = existing ?? createChannel({ name: `dm-${user}`, kind: 'im', team, people: [user] });
      return { channel: { id: channel.id } };
    },
    'conversations.info': (team, body) => {
      const channel = channelOf(team, body['channel']);
      return {
        channel: {
          id: channel.id,
          name: channel.name,
          is_im: channel.kind === 'im',
          is_mpim: channel.kind === 'mpim',
          is_member: channel.botIsMember,
          is_archived: channel.archived,
        },
      };
    },
    'conversations.history': (team, body) => {
      const channel = readableOf(team, body);
      const messages = channel.everything.filter(
        (message) =>
          isReadable(message) && (message.threadTs === undefined || message.threadTs === message.ts),
      );
      return page(messages.toReversed(), body);
    },
    'conversations.replies': (team, body) => {
      const channel = readableOf(team, body);
      const root = channel.everything.find((message) => message.ts === body['ts'] && isReadable(message));
      demand(root, 'thread_not_found');
      const replies = channel.everything.filter(
        (message) => isReadable(message) && message !== root && message.threadTs === root.ts,
      );
      return page([root, ...replies], body);
    },
    'reactions.add': (team, body) => {
      const { message, name } = reaction(team, body);
      demand(!message.reactions.includes(name), 'already_reacted');
      message.reactions.push(name);
      return {};
    },
    'reactions.remove': (team, body) => {
      const { message, name } = reaction(team, body);
      demand(message.reactions.includes(name), 'no_reaction');
      message.reactions.splice(message.reactions.indexOf(name), 1);
      return {};
    },
    'assistant.threads.setStatus': (team, body) => {
      const channel = openChannelOf(team, body['channel_id']);
      const threadTs = textOf(body['thread_ts']);
      demand(threadTs, 'invalid_thread_ts');
      const status = textOf(body['status']);
      demand(status !== undefined, 'invalid_arguments');
      const loading = Array.isArray(body['loading_messages']) ? body['loading_messages'] : [];
      demand(loading.length <= 10 && loading.every((line) => String(line).length <= 50), 'invalid_arguments');
      context.statuses.push({ at: context.now(), channel: channel.id, threadTs, status, by: 'bot' });
      return {};
    },
    'agents.sessions.setStatus': (team, body) => {
      const channel = openChannelOf(team, body['channel_id']);
      const status = textOf(body['status']) ?? '';
      demand(['active', 'processing', 'suspended', 'closed'].includes(status), 'invalid_arguments');
      const threadTs = textOf(body['thread_ts']);
      context.sessions.push({ at: context.now(), channel: channel.id, threadTs, status });
      return {};
    },
  };
}

function readableOf(team: FakeTeamState, body: Raw): FakeChannel {
  const channel = channelOf(team, body['channel']);
  demand(channel.botIsMember || channel.kind === 'channel', 'not_in_channel');
  return channel;
}

function isReadable(message: FakeMessage): boolean {
  return !message.deleted && message.onlyFor === undefined;
}

/** One page in the order given, with the bounds Slack applies. */
function page(messages: readonly FakeMessage[], body: Raw): Raw {
  const latest = textOf(body['latest']);
  const oldest = textOf(body['oldest']);
  const inclusive = String(body['inclusive']) === 'true';
  const limit = Math.min(1000, Number(body['limit'] ?? 100));
  const start = Number(textOf(body['cursor']) ?? 0);
  const inside = messages.filter(({ ts }) => {
    if (latest !== undefined && (inclusive ? ts > latest : ts >= latest)) return false;
    return !(oldest !== undefined && (inclusive ? ts < oldest : ts <= oldest));
  });
  const found = inside.slice(start, start + limit);
  const more = inside.length > start + limit;
  const wantsMetadata = String(body['include_all_metadata']) === 'true';
  return {
    messages: found.map((message) => {
      const raw = messageBody(message);
      return wantsMetadata ? raw : objectOf({ ...raw, metadata: undefined });
    }),
    has_more: more,
    ...(more ? { response_metadata: { next_cursor: String(start + limit) } } : {}),
  };
}
