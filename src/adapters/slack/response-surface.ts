import type { MessageRef } from '../../core/room.ts';
import type { Part, Surface } from '../../delivery/surface.ts';
import { SurfaceError } from '../../delivery/surface.ts';
import { refOf } from './address.ts';
import type { SurfaceTools } from './place-surface.ts';
import { surfaceErrorOf, translated } from './problems.ts';
import { objectOf, textOf } from './raw.ts';
import { neutralise, renderPart, withFileNote } from './render.ts';

/** Where an answer goes that cannot be changed later. */
export type OneWay = {
  readonly channel: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly locale?: string;
  /** False for an answer only this person sees. */
  readonly open: boolean;
  /** The address of a command or a press; absent for an answer to a message. */
  readonly response?: { readonly url: string; readonly expiresAt: number };
  /** True when the message that was pressed may be replaced through that address. */
  readonly replaces: boolean;
};

/** Slack takes five answers at one address; the fifth is kept for nobody. */
const maxResponses = 5;
/** Such answers are blocks, which are counted as JSON: this fits in any script. */
const maxCharacters = 2_800;

/**
 * An answer through a command's or press's own address, or for one person's eyes. Posted whole, since
 * what only one person sees cannot be edited. Files go to the direct message.
 */
export function createResponseSurface(tools: SurfaceTools, target: OneWay): Surface {
  const { api, clock } = tools;
  const { channel, threadTs, user } = target;
  const words = target.locale ? { locale: target.locale } : {};
  let responses = 0;

  async function respond(part: Part, replaces: boolean): Promise<boolean> {
    const { response } = target;
    if (!response || responses >= maxResponses || clock.now() >= response.expiresAt) return false;
    responses += 1;
    const status = await api
      .respond(response.url, {
        ...renderPart(part, { ...words, blocks: true }),
        ...(replaces
          ? { replace_original: true }
          : { response_type: target.open ? 'in_channel' : 'ephemeral', replace_original: false }),
        ...(threadTs && !replaces ? { thread_ts: threadTs } : {}),
        unfurl_links: false,
        unfurl_media: false,
      })
      .catch(() => {
        // It may have arrived, and a second one would stand beside it.
        throw new SurfaceError('unreachable', 'Slack did not answer.');
      });
    if (status === 429) throw new SurfaceError('rate', 'Slack asks to wait.');
    if (status >= 500) throw new SurfaceError('unreachable', `Slack answered ${status}.`);
    return status < 300;
  }

  async function whisper(part: Part): Promise<string | undefined> {
    if (target.open) throw new SurfaceError('expired', 'The command can no longer be answered.');
    const answer = await api
      .once('chat.postEphemeral', {
        channel,
        user,
        ...(threadTs ? { thread_ts: threadTs } : {}),
        ...renderPart(part, words),
      })
      .catch((error: unknown) => {
        const problem = surfaceErrorOf(error);
        const isOut = problem.kind === 'forbidden' || problem.kind === 'gone';
        throw isOut && target.response
          ? new SurfaceError('expired', 'The command can no longer be answered.')
          : problem;
      });
    return textOf(answer['message_ts']);
  }

  async function send(part: Part, replaces: boolean): Promise<MessageRef> {
    await sendFiles(part);
    const noted = withFileNote(part, target.locale);
    const ts = (await respond(noted, replaces)) ? undefined : await whisper(noted);
    return refOf({ channel, ts: ts ?? '', hidden: true });
  }

  async function sendFiles(part: Part): Promise<void> {
    if (part.files.length === 0) return;
    const opened = await translated(api.repeatable('conversations.open', { users: user }));
    const direct = textOf(objectOf(opened['channel'])['id']) ?? '';
    for (const { name, content } of part.files) {
      await translated(api.upload({ channel: direct, name, content }));
    }
  }

  return {
    maxCharacters,
    channel,
    growth: 'none',
    prepare: (markdown) => neutralise(markdown),
    post: (part) => send(part, false),
    ...(target.replaces ? { replace: (part: Part) => send(part, true) } : {}),
    edit: async () => {
      throw new SurfaceError('gone', 'What one person sees cannot be changed.');
    },
    remove: async () => {},
    react: async () => {
      throw new SurfaceError('gone', 'There is nothing to react to.');
    },
    status: async () => {},
  };
}
