import { objectOf, textOf } from './json.ts';
import { checkMessage } from './limits.ts';
import { allowedMentions } from './mentions.ts';
import { findMessage, rawChannel, rawMessage, rawUser } from './payloads.ts';
import {
  blockedByPerson,
  foreignMessage,
  invalidForm,
  missingAccess,
  missingPermissions,
  noReplyWithoutHistory,
  unknownChannel,
  unknownMessage,
  unknownUser,
} from './problem.ts';
import type { Call, Route } from './rest.ts';
import {
  addChannel,
  addMessage,
  changeMessage,
  type FakeChannel,
  notePings,
  removeMessage,
  type World,
} from './world.ts';

/** Channels, their messages and the typing indicator. */
export function messageRoutes(): readonly Route[] {
  // enforce_nonce answers with the message that already has the nonce.
  const nonces = new Map<string, string>();
  return [
    {
      method: 'POST',
      path: /^\/channels\/(\d+)\/messages$/,
      handle: (call) => {
        const channel = openChannel(call.world, call.parameters[0]);
        const nonce =
          call.body['nonce'] === undefined ? undefined : `${channel.id}/${String(call.body['nonce'])}`;
        const before = nonce && call.body['enforce_nonce'] === true ? nonces.get(nonce) : undefined;
        const known = before === undefined ? undefined : findMessage(call.world, channel.id, before);
        const message = known ?? createMessage(call, channel);
        if (nonce) nonces.set(nonce, message.id);
        return { status: 200, body: { ...rawMessage(call.world, message, true), nonce: call.body['nonce'] } };
      },
    },
    {
      method: 'GET',
      path: /^\/channels\/(\d+)\/messages$/,
      handle: (call) => {
        const channel = openChannel(call.world, call.parameters[0]);
        // Without permission to read history Discord shows an empty channel, not an error.
        const all = channel.denied.has('history')
          ? []
          : channel.messages.filter(({ privateTo }) => !privateTo);
        return {
          status: 200,
          body: pageOf(all, call.query).map((message) => rawMessage(call.world, message, call.contentIntent)),
        };
      },
    },
    {
      method: 'GET',
      path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
      handle: (call) => {
        const { channel, message } = messageAt(call);
        if (channel.denied.has('history')) throw missingAccess();
        return { status: 200, body: rawMessage(call.world, message, call.contentIntent) };
      },
    },
    {
      method: 'PATCH',
      path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
      handle: (call) => {
        const { message } = messageAt(call);
        if (message.author.id !== call.world.bot.id) throw foreignMessage();
        editMessage(call, message);
        return { status: 200, body: rawMessage(call.world, message, true) };
      },
    },
    {
      method: 'DELETE',
      path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
      handle: (call) => {
        removeMessage(call.world, messageAt(call).message);
        return { status: 204 };
      },
    },
    {
      method: 'PUT',
      path: /^\/channels\/(\d+)\/messages\/(\d+)\/reactions\/([^/]+)\/@me$/,
      handle: (call) => {
        messageAt(call);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: /^\/channels\/(\d+)\/typing$/,
      handle: (call) => {
        const channel = openChannel(call.world, call.parameters[0]);
        if (channel.denied.has('send')) throw missingPermissions();
        call.world.typing.push({ channelId: channel.id, at: call.world.now() });
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: /^\/channels\/(\d+)$/,
      handle: (call) => ({ status: 200, body: rawChannel(openChannel(call.world, call.parameters[0])) }),
    },
    {
      method: 'POST',
      path: /^\/users\/@me\/channels$/,
      handle: ({ world, body }) => {
        const person = world.users.get(String(body['recipient_id']));
        if (!person) throw unknownUser();
        return { status: 200, body: rawChannel(directMessages(world, person.id)) };
      },
    },
    {
      method: 'GET',
      path: /^\/users\/(@me|\d+)$/,
      handle: ({ world, parameters: [id = ''] }) => {
        const user = id === '@me' || id === world.bot.id ? world.bot : world.users.get(id);
        if (!user) throw unknownUser();
        return { status: 200, body: rawUser(user) };
      },
    },
  ];
}

/** The direct message channel between the bot and somebody, opened when there is none. */
export function directMessages(world: World, personId: string): FakeChannel {
  const person = world.users.get(personId);
  if (!person) throw unknownUser();
  const open = [...world.channels.values()].find(
    (channel) =>
      channel.type === 1 && channel.recipients.length === 1 && channel.recipients[0]?.id === personId,
  );
  return open ?? addChannel(world, { name: `dm-${person.username}`, type: 1, recipients: [person] });
}

/** Changes the bot's own message as a PATCH body says. */
export function editMessage(call: Call, message: FakeChannel['messages'][number]): void {
  checkMessage(call.body, {
    content: message.content,
    files: message.attachments.length + call.files.length,
  });
  const content = textOf(call.body['content']) ?? message.content;
  const mentions = allowedMentions(content, call.body['allowed_mentions'], undefined);
  const components = call.body['components'];
  // Without a list of attachments the old ones stay; a list names the ones that are to be there.
  const kept = call.body['attachments'] === undefined ? message.attachments : [];
  message.attachments = [...kept, ...call.files];
  changeMessage(call.world, message, {
    content,
    mentions,
    ...(Array.isArray(components) ? { components: components as readonly unknown[] } : {}),
  });
  notePings(call.world, message, mentions, 'edit');
}

function createMessage(call: Call, channel: FakeChannel) {
  const { world, body } = call;
  if (channel.blocked) throw blockedByPerson();
  if (channel.denied.has('send')) throw missingPermissions();
  checkMessage(body, { content: '', files: call.files.length });
  const reference = objectOf(body['message_reference']);
  const parentId = textOf(reference['message_id']);
  if (parentId && channel.denied.has('history')) throw noReplyWithoutHistory();
  const parent = parentId ? findMessage(world, channel.id, parentId) : undefined;
  if (parentId && !parent && reference['fail_if_not_exists'] !== false) {
    throw invalidForm('message_reference', 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message');
  }
  const content = textOf(body['content']) ?? '';
  const mentions = allowedMentions(content, body['allowed_mentions'], parent?.author.id);
  const components = body['components'];
  const message = addMessage(world, {
    channel,
    author: world.bot,
    content,
    replyTo: parent?.id,
    components: Array.isArray(components) ? (components as readonly unknown[]) : [],
    attachments: call.files,
    mentions,
  });
  notePings(world, message, mentions, 'send');
  return message;
}

function pageOf(all: FakeChannel['messages'], query: URLSearchParams): FakeChannel['messages'] {
  const limit = Math.min(100, Math.max(1, Number(query.get('limit') ?? 50)));
  const newestFirst = [...all].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  const before = query.get('before');
  const after = query.get('after');
  const around = query.get('around');
  if (before) return newestFirst.filter(({ id }) => BigInt(id) < BigInt(before)).slice(0, limit);
  if (after) return newestFirst.filter(({ id }) => BigInt(id) > BigInt(after)).slice(-limit);
  if (around) {
    const older = newestFirst.filter(({ id }) => BigInt(id) <= BigInt(around)).slice(0, Math.ceil(limit / 2));
    const newer = newestFirst.filter(({ id }) => BigInt(id) > BigInt(around)).slice(-Math.floor(limit / 2));
    return [...newer, ...older];
  }
  return newestFirst.slice(0, limit);
}

function openChannel(world: World, id: string | undefined): FakeChannel {
  const channel = id === undefined ? undefined : world.channels.get(id);
  if (!channel || channel.deleted) throw unknownChannel();
  if (channel.denied.has('view')) throw missingAccess();
  return channel;
}

function messageAt(call: Call) {
  const channel = openChannel(call.world, call.parameters[0]);
  const message = findMessage(call.world, channel.id, call.parameters[1] ?? '');
  // Private answers are no messages of the channel.
  if (!message || message.privateTo !== undefined) throw unknownMessage();
  return { channel, message };
}
