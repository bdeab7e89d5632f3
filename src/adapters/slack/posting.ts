import type { Delivery } from '../../core/adapter.ts';
import { SurfaceError } from '../../delivery/surface.ts';
import { ownMessageOf } from './address.ts';
import type { SlackApi } from './api.ts';
import { isOpenEnded, surfaceErrorOf, translated } from './problems.ts';
import { objectOf, objectsOf, type Raw, textOf } from './raw.ts';
import type { MessageBody } from './render.ts';
import type { Identity } from './speaker.ts';

/** Posts the messages of one answer, each at most once. */
export type Posting = {
  /** Posts a message and resolves with its timestamp. Rejects with a SurfaceError. */
  post(body: MessageBody, partIndex: number): Promise<string>;
  /** Notes a message of this answer, so that it is not found again. */
  note(ts: string): void;
  /** An own message that stands there and is not known of. Rejects as `unreachable` when nobody can tell. */
  find(isIt: (raw: Raw) => boolean): Promise<string | undefined>;
};

const metadataType = 'vis_a_vis_reply';

/** What marks a message as part of the answer to an event. Streams get it when they end. */
export function metadataOf(eventId: string, partIndex: number): Raw {
  return { event_type: metadataType, event_payload: { event: eventId, part: partIndex } };
}

/** The event a message answers, if it says so. */
export function answeredEvent(raw: Raw): string | undefined {
  return textOf(objectOf(objectOf(raw['metadata'])['event_payload'])['event']);
}

/**
 * Slack has no key that makes a post repeatable. So each message carries hidden metadata, and when
 * Slack does not answer we look whether it arrived, and post again only when it did not.
 */
export function createPosting(
  tools: { readonly api: SlackApi; readonly identity: Identity },
  delivery: Delivery,
  place: { readonly channel: string; readonly threadTs?: string; readonly answeredTs?: string },
): Posting {
  const { api, identity } = tools;
  const { channel, threadTs } = place;
  const known = new Set(delivery.paint.known.map((ref) => ownMessageOf(ref).ts));

  function send(body: MessageBody, metadata: Raw): Promise<string> {
    const thread = threadTs ? { thread_ts: threadTs } : {};
    const quiet = { unfurl_links: false, unfurl_media: false };
    return api
      .once('chat.postMessage', { channel, ...thread, ...body, ...quiet, metadata })
      .then((answer) => textOf(answer['ts']) ?? '');
  }

  async function find(isIt: (raw: Raw) => boolean): Promise<string | undefined> {
    const page = {
      channel,
      limit: 200,
      include_all_metadata: true,
      ...(place.answeredTs ? { oldest: place.answeredTs } : {}),
    };
    const answer = await translated(
      threadTs
        ? api.repeatable('conversations.replies', { ...page, ts: threadTs })
        : api.repeatable('conversations.history', page),
    ).catch(() => {
      throw new SurfaceError('unreachable', 'Nobody can tell whether Slack took the message.');
    });
    const own = objectsOf(answer['messages']).find(
      (raw) => raw['user'] === identity.userId && !known.has(textOf(raw['ts']) ?? '') && isIt(raw),
    );
    return textOf(own?.['ts']);
  }

  return {
    find,
    note: (ts) => {
      known.add(ts);
    },
    async post(body, partIndex) {
      const metadata = metadataOf(delivery.eventId, partIndex);
      try {
        return await send(body, metadata);
      } catch (error) {
        if (!isOpenEnded(error)) throw surfaceErrorOf(error);
      }
      const arrived = await find((raw) => {
        const found = objectOf(objectOf(raw['metadata'])['event_payload']);
        return found['event'] === delivery.eventId && found['part'] === partIndex;
      });
      return arrived ?? translated(send(body, metadata));
    },
  };
}
