// What remembering costs: `npm run bench`. Prints one line per figure; nothing here is a test.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBenchMemory, personCalled } from './retrieval-adapter.mjs';

const nouns =
  'bakery cello harbour ledger owl compass stove ferry archive bicycle novel kitchen lighthouse garden brother sister winter letter piano market river bridge lantern orchard violin museum ticket poem storm teacher'.split(
    ' ',
  );
const verbs = 'found lost painted sold mended borrowed forgot carried opened burned'.split(' ');
const places = 'Ghent Lyon Porto Leipzig Haarlem Nantes Soria Bremen Cork Turku'.split(' ');
const day = 24 * 60 * 60 * 1000;

/** The same lines in every run. */
function lineOf(index) {
  const pick = (list, factor) => list[Math.floor(index * factor) % list.length];
  return `${index % 3 === 0 ? 'Yesterday' : 'Back then'} I ${pick(verbs, 1.7)} the ${pick(nouns, 1)} and a ${pick(nouns, 3.1)} number ${index % 997} near the ${pick(nouns, 7.3)} in ${pick(places, 2.3)}`;
}

function questionOf(index) {
  return `what did I do with the ${nouns[index % nouns.length]} in ${places[(index * 3) % places.length]}, and the ${nouns[(index * 11) % nouns.length]}?`;
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const print = (name, value, goal) => console.log(`${name.padEnd(46)} ${value.padStart(12)}   ${goal}`);
const ms = (value) => `${value.toFixed(2)} ms`;

async function fill(bench, person, count, from = 0) {
  await bench.memory.agree(person.account);
  for (let index = from; index < from + count; index += 1) {
    const at = Date.UTC(2025, 0, 1) + index * (day / 40);
    bench.setTime(at);
    const line = { id: `${index}`, role: index % 2 ? 'character' : 'person', text: lineOf(index), at };
    await bench.memory.hear(person.account, person.audience, line, { mayKeep: true });
  }
}

function ask(memory, person, index) {
  return memory.recall({
    ...person,
    words: [questionOf(index), questionOf(index + 1)],
    exclude: new Set(),
    maxCharacters: 2_400,
    timeZone: 'UTC',
  });
}

/** The longest time anybody else had to wait while `work` ran. */
async function longestStall(work) {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 1);
    last = now;
  }, 1);
  await work();
  clearInterval(timer);
  return longest;
}

async function recallAt(count, goal) {
  const bench = await openBenchMemory();
  const person = personCalled('somebody');
  await fill(bench, person, count);
  const memory = bench.again();
  const before = performance.now();
  const stall = await longestStall(() => ask(memory, person, 0));
  const first = performance.now() - before;
  for (let index = 0; index < 100; index += 1) await ask(memory, person, index);
  const times = [];
  for (let index = 0; index < 400; index += 1) {
    const start = performance.now();
    await ask(memory, person, index);
    times.push(performance.now() - start);
  }
  const size = count.toLocaleString('en');
  print(`recall, ${size} lines, p50`, ms(percentile(times, 0.5)), '');
  print(`recall, ${size} lines, p95`, ms(percentile(times, 0.95)), `<= ${goal} ms`);
  print(`first recall after a start, ${size} lines`, ms(first), count >= 10_000 ? '<= 1200 ms' : '');
  print(`  longest wait for others meanwhile`, ms(stall), '<= 50 ms');
  await bench.close();
}

async function bytesPerLine() {
  const bench = await openBenchMemory();
  const person = personCalled('somebody');
  let written = 0;
  const count = 640;
  const rows = bench.store.records.bind(bench.store);
  const counting = {
    ...bench.store,
    records: (...opened) => {
      const inner = rows(...opened);
      return {
        ...inner,
        set: (key, value, options) => {
          written += JSON.stringify(value).length + key.join('/').length;
          return inner.set(key, value, options);
        },
      };
    },
  };
  const memory = bench.again({ store: counting });
  await fill({ ...bench, memory }, person, count);
  print('written per kept line, mean', `${(written / count / 1024).toFixed(1)} KB`, '<= 32 KB');
  await bench.close();
}

/** Whether a start grows with the number of people in the store. */
async function manyPeople(people, linesEach) {
  const folder = mkdtempSync(join(tmpdir(), 'vis-a-vis-bench-'));
  const url = `sqlite:${join(folder, 'store.db')}`;
  const bench = await openBenchMemory(url);
  for (let index = 0; index < people; index += 1) await fill(bench, personCalled(`p${index}`), linesEach);
  const { masterKey } = bench;
  await bench.close();
  const before = performance.now();
  const again = await openBenchMemory(url, masterKey);
  const opened = performance.now() - before;
  const start = performance.now();
  await ask(again.memory, personCalled('p0'), 0);
  const first = performance.now() - start;
  const megabytes = statSync(join(folder, 'store.db')).size / 1e6;
  print(
    `opening a store of ${people} people, ${linesEach} lines each`,
    ms(opened),
    `${megabytes.toFixed(1)} MB on disk, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB in memory`,
  );
  print('  first recall of one of them', ms(first), '');
  await again.close();
  rmSync(folder, { recursive: true });
}

console.log(`Node ${process.versions.node}\n`);
await recallAt(1_000, 2);
await recallAt(10_000, 12);
await bytesPerLine();
await manyPeople(10, 100);
await manyPeople(Number(process.env.BENCH_PEOPLE ?? 500), 100);
