import type { Shown } from '../../contracts/adapter-contract.ts';

const labels = /^(You|Toi|Wren \(AI\)): ?/;

const greeting = /^Wren (is an AI, not a human|est une IA, pas un humain)\./;

/** Reads the rows of a window as the messages they show. A prompt with nothing behind it is none, nor is the greeting. */
export function readTranscript(rows: readonly string[]): readonly Shown[] {
  const messages: { by: string; rows: string[] }[] = [];
  for (const row of rows) {
    const label = labels.exec(row);
    if (label) messages.push({ by: label[1] ?? '', rows: [row.slice(label[0].length)] });
    else messages.at(-1)?.rows.push(row);
  }
  return messages
    .map(({ by, rows: own }) => shownOf(by, own))
    .filter(({ text }) => text !== '' && !greeting.test(text));
}

function shownOf(by: string, rows: readonly string[]): Shown {
  const buttons = rows.findLast((row) => row !== '')?.match(/^\[1\] .*/)?.[0];
  const text = rows
    .filter((row) => row !== buttons)
    .join('\n')
    .trim();
  return {
    by,
    own: by.startsWith('Wren'),
    text,
    buttons: buttons?.split(/ {2}(?=\[\d+\] )/).map((answer) => answer.replace(/^\[\d+\] /, '')) ?? [],
    // A terminal shows what is in a file, not the file.
    files: [],
  };
}
