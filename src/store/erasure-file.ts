import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Erasure, ErasureList } from '../core/erasures.ts';
import { BotError } from '../core/errors.ts';

const entry = z.discriminatedUnion('what', [
  z.object({ owner: z.string(), what: z.literal('everything') }),
  z.object({ owner: z.string(), what: z.literal('one'), id: z.string() }),
  z.object({ owner: z.string(), what: z.literal('shelf'), key: z.string() }),
]);

/** The list as a file of one JSON object per line, only ever added to. It holds no content and nobody's name. */
export function openErasureFile(path: string): ErasureList {
  return {
    async add(erasure) {
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        const file = await open(path, 'a', 0o600);
        try {
          // An entry that was cut short by a crash must not swallow the next one.
          await file.appendFile(`\n${JSON.stringify(erasure)}\n`);
          await file.sync();
        } finally {
          await file.close();
        }
      } catch (cause) {
        throw failed('written', path, cause);
      }
    },
    async all() {
      let text: string;
      try {
        text = await readFile(path, 'utf8');
      } catch (cause) {
        if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
        throw failed('read', path, cause);
      }
      return text.split('\n').flatMap((line) => parse(line, path));
    },
  };
}

function parse(line: string, path: string): readonly Erasure[] {
  if (line === '') return [];
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    // The machine died while it was written: nothing was forgotten by it yet.
    return [];
  }
  const read = entry.safeParse(json);
  if (!read.success) throw failed('read', path, read.error);
  return [read.data];
}

function failed(what: 'read' | 'written', path: string, cause: unknown): BotError {
  return new BotError(
    'store',
    `The list of what was forgotten cannot be ${what}: ${path}. Make it a readable and writable file; do not delete it, or a restored backup remembers what it must not.`,
    { cause },
  );
}
