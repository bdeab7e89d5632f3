import type { Address, JsonObject, MessageRef } from '../../core/room.ts';

type Common = {
  readonly channel: string;
  /** The thread answers go to; absent where they stand in the channel itself. */
  readonly threadTs?: string;
  /** Who is being answered. */
  readonly user: string;
  /** True in the direct message between the bot and this person: everything there is private already. */
  readonly direct: boolean;
  readonly locale?: string;
};

/** An answer to a message. */
export type MessageTarget = Common & {
  readonly kind: 'message';
  /** The message being answered. */
  readonly ts: string;
  readonly threadTs: string;
};

/** An answer to a command or a press. */
export type ResponseTarget = Common & {
  readonly kind: 'response';
  /** Takes five answers in half an hour, also where the bot is no member. */
  readonly responseUrl: string;
  /** When the address dies, milliseconds since 1970. */
  readonly expiresAt: number;
  /** The message whose button was pressed. */
  readonly pressedTs?: string;
  /** True when only the presser can see that message. */
  readonly pressedPrivate: boolean;
};

export type Target = MessageTarget | ResponseTarget;

/** The address the rest of the program stores and hands back. */
export function addressOf(target: Target): Address {
  return { platform: 'slack', to: { ...target } };
}

/** Reads an address this adapter made; undefined for anything else. */
export function targetOf(address: Address): Target | undefined {
  const to = address.to;
  const channel = text(to, 'channel');
  if (address.platform !== 'slack' || channel === '') return undefined;
  const common = {
    channel,
    user: text(to, 'user'),
    direct: to['direct'] === true,
    ...optional(to, 'threadTs'),
    ...optional(to, 'locale'),
  };
  if (to['kind'] === 'message') {
    return { ...common, kind: 'message', ts: text(to, 'ts'), threadTs: text(to, 'threadTs') };
  }
  if (to['kind'] !== 'response') return undefined;
  return {
    ...common,
    kind: 'response',
    responseUrl: text(to, 'responseUrl'),
    expiresAt: Number(to['expiresAt']),
    pressedPrivate: to['pressedPrivate'] === true,
    ...optional(to, 'pressedTs'),
  };
}

/**
 * One message of ours. `hidden` is true for one that a single person sees, which cannot be found
 * again. The response address is not part of it, because references are stored unsealed.
 */
export type OwnMessage = { readonly channel: string; readonly ts: string; readonly hidden: boolean };

/** The reference the rest of the program stores and hands back. */
export function refOf(message: OwnMessage): MessageRef {
  return { platform: 'slack', native: { ...message } };
}

/** Reads a reference this adapter made. */
export function ownMessageOf(ref: MessageRef): OwnMessage {
  return {
    channel: text(ref.native, 'channel'),
    ts: text(ref.native, 'ts'),
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
