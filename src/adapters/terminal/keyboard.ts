import readline from 'node:readline';
import { Writable } from 'node:stream';

/** A person's keyboard: a prompt with history, silent while an answer is written. */
export type Keyboard = {
  /** Shows the prompt with whatever was typed meanwhile. */
  show(): void;
  /** Takes the prompt away; typing goes on unseen until `show`. */
  hide(): void;
  readonly isShown: () => boolean;
  close(): void;
};

/** Opens the keyboard, hidden. `history` is newest first. */
export function openKeyboard(options: {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly prompt: string;
  readonly history: readonly string[];
  /** A finished line; `seen` is false when it was typed while hidden. */
  readonly onLine: (line: string, seen: boolean) => void;
  readonly onInterrupt: () => void;
  /** Called once, when no more lines will come. */
  readonly onClose: () => void;
  readonly onHistory: (lines: readonly string[]) => void;
}): Keyboard {
  const { output } = options;
  let shown = false;
  const echo = createEcho(output, () => shown);
  const lines = readline.createInterface({
    input: options.input,
    output: echo,
    terminal: true,
    prompt: options.prompt,
    history: [...options.history],
    historySize: 200,
    removeHistoryDuplicates: true,
  });
  lines.on('line', (line) => {
    const seen = shown;
    shown = false;
    options.onLine(line, seen);
  });
  lines.on('SIGINT', options.onInterrupt);
  lines.on('history', options.onHistory);
  lines.on('close', options.onClose);

  return {
    show() {
      shown = true;
      lines.prompt(true);
    },
    hide() {
      if (!shown) return;
      const { rows } = lines.getCursorPos();
      readline.moveCursor(output, 0, -rows);
      readline.cursorTo(output, 0);
      readline.clearScreenDown(output);
      shown = false;
    },
    isShown: () => shown,
    close: () => lines.close(),
  };
}

/** What readline draws on: passes everything on while the prompt is shown, and drops it otherwise. */
function createEcho(output: NodeJS.WritableStream, isShown: () => boolean): Writable {
  const echo = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      if (isShown() && output.writable) output.write(chunk);
      done();
    },
  });
  // Readline wraps long lines by the width of the window, which only the real output knows.
  Object.defineProperty(echo, 'columns', {
    get: () => ('columns' in output && typeof output.columns === 'number' ? output.columns : 80),
  });
  output.on('resize', () => echo.emit('resize'));
  return echo;
}
