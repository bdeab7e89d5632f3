import { EventEmitter } from 'node:events';
import type { KeyvStoreAdapter, StoredData } from 'keyv';
import type { Clock } from '../core/clock.ts';
import { type Database, inTransaction } from './sqlite.ts';

/**
 * Keyv's storage over one SQLite table. One instance per namespace, all sharing the handle. Expiry
 * is a column read against the given clock, because Keyv's own looks at the machine's.
 */
export function createKeyvSqlite(database: Database, clock: Clock, namespace: string): KeyvStoreAdapter {
  const select = database.prepare(
    'SELECT value FROM records WHERE key = ? AND (expires IS NULL OR expires > ?)',
  );
  const selectMany = database.prepare(
    'SELECT key, value FROM records WHERE key IN (SELECT value FROM json_each(?)) AND (expires IS NULL OR expires > ?)',
  );
  const upsert = database.prepare(
    'INSERT INTO records (key, value, expires) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires',
  );
  const remove = database.prepare('DELETE FROM records WHERE key = ?');
  const removeMany = database.prepare('DELETE FROM records WHERE key IN (SELECT value FROM json_each(?))');
  const clear = database.prepare('DELETE FROM records WHERE key >= ? AND key < ?');
  const expiryOf = (ttlMs: number | undefined) => (ttlMs === undefined ? null : clock.now() + ttlMs);
  const read = <T>(row: unknown) => (row as { readonly value: T } | undefined)?.value;

  return Object.assign(new EventEmitter(), {
    namespace,
    opts: {},
    async get<T>(key: string) {
      return read<StoredData<T>>(select.get(key, clock.now()));
    },
    async getMany<T>(keys: string[]) {
      const rows = selectMany.all(JSON.stringify(keys), clock.now()) as unknown as {
        key: string;
        value: StoredData<T>;
      }[];
      const values = new Map(rows.map(({ key, value }) => [key, value]));
      return keys.map((key) => values.get(key));
    },
    async set(key: string, value: string, ttlMs?: number) {
      upsert.run(key, value, expiryOf(ttlMs));
      return true;
    },
    async setMany(entries: { key: string; value: string; ttl?: number }[]) {
      inTransaction(database, () => {
        for (const { key, value, ttl } of entries) upsert.run(key, value, expiryOf(ttl));
      });
    },
    async delete(key: string) {
      return remove.run(key).changes > 0;
    },
    async deleteMany(keys: string[]) {
      return removeMany.run(JSON.stringify(keys)).changes > 0;
    },
    async clear() {
      // '0' is the character after '/', which ends every namespace.
      clear.run(`${namespace}/`, `${namespace}0`);
    },
  });
}
