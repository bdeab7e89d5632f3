import type { Clock } from '../core/clock.ts';
import { BotError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Job, Jobs } from '../core/store.ts';

/** Does one job; `rest` is the job's name after the kind. A rejection leaves the job to be tried again later. */
export type JobWork = (rest: string, job: Job, signal: AbortSignal) => Promise<void>;

/** Runs what is due, one job at a time, so that it never stands in the way of a talk. */
export type JobRunner = {
  start(): void;
  /** Cuts the job under way short, and waits for it. It is due again at the next start. */
  stop(): Promise<void>;
};

/** The longest wait between two looks: others may plan jobs in the same store. */
const longestWaitMs = 2_000;
/** A job that never comes back is due again after so long. */
const leaseMs = 10 * 60 * 1000;
const mostAttempts = 4;

export function createJobRunner(tools: {
  readonly jobs: Jobs;
  /** What to do, by the first part of a job's name. */
  readonly works: ReadonlyMap<string, JobWork>;
  readonly clock: Clock;
  readonly log: Log;
}): JobRunner {
  const { jobs, works, clock, log } = tools;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | undefined;

  async function run(job: Job): Promise<void> {
    const [kind = '', rest = ''] = splitOnce(job.name);
    const work = works.get(kind);
    if (!work || job.attempts > mostAttempts) {
      log.warn('A job was given up.', { kind, attempts: job.attempts });
      return jobs.done(job.name);
    }
    try {
      await work(rest, job, signal);
      if (!signal.aborted) await jobs.done(job.name);
    } catch (error) {
      const code = error instanceof BotError ? error.code : 'unknown';
      log.warn('A job failed; it is tried again later.', { kind, attempts: job.attempts, code });
    }
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      try {
        const [job] = await jobs.takeDue(1, leaseMs);
        if (job) {
          await run(job);
          continue;
        }
        const nextAt = (await jobs.nextDueAt()) ?? Number.POSITIVE_INFINITY;
        await clock.wait(Math.max(1, Math.min(longestWaitMs, nextAt - clock.now())), signal);
      } catch {
        log.warn('The list of jobs could not be read; another try follows.');
        await clock.wait(longestWaitMs, signal);
      }
    }
  }

  return {
    start() {
      running ??= loop();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function splitOnce(name: string): readonly [string, string] {
  const at = name.indexOf('/');
  return at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
}
