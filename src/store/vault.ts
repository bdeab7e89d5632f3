import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { BotError } from '../core/errors.ts';
import type { Store, Vault } from '../core/store.ts';

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const pseudonymCharacters = 32;

const wrappedKey = z.object({ v: z.literal(1), wrapped: z.string() });

/**
 * Seals with AES-256-GCM under a key per owner, each wrapped by the master key. Rejects with a
 * BotError `key` when the master key is not the one this store was made with.
 */
export async function openVault(options: {
  readonly store: Store;
  readonly masterKey: Uint8Array;
}): Promise<Vault> {
  const { store } = options;
  const wrapping = derive(options.masterKey, 'wrap');
  const naming = derive(options.masterKey, 'name');
  const keys = store.records('keys', wrappedKey);
  await verifyMasterKey(store, wrapping);

  /** Read every time: a key that another process destroyed must not live on in this one. */
  async function existingKey(owner: string): Promise<Buffer | undefined> {
    const record = await keys.get([owner]);
    return record && Buffer.from(decrypt(wrapping, `key/${owner}`, record.wrapped), 'base64');
  }

  /** Under the owner's lock, so that two first uses make one key and a destroyed key stays destroyed. */
  async function sealingKey(owner: string): Promise<Buffer> {
    const existing = await existingKey(owner);
    if (existing) return existing;
    return store.locks.withLock(`key/${owner}`, async () => {
      const meanwhile = await existingKey(owner);
      if (meanwhile) return meanwhile;
      const key = randomBytes(keyBytes);
      await keys.set([owner], { v: 1, wrapped: encrypt(wrapping, `key/${owner}`, key.toString('base64')) });
      return key;
    });
  }

  return {
    seal: async (owner, place, text) => encrypt(await sealingKey(owner), `${owner}/${place}`, text),
    async open(owner, place, sealed) {
      const key = await existingKey(owner);
      return key && decrypt(key, `${owner}/${place}`, sealed);
    },
    destroy: (owner) => store.locks.withLock(`key/${owner}`, () => keys.delete([owner])),
    pseudonym: (purpose, name) =>
      createHmac('sha256', naming)
        .update(JSON.stringify([purpose, name]))
        .digest('hex')
        .slice(0, pseudonymCharacters),
  };
}

/** True for a store nothing was ever sealed in: only then may a master key be made. */
export async function isUnsealed(store: Store): Promise<boolean> {
  return (await store.records('verifier', wrappedKey).get(['master'])) === undefined;
}

async function verifyMasterKey(store: Store, wrapping: Buffer): Promise<void> {
  const verifier = store.records('verifier', wrappedKey);
  await store.locks.withLock('verifier', async () => {
    const record = await verifier.get(['master']);
    if (!record) {
      await verifier.set(['master'], { v: 1, wrapped: encrypt(wrapping, 'verifier', 'vis-a-vis') });
      return;
    }
    try {
      decrypt(wrapping, 'verifier', record.wrapped);
    } catch (cause) {
      const advice =
        'Put the right key back (data/master.key or MASTER_KEY) from your backup. Nothing was changed.';
      throw new BotError('key', `The master key is not the one this store was made with. ${advice}`, {
        cause,
      });
    }
  });
}

function derive(masterKey: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, new Uint8Array(), `vis-a-vis ${purpose}`, keyBytes));
}

/** Text as UTF-16 code units, so that even lone surrogates come back as they were. */
function encrypt(key: Buffer, place: string, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(place, 'utf8'));
  const isWellFormed = Buffer.from(text, 'utf8').toString('utf8') === text;
  const body = Buffer.concat([
    Buffer.of(isWellFormed ? 0 : 1),
    Buffer.from(text, isWellFormed ? 'utf8' : 'utf16le'),
  ]);
  return Buffer.concat([nonce, cipher.update(body), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

function decrypt(key: Buffer, place: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const tag = bytes.subarray(-tagBytes);
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(place, 'utf8')).setAuthTag(tag);
    const body = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    return body.subarray(1).toString(body[0] === 0 ? 'utf8' : 'utf16le');
  } catch (cause) {
    throw new BotError(
      'key',
      'Something sealed cannot be opened: it was changed, moved, or sealed under another key. Restore a backup.',
      { cause },
    );
  }
}
