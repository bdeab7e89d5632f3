import type { Caller, Command, CommandTools } from '../commands/command.ts';
import {
  checkOptions,
  type ParsedCommand,
  type ParseResult,
  parseCommandText,
} from '../commands/command-text.ts';
import { texts } from '../commands/texts.ts';
import { callFor } from '../commands/wish-call.ts';
import { wishIn } from '../commands/wishes.ts';
import { type Button, buttonId, parseButtonId } from '../core/button.ts';
import type { Catalog } from '../core/language.ts';
import type { CommandCall, Message, Press } from '../core/message.ts';
import { type Reply, replyOf } from '../core/reply.ts';
import type { AskedCalls } from './asked-calls.ts';

/** Runs commands, however they were asked for. */
export type CommandRunner = {
  /** A native or typed command. Always answers: what is wrong with it is an answer too. */
  call(event: CommandCall, caller: Caller): Promise<Reply>;
  /** A message that is a command in words; undefined when it is talk. */
  inWords(message: Message): ParseResult | undefined;
  runWords(words: ParseResult, message: Message, caller: Caller): Promise<Reply>;
  /** Whether everybody in the room sees the answer. What is wrong with a command only its author sees. */
  isPublic(asked: CommandCall | ParseResult): boolean;
  /** A button of a command; undefined when no command knows it. */
  press(event: Press, caller: Caller): Promise<Reply | undefined>;
};

export function createCommandRunner(
  commands: readonly Command[],
  tools: CommandTools,
  calls: AskedCalls,
): CommandRunner {
  const named = (name: string) => commands.find((command) => command.name === name);

  async function run(parsed: ParseResult, caller: Caller): Promise<Reply> {
    const words = texts[caller.language];
    const privately = (text: string) => replyOf(text, { visibility: 'private' });
    if (parsed.kind === 'unknown') return privately(words.unknownCommand(parsed.name, parsed.nearest));
    if (parsed.kind === 'problem') return privately(words.problem(parsed.command.name, parsed.problem));
    const command = named(parsed.call.command);
    if (!command) return privately(words.unknownCommand(parsed.call.command, undefined));
    if (command.forAdmins && !caller.admin) return privately(words.adminsOnly);
    return command.run(parsed.call, caller, tools);
  }

  function parse({ call }: CommandCall): ParseResult {
    // The platform's root command with nothing after it asks what there is.
    if (call.kind === 'typed')
      return parseCommandText(call.text.trim() === '' ? 'help' : call.text, commands);
    const command = named(call.command);
    const specs =
      command?.subcommands.find(({ name }) => name === call.subcommand)?.options ?? command?.options;
    if (!command || !specs) return { kind: 'unknown', name: call.command };
    const problem = checkOptions(specs, call.options);
    return problem ? { kind: 'problem', command, problem } : { kind: 'command', call, explicit: true };
  }

  /** In a shared room a private answer waits behind a button, for the one who asked. */
  async function opening(call: ParsedCommand, label: string, caller: Caller): Promise<Button> {
    const value = await calls.save(caller.account, call);
    const meaning = { acknowledge: 'private', action: call.command, verb: opens, value } as const;
    return { id: buttonId({ ...meaning, owner: caller.owner }), label };
  }

  return {
    call: async (event, caller) => run(parse(event), caller),

    isPublic(asked) {
      const parsed = 'eventId' in asked ? parse(asked) : asked;
      return parsed.kind === 'command' && named(parsed.call.command)?.acknowledge === 'public';
    },

    inWords(message) {
      // "/r/writing" and "/home" of a path are talk; "/help" and "/peom form:haiku" are not.
      const slashed = /^\s*\/[\p{L}-]+(?:\s|$)/u.test(message.text);
      const parsed = parseCommandText(message.text, commands);
      if (slashed) return parsed;
      const wish = wishIn(message.text);
      const wished = wish && !(parsed.kind === 'command' && parsed.explicit) ? callFor(wish) : undefined;
      if (wished) return wished;
      if (parsed.kind !== 'command') return undefined;
      // In a direct message people talk: only what cannot be meant as talk is a command there.
      return message.audience.kind === 'shared' || parsed.explicit ? parsed : undefined;
    },

    async runWords(parsed, message, caller) {
      const command = parsed.kind === 'command' ? named(parsed.call.command) : undefined;
      const subcommand = parsed.kind === 'command' ? parsed.call.subcommand : undefined;
      const inPlace = command?.subcommands.find(({ name }) => name === subcommand)?.answersInPlace === true;
      const isForAll = message.audience.kind === 'private' || command?.acknowledge === 'public' || inPlace;
      // A mention cannot be answered privately, and what is wrong with a command is no secret.
      if (isForAll || parsed.kind !== 'command')
        return { ...(await run(parsed, caller)), visibility: 'public' };
      const words = privately[caller.language];
      return replyOf(words.question, { buttons: [await opening(parsed.call, words.open, caller)] });
    },

    async press(event, caller) {
      const meaning = parseButtonId(event.button);
      const command = meaning && named(meaning.action);
      if (!meaning || !command) return undefined;
      if (command.forAdmins && !caller.admin)
        return replyOf(texts[caller.language].adminsOnly, { visibility: 'private' });
      const { verb, value } = meaning;
      if (verb === opens) {
        const call = value ? await calls.load(caller.account, value) : undefined;
        return call && run({ kind: 'command', call, explicit: true }, caller);
      }
      if (command.press)
        return command.press({ verb, ...(value === undefined ? {} : { value }) }, caller, tools);
      return command.run({ ...(verb === 'run' ? {} : { subcommand: verb }), options: {} }, caller, tools);
    },
  };
}

/** The verb of a button behind which a whole call waits. */
const opens = 'open';

const privately: Catalog<{ readonly question: string; readonly open: string }> = {
  en: { question: 'That answer is for you alone.', open: 'Open it' },
  fr: { question: 'Cette réponse est pour toi seul·e.', open: 'L’ouvrir' },
};
