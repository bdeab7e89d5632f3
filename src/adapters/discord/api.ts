import { type APIMessage, type RawFile, REST, Routes } from 'discord.js';
import { isTokenRefused } from './problems.ts';
import type { EditBody, MessageBody } from './render.ts';

/** The message of an interaction: its first answer, or one of its others by id. */
export type InteractionMessage = {
  readonly applicationId: string;
  readonly token: string;
  readonly messageId: string;
};

export type MessageExtras = {
  readonly files?: RawFile[];
  readonly flags?: number;
  readonly nonce?: string;
  readonly replyTo?: string;
};

/** The requests this adapter makes. Each rejects with discord.js's own error; see problems.ts. */
export type DiscordApi = ReturnType<typeof createApi>;

/**
 * Requests over discord.js's own queue, which keeps the platform's rate limits. Calls `onTokenRefused`
 * when Discord no longer takes the bot's token.
 */
export function createApi(rest: REST, onTokenRefused: () => void) {
  // A follow-up knows no nonce, and discord.js repeats what failed with 5xx: here a lost answer may
  // mean a posted one, so nothing is repeated.
  const once = new REST({
    ...rest.options,
    retries: 0,
    hashSweepInterval: 0,
    handlerSweepInterval: 0,
  });
  const watched = async <T>(call: Promise<unknown>): Promise<T> => {
    try {
      return (await call) as T;
    } catch (error) {
      if (isTokenRefused(error)) onTokenRefused();
      throw error;
    }
  };
  const ofInteraction = ({ applicationId, token, messageId }: InteractionMessage) =>
    Routes.webhookMessage(applicationId, token, messageId);
  // A token in the path is authority enough; with `auth` a dead one would cost us the bot's own token.
  const open = { auth: false } as const;

  return {
    createMessage: (channelId: string, body: MessageBody, extras: MessageExtras = {}) =>
      watched<APIMessage>(
        rest.post(Routes.channelMessages(channelId), {
          body: {
            ...body,
            ...(extras.nonce ? { nonce: extras.nonce, enforce_nonce: true } : {}),
            ...(extras.replyTo
              ? { message_reference: { message_id: extras.replyTo, fail_if_not_exists: false } }
              : {}),
          },
          ...(extras.files ? { files: extras.files } : {}),
        }),
      ),
    editMessage: (channelId: string, messageId: string, body: EditBody, files: RawFile[] = []) =>
      watched<APIMessage>(rest.patch(Routes.channelMessage(channelId, messageId), { body, files })),
    deleteMessage: (channelId: string, messageId: string) =>
      watched<void>(rest.delete(Routes.channelMessage(channelId, messageId))),
    react: (channelId: string, messageId: string, emoji: string) =>
      watched<void>(
        rest.put(Routes.channelMessageOwnReaction(channelId, messageId, encodeURIComponent(emoji))),
      ),
    showTyping: (channelId: string) => watched<void>(rest.post(Routes.channelTyping(channelId))),
    messagesBefore: (channelId: string, messageId: string, limit: number, signal: AbortSignal) =>
      watched<APIMessage[]>(
        rest.get(Routes.channelMessages(channelId), {
          query: new URLSearchParams({ before: messageId, limit: String(limit) }),
          signal,
        }),
      ),
    message: (channelId: string, messageId: string, signal: AbortSignal) =>
      watched<APIMessage>(rest.get(Routes.channelMessage(channelId, messageId), { signal })),
    acknowledge: (interactionId: string, token: string, body: object, signal: AbortSignal) =>
      watched<void>(rest.post(Routes.interactionCallback(interactionId, token), { body, signal, ...open })),
    createFollowUp: (
      applicationId: string,
      token: string,
      body: MessageBody,
      extras: { readonly files?: RawFile[]; readonly flags?: number } = {},
    ) =>
      watched<APIMessage>(
        once.post(Routes.webhook(applicationId, token), {
          body: { ...body, ...(extras.flags ? { flags: extras.flags } : {}) },
          query: new URLSearchParams({ wait: 'true' }),
          ...(extras.files ? { files: extras.files } : {}),
          ...open,
        }),
      ),
    editInteractionMessage: (message: InteractionMessage, body: EditBody, files: RawFile[] = []) =>
      watched<APIMessage>(rest.patch(ofInteraction(message), { body, files, ...open })),
    deleteInteractionMessage: (message: InteractionMessage) =>
      watched<void>(rest.delete(ofInteraction(message), open)),
  };
}
