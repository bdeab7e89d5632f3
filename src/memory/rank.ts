import { addTerm, createPool, type Found, highest, type Pool, rarityOf } from './pool.ts';
import { createQuestionTerms, type Question, type Terms } from './question-terms.ts';
import { weights } from './rank-weights.ts';
import type { IndexedDocument, SearchRecord, ShelfIndex } from './shelf-index.ts';
import { type QuestionCues, questionCues } from './text-cues.ts';
import { wordsOf } from './text-terms.ts';

/** One shelf as the ranking sees it. */
export type ShelfView = {
  /** What was said. */
  readonly lines: ShelfIndex;
  /** Facts no line stands for: they answer for themselves. */
  readonly loose: ShelfIndex;
  /** Facts and summaries that lead to lines. */
  readonly notes: ShelfIndex;
  /** Places in `lines` a note leads to. */
  readonly leadsTo: readonly (readonly number[])[];
};

export type Ranked = {
  readonly record: SearchRecord;
  /** Which of the views it stands in, and where in its lines; -1 for a loose fact. */
  readonly view: number;
  readonly place: number;
  /** Its content terms. */
  readonly terms: readonly string[];
  readonly score: number;
};

/** Scores what stands on these shelves; what has nothing to do with the question is left out. Best first. */
export function rank(views: readonly ShelfView[], question: Question, maxResults: number): readonly Ranked[] {
  const pool = createPool(views.flatMap(({ lines, loose }) => [lines, loose]));
  const { words, letters } = createQuestionTerms(pool.shelves, question);

  const scores = scoreWords(pool, words);
  addFeedback(pool, words, scores);
  addLetters(pool, letters, scores);
  addNotes(views, words, scores);
  const around = withNeighbours(pool, scores);
  addTalks(pool, words, around);
  applyPriors(pool, question, around);
  return best(pool, views, around, maxResults);
}

/** BM25, times how much of the question a document covers. */
function scoreWords(pool: Pool, words: Terms): Float64Array {
  const scores = new Float64Array(pool.documents.length);
  const covered = new Float64Array(scores.length);
  let whole = 0;
  for (const [term, weight] of words) {
    const found = pool.terms.postings(term);
    const rarity = weight * rarityOf(found, pool.terms.size);
    whole += rarity;
    addTerm(found, pool.terms.damping, rarity, scores);
    cover(found, rarity, covered);
  }
  if (whole === 0) return scores;
  for (let at = 0; at < scores.length; at += 1) {
    scores[at] = (scores[at] ?? 0) * (1 + (weights.coverage * (covered[at] ?? 0)) / whole);
  }
  return scores;
}

/** Pseudo-relevance feedback: words the best documents share stand for words nobody typed. */
function addFeedback(pool: Pool, words: Terms, scores: Float64Array): void {
  const { feedback } = weights;
  const leaders = highestOf(scores, feedback.documents);
  const total = leaders.reduce((sum, at) => sum + (scores[at] ?? 0), 0);
  const shares = new Map<string, number>();
  for (const at of leaders) {
    const terms = pool.documents[at]?.terms ?? [];
    const share = (scores[at] ?? 0) / total / Math.max(1, terms.length);
    for (const term of terms) shares.set(term, (shares.get(term) ?? 0) + share);
  }
  const chosen = [...shares].sort((a, b) => b[1] - a[1]).slice(0, feedback.terms);
  const most = chosen[0]?.[1] ?? 1;
  for (const [term, share] of chosen) {
    if (words.has(term)) continue;
    const found = pool.terms.postings(term);
    const rarity = (feedback.weight * share * rarityOf(found, pool.terms.size)) / most;
    addTerm(found, pool.terms.damping, rarity, scores);
  }
}

/**
 * Runs of letters in common, for slips of the pen; their best counts a share of the words' best.
 * Where no word of the question was ever said, a few letters in common are an accident.
 */
function addLetters(pool: Pool, letters: Terms, scores: Float64Array): void {
  const own = new Float64Array(scores.length);
  const covered = new Float64Array(scores.length);
  let strongest = 0;
  let whole = 0;
  for (const [run, weight] of letters) {
    const found = pool.letters.postings(run);
    addTerm(found, pool.letters.damping, weight * rarityOf(found, pool.letters.size), own);
    cover(found, weight, covered);
    whole += weight;
    strongest = Math.max(strongest, weight);
  }
  const most = highest(own);
  if (most === 0) return;
  const wordsBest = highest(scores);
  const scale = (strongest * (wordsBest || most)) / most;
  for (let at = 0; at < scores.length; at += 1) {
    if (wordsBest === 0 && (covered[at] ?? 0) < leastLetters * whole) continue;
    scores[at] = (scores[at] ?? 0) + scale * (own[at] ?? 0);
  }
}

/** Share of a question's letters that make a likeness where no word fits. */
const leastLetters = 0.5;

function cover(found: readonly Found[], weight: number, covered: Float64Array): void {
  for (const { list, offset } of found) {
    for (let at = 0; at < list.length; at += 1) {
      const document = offset + ((list[at] ?? 0) >>> 4);
      covered[document] = (covered[document] ?? 0) + weight;
    }
  }
}

