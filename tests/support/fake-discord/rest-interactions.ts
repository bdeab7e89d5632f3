import { objectOf, type Raw, textOf } from './json.ts';
import { checkCommands, checkMessage } from './limits.ts';
import { allowedMentions } from './mentions.ts';
import { rawMessage } from './payloads.ts';
import {
  ApiProblem,
  alreadyAcknowledged,
  invalidForm,
  invalidWebhookToken,
  tooManyFollowUps,
  unknownInteraction,
  unknownMessage,
  unknownWebhook,
} from './problem.ts';
import type { Answer, Call, Route } from './rest.ts';
import { editMessage } from './rest-messages.ts';
import {
  addMessage,
  changeMessage,
  type FakeInteraction,
  type FakeMessage,
  notePings,
  removeMessage,
  type World,
} from './world.ts';

const callbackDeadlineMs = 3_000;
const tokenLifeMs = 15 * 60_000;
const ephemeral = 64;

/** Interaction callbacks, their webhooks, and the list of commands. */
export function interactionRoutes(): readonly Route[] {
  const webhook = (rest: string) => new RegExp(`^/webhooks/(\\d+)/([\\w-]+)${rest}$`);
  return [
    { method: 'POST', path: /^\/interactions\/(\d+)\/([\w-]+)\/callback$/, open: true, handle: callback },
    { method: 'POST', path: webhook(''), open: true, handle: followUp },
    { method: 'GET', path: webhook('/messages/(@original|\\d+)'), open: true, handle: read },
    { method: 'PATCH', path: webhook('/messages/(@original|\\d+)'), open: true, handle: change },
    { method: 'DELETE', path: webhook('/messages/(@original|\\d+)'), open: true, handle: remove },
    {
      method: 'GET',
      path: /^\/applications\/(\d+)(?:\/guilds\/\d+)?\/commands$/,
      handle: ({ world }) => ({ status: 200, body: world.commands }),
    },
    { method: 'PUT', path: /^\/applications\/(\d+)(?:\/guilds\/\d+)?\/commands$/, handle: publish },
    {
      method: 'GET',
      path: /^\/applications\/@me$/,
      handle: ({ world, contentIntent }) => ({
        status: 200,
        body: { id: world.applicationId, name: world.bot.username, flags: contentIntent ? 1 << 19 : 0 },
      }),
    },
  ];
}

function publish({ world, list }: Call): Answer {
  checkCommands(list);
  world.commands = list.map((command) => {
    const before = world.commands.find((known) => known['name'] === command['name']);
    return {
      type: 1,
      nsfw: false,
      default_member_permissions: null,
      integration_types: [0],
      contexts: null,
      ...command,
      id: before?.['id'] ?? world.nextId(),
      application_id: world.applicationId,
      version: world.nextId(),
      options: asStored(command['options']),
    };
  });
  return { status: 200, body: world.commands };
}

// Discord leaves out what equals its default.
function asStored(options: unknown): unknown {
  if (!Array.isArray(options) || options.length === 0) return undefined;
  return options.map((option: unknown) => {
    const { required, options: inner, ...rest } = objectOf(option);
    return {
      ...rest,
      ...(required === true ? { required } : {}),
      ...(inner === undefined ? {} : { options: asStored(inner) }),
    };
  });
}

