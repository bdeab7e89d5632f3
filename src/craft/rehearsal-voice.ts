import { type Catalog, languageIn } from '../core/language.ts';
import type { Model, Task } from '../core/model.ts';
import { filled, pairings, seeded, shuffled, usedIn } from './choose.ts';
import { countWords } from './count-words.ts';
import { type Haiku, searchHaiku } from './find-haiku.ts';
import { notice, strongestLine } from './notice.ts';
import type { Noticed } from './noticed.ts';
import type { ToneBank } from './tone-bank.ts';
import { toneEnglish } from './tone-english.ts';
import { toneFrench } from './tone-french.ts';
import { type Said, whatWasSaid } from './what-was-said.ts';

/** What the turn puts under every piece and reply of this voice. */
export const rehearsalLabel: Catalog<string> = {
  en: 'rehearsal voice, no model connected, made from your words',
  fr: 'voix de répétition, aucun modèle branché, faite de tes mots',
};

const tones: Catalog<ToneBank> = { en: toneEnglish, fr: toneFrench };

/** From this many words on, talk is looked through for a haiku. */
const haikuWords = 12;
/** After a haiku, this many replies come without one. */
const haikuRest = 4;

/**
 * The voice that works with no model at all. It cannot invent: it counts, finds, rearranges and
 * asks, reading only the request's task. Same seed, words and earlier replies, same answer.
 */
export function createRehearsalVoice(): Model {
  return {
    label: 'rehearsal voice, no model connected',
    rehearsal: true,
    async *stream({ task }, signal) {
      signal.throwIfAborted();
      yield await answer(task);
    },
  };
}

function answer(task: Task): Promise<string> {
  const stage: Stage = {
    task,
    bank: tones[task.language],
    random: seeded(`${task.seed}\n${task.kind}`),
  };
  if (task.kind === 'talk') return talk(stage);
  return task.kind === 'poem' ? poem(stage) : Promise.resolve(story(stage));
}

type Stage = { readonly task: Task; readonly bank: ToneBank; readonly random: () => number };

async function talk(stage: Stage): Promise<string> {
  const { task, bank } = stage;
  const said = whatWasSaid(task.said, task.language);
  const counted = countWords(task.said);
  const found = said === 'statement' && counted.count >= haikuWords ? await freshHaiku(stage) : undefined;
  if (found) return found;

  const noun = said === 'statement' || said === 'question' ? chosenNoun(stage) : undefined;
  const slots = new Map([
    ['count', String(counted.count)],
    ['longest', counted.longest > 1 ? String(counted.longest) : ''],
    ['word', counted.word],
    ['noun', noun?.noun ?? ''],
    ['it', noun?.it ?? ''],
    ['It', capitalised(noun?.it ?? '')],
  ]);
  return pick(stage, linesFor(said, bank, noun, counted.count), slots);
}

function linesFor(said: Said, bank: ToneBank, noun: Noticed | undefined, count: number): readonly string[] {
  if (said === 'question') {
    return noun
      ? pairings({ first: bank.question.first, second: bank.questionNoun })
      : pairings(bank.question);
  }
  if (said !== 'statement') return pairings(bank[said]);
  if (noun) return bank[noun.kind];
  return count >= 4 ? bank.words : bank.plain;
}

/** The first line, in an order of chance, that fits and was not used in the last replies. */
function pick(stage: Stage, lines: readonly string[], slots: ReadonlyMap<string, string>): string {
  const { task, bank, random } = stage;
  for (const pool of [lines, bank.plain]) {
    for (const line of shuffled(pool, random)) {
      const text = filled(line, slots);
      if (text !== undefined && !usedIn(line, task.earlier)) return text;
    }
  }
  return shuffled(bank.plain, random)[0] ?? '';
}

/** A noun of the text, rather one that no earlier reply has picked up. */
function chosenNoun({ task, random }: Stage): Noticed | undefined {
  // Nouns are found by the small words of a language, so the text must be in the one that is spoken.
  if ((languageIn(task.said) ?? task.language) !== task.language) return undefined;
  const noticed = notice(task.said, task.language).slice(0, 12);
  const fresh = noticed.filter(({ it }) => !task.earlier.some((reply) => reply.toLowerCase().includes(it)));
  return shuffled(fresh.length > 0 ? fresh : noticed, random)[0];
}

async function freshHaiku(stage: Stage): Promise<string | undefined> {
  const { task, bank } = stage;
  const rests = task.earlier
    .slice(-haikuRest)
    .some((reply) => bank.haikuFound.some((line) => reply.includes(line)));
  if (rests) return undefined;
  const search = await searchHaiku(task.said);
  if (search.kind !== 'found' || task.earlier.some((reply) => reply.includes(verse(search.haiku))))
    return undefined;
  return shown(stage, search.haiku);
}

async function poem(stage: Stage): Promise<string> {
  const { task, bank } = stage;
  const form = task.form?.trim().toLowerCase().slice(0, 30) ?? '';
  const search = await searchHaiku(task.said);
  const isHaiku = /^ha[iï]kus?$/u.test(form);
  if (isHaiku && search.kind !== 'found') return miss(bank, search);

  const plainly = form === '' ? bank.poem.free : (filled(bank.poem.form, new Map([['form', form]])) ?? '');
  if (search.kind === 'found') {
    const haiku = shown(stage, search.haiku);
    return isHaiku || form === '' ? haiku : `${plainly}\n${haiku}`;
  }
  const line = strongestLine(task.said, languageIn(task.said) ?? task.language);
  return line === undefined ? `${plainly} ${bank.poem.noLine}` : `${plainly} ${bank.poem.line}\n*${line}*`;
}

function miss(
  bank: ToneBank,
  search: Exclude<Awaited<ReturnType<typeof searchHaiku>>, { kind: 'found' }>,
): string {
  switch (search.kind) {
    case 'language':
      return bank.haiku.english;
    case 'too-short':
      return bank.haiku.tooShort;
    case 'nothing':
      return bank.haiku.nothing;
    case 'length': {
      const slots = new Map([
        ['run', search.run],
        ['syllables', String(search.syllables)],
      ]);
      return filled(bank.haiku.length, slots) ?? bank.haiku.nothing;
    }
    case 'broken':
    case 'uncertain': {
      const slots = new Map([
        ['run', search.run],
        ['word', search.word],
      ]);
      return filled(bank.haiku[search.kind], slots) ?? bank.haiku.nothing;
    }
  }
}

function shown(stage: Stage, haiku: Haiku): string {
  const intro =
    stage.bank.haikuFound.find((line) => !usedIn(line, stage.task.earlier)) ?? stage.bank.haikuFound[0];
  return `${intro ?? ''}\n${verse(haiku)}`;
}

function verse({ lines }: Haiku): string {
  return `*${lines.join('\n')}*`;
}

/** A seed hand in place of a story: two cards, something of the person's own to carry, and a question. */
function story(stage: Stage): string {
  const { task, random } = stage;
  const { story: cards } = stage.bank;
  const draw = (deck: readonly string[]): string => {
    const order = shuffled(deck, random);
    return order.find((card) => !usedIn(card, task.earlier)) ?? order[0] ?? '';
  };
  const object = chosenNoun(stage)?.it ?? draw(cards.object);
  return [
    draw(cards.intro),
    `${cards.open} ${draw(cards.openings)}.`,
    `${cards.end} ${draw(cards.endings)}.`,
    `${cards.carry} ${object}.`,
    draw(cards.questions),
  ].join('\n');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
