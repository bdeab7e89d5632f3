import { readFileSync } from 'node:fs';
import { z } from 'zod';

const fixture = z.object({
  person: z.string(),
  sessions: z.array(
    z.object({
      at: z.string(),
      lines: z.array(z.object({ id: z.string(), role: z.enum(['person', 'character']), text: z.string() })),
    }),
  ),
  questions: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      evidence: z.array(z.string()),
      typos: z.string().optional(),
    }),
  ),
});

/** One person's talks and questions, see recall-fixture/README.md. */
export type Fixture = {
  readonly talks: number;
  readonly lines: readonly {
    readonly id: string;
    readonly role: 'person' | 'character';
    readonly text: string;
    readonly at: number;
  }[];
  readonly questions: z.infer<typeof fixture>['questions'];
};

/** Lines of a talk follow each other at this distance. */
const lineMs = 30_000;

export function readFixture(name: string): Fixture {
  const path = new URL(`./recall-fixture/${name}.json`, import.meta.url);
  const { sessions, questions } = fixture.parse(JSON.parse(readFileSync(path, 'utf8')));
  const lines = sessions.flatMap(({ at, lines: said }) =>
    said.map((line, index) => ({ ...line, at: Date.parse(at) + index * lineMs })),
  );
  return { talks: sessions.length, lines, questions };
}
