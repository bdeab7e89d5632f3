import type { Delivery } from '../../core/adapter.ts';
import type { MessageRef } from '../../core/room.ts';
import { ownMessageOf, refOf, type Target } from './address.ts';
import type { SlackApi } from './api.ts';
import { answeredEvent } from './posting.ts';
import { objectsOf, textOf } from './raw.ts';
import type { Identity } from './speaker.ts';

/**
 * Messages of this answer that stand in the thread although nobody noted them: a process may end
 * between Slack's taking a message and its being noted. Those say which event they answer; a stream
 * says so when it ends, so one that says nothing was never finished. Empty when Slack does not tell.
 */
export async function recoverMessages(
  tools: { readonly api: SlackApi; readonly identity: Identity },
  delivery: Delivery,
  target: Target,
): Promise<readonly MessageRef[]> {
  if (!delivery.paint.resumed || target.kind !== 'message' || !target.threadTs) return [];
  const { channel, threadTs, ts: answeredTs } = target;
  const known = new Set(delivery.paint.known.map((ref) => ownMessageOf(ref).ts));
  const page = { channel, ts: threadTs, oldest: answeredTs, limit: 200, include_all_metadata: true };
  try {
    const answer = await tools.api.repeatable('conversations.replies', page);
    return objectsOf(answer['messages']).flatMap((raw) => {
      const ts = textOf(raw['ts']) ?? '';
      const isOwn = raw['user'] === tools.identity.userId && ts > answeredTs && !known.has(ts);
      const event = answeredEvent(raw) ?? delivery.eventId;
      return isOwn && event === delivery.eventId ? [refOf({ channel, ts, hidden: false })] : [];
    });
  } catch {
    return [];
  }
}
