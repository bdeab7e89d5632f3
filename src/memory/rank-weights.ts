/**
 * One set of constants for everybody. Round numbers on a plateau: how they were measured, and what
 * moving each of them does, is in docs/memory.md.
 */
export const weights = {
  /** BM25's k1 and b. */
  saturation: 0.9,
  lengthShare: 0.45,
  /** "What kind of", "which day": words that say what sort of answer is wanted. */
  genericWord: 0.5,
  /** A word that was said, in place of one that never was and looks like it. */
  nearWord: 0.5,
  /** The messages before the new one. */
  earlierText: 0.3,
  feedback: { documents: 5, terms: 15, weight: 0.3 },
  /** Likeness in meaning, where the operator named a model for it. */
  meaning: 1,
  coverage: 0.3,
  /** Runs of letters, and those of words that were never said: most likely slips of the pen. */
  letters: 0.4,
  lettersOfUnknownWords: 1,
  before: 0.3,
  after: 0.25,
  neighbourDecay: 0.7,
  neighbours: 4,
  afterQuestion: 0.3,
  talk: 0.3,
  fact: 0.4,
  summary: 0.15,
  speaker: 0.8,
  time: 0.3,
  number: 0.2,
  question: -0.2,
  firstPerson: 0.2,
  length: 0.1,
} as const;
