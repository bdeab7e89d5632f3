import type { FactSort, Refusal } from '../core/memory.ts';
import { serverAudience } from '../core/room.ts';
import type { Caller, CommandTools } from './command.ts';
import { type KeptItem, kept, pageOf } from './kept.ts';
import { type Act, meButton, type Pressed, privately } from './me-act.ts';
import { meTexts } from './me-texts.ts';
import { placeOf } from './settings.ts';
import { texts } from './texts.ts';

const mostOffered = 4;
/** What fits much worse than the best is not what was meant. */
const leastShare = 0.5;

export const show: Act = async (options, caller, tools) => {
  const items = await kept(caller.account, tools.memory);
  const switches = await tools.memory.switches(caller.account);
  const { text, page, pages } = pageOf(items, options['page'], caller, switches);
  const words = texts[caller.language];
  return privately(text, [
    ...(page > 1 ? [meButton(caller, 'show', words.newer, String(page - 1))] : []),
    ...(page < pages ? [meButton(caller, 'show', words.older, String(page + 1))] : []),
  ]);
};

const why: Act = async (_options, caller, tools) => {
  const words = meTexts[caller.language];
  const found = tools.memory.lastRecalled(caller.account);
  if (found.length === 0) return privately(words.nothingRecalled);
  const date = dates(caller);
  const lines = found.slice(-10).map(({ text, at, role, words: common }) => {
    const reason = common.length > 0 ? words.becauseOf(common.map((word) => `“${word}”`)) : words.nearby;
    return `- ${role === 'person' ? '' : `${tools.program.name}: `}“${shorten(text)}” (${date(at)}; ${reason})`;
  });
  return privately([words.recalled, ...lines].join('\n'));
};

const keep: Act = async (options, caller, tools) => {
  const allowed = (await tools.settings.of(placeOf(caller.room))).memory;
  if (!allowed) return privately(texts[caller.language].refused('not-allowed-here'));
  const sort: FactSort = options['as'] === 'joke' || options['as'] === 'boundary' ? options['as'] : 'plain';
  const outcome = await tools.memory.keep(caller.account, caller.audience, options['text'] ?? '', sort);
  if (outcome === 'no-consent') return tools.consentCard(caller);
  if (typeof outcome === 'string') return privately(texts[caller.language].refused(outcome));
  if (sort === 'boundary') return privately(meTexts[caller.language].boundaryKept(outcome.text));
  return privately(texts[caller.language].keptFact(outcome.text, caller.audience.kind));
};

const correct: Act = async (options, caller, tools) => {
  const words = texts[caller.language];
  const items = await kept(caller.account, tools.memory);
  const wrong = options['number'] ?? '';
  const right = options['text'] ?? '';
  const numbered = items.find((candidate) => String(candidate.number) === wrong);
  // Without a number the words that are wrong say which it is, when only one fact has them.
  const having = items.filter(
    ({ kind, text }) => kind === 'fact' && text.toLowerCase().includes(wrong.toLowerCase()),
  );
  const item = numbered ?? (having.length === 1 ? having[0] : undefined);
  if (!item) return privately(having.length > 1 ? meTexts[caller.language].severalFit : words.noSuchNumber);
  if (item.kind === 'line') return privately(words.linesAreVerbatim);
  const text = numbered ? right : replaced(item.text, wrong, right);
  const outcome = await tools.memory.correct(caller.account, item.id, text);
  if (outcome === 'unknown') return privately(words.noSuchNumber);
  if (typeof outcome === 'string') return privately(words.refused(outcome satisfies Refusal));
  return privately(words.corrected(outcome.text));
};

