import type { Language } from '../core/language.ts';
import type { Export } from '../core/memory.ts';
import type { ReplyFile } from '../core/reply.ts';
import { texts } from './texts.ts';

/** Everything kept about an account as one JSON file a person and a program can read. */
export function exportOf(content: Export, language: Language): ReplyFile {
  const readable = {
    about: texts[language].exportAbout,
    madeAt: new Date(content.madeAt).toISOString(),
    switches: content.switches,
    facts: content.facts.map((fact) => ({ ...fact, at: new Date(fact.at).toISOString() })),
    lines: content.lines.map((line) => ({ ...line, at: new Date(line.at).toISOString() })),
  };
  return {
    name: `vis-a-vis-${new Date(content.madeAt).toISOString().slice(0, 10)}.json`,
    type: 'application/json',
    content: new TextEncoder().encode(`${JSON.stringify(readable, undefined, 2)}\n`),
  };
}
