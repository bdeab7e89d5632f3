import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Clock } from '../../src/core/clock.ts';
import type { Log } from '../../src/core/log.ts';
import type { Store } from '../../src/core/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { storeContract } from '../contracts/store-contract.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
const text = z.object({ text: z.string() });

storeContract('SQLite in a file', async (clock) => {
  const folder = mkdtempSync(join(tmpdir(), 'vis-a-vis-'));
  const open = () => openStore({ url: `sqlite:${join(folder, 'store.db')}`, clock, log });
  const handles: Store[] = [await open()];
  return {
    store: handles[0] as Store,
    another: async () => {
      const handle = await open();
      handles.push(handle);
      return handle;
    },
    close: async () => {
      for (const handle of handles) await handle.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('a SQLite store', () => {
  let folder: string;
  const clock: Clock = createFakeClock();
  const at = (name: string) => openStore({ url: `sqlite:${join(folder, name)}`, clock, log });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vis-a-vis-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is for its owner alone', async () => {
    const store = await at('data/store.db');
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'data', 'store.db')).mode & 0o777).toBe(0o600);
    await store.close();
  });

  it('is there again after it was closed, and may be closed twice', async () => {
    const store = await at('store.db');
    await store.records('people', text).set(['noor'], { text: 'plum rye' });
    await store.close();
    await store.close();
    const again = await at('store.db');
    expect(await again.records('people', text).get(['noor'])).toEqual({ text: 'plum rye' });
    await again.close();
  });

  it('refuses a file that is no database, says what to do, and leaves it as it is', async () => {
    const file = join(folder, 'store.db');
    writeFileSync(file, 'Dear diary, this is not a database. '.repeat(200));
    const before = readFileSync(file);
    await expect(at('store.db')).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/Nothing was changed/),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a damaged database, says what to do, and replaces nothing', async () => {
    const store = await at('store.db');
    for (let index = 0; index < 200; index += 1)
      await store.records('people', text).set([`${index}`], { text: 'x'.repeat(200) });
    await store.close();
    const file = join(folder, 'store.db');
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 100, 4_096);
    writeFileSync(file, bytes);
    await expect(at('store.db')).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/damaged|no SQLite database/),
    });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('adds what an older version lacks, and keeps what it wrote', async () => {
    const before = await at('store.db');
    await before.records('words', text).set(['one'], { text: 'kept' });
    await before.close();
    const database = openSqlite(join(folder, 'store.db'));
    database.exec('DROP TABLE jobs; PRAGMA user_version = 1');
    database.close();
    const after = await at('store.db');
    await after.jobs.plan('one', 1);
    expect(await after.jobs.nextDueAt()).toBe(1);
    expect(await after.records('words', text).get(['one'])).toEqual({ text: 'kept' });
    await after.close();
  });

  it('refuses what a newer version wrote', async () => {
    const file = join(folder, 'store.db');
    const database = openSqlite(file);
    database.exec('PRAGMA user_version = 999');
    database.close();
    await expect(at('store.db')).rejects.toThrow(/newer version/);
  });

  it('names the engine it has when another is asked for', async () => {
    await expect(openStore({ url: 'postgres://127.0.0.1/x', clock, log })).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(/sqlite:/),
    });
  });

  it('leaves no byte of what was deleted, in file or journal', async () => {
    const canary = ['quince', 'canary'].join('-').repeat(20);
    const store = await at('store.db');
    const records = store.records('people', text);
    await records.set(['noor'], { text: canary });
    const bytes = () =>
      ['store.db', 'store.db-wal']
        .map((name) => readFileSync(join(folder, name)).toString('latin1'))
        .join('');
    expect(bytes()).toContain(canary);
    await records.delete(['noor']);
    await store.scrub();
    expect(bytes()).not.toContain(canary);
    await store.close();
  });

  it('says what to do about a folder it may not write to', async ({ skip }) => {
    const place = join(folder, 'readonly');
    const mounted = mount(place, 'size=1m');
    if (!mounted) return skip('this machine does not let tests mount a small file system');
    try {
      spawnSync('mount', ['-o', 'remount,ro', place]);
      await expect(at('readonly/store.db')).rejects.toMatchObject({
        code: 'store',
        message: expect.stringMatching(/owner and permissions|written to|read and write/),
      });
    } finally {
      // Lazily: a handle may live until it is collected.
      spawnSync('umount', ['-l', place]);
    }
  });

  it('says when the disk is full, and keeps what it had acknowledged', async ({ skip }) => {
    const place = join(folder, 'small');
    const mounted = mount(place, 'size=512k');
    if (!mounted) return skip('this machine does not let tests mount a small file system');
    try {
      const store = await at('small/store.db');
      const records = store.records('people', text);
      let acknowledged = 0;
      let refusal: unknown;
      while (!refusal && acknowledged < 5_000) {
        await records.set([`${acknowledged}`], { text: 'x'.repeat(500) }).then(
          () => {
            acknowledged += 1;
          },
          (error: unknown) => {
            refusal = error;
          },
        );
      }
      expect(refusal).toMatchObject({ code: 'store', message: expect.stringMatching(/disk is full/i) });
      expect(acknowledged).toBeGreaterThan(0);
      const keys = Array.from({ length: acknowledged }, (_, index) => [`${index}`]);
      expect((await records.getMany(keys)).filter((value) => value === undefined)).toEqual([]);
      await store.close();
    } finally {
      // Lazily: a handle may live until it is collected.
      spawnSync('umount', ['-l', place]);
    }
  });

  function mount(place: string, options: string): boolean {
    mkdirSync(place);
    chmodSync(place, 0o700);
    return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place]).status === 0;
  }
});
