import { type Day, datesIn, dateTerms } from './date-terms.ts';
import type { EpisodeRecord, FactRecord, LineRecord } from './record.ts';
import { type LineCues, lineCues } from './text-cues.ts';
import type { TextLanguage } from './text-language.ts';
import { lettersOf, stemsOf, wordsOf } from './text-terms.ts';

export type SearchRecord = LineRecord | FactRecord | EpisodeRecord;

/** One record as the ranking sees it. */
export type IndexedDocument = {
  readonly record: SearchRecord;
  /** Its content terms, for what else might be meant. */
  readonly terms: readonly string[];
  readonly cues: LineCues;
  /** Lower-case words of the name it was said under. */
  readonly speaker: readonly string[];
};

/** Document and how often the term stands in it, packed: `document * 16 + min(count, 15)`, in the order of documents. */
export type Postings = readonly number[];

/**
 * What stands on one shelf, ready to be searched, and nothing else: whoever ranks over several
 * shelves was given each of them. Documents are in the order they were heard.
 */
export type ShelfIndex = {
  readonly documents: readonly IndexedDocument[];
  readonly terms: ReadonlyMap<string, Postings>;
  readonly letters: ReadonlyMap<string, Postings>;
  /** Of each document: its talk, counted from 0, and its lengths. */
  readonly talkOf: readonly number[];
  readonly termCounts: readonly number[];
  readonly letterCounts: readonly number[];
  /** Terms in each talk. */
  readonly talkLengths: readonly number[];
  readonly languages: ReadonlySet<TextLanguage>;
  /** Where a record of this id stands. */
  placeOf(id: string): number | undefined;
  /** Adds records at the end; those it has already are passed over. */
  add(records: readonly SearchRecord[]): void;
};

/** Lines further apart than this belong to two talks. */
const talkGapMs = 60 * 60 * 1000;

type Analysed = { readonly stems: readonly string[]; readonly letters: readonly string[] };

export function createShelfIndex(dayOf: (at: number) => Day, gapMs = talkGapMs): ShelfIndex {
  const documents: IndexedDocument[] = [];
  const terms = new Map<string, number[]>();
  const letters = new Map<string, number[]>();
  const talkOf: number[] = [];
  const termCounts: number[] = [];
  const letterCounts: number[] = [];
  const talkLengths: number[] = [];
  const languages = new Set<TextLanguage>();
  const places = new Map<string, number>();
  // Analysing a word is the dearest step, and people repeat themselves.
  const words = new Map<string, Analysed>();
  const days = new Map<Day, readonly string[]>();
  let lastHeardAt = Number.NEGATIVE_INFINITY;

  function analysed(word: string, language: TextLanguage): Analysed {
    const name = `${language}${word}`;
    const before = words.get(name);
    if (before) return before;
    const fresh = { stems: stemsOf(word, [language]), letters: lettersOf(word) };
    words.set(name, fresh);
    return fresh;
  }

  function termsOfDay(day: Day): readonly string[] {
    const before = days.get(day) ?? dateTerms(day);
    days.set(day, before);
    return before;
  }

  function addOne(record: SearchRecord): void {
    const document = documents.length;
    const heardAt = record.kind === 'line' ? record.heardAt : record.at;
    if (heardAt - lastHeardAt > gapMs) talkLengths.push(0);
    lastHeardAt = heardAt;
    const talk = talkLengths.length - 1;

    const searched = record.kind === 'fact' && record.keys ? `${record.text} ${record.keys}` : record.text;
    const text = wordsOf(searched);
    const language = text.language ?? 'en';
    languages.add(language);
    const content: string[] = [...text.pairs];
    const runs: string[] = [];
    for (const word of text.content) {
      const { stems, letters: own } = analysed(word, language);
      content.push(...stems);
      runs.push(...own);
    }
    const speaker = speakerWords(record);
    const day = dayOf(record.at);
    const dates = new Set([...termsOfDay(day), ...datesIn(searched, day)]);
    note(terms, document, [...content, ...speaker, ...dates]);
    note(letters, document, runs);
    // Dates are on every line alike: they must not make a line seem long.
    const termCount = content.length + speaker.length;
    documents.push({ record, terms: content, cues: lineCues(searched, text), speaker });
    talkOf.push(talk);
    termCounts.push(termCount);
    letterCounts.push(runs.length);
    talkLengths[talk] = (talkLengths[talk] ?? 0) + termCount;
  }

  return {
    documents,
    terms,
    letters,
    talkOf,
    termCounts,
    letterCounts,
    talkLengths,
    languages,
    placeOf: (id) => places.get(id),
    add(records) {
      for (const record of records) {
        if (places.has(record.id)) continue;
        places.set(record.id, documents.length);
        addOne(record);
      }
    },
  };
}

/** The words of the name a line was said under. */
function speakerWords(record: SearchRecord): readonly string[] {
  return record.kind === 'line' && record.name !== undefined ? wordsOf(record.name).all : [];
}

function note(postings: Map<string, number[]>, document: number, terms: readonly string[]): void {
  for (const term of terms) {
    let list = postings.get(term);
    if (!list) {
      list = [];
      postings.set(term, list);
    }
    const last = list.length - 1;
    const packed = list[last];
    if (packed !== undefined && packed >>> 4 === document) {
      if ((packed & 15) < 15) list[last] = packed + 1;
    } else {
      list.push(document * 16 + 1);
    }
  }
}
