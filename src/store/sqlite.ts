import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { DatabaseSyncInstance as Database } from '@photostructure/sqlite';
import { BotError } from '../core/errors.ts';

export type { Database };

/** The oldest Node whose built-in SQLite works without a warning. */
const builtInSince = 24;

/**
 * Opens a SQLite file, or memory for `:memory:`. The same API everywhere: built into newer Nodes,
 * from a package with its own binaries on older ones.
 */
export function openSqlite(path: string): Database {
  const inMemory = path === ':memory:';
  const file = inMemory ? path : resolve(path);
  const isNew = inMemory || !existsSync(file);
  let database: Database | undefined;
  try {
    if (!inMemory) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const { DatabaseSync } = driver();
    database = new DatabaseSync(file);
    database.exec(`
      PRAGMA busy_timeout = 10000;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
    `);
    if (!inMemory && isNew) chmodSync(file, 0o600);
    return database;
  } catch (error) {
    database?.close();
    throw storeError(error, path);
  }
}

/** The package's types serve for both: it has the built-in module's own API. */
function driver(): typeof import('@photostructure/sqlite') {
  const major = Number(process.versions.node.split('.')[0]);
  return createRequire(import.meta.url)(major >= builtInSince ? 'node:sqlite' : '@photostructure/sqlite');
}

/** Runs several statements as one write. A nested call would be a mistake and fails. */
export function inTransaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

const advice: readonly (readonly [RegExp, string])[] = [
  [
    /malformed|not a database|corrupt/i,
    'The file is damaged or is no SQLite database. Nothing was changed. Move it away and restore a backup, or point STORE_URL elsewhere.',
  ],
  [/full/i, 'The disk is full. Make room, then start again. What was acknowledged before is safe.'],
  [
    /readonly|read-only|EROFS|attempt to write/i,
    'The file or its folder cannot be written to. Check its owner and permissions.',
  ],
  [
    /unable to open|EACCES|EPERM|ENOTDIR|EISDIR|ENOENT/i,
    'It cannot be opened. Check that the path is right and that this user may read and write the folder.',
  ],
  [/locked|busy/i, 'Another program holds it for too long. Stop that program, or wait and start again.'],
];

/** Any failure of the engine, with what to do about it. */
export function storeError(error: unknown, what: string): BotError {
  if (error instanceof BotError) return error;
  const reason = error instanceof Error ? error.message : 'unknown reason';
  const [, hint] = advice.find(([pattern]) => pattern.test(reason)) ?? [
    undefined,
    'See the cause for details.',
  ];
  return new BotError('store', `The store (${what}) failed: ${reason}. ${hint}`, { cause: error });
}
