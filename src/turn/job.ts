import type { Answerable } from '../core/message.ts';
import type { Receipt, Reply } from '../core/reply.ts';
import { accountKey, type MessageRef, roomKey } from '../core/room.ts';

/** What a turn hands to the desk: the reply, and what to do once it was delivered. */
export type Answer = {
  readonly reply: Reply;
  /** Called once with what people can read now. Failures here are logged; the answer stands. */
  readonly settle?: (receipt: Receipt) => Promise<void>;
};

/** One or more events that get one answer. A burst of messages is one job. */
export type Job = {
  events: Answerable[];
  /** `arriving`: not yet admitted. `released`: some text has left for the room, so nothing can join any more. */
  state: 'arriving' | 'waiting' | 'working' | 'released';
  /** How often the answer was begun again because of a further message or an edit. */
  restarts: number;
  /** Aborts the attempt under way. */
  attempt: AbortController;
  /** Why the whole job was cut, for good; absent while it may begin again. */
  last?: Exclude<Cut, 'again'>;
  /** Messages already shown of this answer, by this process or one before it. */
  painted: MessageRef[];
  /** Taken up after an earlier attempt, in this process or another, did not come to its end. */
  readonly resumed: boolean;
};

/** Why an attempt was cut: to begin again with more, because the person said stop, because it is gone, or because the process ends. */
export type Cut = 'again' | 'stopped' | 'deleted' | 'shutdown' | 'deadline';

/** A burst gets one answer, but somebody who never stops typing must get one too. */
const maxRestarts = 2;

export function createJob(event: Answerable, earlier?: { readonly painted: readonly MessageRef[] }): Job {
  return {
    events: [event],
    state: 'arriving',
    restarts: 0,
    attempt: new AbortController(),
    painted: [...(earlier?.painted ?? [])],
    resumed: earlier !== undefined,
  };
}

/** The event that decides where and how the answer goes: the newest one. */
export function leading(job: Job): Answerable {
  const event = job.events.at(-1);
  if (!event) throw new Error('A job holds at least one event.');
  return event;
}

export function idsOf(job: Job): readonly string[] {
  return job.events.map((event) => event.eventId);
}

/** Why the attempt under way was cut, if it was. */
export function reasonOf(job: Job): Cut | undefined {
  return job.last ? job.last : job.attempt.signal.aborted ? (job.attempt.signal.reason as Cut) : undefined;
}

/** True when this event may be answered together with the job. */
export function canJoin(job: Job, event: Answerable): boolean {
  const last = leading(job);
  return (
    event.kind === 'message' &&
    last.kind === 'message' &&
    event.joins &&
    last.joins &&
    (job.state === 'waiting' || job.state === 'working') &&
    (reasonOf(job) ?? 'again') === 'again' &&
    job.painted.length === 0 &&
    job.restarts < maxRestarts &&
    roomKey(last.room) === roomKey(event.room) &&
    accountKey(last.account) === accountKey(event.account)
  );
}

/** Ends the attempt under way so that it begins again with what the job holds now. */
export function beginAgain(job: Job): void {
  if (job.state !== 'working' || job.attempt.signal.aborted) return;
  job.restarts += 1;
  cut(job, 'again');
}

/** Cuts the attempt under way. One that is to begin again can still be cut for good. */
export function cut(job: Job, why: Cut): void {
  if (why !== 'again') job.last ??= why;
  job.attempt.abort(why);
}

/** The reply's body, noting the moment the first text leaves, and letting none leave after a cut. */
export async function* releasing(job: Job, body: Reply['body'], signal: AbortSignal): Reply['body'] {
  for await (const part of body) {
    if (signal.aborted) return;
    if (part.kind === 'text' && part.text.trim() !== '') job.state = 'released';
    yield part;
  }
}
