import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Store } from '../core/store.ts';
import type { Shelf } from './names.ts';

/** A talk is over when nothing was said for so long; then it is learnt from. */
const quietMs = 3 * 60 * 1000;
/** A talk that does not end is learnt from every so many lines. */
const linesPerLesson = 20;

/** How far each shelf was learnt from, and when to go on. */
export type LearningState = {
  /** A kept line of the person waits to be learnt from. */
  wait(shelf: Shelf): Promise<void>;
  /** Lines heard after this moment are new. */
  learntUpTo(shelf: Shelf): Promise<number>;
  /** Everything up to this moment was learnt from, or shall not be. */
  advance(shelf: Shelf, upTo: number): Promise<void>;
  /** A line of that time changed: it is learnt from again. */
  rewind(shelf: Shelf, heardAt: number): Promise<void>;
  erase(shelf: Shelf): Promise<void>;
};

const rowCodec = z.object({ v: z.literal(1), upTo: z.number(), waiting: z.number() });

/** The name of the job that learns from a shelf. */
function lessonName({ owner, key }: Shelf): string {
  return `learn/${owner}/${key}`;
}

export function createLearningState({
  store,
  clock,
}: {
  readonly store: Pick<Store, 'records' | 'jobs'>;
  readonly clock: Clock;
}): LearningState {
  const rows = store.records('memory-learning', rowCodec);
  const read = async ({ owner, key }: Shelf) =>
    (await rows.get([owner, key])) ?? { v: 1, upTo: 0, waiting: 0 };

  return {
    async wait(shelf) {
      const { upTo, waiting } = await read(shelf);
      await rows.set([shelf.owner, shelf.key], { v: 1, upTo, waiting: waiting + 1 });
      const isFull = waiting + 1 >= linesPerLesson;
      await store.jobs.plan(lessonName(shelf), clock.now() + (isFull ? 0 : quietMs));
    },
    learntUpTo: async (shelf) => (await read(shelf)).upTo,
    advance: (shelf, upTo) => rows.set([shelf.owner, shelf.key], { v: 1, upTo, waiting: 0 }),
    async rewind(shelf, heardAt) {
      const { upTo } = await read(shelf);
      if (heardAt > upTo) return;
      await rows.set([shelf.owner, shelf.key], { v: 1, upTo: heardAt - 1, waiting: 1 });
      await store.jobs.plan(lessonName(shelf), clock.now() + quietMs);
    },
    async erase(shelf) {
      await store.jobs.cancel(lessonName(shelf));
      await rows.delete([shelf.owner, shelf.key]);
    },
  };
}
