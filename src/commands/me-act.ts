import { type Button, buttonId } from '../core/button.ts';
import { type Reply, replyOf } from '../core/reply.ts';
import type { Caller, CommandTools, Options } from './command.ts';

/** What a subcommand of /me does. */
export type Act = (options: Options, caller: Caller, tools: CommandTools) => Promise<Reply>;

/** What a button of /me does with its value. */
export type Pressed = (value: string, caller: Caller, tools: CommandTools) => Promise<Reply | undefined>;

export function privately(text: string, buttons: readonly Button[] = []): Reply {
  return replyOf(text, { visibility: 'private', buttons });
}

/** A button of /me that only this person may press. */
export function meButton(caller: Caller, verb: string, label: string, value?: string): Button {
  const meaning = { acknowledge: 'private', action: 'me', verb, owner: caller.owner } as const;
  return { id: buttonId({ ...meaning, ...(value ? { value } : {}) }), label };
}
