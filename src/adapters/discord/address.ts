import type { Address, JsonObject, MessageRef } from '../../core/room.ts';

/** How Discord was told, in the first second, what the answer to an interaction will look like. */
export type Acknowledged = 'public' | 'private' | 'update';

/** An answer to a message: a message in the same channel. */
export type ChannelTarget = {
  readonly kind: 'channel';
  readonly channelId: string;
  readonly guildId?: string;
  /** The message being answered. */
  readonly messageId: string;
  /** The message that one replies to. */
  readonly referenceId?: string;
  /** True in a direct message with the bot: everything there is private already. */
  readonly direct: boolean;
  readonly locale?: string;
};

/** An answer to a command or a press: through the interaction's token while it lives. */
export type InteractionTarget = {
  readonly kind: 'interaction';
  readonly channelId: string;
  readonly guildId?: string;
  readonly interactionId: string;
  readonly applicationId: string;
  readonly token: string;
  readonly acknowledged: Acknowledged;
  /** When the token dies, milliseconds since 1970. */
  readonly expiresAt: number;
  /** The message whose button was pressed. */
  readonly pressedId?: string;
  /** True when only the presser can see that message. */
  readonly pressedPrivate?: boolean;
  readonly direct: boolean;
  readonly locale?: string;
};

export type Target = ChannelTarget | InteractionTarget;

/** The address the rest of the program stores and hands back. */
export function addressOf(target: Target): Address {
  return { platform: 'discord', to: { ...target } };
}

/** Reads an address this adapter made; undefined for anything else. */
export function targetOf(address: Address): Target | undefined {
  const to = address.to;
  const common = {
    channelId: text(to, 'channelId'),
    direct: to['direct'] === true,
    ...optional(to, 'guildId'),
    ...optional(to, 'locale'),
  };
  if (address.platform !== 'discord' || common.channelId === '') return undefined;
  if (to['kind'] === 'channel') {
    return { kind: 'channel', ...common, messageId: text(to, 'messageId'), ...optional(to, 'referenceId') };
  }
  const acknowledged = to['acknowledged'];
  if (to['kind'] !== 'interaction') return undefined;
  if (acknowledged !== 'public' && acknowledged !== 'private' && acknowledged !== 'update') return undefined;
  return {
    kind: 'interaction',
    ...common,
    interactionId: text(to, 'interactionId'),
    applicationId: text(to, 'applicationId'),
    token: text(to, 'token'),
    acknowledged,
    expiresAt: Number(to['expiresAt']),
    ...optional(to, 'pressedId'),
    pressedPrivate: to['pressedPrivate'] === true,
  };
}

/**
 * One message of ours. `hidden` is true for one that a single person sees: it can be reached by the
 * interaction alone. The token is not part of it, because references are stored unsealed.
 */
export type OwnMessage = { readonly channelId: string; readonly messageId: string; readonly hidden: boolean };

/** The reference the rest of the program stores and hands back. */
export function refOf(message: OwnMessage): MessageRef {
  return { platform: 'discord', native: { ...message } };
}

/** Reads a reference this adapter made. */
export function ownMessageOf(ref: MessageRef): OwnMessage {
  return {
    channelId: text(ref.native, 'channelId'),
    messageId: text(ref.native, 'messageId'),
    hidden: ref.native['hidden'] === true,
  };
}

function text(from: JsonObject, key: string): string {
  const value = from[key];
  return typeof value === 'string' ? value : '';
}

function optional<K extends string>(from: JsonObject, key: K): { readonly [P in K]?: string } {
  const value = from[key];
  return typeof value === 'string' ? ({ [key]: value } as { readonly [P in K]?: string }) : {};
}
