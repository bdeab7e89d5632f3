import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { BotError } from '../core/errors.ts';

const keyBytes = 32;

/**
 * The key that opens everything sealed: from the configuration, or from a file only its owner can
 * read, which is made together with a new store. Rejects with a BotError `key` that says what to do
 * when it is missing beside an existing store, readable by others, or no key.
 */
export async function loadMasterKey(options: {
  /** 32 bytes in hexadecimal or Base64; wins over the file. */
  readonly masterKey?: string;
  readonly file: string;
  readonly storeIsNew: boolean;
}): Promise<Uint8Array> {
  const { masterKey, file, storeIsNew } = options;
  if (masterKey) return decode(masterKey, 'MASTER_KEY');
  const text = readKeyFile(file);
  if (text !== undefined) return decode(text, file);
  if (!storeIsNew) {
    throw new BotError(
      'key',
      `The store exists, but its master key ${file} is missing. Put the key back from your backup, or set MASTER_KEY. Without it nobody can read what is stored; to begin anew, move the store away as well.`,
    );
  }
  return makeKeyFile(file);
}

function readKeyFile(file: string): string | undefined {
  try {
    const { mode } = statSync(file);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new BotError('key', `The master key ${file} can be read by others. Run: chmod 600 ${file}`);
    }
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof BotError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new BotError('key', `The master key ${file} cannot be read. Check its owner and permissions.`, {
      cause: error,
    });
  }
}

function makeKeyFile(file: string): Uint8Array {
  const key = randomBytes(keyBytes);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Fails when the file appeared meanwhile: another process's key must not be replaced.
    const descriptor = openSync(file, 'wx', 0o600);
    writeSync(descriptor, `${key.toString('hex')}\n`);
    closeSync(descriptor);
    return key;
  } catch (error) {
    const existing = readKeyFile(file);
    if (existing) return decode(existing, file);
    throw new BotError(
      'key',
      `The master key ${file} cannot be written. Check that its folder exists and can be written to.`,
      { cause: error },
    );
  }
}

function decode(text: string, where: string): Uint8Array {
  const key = /^[0-9a-fA-F]{64}$/.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (key.length === keyBytes) return key;
  throw new BotError(
    'key',
    `${where} does not hold a key: it must be 32 bytes in hexadecimal or Base64. Put the right key back from your backup.`,
  );
}
