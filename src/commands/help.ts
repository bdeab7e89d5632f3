import { replyOf } from '../core/reply.ts';
import type { Command } from './command.ts';
import { texts } from './texts.ts';

/** Says what one can do here. The list is handed in, because help is one of the commands it lists. */
export function createHelp(others: readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    description: { en: 'What you can do here', fr: 'Ce que tu peux faire ici' },
    acknowledge: 'private',
    forAdmins: false,
    subcommands: [],
    options: [],
    run: async (_call, caller, tools) => {
      const { language } = caller;
      const listed = [...others, help].filter((command) => caller.admin || !command.forAdmins);
      const lines = listed.map((command) => {
        const verbs = command.subcommands.map((subcommand) => subcommand.name).join(' · ');
        return `\`/${command.name}\` ${command.description[language]}${verbs === '' ? '' : ` (${verbs})`}`;
      });
      return replyOf(
        [texts[language].helpOpening(tools.program.name), ...lines, texts[language].helpClosing].join('\n'),
        {
          visibility: 'private',
        },
      );
    },
  };
  return help;
}
