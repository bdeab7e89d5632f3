import { languageIn } from '../core/language.ts';
import { loadPronunciations, type Pronunciations, type SyllableCount } from './pronunciations.ts';

/** Three lines of 5, 7 and 5 syllables in a person's own words. */
export type Haiku = { readonly lines: readonly [string, string, string]; readonly certain: true };

/** What came of looking for a haiku, with the nearest miss when there is none. */
export type HaikuSearch =
  | { readonly kind: 'found'; readonly haiku: Haiku }
  /** 5-7-5 only if `word` is said in one of several ways. */
  | { readonly kind: 'uncertain'; readonly run: string; readonly word: string }
  /** Seventeen syllables, but a line would end inside `word`. */
  | { readonly kind: 'broken'; readonly run: string; readonly word: string }
  /** The run from stop to stop that comes nearest to seventeen. */
  | { readonly kind: 'length'; readonly run: string; readonly syllables: number }
  /** Fewer syllables than a haiku has. */
  | { readonly kind: 'too-short' }
  | { readonly kind: 'nothing' }
  /** Not English: nothing was counted. */
  | { readonly kind: 'language' };

/** Longer texts are read this far. */
const maxCharacters = 20_000;

/** Finds a run of the text's own words that reads 5-7-5 whatever the pronunciation; undefined when there is none. */
export async function findHaiku(text: string): Promise<Haiku | undefined> {
  const search = await searchHaiku(text);
  return search.kind === 'found' ? search.haiku : undefined;
}

/** Looks for a haiku and says what was found instead. Runs begin after a stop or at the beginning, and end at one or before a coordinating conjunction. */
export async function searchHaiku(text: string): Promise<HaikuSearch> {
  const shortened = text.slice(0, maxCharacters);
  if (languageIn(shortened) === 'fr') return { kind: 'language' };
  const words = wordsOf(shortened, await loadPronunciations());
  const most = words.reduce((sum, { count }) => sum + (count.counts.at(-1) ?? 0), 0);
  if (most < 17) return { kind: 'too-short' };

  const candidates: Candidate[] = [];
  const misses: Miss[] = [];
  for (const [start, word] of words.entries()) {
    if (word.opens) tryFrom(words, start, candidates, misses);
  }
  const best = candidates.toSorted((one, other) => one.cost - other.cost)[0];
  if (best) return { kind: 'found', haiku: { lines: best.lines, certain: true } };
  return misses.toSorted((one, other) => one.cost - other.cost)[0]?.search ?? { kind: 'nothing' };
}

type Word = {
  readonly text: string;
  /** The word with the marks that follow it. */
  readonly shown: string;
  readonly count: SyllableCount;
  /** A run may begin here. */
  readonly opens: boolean;
  /** A run may end here: `stop` at a mark, `clause` before a conjunction. */
  readonly closes: 'stop' | 'clause' | undefined;
  /** A sentence ends here. */
  readonly full: boolean;
  /** A paragraph ends here: no run goes on. */
  readonly last: boolean;
};

type Candidate = { readonly lines: readonly [string, string, string]; readonly cost: number };
type Miss = { readonly search: HaikuSearch; readonly cost: number };

const conjunctions = new Set(['and', 'but', 'or', 'nor', 'yet', 'so']);
/** A line that ends on one of these hangs in the air. */
const hanging = new Set(
  'a an the my your his her our their its this that these those of to in on at by for from with into onto as and but or if than then when while who which i we he she it they you is are was were be been am not no very so'.split(
    ' ',
  ),
);

