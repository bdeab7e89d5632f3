import type { Delivery } from '../../core/adapter.ts';
import type { Surface } from '../../delivery/surface.ts';
import type { Target } from './address.ts';
import type { SlackApi } from './api.ts';
import { createPlaceSurface, type SurfaceTools } from './place-surface.ts';
import { codeOf } from './problems.ts';
import { objectOf } from './raw.ts';
import { createResponseSurface } from './response-surface.ts';

/** Chooses how an answer is shown: for all in its place, or through the narrow ways Slack has for one person. */
export async function surfaceFor(tools: SurfaceTools, delivery: Delivery, target: Target): Promise<Surface> {
  const { channel, user } = target;
  const common = {
    channel,
    user,
    ...(target.threadTs ? { threadTs: target.threadTs } : {}),
    ...(target.locale ? { locale: target.locale } : {}),
  };
  const isOpen = delivery.reply.visibility === 'public' || target.direct;
  const response =
    target.kind === 'response' && target.responseUrl !== ''
      ? { response: { url: target.responseUrl, expiresAt: target.expiresAt } }
      : {};
  const pressedPrivate = target.kind === 'response' && target.pressedPrivate;
  // What only the presser sees stays that way, and can be replaced by its own address alone.
  const replacesPrivate = pressedPrivate && delivery.reply.place === 'update';
  if (!isOpen || replacesPrivate) {
    return createResponseSurface(tools, { ...common, ...response, open: false, replaces: replacesPrivate });
  }
  if (target.kind === 'message')
    return createPlaceSurface(tools, delivery, {
      ...common,
      direct: target.direct,
      answeredTs: target.ts,
    });
  if (!target.direct && target.pressedTs === undefined && (await isOutside(tools.api, channel))) {
    return createResponseSurface(tools, { ...common, ...response, open: true, replaces: false });
  }
  return createPlaceSurface(tools, delivery, {
    ...common,
    direct: target.direct,
    ...(target.pressedTs && !pressedPrivate ? { pressedTs: target.pressedTs } : {}),
  });
}

/** Slash commands work where the bot is no member and can post nothing itself. */
async function isOutside(api: SlackApi, channel: string): Promise<boolean> {
  try {
    const answer = await api.cosmetic('conversations.info', { channel });
    return objectOf(answer['channel'])['is_member'] === false;
  } catch (error) {
    return codeOf(error) === 'channel_not_found';
  }
}