const forget: Act = async (options, caller, tools) => {
  const words = texts[caller.language];
  const what = (options['what'] ?? '').trim();
  const plain = what.toLowerCase();
  if (['everything', 'all', 'tout', 'alles', 'todo'].includes(plain)) {
    const buttons = [
      meButton(caller, 'forget-everything', words.forgetEverything),
      meButton(caller, 'spare', words.keepIt),
    ];
    return privately(words.confirmForgetting, buttons);
  }
  if (['here', 'ici', 'hier', 'aquí'].includes(plain)) {
    const buttons = [
      meButton(caller, 'forget-room', meTexts[caller.language].forgetRoom),
      meButton(caller, 'spare', words.keepIt),
    ];
    return privately(meTexts[caller.language].confirmRoom(caller.audience.kind), buttons);
  }
  const items = await kept(caller.account, tools.memory);
  const item = items.find((candidate) => String(candidate.number) === what);
  if (item) return forgetItem(item, caller, tools);
  if (/^\d+$/.test(what)) return privately(words.noSuchNumber);
  return offerToForget(what, items, caller, tools);
};

/** Words may fit several things: the person says which, by a button. */
async function offerToForget(
  what: string,
  items: readonly KeptItem[],
  caller: Caller,
  tools: CommandTools,
): ReturnType<Act> {
  const words = meTexts[caller.language];
  const found = await tools.memory.find(caller.account, what, 3 * mostOffered);
  const best = found[0]?.score ?? 0;
  const offered = found
    .filter(({ score }) => score >= best * leastShare)
    .flatMap(({ id }) => items.find((item) => item.id === id) ?? [])
    .slice(0, mostOffered);
  if (offered.length === 0) return privately(words.nothingFits(shorten(what)));
  const date = dates(caller);
  const lines = offered.map(({ number, text, at }) => `${number}. “${shorten(text)}” (${date(at)})`);
  const buttons = offered.map(({ number }) =>
    meButton(caller, 'forget-number', words.forgetNumber(number), String(number)),
  );
  return privately([words.which, ...lines].join('\n'), [
    ...buttons,
    meButton(caller, 'spare', texts[caller.language].keepIt),
  ]);
}

async function forgetItem(item: KeptItem, caller: Caller, tools: CommandTools): ReturnType<Act> {
  const words = texts[caller.language];
  const isGone = await tools.memory.forget(caller.account, item.id);
  return privately(isGone ? words.forgotten(item.text) : words.noSuchNumber);
}

const share: Act = async (options, caller, tools) => {
  const words = meTexts[caller.language];
  if (caller.audience.kind === 'private') return privately(words.shareInRoom);
  const item = (await kept(caller.account, tools.memory)).find(
    (candidate) => String(candidate.number) === options['number'],
  );
  if (!item) return privately(texts[caller.language].noSuchNumber);
  if (item.kind === 'line') return privately(words.onlyFacts);
  const outcome = await tools.memory.share(caller.account, item.id, serverAudience(caller.audience));
  if (outcome === 'not-allowed-here') return privately(words.notToShare);
  if (typeof outcome === 'string') return privately(texts[caller.language].noSuchNumber);
  return privately(words.shared(outcome.text));
};

export const memoryActs: Readonly<Record<string, Act>> = { show, why, keep, correct, forget, share };

export const memoryPresses: Readonly<Record<string, Pressed>> = {
  'forget-everything': async (_value, caller, tools) => {
    const gone = await tools.memory.forgetEverything(caller.account);
    return privately(texts[caller.language].everythingForgotten(gone));
  },
  'forget-room': async (_value, caller, tools) => {
    const gone = await tools.memory.forgetAudience(caller.account, caller.audience);
    return privately(meTexts[caller.language].roomForgotten(gone));
  },
  'forget-number': async (value, caller, tools) => forget({ what: value }, caller, tools),
};

function dates(caller: Caller): (at: number) => string {
  const format = new Intl.DateTimeFormat(caller.language, { dateStyle: 'medium', timeZone: caller.timeZone });
  return (at) => format.format(at);
}

function replaced(text: string, wrong: string, right: string): string {
  const at = text.toLowerCase().indexOf(wrong.toLowerCase());
  return at < 0 ? right : `${text.slice(0, at)}${right}${text.slice(at + wrong.length)}`;
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
