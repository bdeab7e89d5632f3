import { replyOf } from '../core/reply.ts';
import type { Command } from './command.ts';
import { texts } from './texts.ts';

/** Says what it is, what speaks through it, and what is stored. */
export const about = {
  name: 'about',
  description: {
    en: 'What it is, what it stores, who can see it',
    fr: 'Ce que c’est, ce qui est gardé, qui le voit',
  },
  acknowledge: 'private',
  forAdmins: false,
  subcommands: [],
  options: [],
  run: async (_call, caller, tools) => {
    const { memory, program } = tools;
    const words = texts[caller.language];
    const [switches, counts] = [await memory.switches(caller.account), await memory.count(caller.account)];
    const paragraphs = [
      program.description(caller.language),
      program.rehearsal ? words.aboutRehearsal : words.aboutModel(program.model),
      words.aboutStored({ ...counts, consent: switches.consent, paused: switches.paused }),
      words.whoCanSee,
      words.aboutVersion(program.version),
    ];
    return replyOf(paragraphs.join('\n\n'), { visibility: 'private' });
  },
} as const satisfies Command;
