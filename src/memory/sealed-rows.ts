import { z } from 'zod';
import { BotError } from '../core/errors.ts';
import type { Codec, Store, Vault } from '../core/store.ts';

/** Rows whose content can be read only with their owner's key. Keys start with the owner. */
export type SealedRows<T> = {
  /** undefined where there is no row, or where its key was destroyed. Rejects with a BotError `key` when a row was tampered with. */
  read(keys: readonly RowKey[]): Promise<(T | undefined)[]>;
  write(key: RowKey, value: T, options?: { readonly ttlMs?: number }): Promise<void>;
  remove(keys: readonly RowKey[]): Promise<void>;
};

export type RowKey = readonly [owner: string, ...rest: string[]];

const rowCodec = z.object({ v: z.literal(1), sealed: z.string() });

/** Opens a namespace whose values are sealed, each to its own key in the store. */
export function sealedRows<T>(
  tools: { readonly store: Store; readonly vault: Vault },
  namespace: string,
  codec: Codec<T>,
): SealedRows<T> {
  const rows = tools.store.records(namespace, rowCodec);
  const place = (key: RowKey) => [namespace, ...key].map(encodeURIComponent).join('/');

  async function open(key: RowKey, sealed: string): Promise<T | undefined> {
    const text = await tools.vault.open(key[0], place(key), sealed);
    if (text === undefined) return undefined;
    try {
      return codec.parse(JSON.parse(text));
    } catch {
      // The parser's own message would quote what a person said.
      throw new BotError(
        'store',
        `A row in "${namespace}" has an unknown shape. Was it written by a newer version?`,
      );
    }
  }

  return {
    async read(keys) {
      if (keys.length === 0) return [];
      const found = await rows.getMany(keys);
      return Promise.all(
        keys.map(async (key, index) => {
          const row = found[index];
          return row && (await open(key, row.sealed));
        }),
      );
    },
    async write(key, value, options) {
      const sealed = await tools.vault.seal(key[0], place(key), JSON.stringify(value));
      await rows.set(key, { v: 1, sealed }, options);
    },
    async remove(keys) {
      if (keys.length > 0) await rows.deleteMany(keys);
    },
  };
}
