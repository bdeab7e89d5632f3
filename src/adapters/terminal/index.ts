import { randomUUID } from 'node:crypto';
import type { Adapter, Delivery } from '../../core/adapter.ts';
import type { Button } from '../../core/button.ts';
import type { Clock } from '../../core/clock.ts';
import { languageOf } from '../../core/language.ts';
import type { Log } from '../../core/log.ts';
import type { Receipt } from '../../core/reply.ts';
import { type Conversation, conversePiped, converseWithPerson, type Table } from './converse.ts';
import { type History, openHistory } from './history.ts';
import type { Sitting } from './parse.ts';
import { createScreen } from './screen.ts';
import { showAnswer } from './show-answer.ts';
import { texts } from './texts.ts';

export type TerminalOptions = {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** True where a person sits at a terminal; false for pipes and files. */
  readonly interactive: boolean;
  readonly colour: boolean;
  /** The character's display name, with its label: `Wren (AI)`. */
  readonly name: string;
  /** Account name of the person; the same name finds the same memory again. */
  readonly user: string;
  /** BCP 47 and IANA names, where the machine says them. */
  readonly locale?: string;
  readonly timeZone?: string;
  /** Where typed lines are kept for the next start; absent, they are not. */
  readonly historyFile?: string;
  /** Said once before the first prompt, to a person only. */
  readonly greeting?: string;
  readonly clock: Clock;
  readonly log: Log;
};

/** `finished` resolves when the person left: end of input after the last answer, /quit, Ctrl-C, or an output nobody reads. */
export type TerminalAdapter = Adapter & { readonly finished: Promise<void> };

/**
 * The terminal as a room: a prompt for a person, or line in and answer out on a pipe. It can only
 * append, so an answer resumed after a crash is printed whole, whatever was printed before.
 */
export function createTerminalAdapter(options: TerminalOptions): TerminalAdapter {
  const { input, output, interactive, clock, log } = options;
  const words = texts[languageOf(options.locale)];
  const sitting: Sitting = {
    user: options.user,
    joins: interactive,
    ...(options.locale === undefined ? {} : { locale: options.locale }),
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
  };
  const run = randomUUID();
  const leaving = new AbortController();
  const finished = new Promise<void>((resolve) => {
    leaving.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const screen = createScreen({
    output,
    interactive,
    colour: options.colour,
    name: options.name,
    you: words.you,
    onWrite: () => conversation?.keyboard.hide(),
  });
  // Without these listeners a reader that went away (`| head -1`) would end the process with an error.
  output.on('error', leave);
  input.on('error', () => interactive && leave());

  let events = 0;
  let offered: readonly Button[] = [];
  let conversation: Conversation | undefined;
  let history: History | undefined;
  let printing: Promise<unknown> = Promise.resolve();

  function leave(): void {
    if (leaving.signal.aborted) return;
    leaving.abort();
    conversation?.keyboard.hide();
    conversation?.keyboard.close();
  }

  function showPrompt(): void {
    if (!leaving.signal.aborted && !conversation?.isWorking()) conversation?.keyboard.show();
  }

  async function print(delivery: Delivery): Promise<Receipt> {
    const { receipt, buttons } = await showAnswer(screen, delivery, () => conversation?.answerBegun());
    if (receipt.reason === 'gone') leave();
    if (receipt.text !== '' || buttons.length > 0) offered = buttons;
    showPrompt();
    return receipt;
  }

  return {
    platform: 'terminal',
    capabilities: {
      maxCharacters: 100_000,
      edits: false,
      buttons: true,
      privateReplies: true,
      threads: false,
      reactions: false,
      files: true,
    },
    finished,
    async start(doors) {
      const table: Table = {
        input,
        output,
        doors,
        sitting,
        screen,
        words,
        log,
        nextEvent: () => {
          events += 1;
          return { id: `terminal-${run}-${events}`, at: clock.now() };
        },
        offered: () => offered,
        leave,
        over: leaving.signal,
      };
      if (!interactive) {
        void conversePiped(table).catch(leave);
        return;
      }
      history = await openHistory(options.historyFile, log);
      if (options.greeting !== undefined) await screen.notice(options.greeting).catch(leave);
      conversation = converseWithPerson(table, history);
      showPrompt();
    },
    async stop() {
      leave();
      await printing;
      await history?.written();
    },
    deliver(delivery) {
      // Answers never mix: a resumed one may come while another is being written.
      const printed = printing.then(() => print(delivery));
      printing = printed;
      return printed;
    },
    busy() {
      if (!conversation || conversation.keyboard.isShown()) return () => {};
      void screen.passing('…');
      return () => void screen.passing(undefined);
    },
    look: async () => ({ lines: [] }),
  };
}
