import { BotError } from '../core/errors.ts';
import { type Database, inTransaction } from './sqlite.ts';

/** Raised with every change of the tables below. */
const schemaVersion = 1;

const tables = `
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
`;

/** Makes the tables of an empty database; refuses one that a newer version of the program has written. */
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
    database.exec(tables);
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
  });
}
