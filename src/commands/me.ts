import { type Button, buttonId } from '../core/button.ts';
import type { SubcommandSpec } from '../core/command.ts';
import type { Refusal } from '../core/memory.ts';
import { type Reply, replyOf } from '../core/reply.ts';
import type { Caller, Command, CommandTools, Options } from './command.ts';
import { exportOf } from './export.ts';
import { kept, pageOf } from './kept.ts';
import { placeOf } from './settings.ts';
import { texts } from './texts.ts';

type Act = (options: Options, caller: Caller, tools: CommandTools) => Promise<Reply>;

const number = {
  name: 'number',
  description: { en: 'Its number in /me show', fr: 'Son numéro dans /me show' },
  required: true,
  maxCharacters: 12,
  first: true,
} as const;

const subcommands: readonly SubcommandSpec[] = [
  {
    name: 'show',
    description: { en: 'Everything kept about you', fr: 'Tout ce qui est gardé sur toi' },
    options: [
      {
        name: 'page',
        description: { en: 'Which page', fr: 'Quelle page' },
        required: false,
        maxCharacters: 6,
        main: true,
      },
    ],
  },
  {
    name: 'keep',
    description: { en: 'Remember something, in your words', fr: 'Retenir quelque chose, avec tes mots' },
    options: [
      {
        name: 'text',
        description: { en: 'What to remember', fr: 'Ce qu’il faut retenir' },
        required: true,
        maxCharacters: 300,
        main: true,
      },
    ],
  },
  {
    name: 'correct',
    description: { en: 'Put something right', fr: 'Rectifier quelque chose' },
    options: [
      number,
      {
        name: 'text',
        description: { en: 'What it should say', fr: 'Ce que ça devrait dire' },
        required: true,
        maxCharacters: 300,
        main: true,
      },
    ],
  },
  {
    name: 'forget',
    description: { en: 'Forget one thing, or everything', fr: 'Oublier une chose, ou tout' },
    options: [
      {
        name: 'what',
        description: {
          en: 'Its number in /me show, or: everything',
          fr: 'Son numéro dans /me show, ou : tout',
        },
        required: true,
        maxCharacters: 12,
        main: true,
      },
    ],
  },
  {
    name: 'pause',
    description: { en: 'Keep nothing new, recall nothing', fr: 'Ne rien garder, ne rien rappeler' },
    options: [],
  },
  { name: 'resume', description: { en: 'Remember again', fr: 'Se souvenir à nouveau' }, options: [] },
  {
    name: 'export',
    description: { en: 'Everything kept, as a file', fr: 'Tout ce qui est gardé, en fichier' },
    options: [],
  },
  {
    name: 'language',
    description: { en: 'The language I speak with you', fr: 'La langue que je parle avec toi' },
    options: [
      {
        name: 'code',
        description: { en: 'en, fr, or auto', fr: 'en, fr, ou auto' },
        required: true,
        maxCharacters: 4,
        choices: ['en', 'fr', 'auto'],
        main: true,
      },
    ],
  },
];

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
  subcommands,
  run: async ({ subcommand, options }, caller, tools) =>
    (acts[subcommand ?? 'show'] ?? show)(options, caller, tools),
  press: async ({ verb, value }, caller, tools) => {
    if (verb === 'forget-everything') return forgetEverything(caller, tools);
    if (verb === 'spare') return privately(texts[caller.language].spared);
    // A button that opens an answer privately carries the subcommand and its one short option.
    const spec = subcommands.find((subcommand) => subcommand.name === verb);
    const act = acts[verb];
    if (!spec || !act) return undefined;
    const options = value && spec.options[0] ? { [spec.options[0].name]: value } : {};
    return act(options, caller, tools);
  },
} as const satisfies Command;

