import { MessageFlags } from 'discord.js';
import type { Delivery } from '../../core/adapter.ts';
import type { Clock } from '../../core/clock.ts';
import type { MessageRef } from '../../core/room.ts';
import { type Part, type Surface, SurfaceError } from '../../delivery/surface.ts';
import { type InteractionTarget, ownMessageOf, refOf } from './address.ts';
import type { DiscordApi } from './api.ts';
import {
  editInChannel,
  maxMessageCharacters,
  postInChannel,
  removeFromChannel,
  translated,
} from './channel-surface.ts';
import { prepareForDiscord } from './markdown.ts';
import { surfaceErrorOf } from './problems.ts';
import { renderEdit, renderFiles, renderPart } from './render.ts';

// Long enough before the end that a request under way still arrives.
const tokenMarginMs = 5_000;

/**
 * An answer to a command or a press. It goes through the interaction while its token lives;
 * afterwards public answers go on as messages of the channel. A private answer stays private or
 * fails with `expired`. `acknowledged` says whether Discord took the acknowledgement.
 */
export function createInteractionSurface(
  api: DiscordApi,
  delivery: Delivery,
  target: InteractionTarget,
  options: {
    readonly clock: Clock;
    readonly acknowledged: Promise<boolean>;
    /** Called when the waiting "is thinking" has given way. */
    readonly filled: () => void;
  },
): Surface {
  const { applicationId, token, channelId } = target;
  const hidden = target.acknowledged === 'private' || delivery.reply.visibility === 'private';
  const mayUseChannel = !hidden || target.direct;
  // Whether the deferred answer still waits to be filled.
  let waiting = target.acknowledged !== 'update';
  let dead = false;

  const alive = async (): Promise<boolean> => {
    if (!(await options.acknowledged)) dead = true;
    return !dead && options.clock.now() < target.expiresAt - tokenMarginMs;
  };

  /** Tries the interaction first, and the channel where that is allowed once the token is dead. */
  const attempt = async <T>(
    through: () => Promise<T>,
    inChannel: (() => Promise<T>) | undefined,
  ): Promise<T> => {
    if (await alive()) {
      try {
        return await translated(through);
      } catch (error) {
        if (surfaceErrorOf(error).kind !== 'expired') throw error;
        dead = true;
      }
    }
    if (!inChannel) throw new SurfaceError('expired', 'The interaction can no longer be answered.');
    return translated(inChannel);
  };

  const giveWay = (): void => {
    waiting = false;
    options.filled();
  };

  const original = { applicationId, token, messageId: '@original' };

  const fillOriginal = async (part: Part): Promise<MessageRef> => {
    const message = await api.editInteractionMessage(
      original,
      renderEdit(part, target.locale),
      renderFiles(part),
    );
    giveWay();
    return refOf({ channelId, messageId: message.id, hidden: target.acknowledged === 'private' });
  };

  const followUp = async (part: Part): Promise<MessageRef> => {
    // A place held for everybody cannot become private: it is taken away before the private answer.
    if (waiting) {
      await api.deleteInteractionMessage(original).catch(ignoreGone);
      giveWay();
    }
    const message = await api.createFollowUp(applicationId, token, renderPart(part, target.locale), {
      files: renderFiles(part),
      flags: hidden ? MessageFlags.Ephemeral : 0,
    });
    return refOf({ channelId, messageId: message.id, hidden });
  };

  const post = (part: Part): Promise<MessageRef> => {
    const fits = waiting && (target.acknowledged === 'private' || !hidden);
    return attempt(
      async () => {
        if (!fits) return followUp(part);
        try {
          return await fillOriginal(part);
        } catch (error) {
          // Taken away by a process that stopped before it had answered.
          if (surfaceErrorOf(error).kind !== 'gone') throw error;
          giveWay();
          return followUp(part);
        }
      },
      mayUseChannel ? () => postInChannel(api, delivery.eventId, target, part) : undefined,
    );
  };

  return {
    maxCharacters: maxMessageCharacters,
    channel: channelId,
    growth: 'edit',
    prepare: prepareForDiscord,
    post,
    edit: (message, part) => {
      const own = ownMessageOf(message);
      return attempt(
        async () => {
          const native = { applicationId, token, messageId: own.messageId };
          await api.editInteractionMessage(native, renderEdit(part, target.locale), renderFiles(part));
        },
        own.hidden ? undefined : () => editInChannel(api, message, target, part),
      );
    },
    ...(target.acknowledged === 'update' && target.pressedId !== undefined
      ? { replace: (part: Part) => replace(part, target.pressedId ?? '') }
      : {}),
    remove: (message) => {
      const own = ownMessageOf(message);
      return attempt(
        () => api.deleteInteractionMessage({ applicationId, token, messageId: own.messageId }),
        own.hidden ? undefined : () => removeFromChannel(api, message),
      );
    },
    react: async () => {},
    status: async () => {},
  };

  async function replace(part: Part, pressedId: string): Promise<MessageRef> {
    const ref = refOf({ channelId, messageId: pressedId, hidden: target.pressedPrivate === true });
    await attempt(
      async () => {
        await api.editInteractionMessage(original, renderEdit(part, target.locale), renderFiles(part));
      },
      target.pressedPrivate ? undefined : () => editInChannel(api, ref, target, part),
    );
    return ref;
  }
}

function ignoreGone(error: unknown): void {
  if (surfaceErrorOf(error).kind !== 'gone') throw error;
}
