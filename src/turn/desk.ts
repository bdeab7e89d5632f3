import type { Accept } from '../core/adapter.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Answerable, Deleted, Edited, Removed, Stopped } from '../core/message.ts';
import { accountKey, roomKey } from '../core/room.ts';
import type { Claims } from '../core/store.ts';
import { about, codeOf } from './about.ts';
import type { Inbox } from './inbox.ts';
import { type Answer, beginAgain, canJoin, createJob, cut, idsOf, type Job, leading } from './job.ts';
import type { Line } from './line.ts';
import type { Worker } from './worker.ts';

/** What the desk asks of the turn. */
export type Turn = {
  /** Care comes before everything else: an answer that waits for nothing, or undefined. */
  urgent(event: Answerable): Promise<Answer | undefined>;
  /** Whether the character may answer here. */
  allowed(event: Answerable): Promise<boolean>;
  /** Whether this may be answered together with what the same person says next: talk may, a command in words stands alone. */
  joins(event: Answerable): boolean;
  /** Whether this waits for its turn in the room. Control of one's own data never waits. */
  waits(event: Answerable): boolean;
  /** The answer, or undefined to stay silent. Begins nothing that the signal cannot end. */
  answer(events: readonly Answerable[], signal: AbortSignal): Promise<Answer | undefined>;
  /** What to say when there will be no answer. */
  apologise(event: Answerable): Promise<Answer>;
  amend(event: Edited | Deleted): Promise<void>;
  removed(event: Removed): Promise<void>;
};

export type Desk = {
  readonly accept: Accept;
  /** Resolves when the event has its receipt, or needs none. */
  settled(eventId: string): Promise<void>;
  /** Takes up what an earlier process left, now and whenever a lease runs out, until drained. */
  resume(): void;
  /** Lets running answers finish for `graceMs`, then cuts the rest and hands them over. New events are only written down. */
  drain(graceMs: number): Promise<void>;
};

const seenForMs = 24 * 60 * 60 * 1000;
const maxAttempts = 2;

/** Behind the in-door: seen before? → care → allowed? → in line for its room, or into the burst under way. */
export function createDesk(tools: {
  readonly inbox: Inbox;
  readonly claims: Claims;
  readonly turn: Turn;
  readonly worker: Worker;
  readonly line: Line;
  readonly clock: Clock;
  readonly log: Log;
}): Desk {
  const { inbox, turn, worker, line, log } = tools;
  const running = new Map<string, { readonly job: Job; readonly finished: Promise<void> }>();
  let draining = false;

  const accept: Accept = async (incoming) => {
    if (incoming.kind === 'stopped') return stop(incoming);
    if (incoming.kind === 'edited' || incoming.kind === 'deleted' || incoming.kind === 'removed') {
      return change(incoming);
    }
    const held = !draining;
    if (!(await inbox.write(incoming, { held }))) return 'repeated';
    if (held) take(createJob(incoming), 1);
    return 'taken';
  };

  function take(job: Job, attempts: number): void {
    const { eventId } = leading(job);
    const finished = handle(job, attempts).catch((error: unknown) => {
      log.error('An event could not be answered now.', { ...about(leading(job)), error: codeOf(error) });
      return inbox.release(idsOf(job), { failed: true }).catch(() => undefined);
    });
    running.set(eventId, { job, finished });
    void finished.then(() => running.delete(eventId));
  }

  async function handle(job: Job, attempts: number): Promise<void> {
    // One at a time per room, so that messages keep their order; nothing slow happens in here.
    const admitted = await line(`door ${roomKey(leading(job).room)}`, () => admit(job, attempts));
    return admitted.finished;
  }

  /** Wraps the promise, so that admitting the next event does not wait for this one's answer. */
  async function admit(job: Job, attempts: number): Promise<{ readonly finished: Promise<void> }> {
    const urgent = await turn.urgent(leading(job));
    const event = leading(job);
    if (urgent) return { finished: worker.give(job, urgent) };
    if (attempts > maxAttempts) return { finished: worker.apologise(job) };
    if (!(await turn.allowed(event))) return { finished: inbox.close([event.eventId]) };

    const burst = [...running.values()].find(
      (other) =>
        job.painted.length === 0 &&
        other.job !== job &&
        canJoin(other.job, event) &&
        turn.joins(event) &&
        turn.joins(leading(other.job)),
    );
    if (burst) {
      burst.job.events.push(leading(job));
      beginAgain(burst.job);
      return { finished: burst.finished };
    }
    job.state = 'waiting';
    if (!turn.waits(event)) return { finished: worker.work(job) };
    return { finished: line(`room ${roomKey(event.room)}`, () => worker.work(job)) };
  }

  function stop(event: Stopped): 'taken' {
    for (const { job } of running.values()) {
      const answered = leading(job);
      const same = accountKey(answered.account) === accountKey(event.account);
      if (same && roomKey(answered.room) === roomKey(event.room)) cut(job, 'stopped');
    }
    return 'taken';
  }

  async function change(event: Edited | Deleted | Removed): Promise<'taken' | 'repeated'> {
    for (const key of event.dedupeKeys) {
      if (!(await tools.claims.claim(`seen/${key}`, seenForMs))) return 'repeated';
    }
    try {
      if (event.kind === 'removed') {
        await turn.removed(event);
      } else {
        await amendJobs(event);
        await turn.amend(event);
      }
    } catch (error) {
      // A platform that sends it again must find it undone: a deletion is a wish to be forgotten.
      for (const key of event.dedupeKeys) await tools.claims.release(`seen/${key}`).catch(() => undefined);
      throw error;
    }
    return 'taken';
  }

  /** A message of which nothing was answered yet is answered as it now stands. */
  async function amendJobs(event: Edited | Deleted): Promise<void> {
    for (const { job } of running.values()) {
      const index = job.events.findIndex(
        (held) =>
          held.kind === 'message' &&
          held.messageId === event.messageId &&
          roomKey(held.room) === roomKey(event.room),
      );
      const held = job.events[index];
      if (held?.kind !== 'message' || job.state === 'released') continue;
      // The row as well: whoever takes it up after a crash must not answer what was taken back.
      if (event.kind === 'edited') {
        const changed = { ...held, text: event.text };
        job.events[index] = changed;
        beginAgain(job);
        await inbox.rewrite(changed);
      } else {
        if (job.events.length === 1) {
          cut(job, 'deleted');
        } else {
          job.events.splice(index, 1);
          beginAgain(job);
        }
        await inbox.close([held.eventId]);
      }
    }
  }

  function resume(): void {
    const lookAgain = async () => {
      while (!draining) {
        try {
          for (const left of await inbox.takeAbandoned()) {
            log.info('Taking up an event left unanswered.', {
              ...about(left.event),
              attempts: left.attempts,
            });
            take(createJob(left.event, left), left.attempts);
          }
        } catch (error) {
          log.error('Could not look for unanswered events.', { error: codeOf(error) });
        }
        await inbox.idle();
      }
    };
    void lookAgain();
  }

  async function drain(graceMs: number): Promise<void> {
    draining = true;
    const all = Promise.all([...running.values()].map(({ finished }) => finished));
    const patience = new AbortController();
    await Promise.race([all, tools.clock.wait(graceMs, patience.signal)]);
    for (const { job } of running.values()) cut(job, 'shutdown');
    await Promise.race([all, tools.clock.wait(graceMs, patience.signal)]);
    patience.abort();
    await inbox.stop();
  }

  return {
    accept,
    settled: async (eventId) => running.get(eventId)?.finished,
    resume,
    drain,
  };
}
