import { readFileSync } from 'node:fs';

/** One person's talks and questions, see recall-fixture/README.md. */
export type Fixture = {
  readonly now: number;
  readonly lines: readonly {
    readonly id: string;
    readonly role: 'person' | 'character';
    readonly text: string;
    readonly at: number;
  }[];
  readonly questions: readonly { readonly text: string; readonly evidence: readonly string[] }[];
};

/** Lines of a talk follow each other at this distance. */
const lineMs = 30_000;

export function readFixture(name: string): Fixture {
  const source = readFileSync(new URL(`./recall-fixture/${name}.txt`, import.meta.url), 'utf8');
  const lines: Fixture['lines'][number][] = [];
  const questions: Fixture['questions'][number][] = [];
  let now = 0;
  let talk = 0;
  let line = 0;
  let startsAt = 0;
  for (const row of source.split('\n').filter((each) => each !== '')) {
    const [mark = '', rest = ''] = [row.slice(0, row.indexOf(' ')), row.slice(row.indexOf(' ') + 1)];
    if (mark === 'now') now = Date.parse(`${rest.replace(' ', 'T')}Z`);
    else if (mark === '==') {
      talk += 1;
      line = 0;
      startsAt = Date.parse(`${rest.replace(' ', 'T')}Z`);
    } else if (mark === '-' || mark === '~') {
      line += 1;
      const role = mark === '-' ? 'person' : 'character';
      lines.push({ id: `${talk}.${line}`, role, text: rest, at: startsAt + line * lineMs });
    } else if (mark === '?') {
      const [text = '', evidence = ''] = rest.split(' => ');
      questions.push({ text, evidence: evidence.split(' ') });
    } else throw new Error(`${name}: what is "${row}"?`);
  }
  const known = new Set(lines.map(({ id }) => id));
  for (const { text, evidence } of questions) {
    if (!evidence.every((id) => known.has(id))) throw new Error(`${name}: no such line for "${text}".`);
  }
  return { now, lines, questions };
}

/** The same question with up to two slips of the pen, always the same ones. */
export function withSlips(text: string): string {
  let state = [...text].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 2_147_483_647, 7);
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  let slips = 0;
  return text
    .split(' ')
    .map((word) => {
      if (slips >= 2 || word.length < 5 || next() < 0.3) return word;
      slips += 1;
      const at = 1 + Math.floor(next() * (word.length - 3));
      const kind = next();
      if (kind < 0.4) return `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
      return kind < 0.75
        ? word.slice(0, at) + word.slice(at + 1)
        : `${word.slice(0, at)}${word[at]}${word.slice(at)}`;
    })
    .join(' ');
}
