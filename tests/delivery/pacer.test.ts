import { describe, expect, test } from 'vitest';
import { createPacer } from '../../src/delivery/pacer.ts';
import { createFakeClock } from '../support/fake-clock.ts';

describe('the pacer', () => {
  test('lets the first update through and keeps the next ones apart, in order', async () => {
    const clock = createFakeClock(0);
    const pacer = createPacer({ clock, gapMs: 1_500 });
    const times: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      void pacer.turn('channel').then(() => times.push(`${name} ${clock.now()}`));
    }
    await clock.advance(10_000);
    expect(times).toEqual(['a 0', 'b 1500', 'c 3000']);
  });

  test('does not let one channel wait for another', async () => {
    const clock = createFakeClock(0);
    const pacer = createPacer({ clock });
    await pacer.turn('one');
    await pacer.turn('two');
    expect(clock.now()).toBe(0);
  });

  test('counts updates that did not wait', async () => {
    const clock = createFakeClock(0);
    const pacer = createPacer({ clock, gapMs: 1_000 });
    pacer.note('channel');
    let at = -1;
    void pacer.turn('channel').then(() => {
      at = clock.now();
    });
    await clock.advance(5_000);
    expect(at).toBe(1_000);
  });

  test('wakes a waiting caller when its signal aborts', async () => {
    const clock = createFakeClock(0);
    const pacer = createPacer({ clock });
    await pacer.turn('channel');
    const stop = new AbortController();
    const waiting = pacer.turn('channel', stop.signal);
    stop.abort();
    await waiting;
    expect(clock.now()).toBe(0);
  });

  test('doubles its gap with every complaint up to a limit, and relaxes again', async () => {
    const clock = createFakeClock(0);
    const pacer = createPacer({ clock, gapMs: 1_000, maxGapMs: 4_000, relaxMs: 30_000 });
    const gap = async () => {
      await clock.advance(0);
      let first = 0;
      let second = 0;
      void pacer.turn('channel').then(() => {
        first = clock.now();
      });
      void pacer.turn('channel').then(() => {
        second = clock.now();
      });
      await clock.advance(10_000);
      return second - first;
    };
    pacer.slowDown('channel');
    expect(await gap()).toBe(2_000);
    pacer.slowDown('channel');
    pacer.slowDown('channel');
    pacer.slowDown('channel');
    expect(await gap()).toBe(4_000);
    await clock.advance(25_000);
    expect(await gap()).toBe(2_000);
    await clock.advance(25_000);
    expect(await gap()).toBe(1_000);
  });

  test('holds everything for as long as the platform asked', async () => {
    const clock = createFakeClock(0);
    const pacer = createPacer({ clock });
    pacer.slowDown('channel', 9_000);
    let at = -1;
    void pacer.turn('channel').then(() => {
      at = clock.now();
    });
    await clock.advance(20_000);
    expect(at).toBe(9_000);
  });

  test('forgets channels that are idle', async () => {
    const clock = createFakeClock(0);
    const pacer = createPacer({ clock });
    for (let channel = 0; channel < 1_000; channel += 1) await pacer.turn(`channel ${channel}`);
    pacer.slowDown('complained');
    await clock.advance(60_000);
    await pacer.turn('another');
    expect(pacer.remembered()).toBe(1);
  });
});
