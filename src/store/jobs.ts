import type { Clock } from '../core/clock.ts';
import type { Job, Jobs } from '../core/store.ts';
import { type Database, inTransaction, storeError } from './sqlite.ts';

type Row = { readonly name: string; readonly attempts: number };

/**
 * Jobs in SQL. A taken job stays in its row with the end of its lease as its due time; `planned`
 * tells whether somebody planned it anew meanwhile.
 */
export function createJobs(database: Database, clock: Clock): Jobs {
  const plan = database.prepare(
    `INSERT INTO jobs (name, due, attempts, planned) VALUES (?, ?, 0, 1)
     ON CONFLICT (name) DO UPDATE SET due = excluded.due, attempts = 0, planned = 1`,
  );
  const planSooner = database.prepare(
    `INSERT INTO jobs (name, due, attempts, planned) VALUES (?, ?, 0, 1)
     ON CONFLICT (name) DO UPDATE SET due = min(due, excluded.due), attempts = 0, planned = 1`,
  );
  const due = database.prepare('SELECT name, attempts FROM jobs WHERE due <= ? ORDER BY due, name LIMIT ?');
  const take = database.prepare(
    'UPDATE jobs SET due = ?, attempts = attempts + 1, planned = 0 WHERE name = ?',
  );
  const done = database.prepare('DELETE FROM jobs WHERE name = ? AND planned = 0');
  const next = database.prepare('SELECT min(due) AS due FROM jobs');
  const cancel = database.prepare('DELETE FROM jobs WHERE name = ?');

  const guarded = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (error) {
      throw storeError(error, 'jobs');
    }
  };

  return {
    plan: (name, dueAt, { onlySooner = false } = {}) =>
      guarded(() => void (onlySooner ? planSooner : plan).run(name, dueAt)),
    takeDue: (limit, leaseMs) =>
      guarded(() =>
        inTransaction(database, () => {
          const now = clock.now();
          const rows = due.all(now, limit) as unknown as readonly Row[];
          return rows.map(({ name, attempts }): Job => {
            take.run(now + leaseMs, name);
            return { name, attempts: attempts + 1 };
          });
        }),
      ),
    done: (name) => guarded(() => void done.run(name)),
    nextDueAt: () =>
      guarded(() => (next.get() as { readonly due: number | null } | undefined)?.due ?? undefined),
    cancel: (name) => guarded(() => void cancel.run(name)),
  };
}