function wordsOf(text: string, pronunciations: Pronunciations): readonly Word[] {
  const found = [...text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*['’]?/gu)];
  const counted = new Map<string, SyllableCount>();
  const words: Word[] = [];
  let opens = true;
  for (const [index, match] of found.entries()) {
    const next = found[index + 1];
    const end = match.index + match[0].length;
    const gap = text.slice(end, next?.index ?? text.length);
    const word = match[0].replace(/['’]$/, '');
    const count = counted.get(word) ?? pronunciations(word);
    counted.set(word, count);
    const stop = !next || /[.,;:!?…—–()"“”«»\n]|\s-\s/u.test(gap);
    const beforeConjunction = next !== undefined && conjunctions.has(next[0].toLowerCase());
    words.push({
      text: word,
      shown: `${word}${/^[,;:!?…]|^\.(?!\d)/u.exec(gap)?.[0] ?? ''}`,
      count,
      opens,
      closes: stop ? 'stop' : beforeConjunction ? 'clause' : undefined,
      full: !next || /[.!?…\n]/u.test(gap),
      // Signs that are neither words nor stops (@, /, #, emoji) belong to no line of verse.
      last: /\n\s*\n/.test(gap) || /[^\s\p{P}]|[@#/\\*_`]/u.test(gap),
    });
    opens = stop;
  }
  return words;
}

function tryFrom(words: readonly Word[], start: number, candidates: Candidate[], misses: Miss[]): void {
  let reached: ReadonlySet<number> = new Set([0]);
  let sum = 0;
  let certain = true;
  let unsure: string | undefined;
  let broken: string | undefined;
  const breaks: number[] = [];
  for (let index = start; index < words.length && index < start + 17; index += 1) {
    const word = words[index];
    if (!word) return;
    certain &&= word.count.certain;
    if (!word.count.certain) unsure ??= word.text;
    const before = sum;
    sum += word.count.counts[0] ?? 0;
    for (const edge of [5, 12, 17]) {
      if (certain && before < edge && sum > edge) broken ??= word.text;
      if (sum === edge && before < edge) breaks.push(index);
    }
    reached = extended(reached, word.count.counts);
    const run = words.slice(start, index + 1);
    if (word.closes === 'stop' && certain && broken !== undefined && sum === 17) {
      misses.push({ cost: 1, search: { kind: 'broken', run: plainRun(run), word: broken } });
    } else if (word.closes === 'stop' && certain && sum >= 12 && sum <= 22 && sum !== 17) {
      misses.push({
        cost: 1 + Math.abs(sum - 17),
        search: { kind: 'length', run: plainRun(run), syllables: sum },
      });
    }
    if (word.closes && reached.has(17)) {
      if (certain && broken === undefined) candidates.push(candidate(words, start, breaks, word.closes));
      else if (unsure !== undefined) {
        misses.push({ cost: 0, search: { kind: 'uncertain', run: plainRun(run), word: unsure } });
      }
    }
    if (word.last || sum > 22) return;
  }
}

/** Every syllable total reachable with one more word, without a word across the end of a line. */
function extended(reached: ReadonlySet<number>, counts: readonly number[]): ReadonlySet<number> {
  const next = new Set<number>();
  for (const total of reached) {
    for (const count of counts) {
      const sum = total + count;
      const crosses = [5, 12, 17].some((edge) => total < edge && sum > edge);
      if (!crosses) next.add(sum);
    }
  }
  return next;
}

function candidate(
  words: readonly Word[],
  start: number,
  breaks: readonly number[],
  closes: 'stop' | 'clause',
): Candidate {
  const [first = start, second = start, third = start] = breaks;
  const lines = [
    words.slice(start, first + 1),
    words.slice(first + 1, second + 1),
    words.slice(second + 1, third + 1),
  ];
  const hangs = lines.slice(0, 2).filter((line) => hanging.has(line.at(-1)?.text.toLowerCase() ?? '')).length;
  const stopsInside = lines.flatMap((line) => line.slice(0, -1)).filter(({ full }) => full).length;
  const [one = '', two = '', three = ''] = lines.map((line) => line.map(({ shown }) => shown).join(' '));
  return {
    lines: [one.charAt(0).toUpperCase() + one.slice(1), two, ended(three)],
    cost: hangs * 2 + stopsInside * 3 + (closes === 'clause' ? 1 : 0),
  };
}

function ended(line: string): string {
  return /[!?]$/.test(line) ? line : `${line.replace(/[,;:.…]+$/u, '')}.`;
}

function plainRun(words: readonly Word[]): string {
  return words
    .map(({ shown }) => shown)
    .join(' ')
    .replace(/[,;:.…]+$/u, '');
}