function callback(call: Call): Answer {
  const { world, body } = call;
  const interaction = world.interactions.get(call.parameters[1] ?? '');
  const afterMs = interaction ? world.now() - interaction.createdAt : 0;
  if (!interaction || interaction.id !== call.parameters[0]) throw unknownInteraction();
  if (interaction.acknowledged !== undefined) throw alreadyAcknowledged();
  if (interaction.expired || afterMs > callbackDeadlineMs) throw unknownInteraction();
  const type = body['type'];
  const data = objectOf(body['data']);
  if (typeof type !== 'number' || ![4, 5, 6, 7].includes(type)) {
    throw invalidForm('type', 'BASE_TYPE_CHOICES', 'Only 4, 5, 6 and 7 are known here.');
  }
  if (type >= 6 && !interaction.pressed)
    throw invalidForm('type', 'INTERACTION_TYPE', 'There is no message to update.');
  if (type === 5 && (Number(data['flags'] ?? 0) & ~ephemeral) !== 0) {
    throw invalidForm('data.flags', 'BITFIELD', 'A deferred answer takes the ephemeral flag alone.');
  }
  if (type === 4) checkMessage(data, { content: '', files: 0 });
  interaction.acknowledged = type;
  interaction.acknowledgedAfterMs = afterMs;
  if (type === 6 || type === 7) interaction.original = interaction.pressed;
  if (type === 7 && interaction.pressed) changeMessage(world, interaction.pressed, contentOf(data));
  if (type === 4 || type === 5) interaction.original = answer(world, interaction, data, type === 5);
  return call.query.get('with_response') === 'true'
    ? { status: 200, body: { interaction: { id: interaction.id, type: 2 }, resource: { type } } }
    : { status: 204 };
}

function followUp(call: Call): Answer {
  const { world, body } = call;
  const interaction = living(call);
  // Discord's old habit: the first follow-up of a deferred answer becomes that answer, flags and all.
  const placeholder = interaction.original;
  if (placeholder?.waiting && !placeholder.deleted && interaction.acknowledged === 5) {
    editMessage(call, placeholder);
    return { status: 200, body: rawMessage(world, placeholder, true) };
  }
  checkMessage(body, { content: '', files: call.files.length });
  interaction.followUps += 1;
  if (interaction.userInstalledOnly && interaction.followUps > 5) throw tooManyFollowUps();
  const message = answer(world, interaction, body, false, call.files);
  return { status: 200, body: rawMessage(world, message, true) };
}

function read(call: Call): Answer {
  return { status: 200, body: rawMessage(call.world, messageOf(call, living(call)), true) };
}

function change(call: Call): Answer {
  const message = messageOf(call, living(call));
  editMessage(call, message);
  return { status: 200, body: rawMessage(call.world, message, true) };
}

function remove(call: Call): Answer {
  removeMessage(call.world, messageOf(call, living(call)));
  return { status: 204 };
}

function living(call: Call): FakeInteraction {
  const interaction = call.world.interactions.get(call.parameters[1] ?? '');
  if (!interaction || call.parameters[0] !== call.world.applicationId) throw unknownWebhook();
  if (interaction.expired || call.world.now() - interaction.createdAt > tokenLifeMs)
    throw invalidWebhookToken();
  if (interaction.acknowledged === undefined) throw unknownWebhook();
  return interaction;
}

function messageOf(call: Call, interaction: FakeInteraction): FakeMessage {
  const id = call.parameters[2] ?? '';
  const message =
    id === '@original'
      ? interaction.original
      : call.world.channels
          .get(interaction.channelId)
          ?.messages.find((known) => known.id === id && known.interactionId === interaction.id);
  if (!message || message.deleted) throw unknownMessage();
  return message;
}

function answer(
  world: World,
  interaction: FakeInteraction,
  data: Raw,
  waiting: boolean,
  files: Call['files'] = [],
): FakeMessage {
  const channel = world.channels.get(interaction.channelId);
  if (!channel) throw new ApiProblem(404, 10003, 'Unknown Channel');
  const { content = '', components = [] } = contentOf(data);
  const mentions = allowedMentions(content, data['allowed_mentions'], undefined);
  const message = addMessage(world, {
    channel,
    author: world.bot,
    type: interaction.pressed ? 0 : 20,
    content,
    components,
    attachments: files,
    interactionId: interaction.id,
    privateTo: (Number(data['flags'] ?? 0) & ephemeral) !== 0 ? interaction.person.id : undefined,
    waiting,
    mentions,
  });
  notePings(world, message, mentions, 'send');
  return message;
}

function contentOf(data: Raw): { content?: string; components?: readonly unknown[] } {
  const content = textOf(data['content']);
  const components = data['components'];
  return {
    ...(content === undefined ? {} : { content }),
    ...(Array.isArray(components) ? { components: components as readonly unknown[] } : {}),
  };
}
