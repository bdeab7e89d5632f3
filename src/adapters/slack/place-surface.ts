import type { Delivery } from '../../core/adapter.ts';
import type { Clock } from '../../core/clock.ts';
import type { MessageRef } from '../../core/room.ts';
import type { Part, Surface } from '../../delivery/surface.ts';
import { SurfaceError } from '../../delivery/surface.ts';
import { ownMessageOf, refOf } from './address.ts';
import type { SlackApi } from './api.ts';
import { emojiName } from './emoji.ts';
import { createPosting, metadataOf } from './posting.ts';
import { codeOf, isOpenEnded, surfaceErrorOf, translated } from './problems.ts';
import { objectOf, textOf } from './raw.ts';
import { isHeavy, neutralise, renderButtons, renderPart } from './render.ts';
import type { Identity } from './speaker.ts';
import type { Statuses } from './status.ts';
import { createStream, type Stream, type StreamBudget } from './stream.ts';

/** What every surface of this adapter works with. */
export type SurfaceTools = {
  readonly api: SlackApi;
  readonly clock: Clock;
  readonly identity: Identity;
  readonly statuses: Statuses;
  readonly budget: StreamBudget;
  /** Slack says that a person stopped what is being written in this place. */
  readonly onStopped: (place: Place) => void;
};

/** Where an answer stands for everybody to see. */
export type Place = {
  readonly channel: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly locale?: string;
  readonly direct: boolean;
  /** The message being answered, for reactions. */
  readonly answeredTs?: string;
  /** The message whose button was pressed, when it can be changed. */
  readonly pressedTs?: string;
};

/**
 * Characters one message may hold. Slack takes 12,000 of Markdown and about as many in a stream, but
 * counts 13,200 for blocks as JSON, with their quotes and line breaks escaped.
 */
export const maxMessageCharacters = 10_000;

/** Refusals after which an ordinary message would be refused as well. */
const fatal = new Set(['auth', 'gone', 'forbidden']);

/** Keeps the messages that only hold buttons apart from the parts they belong to. */
const loosePart = 1_000;

