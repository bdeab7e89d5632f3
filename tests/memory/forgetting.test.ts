import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Vault } from '../../src/core/store.ts';
import {
  alone,
  asking,
  channel,
  type Opened,
  openMemory,
  person,
  roomOf,
  say,
  texts,
  watchedStore,
} from './open-memory.ts';

const noor = person('noor');
const teo = person('teo');
const hers = alone(noor);
const untouched = { consent: 'unasked', paused: false };

let folder: string;
let opened: Opened;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'memory-'));
  opened = await openMemory({ file: join(folder, 'store.db') });
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

/** Everything the store has on disk: file, journal, shared memory. */
function bytes(): Buffer {
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
}

async function live(who = noor): Promise<void> {
  await opened.memory.agree(who);
  for (let index = 0; index < 12; index += 1) {
    await say(opened, who, index % 2 ? hers_(who) : channel('general'), `plum rye ${index}`, {
      messageId: `${who.user}${index}`,
    });
  }
  await opened.memory.keep(who, channel('general'), 'I bake plum rye');
  await say(opened, who, channel('quiet'), 'held only', { mayKeep: false });
}
const hers_ = alone;

const sealedRow = z.object({ sealed: z.string() });
async function sealedOf(who: typeof noor): Promise<readonly string[]> {
  const owner = opened.vault.pseudonym('account', `discord//${who.user}`);
  const { shelves } = (await opened.store
    .records('memory-shelves', z.object({ shelves: z.array(z.object({ key: z.string() })) }))
    .get([owner])) ?? { shelves: [] };
  const rows = opened.store.records('memory-lines', sealedRow);
  const facts = opened.store.records('memory-facts', sealedRow);
  const keys = shelves.map(({ key }) => [owner, key, '0']);
  const found = [...(await rows.getMany(keys)), ...(await facts.getMany(keys))];
  const held = await opened.store.records('memory-today-lines', sealedRow).get([owner, '0']);
  return [...found, held].flatMap((row) => row?.sealed ?? []);
}

describe('forgetting everything', () => {
  it('counts what is gone, leaves nothing behind and lets people begin anew', async () => {
    await live();
    await live(teo);
    expect(await opened.memory.forgetEverything(noor)).toEqual({ facts: 1, lines: 13 });
    expect(await opened.memory.export(noor)).toMatchObject({ facts: [], lines: [], switches: untouched });
    expect(await opened.memory.today(noor, hers, 9)).toEqual([]);
    expect(await opened.memory.amend({ room: roomOf('general'), messageId: 'noor1' }, 'x')).toBe(false);
    expect(await opened.memory.forgetEverything(noor)).toEqual({ facts: 0, lines: 0 });
    expect(await opened.memory.count(teo)).toEqual({ facts: 1, kept: 12, today: 1 });

    await say(opened, noor, hers, 'hello again, no plums');
    await opened.memory.agree(noor);
    expect(texts(await opened.memory.recall(asking(noor, 'plum plums')))).toEqual(['hello again, no plums']);
  });

  it('removes the sealed bytes and the key from the file and its journal', async () => {
    await live();
    const owner = opened.vault.pseudonym('account', 'discord//noor');
    const key = await opened.store.records('keys', z.object({ wrapped: z.string() })).get([owner]);
    const known = [...(await sealedOf(noor)), key?.wrapped ?? ''];
    expect(known.length).toBeGreaterThanOrEqual(5);
    for (const sealed of known) expect(bytes().includes(sealed.slice(0, 60))).toBe(true);
    await opened.memory.forgetEverything(noor);
    for (const sealed of known) {
      for (const at of [0, Math.floor(sealed.length / 2), Math.max(0, sealed.length - 60)]) {
        expect(bytes().includes(sealed.slice(at, at + 60))).toBe(false);
      }
    }
  });

  it('is finished by whoever comes next when the process dies at any step', async () => {
    await opened.close();
    for (let survived = 0; survived < 40; survived += 1) {
      const one = await openMemory();
      opened = one;
      await live();
      let writes = 0;
      const dying = watchedStore(one.store, () => {
        writes += 1;
        if (writes > survived) throw new Error('the process died');
      });
      const vault: Vault = {
        ...one.vault,
        destroy: async (owner) => {
          writes += 1;
          if (writes > survived) throw new Error('the process died');
          await one.vault.destroy(owner);
        },
      };
      const died = await one
        .again({ store: dying, vault })
        .forgetEverything(noor)
        .then(
          () => false,
          () => true,
        );
      const begun = writes > 1;
      // Somebody else seals something for the same account in between, under a new key.
      if (begun) await one.vault.seal(one.vault.pseudonym('account', 'discord//noor'), 'queue/1', 'hello');
      const after = one.again();
      if (died && !begun) await after.forgetEverything(noor);
      expect(await after.recall(asking(noor, 'plum'))).toEqual([]);
      await say({ memory: after, clock: one.clock }, noor, hers, 'afterwards');
      expect(texts((await after.export(noor)).lines)).toEqual(['afterwards']);
      expect(await after.facts(noor)).toEqual([]);
      expect(await after.amend({ room: roomOf('general'), messageId: 'noor1' }, 'x')).toBe(false);
      if (!died) return;
      await one.close();
    }
    expect.unreachable('forgetting takes more writes than this test allows');
  });

  it('goes together with a line heard at the same moment: the line starts afresh', async () => {
    await live();
    const other = opened.again();
    const line = { id: 'later', role: 'person', text: 'said meanwhile', at: opened.clock.now() } as const;
    const gone = opened.memory.forgetEverything(noor);
    await Promise.all([gone, other.hear(noor, hers, line, { mayKeep: true })]);
    const { lines } = await opened.memory.export(noor);
    expect([[], ['said meanwhile']]).toContainEqual(texts(lines));
    expect(lines.every((held) => !held.kept)).toBe(true);
  });
});

