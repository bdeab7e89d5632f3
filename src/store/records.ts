import { createHash } from 'node:crypto';
import { Keyv, type KeyvStoreAdapter } from 'keyv';
import { BotError } from '../core/errors.ts';
import type { Codec, Records } from '../core/store.ts';
import { storeError } from './sqlite.ts';

/** Builds a key nobody else builds: every part is URI-encoded, so a slash separates and nothing else. */
function keyOf(namespace: string, parts: readonly string[]): string {
  return [namespace, ...parts].map(encodePart).join('/');
}

/** Lone surrogates cannot be URI-encoded and are written as their code units. */
function encodePart(part: string): string {
  return encodeURIComponent(
    part.replaceAll(/%|\p{Surrogate}/gu, (unit) => `%u${unit.charCodeAt(0).toString(16)}`),
  );
}

/** Records of one namespace over Keyv. `adapter` must be this namespace's own instance. */
export function createRecords<T>(adapter: KeyvStoreAdapter, namespace: string, codec: Codec<T>): Records<T> {
  // Without throwOnErrors a failed read looks like "nothing there", and the next write replaces what is.
  const keyv = new Keyv<string>({
    store: adapter,
    useKeyPrefix: false,
    throwOnErrors: true,
    serialize: ({ value }) => String(value),
    deserialize: (text) => ({ value: text }) as never,
  });
  // Keyv throws without a listener; the rejection itself carries the error.
  keyv.on('error', () => undefined);
  const nameOf = (parts: readonly string[]) => keyOf(namespace, parts);

  function read(parts: readonly string[], stored: string | undefined): T | undefined {
    if (stored === undefined) return undefined;
    try {
      return codec.parse(JSON.parse(stored));
    } catch (cause) {
      const hash = createHash('sha256').update(nameOf(parts)).digest('hex').slice(0, 12);
      throw new BotError(
        'store',
        `A record of "${namespace}" (key ${hash}) is not what this version can read. Nothing was changed. Start the version that wrote it, or restore a backup.`,
        { cause },
      );
    }
  }

  const guarded = async <R>(work: () => Promise<R>): Promise<R> => {
    try {
      return await work();
    } catch (error) {
      throw storeError(error, namespace);
    }
  };

  return {
    get: (key) => guarded(async () => read(key, await keyv.get(nameOf(key)))),
    getMany: (keys) =>
      guarded(async () => {
        if (keys.length === 0) return [];
        const stored = await keyv.getMany(keys.map(nameOf));
        return keys.map((key, index) => read(key, stored[index]));
      }),
    set: (key, value, options) =>
      guarded(async () => {
        // Keyv takes a time to live of 0 for "for ever".
        if (options?.ttlMs !== undefined && options.ttlMs <= 0) await keyv.delete(nameOf(key));
        else await keyv.set(nameOf(key), JSON.stringify(value), options?.ttlMs);
      }),
    delete: (key) =>
      guarded(async () => {
        await keyv.delete(nameOf(key));
      }),
    deleteMany: (keys) =>
      guarded(async () => {
        if (keys.length > 0) await keyv.deleteMany(keys.map(nameOf));
      }),
  };
}
