import type { Clock } from '../core/clock.ts';
import type { Claims } from '../core/store.ts';
import { type Database, storeError } from './sqlite.ts';

/** Claims in SQL: one statement decides, so two processes cannot both win. */
export function createClaims(database: Database, clock: Clock): Claims {
  const claim = database.prepare(
    'INSERT INTO claims (name, expires) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET expires = excluded.expires WHERE claims.expires <= ?',
  );
  const release = database.prepare('DELETE FROM claims WHERE name = ?');
  return {
    async claim(name, ttlMs) {
      const now = clock.now();
      try {
        return claim.run(`claim/${name}`, now + ttlMs, now).changes === 1;
      } catch (error) {
        throw storeError(error, 'claims');
      }
    },
    async release(name) {
      try {
        release.run(`claim/${name}`);
      } catch (error) {
        throw storeError(error, 'claims');
      }
    },
  };
}
