import type { Button } from '../../core/button.ts';
import type { ReplyFile } from '../../core/reply.ts';
import { answersLine } from './match-answer.ts';
import { createWrap } from './wrap.ts';

/** Where answers are written. Every method rejects with `OutputGone` once nobody reads any more. */
export type Screen = {
  /** Begins an answer; nothing is written before its first visible text. One at a time. */
  answer(): Answer;
  /** A line the program itself writes. */
  notice(text: string): Promise<void>;
  /** Repeats a line that was typed unseen. */
  echo(text: string): Promise<void>;
  /** A passing word where the next answer will stand; undefined clears it. Never on a pipe, never rejects. */
  passing(text: string | undefined): Promise<void>;
};

type Answer = {
  /** Appends text; whitespace at either end of the answer is left out. */
  write(text: string): Promise<void>;
  /** Ends the answer with what may be typed next and the files' text. Writes nothing when there was nothing. */
  end(buttons: readonly Button[], files: readonly ReplyFile[]): Promise<void>;
  /** What people can read by now. */
  text(): string;
};

/** Nobody reads the output any more, as when the next program of a pipe has ended. */
export class OutputGone extends Error {
  override readonly name = 'OutputGone';
}

const eraseLine = '\r\u001b[2K';

/**
 * Writes to a person's screen, or plainly to a pipe: there, answers are paragraphs with one blank
 * line between two of them, and nothing else is ever written. Control characters of any text are
 * removed, so that nobody's words can move the cursor or change the terminal.
 */
export function createScreen(options: {
  readonly output: NodeJS.WritableStream;
  readonly interactive: boolean;
  readonly colour: boolean;
  /** Display names before the lines of the character and of the person. */
  readonly name: string;
  readonly you: string;
  /** Called before anything is written over the prompt. */
  readonly onWrite: () => void;
}): Screen {
  const { output, interactive, onWrite } = options;
  const style = (codes: string, text: string) =>
    options.colour && interactive ? `\u001b[${codes}m${text}\u001b[0m` : text;
  let answers = 0;
  let passing = false;
  let answering = false;

  function put(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!output.writable) return reject(new OutputGone());
      output.write(text, (error) => (error ? reject(new OutputGone()) : resolve()));
    });
  }

  async function begin(): Promise<void> {
    onWrite();
    const erase = passing ? eraseLine : '';
    passing = false;
    answers += 1;
    if (interactive) await put(erase + style('1;36', `${sanitise(options.name)}: `));
    else if (answers > 1) await put('\n');
  }

  function columns(): number {
    return 'columns' in output && typeof output.columns === 'number' ? output.columns : 80;
  }

  function answer(): Answer {
    // Only a person's screen has a width; a pipe gets lines as they were written.
    const wrap = interactive ? createWrap(columns, options.name.length + 2) : (text: string) => text;
    let begun = false;
    let held = '';
    let shown = '';

    async function write(text: string): Promise<void> {
      const clean = sanitise(text);
      const all = begun ? held + clean : (held + clean).trimStart();
      const visible = withoutHalf(all).trimEnd();
      held = all.slice(visible.length);
      if (visible === '') return;
      if (!begun) {
        begun = true;
        answering = true;
        await begin();
      }
      shown += visible;
      await put(wrap(visible));
    }

    async function end(buttons: readonly Button[], files: readonly ReplyFile[]): Promise<void> {
      const tail = [...files.map(fileText), answersLine(buttons)].filter((text) => text !== '');
      if (!begun && tail.length === 0) return;
      if (!begun) await begin();
      answering = false;
      const below = tail.map((text) => `${sanitise(text)}\n`).join('');
      await put(`${begun ? '\n' : ''}${below}${interactive ? '\n' : ''}`);
    }

    return { write, end, text: () => shown };
  }

  return {
    answer,
    async notice(text) {
      const plain = answer();
      await plain.write(text);
      await plain.end([], []);
    },
    async echo(text) {
      const erase = passing ? eraseLine : '';
      passing = false;
      await put(`${erase}${style('1', `${options.you}: `)}${sanitise(text)}\n`);
    },
    async passing(text) {
      if (!interactive || answering || (text === undefined && !passing)) return;
      // One row at most: only then can it be erased again.
      const row = sanitise(text ?? '')
        .replaceAll(/\s+/g, ' ')
        .slice(0, Math.max(1, Math.floor(columns() / 2)));
      passing = row !== '';
      await put(eraseLine + (passing ? style('2', row) : '')).catch(() => undefined);
    },
  };
}

/** Files that are text are shown as text; of others only the name is. */
function fileText(file: ReplyFile): string {
  const isText = /^text\/|[/+](?:json|yaml|xml)\b/.test(file.type);
  if (isText) return new TextDecoder().decode(file.content).trim();
  return `${file.name} (${file.type}, ${file.content.byteLength} B)`;
}

function sanitise(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, '');
}

/** The first half of a character is held until the second comes. */
function withoutHalf(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, '');
}