describe('what stands in the store', () => {
  it('is neither words nor names', async () => {
    await live(person('noor-van-dam'));
    const text = bytes().toString('latin1');
    for (const secret of ['plum rye', 'noor-van-dam', 'general', 'held only', 'line-', 'shared']) {
      expect(text).not.toContain(secret);
    }
  });

  it('is gone when its key was destroyed', async () => {
    await live();
    await opened.vault.destroy(opened.vault.pseudonym('account', 'discord//noor'));
    const after = opened.again();
    expect(await after.recall(asking(noor, 'plum'))).toEqual([]);
    expect(await after.today(noor, hers, 9)).toEqual([]);
    expect((await after.export(noor)).lines).toEqual([]);
  });

  it('is refused when somebody changed it, and can still be forgotten', async () => {
    await live();
    const owner = opened.vault.pseudonym('account', 'discord//noor');
    const shelf = opened.vault.pseudonym('private shelf', 'discord//noor');
    const rows = opened.store.records('memory-lines', z.object({ v: z.literal(1), sealed: z.string() }));
    await rows.set([owner, shelf, '0'], { v: 1, sealed: randomBytes(200).toString('base64') });
    const after = opened.again();
    await expect(after.recall(asking(noor, 'plum'))).rejects.toMatchObject({ code: 'key' });
    await expect(after.today(noor, hers, 9)).rejects.toMatchObject({ code: 'key' });
    await after.forgetEverything(noor);
    expect(await after.recall(asking(noor, 'plum'))).toEqual([]);
  });

  it('cannot be moved to another person’s shelf', async () => {
    await live();
    await live(teo);
    const rows = opened.store.records('memory-lines', z.object({ v: z.literal(1), sealed: z.string() }));
    const keyOf = (user: string) => [
      opened.vault.pseudonym('account', `discord//${user}`),
      opened.vault.pseudonym('private shelf', `discord//${user}`),
      '0',
    ];
    const row = await rows.get(keyOf('noor'));
    if (!row) throw new Error('nothing was kept');
    await rows.set(keyOf('teo'), row);
    await expect(opened.again().recall(asking(teo, 'plum'))).rejects.toMatchObject({ code: 'key' });
  });
});
