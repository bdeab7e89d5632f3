import { PassThrough } from 'node:stream';

/** What a person sees in a terminal window that never scrolls. */
export type Window = {
  readonly output: PassThrough;
  /** Rows as they look now, without blanks at their ends and empty rows at the bottom. */
  rows(): readonly string[];
  /** Everything ever written, escape codes included. */
  raw(): string;
};

const escapeKey = '\u001b';
const pieces = new RegExp(`${escapeKey}\\[([\\d;]*)([A-Za-z])|[\\s\\S]`, 'gu');

/** Draws what is written as a terminal of `columns` would, as far as this program's output needs. */
export function openWindow(columns = 80): Window {
  const output = new PassThrough();
  Object.assign(output, { columns });
  const grid: string[][] = [[]];
  let row = 0;
  let column = 0;
  let raw = '';
  const at = (index: number): string[] => {
    while (grid.length <= index) grid.push([]);
    return grid[index] ?? [];
  };

  function put(character: string): void {
    if (column >= columns) {
      row += 1;
      column = 0;
    }
    const line = at(row);
    while (line.length < column) line.push(' ');
    line[column] = character;
    column += 1;
  }

  function control(parameters: string, letter: string): void {
    const count = Number.parseInt(parameters, 10) || 1;
    if (letter === 'A') row = Math.max(0, row - count);
    else if (letter === 'B') row += count;
    else if (letter === 'C') column += count;
    else if (letter === 'D') column = Math.max(0, column - count);
    else if (letter === 'G') column = count - 1;
    else if (letter === 'K') at(row).splice(parameters === '2' ? 0 : column);
    else if (letter === 'J') {
      at(row).splice(column);
      grid.splice(row + 1);
    } else if (letter !== 'm') throw new Error(`The window does not know CSI ${parameters}${letter}.`);
  }

  output.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    raw += text;
    for (const [piece, parameters, letter] of text.matchAll(pieces)) {
      if (letter !== undefined) control(parameters ?? '', letter);
      else if (piece === '\r') column = 0;
      else if (piece === '\n') {
        // A terminal in its usual mode returns to the first column on a line feed.
        row += 1;
        column = 0;
        at(row);
      } else put(piece);
    }
  });

  return {
    output,
    rows: () => {
      const rows = grid.map((line) => line.join('').trimEnd());
      return rows.slice(0, rows.findLastIndex((line) => line !== '') + 1);
    },
    raw: () => raw,
  };
}
