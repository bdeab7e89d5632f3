import { describe, expect, it } from 'vitest';
import { createLine } from '../../src/turn/line.ts';

describe('a line', () => {
  it('runs one thing at a time per room, in order of asking', async () => {
    const line = createLine();
    const order: string[] = [];
    const slowly = (name: string, turns: number) => async () => {
      order.push(`${name} begins`);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      order.push(`${name} ends`);
    };
    await Promise.all([
      line('a', slowly('first', 5)),
      line('a', slowly('second', 1)),
      line('b', slowly('elsewhere', 1)),
    ]);
    expect(order.indexOf('second begins')).toBeGreaterThan(order.indexOf('first ends'));
    expect(order.indexOf('elsewhere ends')).toBeLessThan(order.indexOf('first ends'));
  });

  it('goes on after work that failed', async () => {
    const line = createLine();
    const failed = line('a', () => Promise.reject(new Error('broken')));
    const next = line('a', async () => 'still here');
    await expect(failed).rejects.toThrow('broken');
    await expect(next).resolves.toBe('still here');
  });
});
