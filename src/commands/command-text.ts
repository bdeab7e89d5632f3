import { closest, distance } from 'fastest-levenshtein';
import type { CommandSpec, OptionSpec } from '../core/command.ts';

/** A command as somebody typed it. */
export type ParsedCommand = {
  readonly command: string;
  readonly subcommand?: string;
  readonly options: Readonly<Record<string, string>>;
};

export type ParseResult =
  | {
      readonly kind: 'command';
      readonly call: ParsedCommand /** True when an option was named, or there was no text besides. */;
      readonly explicit: boolean;
    }
  | { readonly kind: 'problem'; readonly problem: OptionProblem; readonly command: CommandSpec }
  | { readonly kind: 'unknown'; readonly name: string; readonly nearest?: string };

export type OptionProblem =
  | { readonly kind: 'missing'; readonly option: string }
  | {
      readonly kind: 'choice';
      readonly option: string;
      readonly value: string;
      readonly choices: readonly string[];
    }
  | { readonly kind: 'too-long'; readonly option: string; readonly maxCharacters: number }
  | { readonly kind: 'unexpected'; readonly text: string };

/**
 * Parses `poem form:haiku the deploy`, with or without a leading slash. `name:value` sets an option
 * (a value with spaces stands in double quotes), everything else is the main option.
 */
export function parseCommandText(text: string, specs: readonly CommandSpec[]): ParseResult {
  const [, name = '', rest = ''] = /^\s*\/?(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const command = specs.find((spec) => spec.name === name.toLowerCase());
  if (!command)
    return {
      kind: 'unknown',
      name,
      ...nearestTo(
        name,
        specs.map((spec) => spec.name),
      ),
    };
  if (command.subcommands.length === 0) return parseOptions(command, undefined, command.options, rest);

  const [, word = '', after = ''] = /^(\S*)\s*([\s\S]*)$/.exec(rest) ?? [];
  const named = command.subcommands.find((spec) => spec.name === word.toLowerCase());
  const subcommand = named ?? (rest === '' ? command.subcommands[0] : undefined);
  if (!subcommand) return { kind: 'problem', command, problem: { kind: 'unexpected', text: word } };
  return parseOptions(command, subcommand.name, subcommand.options, named ? after : rest);
}

/** Checks options that came already separated, as native slash commands bring them. */
export function checkOptions(
  specs: readonly OptionSpec[],
  options: Readonly<Record<string, string>>,
): OptionProblem | undefined {
  for (const name of Object.keys(options)) {
    if (!specs.some((spec) => spec.name === name)) return { kind: 'unexpected', text: name };
  }
  for (const spec of specs) {
    const value = Object.hasOwn(options, spec.name) ? options[spec.name] : undefined;
    if (value === undefined || value.trim() === '') {
      if (spec.required) return { kind: 'missing', option: spec.name };
      continue;
    }
    if (spec.choices && !spec.choices.includes(value)) {
      return { kind: 'choice', option: spec.name, value, choices: spec.choices };
    }
    if (value.length > spec.maxCharacters) {
      return { kind: 'too-long', option: spec.name, maxCharacters: spec.maxCharacters };
    }
  }
  return undefined;
}

function parseOptions(
  command: CommandSpec,
  subcommand: string | undefined,
  specs: readonly OptionSpec[],
  rest: string,
): ParseResult {
  const options: Record<string, string> = {};
  let named = 0;
  const names = specs.map((spec) => spec.name);
  const remaining = rest.replaceAll(
    /(?<!\S)(\p{L}+):(?:"([^"]*)"|(\S+))/gu,
    (whole, name: string, quoted, plain) => {
      const key = name.toLowerCase();
      if (!names.includes(key) || Object.hasOwn(options, key)) return whole;
      const spec = specs.find((candidate) => candidate.name === key);
      const value = String(quoted ?? plain);
      options[key] = spec?.choices ? value.toLowerCase() : value;
      named += 1;
      return '';
    },
  );
  let text = (named > 0 ? remaining.replaceAll(/[ \t]{2,}/g, ' ') : remaining).trim();
  const first = specs.find((spec) => spec.first && options[spec.name] === undefined);
  if (first && text !== '') {
    const [, word = '', after = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
    options[first.name] = word;
    text = after;
  }
  const main = specs.find((spec) => spec.main);
  if (text !== '' && main && options[main.name] === undefined) options[main.name] = text;
  else if (text !== '') return { kind: 'problem', command, problem: { kind: 'unexpected', text } };

  const problem = checkOptions(specs, options);
  if (problem) return { kind: 'problem', command, problem };
  const call = { command: command.name, ...(subcommand ? { subcommand } : {}), options };
  return { kind: 'command', call, explicit: named > 0 || text === '' };
}

function nearestTo(name: string, names: readonly string[]): { nearest?: string } {
  if (name === '' || name.length > 40 || names.length === 0) return {};
  const nearest = closest(name.toLowerCase(), [...names]);
  return distance(name.toLowerCase(), nearest) <= Math.max(1, Math.floor(nearest.length / 2))
    ? { nearest }
    : {};
}
