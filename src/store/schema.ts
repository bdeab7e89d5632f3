import { BotError } from '../core/errors.ts';
import { type Database, inTransaction } from './sqlite.ts';

/** What each version adds to the one before it, from an empty database on. */
const steps: readonly string[] = [
  `
  CREATE TABLE records (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    expires INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX records_by_expiry ON records (expires) WHERE expires IS NOT NULL;

  CREATE TABLE queue (
    id TEXT PRIMARY KEY,
    payload TEXT NOT NULL,
    enqueued INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    holder TEXT NOT NULL,
    leased INTEGER NOT NULL,
    painted TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX queue_by_lease ON queue (leased);

  CREATE TABLE claims (
    name TEXT PRIMARY KEY,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX claims_by_expiry ON claims (expires);

  CREATE TABLE locks (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    expires INTEGER NOT NULL,
    fence INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`,
  `
  CREATE TABLE jobs (
    name TEXT PRIMARY KEY,
    due INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    planned INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX jobs_by_due ON jobs (due);
`,
];

const schemaVersion = steps.length;

/** Makes the tables, or adds what an older version lacks; refuses a database that a newer version of the program has written. */
export function prepareSchema(database: Database): void {
  inTransaction(database, () => {
    const row = database.prepare('PRAGMA user_version').get() as { readonly user_version: number };
    if (row.user_version > schemaVersion) {
      throw new BotError(
        'store',
        `This store was written by a newer version of the program (schema ${row.user_version}, this one knows ${schemaVersion}). Start that version, or restore a backup made before the upgrade.`,
      );
    }
    if (row.user_version === schemaVersion) return;
    for (const step of steps.slice(row.user_version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
  });
}
