import type { Adapter } from '../core/adapter.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Answerable } from '../core/message.ts';
import type { Receipt } from '../core/reply.ts';
import type { Platform } from '../core/room.ts';
import { about, codeOf } from './about.ts';
import type { Turn } from './desk.ts';
import type { Inbox } from './inbox.ts';
import { type Answer, cut, idsOf, type Job, leading, reasonOf, releasing } from './job.ts';

/** Brings jobs to their receipts: turn → delivery → receipt. */
export type Worker = {
  /** The whole way, beginning again as often as the job was cut for that. */
  work(job: Job): Promise<void>;
  /** Delivers an answer that is already there. */
  give(job: Job, answer: Answer): Promise<void>;
  /** Closes the job with an honest line. */
  apologise(job: Job): Promise<void>;
};

/** An answer that takes longer than this is cut and apologised for. */
const deadlineMs = 180_000;
/** A platform that cannot be reached for so long gets no answer to old messages any more. */
const patienceMs = 15 * 60_000;
const shortestDelayMs = 5_000;

export function createWorker(tools: {
  readonly inbox: Inbox;
  readonly turn: Turn;
  readonly adapters: ReadonlyMap<Platform, Adapter>;
  readonly clock: Clock;
  readonly log: Log;
}): Worker {
  const { inbox, turn, clock, log } = tools;

  async function work(job: Job): Promise<void> {
    const deadline = new AbortController();
    void clock.wait(deadlineMs, deadline.signal).then(() => deadline.signal.aborted || cut(job, 'deadline'));
    const rest = adapterOf(leading(job)).busy(leading(job).address);
    try {
      while ((await attempt(job)) === 'again');
    } finally {
      deadline.abort();
      rest();
    }
  }

  async function attempt(job: Job): Promise<'over' | 'again'> {
    const before = reasonOf(job);
    if (before && before !== 'again') return conclude(job);
    job.attempt = new AbortController();
    job.state = 'working';
    const { signal } = job.attempt;
    const answer = await turn.answer([...job.events], signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return undefined;
    });
    if (reasonOf(job) === 'again') return 'again';
    if (signal.aborted && !answer) return conclude(job);
    if (!answer) {
      await inbox.close(idsOf(job));
      return 'over';
    }
    const receipt = await deliver(job, answer);
    if (reasonOf(job) === 'again' && receipt.messages.length === 0) return 'again';
    await finish(job, receipt, answer);
    return 'over';
  }

  async function give(job: Job, answer: Answer): Promise<void> {
    job.state = 'released';
    await finish(job, await deliver(job, answer), answer);
  }

  async function apologise(job: Job): Promise<void> {
    job.attempt = new AbortController();
    job.state = 'released';
    await deliver(job, await turn.apologise(leading(job)));
    await inbox.close(idsOf(job));
  }

  /** Ends a job that was cut before anything was shown. */
  async function conclude(job: Job): Promise<'over'> {
    const why = reasonOf(job);
    if (why === 'deadline') await apologise(job);
    else if (why === 'shutdown') await inbox.release(idsOf(job));
    else await inbox.close(idsOf(job));
    return 'over';
  }

  async function finish(job: Job, receipt: Receipt, answer: Answer): Promise<void> {
    const why = reasonOf(job);
    if (why === 'shutdown' && receipt.outcome !== 'delivered') return inbox.release(idsOf(job));
    if (receipt.outcome === 'failed' && isPassing(receipt.reason)) {
      const ageMs = Math.max(0, clock.now() - leading(job).at);
      // Waiting twice as long each time, the model is asked a handful of times for one message, not for ever.
      if (ageMs < patienceMs) {
        return inbox.release(idsOf(job), { delayMs: Math.max(shortestDelayMs, ageMs) });
      }
      log.error('An answer could not be shown for too long and is given up.', about(leading(job)));
      return inbox.close(idsOf(job));
    }
    await answer.settle?.(receipt).catch((error: unknown) => {
      log.error('What follows an answer failed.', { ...about(leading(job)), error: codeOf(error) });
    });
    if (why === 'deadline' && receipt.text === '') return apologise(job);
    return inbox.close(idsOf(job));
  }

  async function deliver(job: Job, answer: Answer): Promise<Receipt> {
    const event = leading(job);
    const startedAt = clock.now();
    const { signal } = job.attempt;
    const receipt = await adapterOf(event).deliver({
      eventId: event.eventId,
      kind: event.kind,
      address: event.address,
      reply: { ...answer.reply, body: releasing(job, answer.reply.body, signal) },
      signal,
      paint: {
        known: [...job.painted],
        resumed: job.resumed,
        record: async (message) => {
          job.painted.push(message);
          await inbox.paint(event.eventId, message);
        },
      },
    });
    const { outcome, reason, text } = receipt;
    const ms = clock.now() - startedAt;
    log.info('An answer was delivered.', { ...about(event), outcome, reason, characters: text.length, ms });
    return receipt;
  }

  function adapterOf(event: Answerable): Adapter {
    const adapter = tools.adapters.get(event.address.platform);
    if (!adapter) throw new Error(`No room is open for ${event.address.platform}.`);
    return adapter;
  }

  return { work, give, apologise };
}

/** Failures that another attempt may not meet. */
function isPassing(reason: string | undefined): boolean {
  return reason === 'unreachable' || reason === 'timeout' || reason === 'rate';
}
