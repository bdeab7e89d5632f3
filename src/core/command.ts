import type { Catalog } from './language.ts';

/**
 * How the first second of a command or press looks, fixed because platforms fix it there:
 * an answer for all, an answer for the asking person, a form, or a change of the message pressed.
 */
export type Acknowledge = 'public' | 'private' | 'form' | 'update';

/** One option of a command. */
export type OptionSpec = {
  /** Lower-case letters, at most 32. */
  readonly name: string;
  /** At most 100 characters in each language. */
  readonly description: Catalog<string>;
  readonly required: boolean;
  readonly maxCharacters: number;
  /** When given, the value must be one of these. */
  readonly choices?: readonly string[];
  /** In text rooms, the first word is this option's value when it is not named. */
  readonly first?: true;
  /** In text rooms, everything that is not `name:value` is the value of the main option. One per command at most. */
  readonly main?: true;
};

export type SubcommandSpec = {
  readonly name: string;
  readonly description: Catalog<string>;
  readonly options: readonly OptionSpec[];
  /** True when the answer holds nothing that a room has not just read: asked for in words, it is given on the spot. */
  readonly answersInPlace?: true;
};

/**
 * What rooms need to know of a command to publish and parse it. A command with subcommands has no
 * bare form on Discord; in text rooms its bare form means the first subcommand.
 */
export type CommandSpec = {
  readonly name: string;
  readonly description: Catalog<string>;
  readonly acknowledge: Exclude<Acknowledge, 'update'>;
  /** True when only administrators of a server or workspace may run it. */
  readonly forAdmins: boolean;
  readonly options: readonly OptionSpec[];
  readonly subcommands: readonly SubcommandSpec[];
};

const maxRootCharacters = 31;

/** The one command under which all others stand where names are shared by every app, as in Slack: the character's name. */
export function rootCommandName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\s+/g, '-')
    .replaceAll(/[^a-z0-9_-]/g, '')
    .slice(0, maxRootCharacters);
  return plain || 'character';
}
