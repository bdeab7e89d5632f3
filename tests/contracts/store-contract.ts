import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Clock } from '../../src/core/clock.ts';
import type { Store } from '../../src/core/store.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

/** One engine, opened on data of its own. */
export type OpenedStore = {
  readonly store: Store;
  /** The same data as another process would open it. */
  another(): Promise<Store>;
  /** Closes every handle and removes the data. */
  close(): Promise<void>;
};

const text = z.object({ text: z.string() });
const leaseMs = 10_000;
const dedupeMs = 60_000;

/** What every engine behind the Store port must do. */
export function storeContract(name: string, open: (clock: Clock) => Promise<OpenedStore>): void {
  describe(name, () => {
    let clock: FakeClock;
    let opened: OpenedStore;
    let store: Store;

    beforeEach(async () => {
      clock = createFakeClock();
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(async () => {
      await opened.close();
    });

    const event = (
      id: string,
      more: { readonly dedupeKeys?: readonly string[]; readonly leaseMs?: number } = {},
    ) => ({
      id,
      dedupeKeys: [id],
      payload: `payload of ${id}`,
      leaseMs,
      dedupeMs,
      ...more,
    });

    describe('records', () => {
      it('gives back what was set, and nothing for what was not', async () => {
        const records = store.records('people', text);
        await records.set(['noor'], { text: 'plum rye' });
        expect(await records.get(['noor'])).toEqual({ text: 'plum rye' });
        expect(await records.get(['teo'])).toBeUndefined();
        await records.set(['noor'], { text: 'rye' });
        expect(await records.get(['noor'])).toEqual({ text: 'rye' });
        await records.delete(['noor']);
        expect(await records.get(['noor'])).toBeUndefined();
      });

      it('reads and deletes many at once, in the order asked, gaps included', async () => {
        const records = store.records('people', text);
        await records.set(['a'], { text: '1' });
        await records.set(['b'], { text: '2' });
        expect(await records.getMany([['b'], ['x'], ['a']])).toEqual([
          { text: '2' },
          undefined,
          { text: '1' },
        ]);
        expect(await records.getMany([])).toEqual([]);
        await records.deleteMany([['a'], ['x']]);
        expect(await records.getMany([['a'], ['b']])).toEqual([undefined, { text: '2' }]);
        await records.deleteMany([]);
      });

      it('forgets what has had its time, by the clock it was given', async () => {
        const records = store.records('people', text);
        await records.set(['a'], { text: 'short' }, { ttlMs: 1_000 });
        await records.set(['b'], { text: 'long' });
        await clock.advance(999);
        expect(await records.get(['a'])).toEqual({ text: 'short' });
        await clock.advance(1);
        expect(await records.getMany([['a'], ['b']])).toEqual([undefined, { text: 'long' }]);
        await records.set(['c'], { text: 'none' }, { ttlMs: 0 });
        expect(await records.get(['c'])).toBeUndefined();
      });

      it('takes away a time limit when a record is set anew without one', async () => {
        const records = store.records('people', text);
        await records.set(['a'], { text: '1' }, { ttlMs: 1_000 });
        await records.set(['a'], { text: '2' });
        await clock.advance(5_000);
        expect(await records.get(['a'])).toEqual({ text: '2' });
      });

      it('keeps namespaces apart, prefixes of each other included', async () => {
        const names = ['a', 'ab', 'a/b', 'a:b', ''];
        for (const namespace of names)
          await store.records(namespace, text).set(['b', 'c'], { text: `in ${namespace}` });
        for (const namespace of names) {
          expect(await store.records(namespace, text).get(['b', 'c'])).toEqual({ text: `in ${namespace}` });
        }
        await store.records('a', text).delete(['b', 'c']);
        expect(await store.records('ab', text).get(['b', 'c'])).toEqual({ text: 'in ab' });
      });

      it('never confuses two keys, whatever they are made of', async () => {
        const records = store.records('keys', text);
        const part = fc.oneof(
          fc.string({ unit: 'binary', maxLength: 8 }),
          fc.constantFrom('/', '%', '%2F', '__proto__', 'constructor', '\ud800', ''),
        );
        const key = fc.array(part, { minLength: 1, maxLength: 3 });
        await fc.assert(
          fc.asyncProperty(key, key, async (one, other) => {
            await records.set(one, { text: 'one' });
            await records.set(other, { text: 'other' });
            const same = JSON.stringify(one) === JSON.stringify(other);
            expect(await records.get(one)).toEqual({ text: same ? 'other' : 'one' });
            await records.deleteMany([one, other]);
          }),
        );
      });

      it('gives any text back as it was, lone surrogates included', async () => {
        const records = store.records('values', text);
        await fc.assert(
          fc.asyncProperty(fc.string({ unit: 'binary' }), async (value) => {
            await records.set(['v'], { text: value });
            expect(await records.get(['v'])).toEqual({ text: value });
          }),
        );
      });

      it('rejects a record of another shape instead of calling it absent, and names no content', async () => {
        await store.records('shapes', z.unknown()).set(['a'], { secret: 'marmalade' });
        const reading = store.records('shapes', text).get(['a']);
        await expect(reading).rejects.toMatchObject({ code: 'store' });
        await expect(reading).rejects.not.toThrow(/marmalade/);
        await expect(store.records('shapes', text).getMany([['a']])).rejects.toMatchObject({ code: 'store' });
      });

      it('rejects once the engine is gone', async () => {
        const records = store.records('people', text);
        await store.close();
        await expect(records.get(['a'])).rejects.toMatchObject({ code: 'store' });
        await expect(records.getMany([['a']])).rejects.toMatchObject({ code: 'store' });
        await expect(records.set(['a'], { text: '1' })).rejects.toMatchObject({ code: 'store' });
      });
    });

    describe('the queue', () => {
      it('takes an event once, also when it comes twice at the same moment', async () => {
        const other = await opened.another();
        const outcomes = await Promise.all([
          store.queue.enqueue(event('e')),
          other.queue.enqueue(event('e')),
          store.queue.enqueue(event('twin', { dedupeKeys: ['twin', 'e'] })),
        ]);
        expect(outcomes.filter(Boolean)).toHaveLength(1);
      });

      it('claims nothing of an event it refuses', async () => {
        await store.queue.enqueue(event('a', { dedupeKeys: ['shared'] }));
        expect(await store.queue.enqueue(event('b', { dedupeKeys: ['b', 'shared'] }))).toBe(false);
        expect(await store.queue.enqueue(event('b', { dedupeKeys: ['b'] }))).toBe(true);
      });

      it('still knows an event that is done, until its keys have had their time', async () => {
        await store.queue.enqueue(event('e'));
        await store.queue.done('e');
        expect(await store.queue.enqueue(event('e'))).toBe(false);
        await clock.advance(dedupeMs);
        expect(await store.queue.enqueue(event('e'))).toBe(true);
      });

      it('hands over what nobody renews, oldest first, and to one taker only', async () => {
        const other = await opened.another();
        await store.queue.enqueue(event('first'));
        await clock.advance(1);
        await store.queue.enqueue(event('second'));
        expect(await other.queue.takeAbandoned(10, leaseMs)).toEqual([]);
        await clock.advance(leaseMs);
        expect((await other.queue.takeAbandoned(1, leaseMs)).map(({ id }) => id)).toEqual(['first']);
        const both = await Promise.all([
          store.queue.takeAbandoned(10, leaseMs),
          other.queue.takeAbandoned(10, leaseMs),
        ]);
        expect(both.flat().map(({ id, attempts }) => [id, attempts])).toEqual([['second', 2]]);
      });

      it('keeps what is renewed, and tells who has lost it', async () => {
        const other = await opened.another();
        await store.queue.enqueue(event('kept'));
        await store.queue.enqueue(event('lost'));
        await clock.advance(leaseMs / 2);
        expect(await store.queue.renew(['kept'], leaseMs)).toEqual([]);
        await clock.advance(leaseMs / 2);
        expect((await other.queue.takeAbandoned(10, leaseMs)).map(({ id }) => id)).toEqual(['lost']);
        expect(await store.queue.renew(['kept', 'lost', 'unknown'], leaseMs)).toEqual(['lost', 'unknown']);
      });

      it('lets go at once of what is renewed for no time', async () => {
        await store.queue.enqueue(event('e'));
        await store.queue.renew(['e'], 0);
        expect(await store.queue.takeAbandoned(10, leaseMs)).toHaveLength(1);
      });

      it('hands over what is given back, after a while and without counting the attempt, as it was rewritten', async () => {
        await store.queue.enqueue(event('one'));
        await store.queue.rewrite('one', 'other');
        await store.queue.giveBack(['one'], 5_000);
        expect(await store.queue.takeAbandoned(9, leaseMs)).toEqual([]);
        await clock.advance(5_000);
        expect(await store.queue.takeAbandoned(9, leaseMs)).toMatchObject([
          { payload: 'other', attempts: 1 },
        ]);
      });

      it('lets nobody close, paint or rewrite what another holds', async () => {
        const other = await opened.another();
        await store.queue.enqueue(event('one'));
        await other.queue.done('one');
        await other.queue.rewrite('one', 'other');
        await other.queue.giveBack(['one'], 0);
        await other.queue.paint('one', 'x');
        expect(await store.queue.renew(['one'], leaseMs)).toEqual([]);
        await store.queue.giveBack(['one'], 0);
        expect(await store.queue.takeAbandoned(9, leaseMs)).toMatchObject([{ painted: [] }]);
        await other.close();
      });

      it('remembers payload, arrival and everything painted, in order', async () => {
        await store.queue.enqueue(event('e', { leaseMs: 0 }));
        await store.queue.paint('e', '{"message":1}');
        await store.queue.paint('e', '"two"');
        expect(await store.queue.takeAbandoned(10, leaseMs)).toEqual([
          {
            id: 'e',
            payload: 'payload of e',
            enqueuedAt: clock.now(),
            attempts: 2,
            painted: ['{"message":1}', '"two"'],
          },
        ]);
      });

      it('has nothing left of what is done', async () => {
        await store.queue.enqueue(event('e', { leaseMs: 0 }));
        await store.queue.done('e');
        await store.queue.done('unknown');
        expect(await store.queue.takeAbandoned(10, leaseMs)).toEqual([]);
      });
    });

    describe('jobs', () => {
      const names = (jobs: readonly { readonly name: string }[]) => jobs.map((job) => job.name);

      it('come up when they are due, earliest first, and to one taker only', async () => {
        const other = await opened.another();
        await store.jobs.plan('late', clock.now() + 3_000);
        await store.jobs.plan('early', clock.now() + 1_000);
        expect(await store.jobs.nextDueAt()).toBe(clock.now() + 1_000);
        expect(await store.jobs.takeDue(9, leaseMs)).toEqual([]);
        await clock.advance(3_000);
        expect(names(await store.jobs.takeDue(9, leaseMs))).toEqual(['early', 'late']);
        expect(await other.jobs.takeDue(9, leaseMs)).toEqual([]);
        await other.close();
      });

      it('are moved by planning them again, and gone when they are done or cancelled', async () => {
        await store.jobs.plan('one', clock.now() + 1_000);
        await store.jobs.plan('one', clock.now() + 5_000);
        await store.jobs.plan('one', clock.now() + 9_000, { onlySooner: true });
        await store.jobs.plan('two', clock.now() + 1_000);
        await store.jobs.cancel('two');
        await clock.advance(1_000);
        expect(await store.jobs.takeDue(9, leaseMs)).toEqual([]);
        await clock.advance(4_000);
        expect(names(await store.jobs.takeDue(9, leaseMs))).toEqual(['one']);
        await store.jobs.done('one');
        expect(await store.jobs.nextDueAt()).toBeUndefined();
      });

      it('come up again when whoever took them never came back, and say how often', async () => {
        await store.jobs.plan('one', clock.now());
        expect(await store.jobs.takeDue(9, leaseMs)).toEqual([{ name: 'one', attempts: 1 }]);
        await clock.advance(leaseMs);
        expect(await store.jobs.takeDue(9, leaseMs)).toEqual([{ name: 'one', attempts: 2 }]);
      });

      it('run once more when they are planned while they run', async () => {
        await store.jobs.plan('one', clock.now());
        await store.jobs.takeDue(9, leaseMs);
        await store.jobs.plan('one', clock.now() + 1_000);
        await store.jobs.done('one');
        await clock.advance(1_000);
        expect(await store.jobs.takeDue(9, leaseMs)).toEqual([{ name: 'one', attempts: 1 }]);
      });
    });

    describe('claims', () => {
      it('are won once, by whoever is first, until their time is over', async () => {
        const other = await opened.another();
        const won = await Promise.all([store.claims.claim('card', 1_000), other.claims.claim('card', 1_000)]);
        expect(won.filter(Boolean)).toHaveLength(1);
        expect(await store.claims.claim('another', 1_000)).toBe(true);
        await clock.advance(1_000);
        expect(await other.claims.claim('card', 1_000)).toBe(true);
      });

      it('can be given back', async () => {
        await store.claims.claim('card', 1_000);
        await store.claims.release('card');
        expect(await store.claims.claim('card', 1_000)).toBe(true);
      });
    });

    describe('locks', () => {
      it('let one in at a time, in order of asking', async () => {
        const order: number[] = [];
        await Promise.all(
          [1, 2, 3].map((number) =>
            store.locks.withLock('memory', async () => {
              order.push(number);
              await Promise.resolve();
              order.push(number);
            }),
          ),
        );
        expect(order).toEqual([1, 1, 2, 2, 3, 3]);
      });

      it('hold against another process, and let it in when they are free', async () => {
        const other = await opened.another();
        let leave: () => void = () => undefined;
        const inside = store.locks.withLock(
          'memory',
          () => new Promise<void>((resolve) => (leave = resolve)),
        );
        let entered = false;
        const waiting = other.locks.withLock('memory', async () => {
          entered = true;
        });
        await clock.advance(100);
        expect(entered).toBe(false);
        leave();
        await inside;
        await clock.advance(1_000);
        await waiting;
        expect(entered).toBe(true);
      });

      it('stay held as long as the work takes', async () => {
        const other = await opened.another();
        let leave: () => void = () => undefined;
        const inside = store.locks.withLock(
          'memory',
          () => new Promise<void>((resolve) => (leave = resolve)),
        );
        await clock.advance(60_000);
        const waiting = other.locks.withLock('memory', async () => 'in', { waitMs: 500 });
        const refused = expect(waiting).rejects.toMatchObject({ code: 'store' });
        await clock.advance(2_000);
        await refused;
        leave();
        await inside;
      });

      it('are free again after work that failed, and pass its error on', async () => {
        await expect(
          store.locks.withLock('memory', () => Promise.reject(new Error('broken'))),
        ).rejects.toThrow('broken');
        expect(await store.locks.withLock('memory', async () => 'next')).toBe('next');
      });

      it('do not know each other under different names', async () => {
        let leave: () => void = () => undefined;
        const inside = store.locks.withLock('a', () => new Promise<void>((resolve) => (leave = resolve)));
        expect(await store.locks.withLock('b', async () => 'in')).toBe('in');
        leave();
        await inside;
      });
    });
  });
}
