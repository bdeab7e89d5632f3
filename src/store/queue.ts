import type { Clock } from '../core/clock.ts';
import type { Queue, QueueItem } from '../core/store.ts';
import { type Database, inTransaction, storeError } from './sqlite.ts';

type Row = {
  readonly id: string;
  readonly payload: string;
  readonly enqueued: number;
  readonly attempts: number;
  readonly painted: string;
};

/** The queue in SQL. `holder` names the opened store, so that a lease belongs to one process. */
export function createQueue(database: Database, clock: Clock, holder: string): Queue {
  const statements = {
    isClaimed: database.prepare(
      'SELECT 1 FROM claims WHERE name IN (SELECT value FROM json_each(?)) AND expires > ?',
    ),
    claim: database.prepare(
      'INSERT INTO claims (name, expires) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET expires = excluded.expires',
    ),
    insert: database.prepare(
      "INSERT INTO queue (id, payload, enqueued, attempts, holder, leased, painted) VALUES (?, ?, ?, 1, ?, ?, '[]')",
    ),
    renew: database.prepare('UPDATE queue SET leased = ? WHERE id = ? AND holder = ?'),
    rewrite: database.prepare('UPDATE queue SET payload = ? WHERE id = ? AND holder = ?'),
    giveBack: database.prepare(
      'UPDATE queue SET leased = ?, attempts = max(0, attempts - 1) WHERE id = ? AND holder = ?',
    ),
    paint: database.prepare(
      "UPDATE queue SET painted = json_insert(painted, '$[#]', ?) WHERE id = ? AND holder = ?",
    ),
    done: database.prepare('DELETE FROM queue WHERE id = ? AND holder = ?'),
    abandoned: database.prepare('SELECT * FROM queue WHERE leased <= ? ORDER BY enqueued, id LIMIT ?'),
    take: database.prepare('UPDATE queue SET holder = ?, leased = ?, attempts = attempts + 1 WHERE id = ?'),
  };

  const guarded = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (error) {
      throw storeError(error, 'queue');
    }
  };

  return {
    enqueue: ({ id, dedupeKeys, payload, leaseMs, dedupeMs }) =>
      guarded(() =>
        inTransaction(database, () => {
          const now = clock.now();
          const names = dedupeKeys.map((key) => `event/${key}`);
          if (statements.isClaimed.get(JSON.stringify(names), now)) return false;
          for (const name of names) statements.claim.run(name, now + dedupeMs);
          statements.insert.run(id, payload, now, holder, now + leaseMs);
          return true;
        }),
      ),
    renew: (ids, leaseMs) =>
      guarded(() =>
        inTransaction(database, () =>
          ids.filter((id) => statements.renew.run(clock.now() + leaseMs, id, holder).changes === 0),
        ),
      ),
    giveBack: (ids, delayMs) =>
      guarded(() =>
        inTransaction(database, () => {
          for (const id of ids) statements.giveBack.run(clock.now() + delayMs, id, holder);
        }),
      ),
    rewrite: (id, payload) => guarded(() => void statements.rewrite.run(payload, id, holder)),
    paint: (id, painted) => guarded(() => void statements.paint.run(painted, id, holder)),
    done: (id) => guarded(() => void statements.done.run(id, holder)),
    takeAbandoned: (limit, leaseMs) =>
      guarded(() =>
        inTransaction(database, () => {
          const now = clock.now();
          const rows = statements.abandoned.all(now, limit) as unknown as readonly Row[];
          return rows.map((row): QueueItem => {
            statements.take.run(holder, now + leaseMs, row.id);
            return {
              id: row.id,
              payload: row.payload,
              enqueuedAt: row.enqueued,
              attempts: row.attempts + 1,
              painted: JSON.parse(row.painted) as string[],
            };
          });
        }),
      ),
  };
}