const show: Act = async (options, caller, tools) => {
  const items = await kept(caller.account, tools.memory);
  const switches = await tools.memory.switches(caller.account);
  const { text, page, pages } = pageOf(items, options['page'], caller, switches);
  const turn = (label: string, to: number): Button => ({
    id: buttonId({
      acknowledge: 'private',
      action: 'me',
      verb: 'show',
      value: String(to),
      owner: caller.owner,
    }),
    label,
  });
  const words = texts[caller.language];
  const buttons = [
    ...(page > 1 ? [turn(words.newer, page - 1)] : []),
    ...(page < pages ? [turn(words.older, page + 1)] : []),
  ];
  return replyOf(text, { visibility: 'private', buttons });
};

const keep: Act = async (options, caller, tools) => {
  const allowed = (await tools.settings.of(placeOf(caller.room))).memory;
  if (!allowed) return privately(texts[caller.language].refused('not-allowed-here'));
  const outcome = await tools.memory.keep(caller.account, caller.audience, options['text'] ?? '');
  if (outcome === 'no-consent') return tools.consentCard(caller);
  if (typeof outcome === 'string') return privately(texts[caller.language].refused(outcome));
  return privately(texts[caller.language].keptFact(outcome.text, caller.audience.kind));
};

const correct: Act = async (options, caller, tools) => {
  const words = texts[caller.language];
  const item = (await kept(caller.account, tools.memory)).find(
    (candidate) => String(candidate.number) === options['number'],
  );
  if (!item) return privately(words.noSuchNumber);
  if (item.kind === 'line') return privately(words.linesAreVerbatim);
  const outcome = await tools.memory.correct(caller.account, item.id, options['text'] ?? '');
  if (outcome === 'unknown') return privately(words.noSuchNumber);
  if (typeof outcome === 'string') return privately(words.refused(outcome satisfies Refusal));
  return privately(words.corrected(outcome.text));
};

const forget: Act = async (options, caller, tools) => {
  const words = texts[caller.language];
  const what = (options['what'] ?? '').trim().toLowerCase();
  if (['everything', 'all', 'tout'].includes(what)) return confirmForgetting(caller);
  const item = (await kept(caller.account, tools.memory)).find(
    (candidate) => String(candidate.number) === what,
  );
  if (!item || !(await tools.memory.forget(caller.account, item.id))) return privately(words.noSuchNumber);
  return privately(words.forgotten(item.text));
};

const pause: Act = async (_options, caller, tools) => {
  await tools.memory.setSwitches(caller.account, { paused: true });
  return privately(texts[caller.language].paused);
};

const resume: Act = async (_options, caller, tools) => {
  const { consent } = await tools.memory.setSwitches(caller.account, { paused: false });
  return consent === 'agreed' ? privately(texts[caller.language].resumed) : tools.consentCard(caller);
};

const exporting: Act = async (_options, caller, tools) => {
  const files = [exportOf(await tools.memory.export(caller.account), caller.language)];
  return replyOf(texts[caller.language].exported, { visibility: 'private', files });
};

const language: Act = async (options, caller, tools) => {
  const code = options['code'];
  const chosen = code === 'en' || code === 'fr' ? code : undefined;
  await tools.memory.setSwitches(caller.account, { language: chosen });
  return privately(texts[chosen ?? caller.language].languageChosen);
};

const acts: Readonly<Record<string, Act>> = {
  show,
  keep,
  correct,
  forget,
  pause,
  resume,
  export: exporting,
  language,
};

function confirmForgetting(caller: Caller): Reply {
  const words = texts[caller.language];
  const button = (verb: string, label: string): Button => ({
    id: buttonId({ acknowledge: 'private', action: 'me', verb, owner: caller.owner }),
    label,
  });
  const buttons = [button('forget-everything', words.forgetEverything), button('spare', words.keepIt)];
  return replyOf(words.confirmForgetting, { visibility: 'private', buttons });
}

async function forgetEverything(caller: Caller, tools: CommandTools): Promise<Reply> {
  const gone = await tools.memory.forgetEverything(caller.account);
  return privately(texts[caller.language].everythingForgotten(gone));
}

function privately(text: string): Reply {
  return replyOf(text, { visibility: 'private' });
}
