import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import type { Log } from '../../src/core/log.ts';
import type { Store, Vault } from '../../src/core/store.ts';
import { loadMasterKey } from '../../src/store/master-key.ts';
import { openStore } from '../../src/store/open-store.ts';
import { isUnsealed, openVault } from '../../src/store/vault.ts';

const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
const masterKey = new Uint8Array(32).fill(7);
const anyText = fc.string({ unit: 'binary' });

let store: Store;
let vault: Vault;

beforeEach(async () => {
  store = await openStore({ url: 'sqlite::memory:', clock: systemClock, log });
  vault = await openVault({ store, masterKey });
});
afterEach(async () => {
  await store.close();
});

describe('sealing', () => {
  it('gives any text back, lone surrogates included, and shows none of it', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const sealed = await vault.seal('noor', 'today/1', text);
        expect(await vault.open('noor', 'today/1', sealed)).toBe(text);
      }),
    );
    expect(await vault.seal('noor', 'today/1', 'plum rye')).not.toContain('plum');
  });

  it('seals the same text differently each time', async () => {
    expect(await vault.seal('noor', 'a', 'text')).not.toBe(await vault.seal('noor', 'a', 'text'));
  });

  it('opens for the same owner and place only', async () => {
    const sealed = await vault.seal('noor', 'today/1', 'plum rye');
    await vault.seal('teo', 'today/1', 'something');
    await expect(vault.open('noor', 'today/2', sealed)).rejects.toMatchObject({ code: 'key' });
    await expect(vault.open('teo', 'today/1', sealed)).rejects.toMatchObject({ code: 'key' });
  });

  it('notices any change of what was sealed', async () => {
    const sealed = Buffer.from(await vault.seal('noor', 'a', 'plum rye'), 'base64');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sealed.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (position, change) => {
          const changed = Buffer.from(sealed);
          changed[position] = (changed[position] ?? 0) ^ change;
          await expect(vault.open('noor', 'a', changed.toString('base64'))).rejects.toMatchObject({
            code: 'key',
          });
        },
      ),
    );
    await expect(vault.open('noor', 'a', '')).rejects.toMatchObject({ code: 'key' });
    await expect(vault.open('noor', 'a', sealed.subarray(0, 20).toString('base64'))).rejects.toMatchObject({
      code: 'key',
    });
  });

  it('makes one key when two ask for the first time at once', async () => {
    const [one, other] = await Promise.all([vault.seal('noor', 'a', '1'), vault.seal('noor', 'b', '2')]);
    expect([await vault.open('noor', 'a', one), await vault.open('noor', 'b', other)]).toEqual(['1', '2']);
  });

  it('cannot open anything once the owner’s key is destroyed, not even with a new one', async () => {
    const sealed = await vault.seal('noor', 'a', 'plum rye');
    await vault.destroy('noor');
    expect(await vault.open('noor', 'a', sealed)).toBeUndefined();
    await vault.seal('noor', 'a', 'new');
    await expect(vault.open('noor', 'a', sealed)).rejects.toMatchObject({ code: 'key' });
    await vault.destroy('never-seen');
  });

  it('makes names nobody can read or compare across purposes', () => {
    const name = vault.pseudonym('account', 'discord//1');
    expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(vault.pseudonym('account', 'discord//1')).toBe(name);
    expect(vault.pseudonym('button', 'discord//1')).not.toBe(name);
    expect(vault.pseudonym('account', 'discord//2')).not.toBe(name);
    expect(vault.pseudonym('a', 'b\0c')).not.toBe(vault.pseudonym('a\0b', 'c'));
  });
});

describe('the master key', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vis-a-vis-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('of another store is refused, and nothing changes', async () => {
    const sealed = await vault.seal('noor', 'a', 'plum rye');
    await expect(openVault({ store, masterKey: new Uint8Array(32).fill(8) })).rejects.toMatchObject({
      code: 'key',
      message: expect.stringMatching(/not the one.*backup/s),
    });
    const again = await openVault({ store, masterKey });
    expect(await again.open('noor', 'a', sealed)).toBe('plum rye');
  });

  it('may be made only while nothing was sealed', async () => {
    expect(await isUnsealed(store)).toBe(false);
    const empty = await openStore({ url: 'sqlite::memory:', clock: systemClock, log });
    expect(await isUnsealed(empty)).toBe(true);
    await empty.close();
  });

  it('is made with a new store, for its owner alone, and found again', async () => {
    const file = join(folder, 'data', 'master.key');
    const made = await loadMasterKey({ file, storeIsNew: true });
    expect(made).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await loadMasterKey({ file, storeIsNew: false })).equals(Buffer.from(made))).toBe(
      true,
    );
  });

  it('missing beside an existing store is an error, and none is made', async () => {
    const file = join(folder, 'master.key');
    await expect(loadMasterKey({ file, storeIsNew: false })).rejects.toMatchObject({
      code: 'key',
      message: expect.stringMatching(/missing.*backup/s),
    });
    expect(() => statSync(file)).toThrow();
  });

  it('that others can read is refused, with the command that helps', async () => {
    const file = join(folder, 'master.key');
    writeFileSync(file, 'ab'.repeat(32), { mode: 0o644 });
    await expect(loadMasterKey({ file, storeIsNew: false })).rejects.toThrow(/chmod 600/);
  });

  it('that is none is refused and left alone', async () => {
    const file = join(folder, 'master.key');
    writeFileSync(file, 'not a key', { mode: 0o600 });
    await expect(loadMasterKey({ file, storeIsNew: false })).rejects.toMatchObject({ code: 'key' });
    expect(readFileSync(file, 'utf8')).toBe('not a key');
  });

  it('may come from the configuration, in hexadecimal or Base64', async () => {
    const file = join(folder, 'unused');
    const hex = await loadMasterKey({ masterKey: '0f'.repeat(32), file, storeIsNew: false });
    const base64 = await loadMasterKey({
      masterKey: Buffer.alloc(32, 0x0f).toString('base64'),
      file,
      storeIsNew: false,
    });
    expect(Buffer.from(hex).equals(Buffer.from(base64))).toBe(true);
    await expect(loadMasterKey({ masterKey: 'c2hvcnQ=', file, storeIsNew: true })).rejects.toMatchObject({
      code: 'key',
    });
  });
});
