import type { Button } from './button.ts';
import type { MessageRef } from './room.ts';

/** A file the character hands over. */
export type ReplyFile = { readonly name: string; readonly type: string; readonly content: Uint8Array };

export type ReplyPart =
  /** What it is doing right now, in a few words; replaces the last status, never stays. */
  | { readonly kind: 'status'; readonly text: string }
  /** More checked text, to be appended to what came before. */
  | { readonly kind: 'text'; readonly text: string }
  /** A reaction to the message being answered. */
  | { readonly kind: 'reaction'; readonly emoji: string }
  /** Always last, exactly once. */
  | { readonly kind: 'end'; readonly buttons: readonly Button[]; readonly files: readonly ReplyFile[] };

/**
 * What the character answers. The body may be read once. `private` is for the asking person alone
 * where the room can do that; a private reply to a press or command never becomes public.
 */
export type Reply = {
  readonly visibility: 'public' | 'private';
  /** `update` replaces the message whose button was pressed; `new` is a message of its own. */
  readonly place: 'new' | 'update';
  readonly body: AsyncIterable<ReplyPart>;
};

/** What became of a delivery. It never throws for what a platform refuses; it says so here. */
export type Receipt = {
  /** `stopped`: the person or a shutdown cut it short. `failed`: nothing, or not everything, could be shown. */
  readonly outcome: 'delivered' | 'stopped' | 'failed';
  /** The text people can now read, without buttons and status. */
  readonly text: string;
  readonly messages: readonly MessageRef[];
  /** A short code without content, for the log: `gone`, `forbidden`, `expired`, `too-long`, `timeout`, `unreachable`… */
  readonly reason?: string;
};

/** A complete reply of one text, for everything that needs no stream. */
export function replyOf(
  text: string,
  options: {
    readonly visibility?: Reply['visibility'];
    readonly place?: Reply['place'];
    readonly buttons?: readonly Button[];
    readonly files?: readonly ReplyFile[];
  } = {},
): Reply {
  const parts: ReplyPart[] = [
    { kind: 'text', text },
    { kind: 'end', buttons: options.buttons ?? [], files: options.files ?? [] },
  ];
  return {
    visibility: options.visibility ?? 'public',
    place: options.place ?? 'new',
    body: (async function* () {
      yield* parts;
    })(),
  };
}
