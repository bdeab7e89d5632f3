import type { APIMessage } from 'discord.js';
import type { Delivery } from '../../core/adapter.ts';
import type { MessageRef } from '../../core/room.ts';
import type { Part, Surface } from '../../delivery/surface.ts';
import { type ChannelTarget, ownMessageOf, refOf, type Target } from './address.ts';
import type { DiscordApi } from './api.ts';
import { prepareForDiscord } from './markdown.ts';
import { isAboutReference, surfaceErrorOf } from './problems.ts';
import { nonceOf, renderEdit, renderFiles, renderPart } from './render.ts';

/** Characters one message may hold. */
export const maxMessageCharacters = 2_000;

/** An answer to a message: a reply in the channel, or plain messages in a direct message. */
export function createChannelSurface(api: DiscordApi, delivery: Delivery, target: ChannelTarget): Surface {
  return {
    maxCharacters: maxMessageCharacters,
    channel: target.channelId,
    growth: 'edit',
    prepare: prepareForDiscord,
    post: (part) => {
      // In a direct message there is nobody else it could answer.
      const replyTo = part.index === 0 && !target.direct ? target.messageId : undefined;
      return translated(() => postInChannel(api, delivery.eventId, target, part, replyTo));
    },
    edit: (message, part) => translated(() => editInChannel(api, message, target, part)),
    remove: (message) => translated(() => removeFromChannel(api, message)),
    react: (emoji) => translated(() => api.react(target.channelId, target.messageId, emoji)),
    status: async () => {},
  };
}

/** Posts one part, at most once however often it is tried. `replyTo` is dropped where replying is refused. */
export async function postInChannel(
  api: DiscordApi,
  eventId: string,
  target: Target,
  part: Part,
  replyTo?: string,
): Promise<MessageRef> {
  const body = renderPart(part, target.locale);
  const extras = { nonce: nonceOf(eventId, part.index), files: renderFiles(part) };
  const posted = await api
    .createMessage(target.channelId, body, { ...extras, ...(replyTo ? { replyTo } : {}) })
    .catch((error: unknown) => {
      if (!replyTo || !isAboutReference(error)) throw error;
      return api.createMessage(target.channelId, body, extras);
    });
  // The nonce may have brought back what an attempt before a crash had posted.
  if (differs(posted, body)) await api.editMessage(target.channelId, posted.id, body);
  return refOf({ channelId: target.channelId, messageId: posted.id, hidden: false });
}

/** Changes a message in its channel. */
export async function editInChannel(
  api: DiscordApi,
  message: MessageRef,
  target: Target,
  part: Part,
): Promise<void> {
  const { channelId, messageId } = ownMessageOf(message);
  await api.editMessage(channelId, messageId, renderEdit(part, target.locale), renderFiles(part));
}

/** Takes a message back from its channel. */
export async function removeFromChannel(api: DiscordApi, message: MessageRef): Promise<void> {
  const { channelId, messageId } = ownMessageOf(message);
  await api.deleteMessage(channelId, messageId);
}

/** Runs requests and turns what they are refused with into what delivery understands. */
export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw surfaceErrorOf(error);
  }
}

function differs(posted: APIMessage, body: ReturnType<typeof renderPart>): boolean {
  return (
    posted.content !== body.content.trim() || (posted.components ?? []).length !== body.components.length
  );
}
