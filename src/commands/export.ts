import type { Export } from '../core/memory.ts';
import type { ReplyFile } from '../core/reply.ts';
import type { Caller } from './command.ts';
import { describeKept, placeIn } from './kept-texts.ts';
import { texts } from './texts.ts';

/** Everything kept about an account: one file for programs, one to read. */
export function exportOf(
  content: Export,
  { language, timeZone }: Pick<Caller, 'language' | 'timeZone'>,
): readonly ReplyFile[] {
  const name = `vis-a-vis-${new Date(content.madeAt).toISOString().slice(0, 10)}`;
  const encode = (text: string) => new TextEncoder().encode(text);
  return [
    {
      name: `${name}.json`,
      type: 'application/json',
      content: encode(asJson(content, texts[language].exportAbout)),
    },
    {
      name: `${name}.md`,
      type: 'text/markdown',
      content: encode(asMarkdown(content, { language, timeZone })),
    },
  ];
}

function asJson({ madeAt, switches, facts, lines }: Export, about: string): string {
  const iso = (at: number) => new Date(at).toISOString();
  const readable = {
    about,
    madeAt: iso(madeAt),
    switches,
    facts: facts.map(({ until, expiresAt, ...fact }) => ({
      ...fact,
      at: iso(fact.at),
      ...(until === undefined ? {} : { until: iso(until) }),
      ...(expiresAt === undefined ? {} : { expiresAt: iso(expiresAt) }),
    })),
    lines: lines.map((line) => ({ ...line, at: iso(line.at) })),
  };
  return `${JSON.stringify(readable, undefined, 2)}\n`;
}

function asMarkdown(
  { madeAt, facts, lines }: Export,
  { language, timeZone }: Pick<Caller, 'language' | 'timeZone'>,
): string {
  const words = texts[language];
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const date = (at: number) => format.format(at);
  const quote = (text: string) =>
    text
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
  const known = facts.map((fact) => {
    const about = describeKept({ ...fact, kind: 'fact' }, { language, date });
    return `- ${fact.text.replaceAll(/\s+/g, ' ')} (${about})`;
  });
  const said = lines.map(({ role, at, text, name, audience }) => {
    const who = role === 'person' ? (name ?? words.exportYou) : words.exportMe;
    return `**${who}**, ${format.format(at)}, ${placeIn(audience, { language })}\n\n${quote(text)}\n`;
  });
  return [
    `# ${words.exportTitle(format.format(madeAt))}`,
    '',
    words.exportAbout,
    '',
    `## ${words.exportFacts}`,
    '',
    ...(known.length > 0 ? known : [words.nothingKept]),
    '',
    `## ${words.exportLines}`,
    '',
    ...(said.length > 0 ? said : [words.nothingKept]),
    '',
  ].join('\n');
}