/** A fact or summary that fits lifts the lines it was made of: it says in other words what they are about. */
function addNotes(views: readonly ShelfView[], words: Terms, scores: Float64Array): void {
  const notes = createPool(views.map((view) => view.notes));
  const own = scoreWords(notes, words);
  const most = highest(own);
  if (most === 0) return;
  const scale = highest(scores) / most;
  let firstLine = 0;
  let note = 0;
  for (const { lines, loose, leadsTo } of views) {
    for (const places of leadsTo) {
      const { record } = notes.documents[note] ?? {};
      const lift = (own[note] ?? 0) * scale * (record?.kind === 'fact' ? weights.fact : weights.summary);
      for (const place of places) scores[firstLine + place] = (scores[firstLine + place] ?? 0) + lift;
      note += 1;
    }
    firstLine += lines.documents.length + loose.documents.length;
  }
}

/** What stands around a line tells what it is about: an answer need not repeat its question. */
function withNeighbours({ documents, talkOf }: Pool, scores: Float64Array): Float64Array {
  const around = new Float64Array(scores);
  for (let at = 0; at < scores.length; at += 1) {
    const score = scores[at] ?? 0;
    if (score === 0) continue;
    const talk = talkOf[at];
    let decay = 1;
    for (let distance = 1; distance <= weights.neighbours; distance += 1) {
      const [next, previous] = [at + distance, at - distance];
      if (talkOf[next] === talk) around[next] = (around[next] ?? 0) + weights.before * decay * score;
      if (previous >= 0 && talkOf[previous] === talk) {
        around[previous] = (around[previous] ?? 0) + weights.after * decay * score;
      }
      decay *= weights.neighbourDecay;
    }
    if (talkOf[at + 1] === talk && documents[at]?.cues.isQuestion) {
      around[at + 1] = (around[at + 1] ?? 0) + weights.afterQuestion * score;
    }
  }
  return around;
}

/** The lines of a talk that fits the question as a whole rise together. */
function addTalks(pool: Pool, words: Terms, scores: Float64Array): void {
  const own = new Float64Array(pool.talks);
  for (const [term, weight] of words) {
    const found = pool.talkTerms.postings(term);
    addTerm(found, pool.talkTerms.damping, weight * rarityOf(found, pool.talks), own);
  }
  const most = highest(own);
  if (most === 0) return;
  const scale = (weights.talk * highest(scores)) / most;
  for (let at = 0; at < scores.length; at += 1) {
    scores[at] = (scores[at] ?? 0) + scale * (own[pool.talkOf[at] ?? 0] ?? 0);
  }
}

/** How likely a line is to answer at all, whatever it is about. */
function applyPriors(
  { documents, terms }: Pool,
  { texts: [first = ''] }: Question,
  scores: Float64Array,
): void {
  const words = wordsOf(first);
  const asked = questionCues(first, words);
  const named = new Set(words.all);
  for (let at = 0; at < scores.length; at += 1) {
    const score = scores[at] ?? 0;
    const entry = documents[at];
    if (score > 0 && entry) scores[at] = score * prior(entry, asked, named, terms.lengths[at] ?? 0);
  }
}

function prior(
  { cues, speaker, record }: IndexedDocument,
  asked: QuestionCues,
  named: ReadonlySet<string>,
  termCount: number,
): number {
  const role = record.kind === 'line' ? record.role : 'person';
  const isMeant =
    speaker.some((name) => named.has(name)) ||
    (role === 'person' ? asked.namesSelf : asked.namesYou && !asked.namesSelf);
  const sum =
    1 +
    (isMeant ? weights.speaker : 0) +
    (asked.asksWhen && cues.hasTime ? weights.time : 0) +
    (asked.asksHowMany && cues.hasNumber ? weights.number : 0) +
    (cues.isQuestion ? weights.question : 0) +
    (cues.isFirstPerson ? weights.firstPerson : 0) +
    weights.length * (Math.log(1 + termCount) - 2.3);
  return Math.max(0.1, sum);
}

function best(
  { documents }: Pool,
  views: readonly ShelfView[],
  scores: Float64Array,
  maxResults: number,
): readonly Ranked[] {
  const starts: number[] = [];
  let next = 0;
  for (const { lines, loose } of views) {
    starts.push(next);
    next += lines.documents.length + loose.documents.length;
  }
  return highestOf(scores, maxResults).flatMap((at) => {
    const entry = documents[at];
    const view = starts.findLastIndex((start) => start <= at);
    const place = at - (starts[view] ?? 0);
    const isLine = place < (views[view]?.lines.documents.length ?? 0);
    if (!entry) return [];
    const { record, terms } = entry;
    return [{ record, terms, view, place: isLine ? place : -1, score: scores[at] ?? 0 }];
  });
}

/** Places of the highest scores above zero, highest first; of equals the later. */
function highestOf(scores: Float64Array, count: number): readonly number[] {
  const leaders: number[] = [];
  let least = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const score = scores[at] ?? 0;
    if (score <= 0 || score < least) continue;
    leaders.push(at);
    if (leaders.length < 4 * count) continue;
    leaders.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || b - a);
    leaders.length = count;
    least = scores[leaders[count - 1] ?? 0] ?? 0;
  }
  return leaders.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || b - a).slice(0, count);
}
