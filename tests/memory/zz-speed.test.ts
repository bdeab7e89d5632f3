import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { alone, asking, openMemory, person, say, said } from './open-memory.ts';
it('speed', async () => {
  const folder = mkdtempSync('/tmp/speed-');
  const words = Array.from({ length: 4000 }, (_, i) => `wort${(i * 7919) % 4000}x`);
  const pick = (n: number, s: number) => Array.from({ length: n }, (_, i) => words[Math.floor(((Math.sin(s * 31 + i * 17) + 1) / 2) ** 2 * 3999)]).join(' ');
  for (const n of [1000, 10000]) {
    const o = await openMemory({ file: join(folder, `s${n}.db`) });
    const who = person('p');
    for (let i = 0; i < n; i += 1) await say(o, who, alone(who), pick(15, i));
    let t = performance.now();
    await o.memory.agree(who);
    const agreed = performance.now() - t;
    t = performance.now();
    for (let i = 0; i < 100; i += 1) await say(o, who, alone(who), pick(15, n + i));
    const hear = (performance.now() - t) / 100;
    const fresh = o.again();
    t = performance.now();
    let gap = 0, last = performance.now();
    const timer = setInterval(() => { gap = Math.max(gap, performance.now() - last); last = performance.now(); }, 1);
    await fresh.recall(asking(who, pick(8, 5)));
    clearInterval(timer);
    const first = performance.now() - t;
    const times: number[] = [];
    for (let i = 0; i < 200; i += 1) { t = performance.now(); await fresh.recall(asking(who, pick(8, i), pick(15, i + 3), pick(15, i + 9))); times.push(performance.now() - t); }
    times.sort((a, b) => a - b);
    t = performance.now();
    for (let i = 0; i < 50; i += 1) await o.memory.today(who, alone(who), 40);
    const today = (performance.now() - t) / 50;
    t = performance.now();
    await o.memory.forgetEverything(who);
    process.stdout.write(`n=${n} agree ${agreed.toFixed(0)} hear ${hear.toFixed(2)} first recall ${first.toFixed(0)} stall ${gap.toFixed(0)} recall p50 ${times[100]?.toFixed(2)} p95 ${times[190]?.toFixed(2)} today ${today.toFixed(2)} forget ${(performance.now() - t).toFixed(0)} ms\n`);
    await o.close();
  }
}, 200_000);
