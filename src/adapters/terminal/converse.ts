import type { Doors } from '../../core/adapter.ts';
import type { Button } from '../../core/button.ts';
import type { Log } from '../../core/log.ts';
import { type Keyboard, openKeyboard } from './keyboard.ts';
import { matchAnswer } from './match-answer.ts';
import { isCommand, isFarewell, parseLine, type Sitting, stopOf } from './parse.ts';
import { readLines } from './read-lines.ts';
import type { Screen } from './screen.ts';
import type { TerminalTexts } from './texts.ts';

/** What taking lines needs of the rest of the room. */
export type Table = {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly doors: Doors;
  readonly sitting: Sitting;
  readonly screen: Screen;
  readonly words: TerminalTexts;
  readonly log: Log;
  /** A new event's id and time. */
  readonly nextEvent: () => { readonly id: string; readonly at: number };
  /** The buttons under the last answer. */
  readonly offered: () => readonly Button[];
  /** Ends the sitting; may be called more than once. */
  readonly leave: () => void;
  /** Aborted when the sitting is over. */
  readonly over: AbortSignal;
};

/** Hands every line in, each after the answer to the one before, and leaves at the end of input. */
export async function conversePiped(table: Table): Promise<void> {
  for await (const line of readLines(table.input, table.over)) {
    if (isFarewell(line)) break;
    if (line.trim() !== '') await take(table, line);
  }
  table.leave();
}

/** A person's keyboard, and what the room tells it. */
export type Conversation = {
  readonly keyboard: Keyboard;
  /** True while a typed line is being answered. */
  readonly isWorking: () => boolean;
  /** The first text of an answer is visible: what is typed now waits for its own. */
  answerBegun(): void;
};

/** Opens the keyboard, still hidden, and takes what is typed. */
export function converseWithPerson(
  table: Table,
  history: { readonly lines: readonly string[]; readonly keep: (lines: readonly string[]) => void },
): Conversation {
  const { doors, screen, leave, over, log } = table;
  const typed: { readonly line: string; readonly seen: boolean }[] = [];
  const joined = new Set<Promise<void>>();
  let working = false;
  let begun = false;
  let stopAsked = false;
  let closed = false;

  const keyboard = openKeyboard({
    input: table.input,
    output: table.output,
    prompt: `${table.words.you}: `,
    history: history.lines,
    onHistory: history.keep,
    onLine,
    onInterrupt,
    onClose: () => {
      closed = true;
      if (!working) leave();
    },
  });

  /** More talk before the answer has begun belongs to the same burst; everything else waits. */
  function onLine(line: string, seen: boolean): void {
    const isTalk = line.trim() !== '' && !isCommand(line) && !matchAnswer(line, table.offered());
    if (working && !begun && isTalk && typed.length === 0) {
      const more = join(line).finally(() => joined.delete(more));
      joined.add(more);
    } else {
      typed.push({ line, seen });
      if (!working) void work();
    }
  }

  async function join(line: string): Promise<void> {
    await screen.echo(line).catch(leave);
    await take(table, line);
  }

  /** Takes typed lines one after the other, then shows the prompt again. */
  async function work(): Promise<void> {
    working = true;
    for (let next = typed.shift(); next && !over.aborted; next = typed.shift()) {
      if (next.line.trim() === '') continue;
      begun = false;
      stopAsked = false;
      if (!next.seen) await screen.echo(next.line).catch(leave);
      if (isFarewell(next.line)) leave();
      else await take(table, next.line);
      while (joined.size > 0) await Promise.all(joined);
    }
    await screen.passing(undefined);
    working = false;
    if (closed) leave();
    else if (typed.length > 0) void work();
    else if (!over.aborted) keyboard.show();
  }

  /** Ctrl-C: the running answer first, the program second. */
  function onInterrupt(): void {
    if (working && !stopAsked) {
      stopAsked = true;
      const stopped = stopOf(table.sitting, table.nextEvent());
      doors.accept(stopped).catch(() => log.warn('A stop could not be handed in.'));
    } else {
      leave();
    }
  }

  return {
    keyboard,
    isWorking: () => working,
    answerBegun: () => {
      begun = true;
    },
  };
}

/** Hands a line in and waits for its answer, or for the end of the sitting. Never rejects. */
async function take(table: Table, line: string): Promise<void> {
  const event = parseLine(line, table.sitting, { ...table.nextEvent(), offered: table.offered() });
  try {
    await table.doors.accept(event);
  } catch {
    table.log.error('A typed line could not be written down.');
    return table.screen.notice(table.words.notTaken).catch(table.leave);
  }
  await settledOrOver(table, event.eventId);
}

/** One listener a line, and none left behind: a long pipe must not gather them. */
function settledOrOver({ doors, over }: Table, eventId: string): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      over.removeEventListener('abort', finish);
      resolve();
    };
    if (over.aborted) return resolve();
    over.addEventListener('abort', finish, { once: true });
    doors.settled(eventId).then(finish, finish);
  });
}
