import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/core/message.ts';
import { accountKey } from '../../src/core/room.ts';
import type { Store, Vault } from '../../src/core/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { openVault } from '../../src/store/vault.ts';
import { createInbox } from '../../src/turn/inbox.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const leaseMs = 10_000;

let clock: FakeClock;
let store: Store;
let vault: Vault;
beforeEach(async () => {
  clock = createFakeClock();
  store = await openStore({ url: 'sqlite::memory:', clock, log });
  vault = await openVault({ store, masterKey: randomBytes(32) });
});
afterEach(() => store.close());

function message(user: string, id: string): Message {
  const account = { platform: 'terminal', tenant: '', user } as const;
  return {
    kind: 'message',
    eventId: id,
    dedupeKeys: [id],
    at: clock.now(),
    room: { platform: 'terminal', tenant: '', id: user },
    account,
    name: user,
    audience: { kind: 'private', account },
    address: { platform: 'terminal', to: {} },
    messageId: id,
    text: 'hello',
    contentAvailable: true,
    attachments: [],
    joins: true,
  };
}

describe('the inbox', () => {
  it('hands over what others wrote, though somebody was forgotten and began anew in between', async () => {
    const inbox = createInbox({ queue: store.queue, vault, clock, log });
    const owner = vault.pseudonym('account', accountKey(message('noor', 'x').account));
    await inbox.write(message('noor', 'old'), { held: false });
    await vault.destroy(owner);
    await inbox.write(message('noor', 'new'), { held: false });
    await inbox.write(message('teo', 'bystander'), { held: false });
    await inbox.stop();
    const next = createInbox({ queue: store.queue, vault, clock, log });
    const left = await next.takeAbandoned();
    expect(left.map(({ event }) => event.eventId).sort()).toEqual(['bystander', 'new']);
    await next.stop();
  });

  it('does not take up again what it is working on, however late it comes to renew', async () => {
    const inbox = createInbox({ queue: store.queue, vault, clock, log });
    await inbox.stop();
    await inbox.write(message('noor', 'mine'), { held: true });
    // As after the machine slept: nothing was renewed, and every lease is over.
    await clock.advance(2 * leaseMs);
    expect(await inbox.takeAbandoned()).toEqual([]);
    expect(await inbox.takeAbandoned()).toEqual([]);
  });

  it('does not count an attempt that was handed over', async () => {
    for (let life = 0; life < 5; life += 1) {
      const inbox = createInbox({ queue: store.queue, vault, clock, log });
      if (life === 0) await inbox.write(message('noor', 'one'), { held: true });
      else expect((await inbox.takeAbandoned()).map(({ attempts }) => attempts)).toEqual([1]);
      await inbox.stop();
    }
  });
});