/** An answer in a thread, a direct message or a channel: streamed in threads, otherwise posted and edited. */
export function createPlaceSurface(tools: SurfaceTools, delivery: Delivery, place: Place): Surface {
  const { api, clock, statuses, budget } = tools;
  const { channel, threadTs, locale } = place;
  const streams = new Map<string, Stream>();
  /** Messages that have, or had, blocks: without blocks in the update they would keep or lose them by chance. */
  const withBlocks = new Set<string>();
  const uploaded = new Set<string>();
  const loose = new Set<number>();
  /** Messages that stand although what belongs to them, a file for example, is still to come. */
  const created = new Map<number, MessageRef>();
  const stopped = new Set<string>();
  const posting = createPosting(tools, delivery, place);
  const words = locale ? { locale } : {};

  async function begin(part: Part): Promise<MessageRef | undefined> {
    if (!threadTs || !part.writing || !budget.mayBegin()) return undefined;
    const begunAt = clock.now();
    try {
      const answer = await api.once('chat.startStream', {
        channel,
        thread_ts: threadTs,
        markdown_text: part.text,
        recipient_user_id: place.user,
        recipient_team_id: tools.identity.teamId,
      });
      return streaming(textOf(answer['ts']) ?? '', part, begunAt);
    } catch (error) {
      if (isOpenEnded(error)) {
        const ts = await posting.find((raw) => textOf(raw['text'])?.trim() === part.text.trim());
        return ts ? streaming(ts, part, begunAt) : undefined;
      }
      const problem = surfaceErrorOf(error);
      const isMissing = codeOf(error) === 'missing_scope';
      if (fatal.has(problem.kind) && !isMissing) throw problem;
      // Too many streams in this workspace, or none allowed: an edited message does as well.
      if (problem.kind === 'rate' || isMissing) budget.refused(problem.retryAfterMs);
      return undefined;
    }
  }

  function streaming(ts: string, part: Part, begunAt: number): MessageRef {
    const metadata = metadataOf(delivery.eventId, part.index);
    streams.set(ts, createStream(api, clock, { channel, ts, text: part.text, begunAt, metadata }));
    return keep(ts);
  }

  function keep(ts: string): MessageRef {
    posting.note(ts);
    return refOf({ channel, ts, hidden: false });
  }

  async function create(part: Part): Promise<MessageRef> {
    const body = renderPart(part, words);
    const ts = await posting.post(body, part.index);
    if ('blocks' in body) withBlocks.add(ts);
    return keep(ts);
  }

  /** Buttons that would make a message too heavy follow it in one of their own. */
  async function postLoose(part: Part): Promise<void> {
    if (part.buttons.length === 0 || !isHeavy(part) || loose.has(part.index)) return;
    loose.add(part.index);
    const buttons = renderPart({ ...part, text: '\u2026', files: [] }, words);
    posting.note(await posting.post(buttons, part.index + loosePart));
  }

  async function update(ts: string, part: Part): Promise<void> {
    const body = renderPart(part, { ...words, blocks: withBlocks.has(ts) });
    if ('blocks' in body) withBlocks.add(ts);
    const change = { channel, ts };
    try {
      await api.repeatable('chat.update', { ...change, ...body });
    } catch (error) {
      // A stream of an earlier process is still open, and only its end makes it an ordinary message.
      if (codeOf(error) !== 'streaming_state_conflict') throw surfaceErrorOf(error);
      const metadata = metadataOf(delivery.eventId, part.index);
      await translated(api.once('chat.stopStream', { channel, ts, metadata }));
      await translated(api.repeatable('chat.update', { ...change, ...body }));
    }
  }

  async function upload(part: Part): Promise<void> {
    for (const { name, content } of part.files) {
      if (uploaded.has(name)) continue;
      await translated(api.upload({ channel, ...(threadTs ? { threadTs } : {}), name, content }));
      uploaded.add(name);
    }
  }

  return {
    maxCharacters: maxMessageCharacters,
    channel,
    growth: threadTs ? 'append' : 'edit',
    prepare: (markdown) => neutralise(markdown),
    async post(part) {
      const ref = created.get(part.index) ?? (await begin(part)) ?? (await create(part));
      created.set(part.index, ref);
      if (!part.writing) await postLoose(part);
      await upload(part);
      return ref;
    },
    async edit(message, part) {
      const { ts } = ownMessageOf(message);
      const stream = streams.get(ts);
      const end = part.writing ? undefined : { blocks: renderButtons(part.buttons).map(objectOf) };
      // Nothing more is shown to somebody who pressed Stop, until the answer has heard of it.
      if (stopped.has(ts) && part.writing) return;
      const outcome = stream ? await stream.write(part.text, end) : 'broken';
      if (outcome !== 'open') streams.delete(ts);
      if (outcome === 'stopped') {
        stopped.add(ts);
        tools.onStopped(place);
        if (part.writing) return;
      }
      if (outcome === 'broken' || outcome === 'stopped') {
        await update(ts, part);
        await postLoose(part);
      }
      await upload(part);
    },
    ...(place.pressedTs
      ? {
          replace: async (part: Part) => {
            const ts = place.pressedTs ?? '';
            withBlocks.add(ts);
            await update(ts, part);
            await upload(part);
            return keep(ts);
          },
        }
      : {}),
    remove: async (message) => {
      const { ts } = ownMessageOf(message);
      await translated(api.repeatable('chat.delete', { channel, ts }));
    },
    react: async (emoji) => {
      const name = emojiName(emoji);
      if (!name || !place.answeredTs) throw new SurfaceError('gone', 'There is nothing to react to.');
      await api
        .repeatable('reactions.add', { channel, timestamp: place.answeredTs, name })
        .catch((error: unknown) => {
          if (codeOf(error) !== 'already_reacted') throw surfaceErrorOf(error);
        });
    },
    status: async (text) => {
      if (threadTs) await statuses.say({ channel, threadTs, ...words }, text);
    },
  };
}
