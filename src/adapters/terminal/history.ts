import { readFile, writeFile } from 'node:fs/promises';
import type { Log } from '../../core/log.ts';

/** Lines typed earlier, newest first, and a way to keep them for the next start. */
export type History = {
  readonly lines: readonly string[];
  keep(lines: readonly string[]): void;
  /** Resolves when everything is written. Never rejects. */
  written(): Promise<void>;
};

/** Reads the history file, which only its owner can read. Without a file nothing is kept. */
export async function openHistory(file: string | undefined, log: Log): Promise<History> {
  if (file === undefined) return { lines: [], keep: () => {}, written: async () => {} };
  let writing = Promise.resolve();
  const text = await readFile(file, 'utf8').catch(() => '');
  return {
    lines: text.split('\n').filter((line) => line !== ''),
    keep(lines) {
      const content = `${lines.join('\n')}\n`;
      writing = writing
        .then(() => writeFile(file, content, { mode: 0o600 }))
        .catch(() => log.warn('The history of typed lines could not be written.'));
    },
    written: () => writing,
  };
}
