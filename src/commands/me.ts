import type { Command } from './command.ts';
import { type Act, privately } from './me-act.ts';
import { linkActs, linkPresses } from './me-links.ts';
import { memoryActs, memoryPresses, show } from './me-memory.ts';
import { settingActs } from './me-settings.ts';
import { meSubcommands } from './me-specs.ts';
import { texts } from './texts.ts';

/** Everything a person can do with what is known about them. Answers are theirs alone. */
export const me = {
  name: 'me',
  description: {
    en: 'What I know about you, and what becomes of it',
    fr: 'Ce que je sais de toi, et ce qui en advient',
  },
  acknowledge: 'private',
  forAdmins: false,
  options: [],
  subcommands: meSubcommands,
  run: async ({ subcommand, options }, caller, tools) =>
    (acts[subcommand ?? 'show'] ?? show)(options, caller, tools),
  press: async ({ verb, value }, caller, tools) => {
    if (verb === 'spare') return privately(texts[caller.language].spared);
    const press = presses[verb];
    if (press) return press(value ?? '', caller, tools);
    // A button that opens an answer privately carries the subcommand and its one short option.
    const spec = meSubcommands.find((subcommand) => subcommand.name === verb);
    const act = acts[verb];
    if (!spec || !act) return undefined;
    const options = value && spec.options[0] ? { [spec.options[0].name]: value } : {};
    return act(options, caller, tools);
  },
} as const satisfies Command;

const acts: Readonly<Record<string, Act>> = { ...memoryActs, ...settingActs, ...linkActs };
const presses = { ...memoryPresses, ...linkPresses };
