/** Two halves that fit in any pairing, so that a few lines last for many turns. */
export type Pairs = { readonly first: readonly string[]; readonly second: readonly string[] };

/**
 * The rehearsal voice's lines in one language. Slots: `{it}` a thing or person the text names, with its
 * article ("the blue radio"), `{It}` the same at the start of a sentence, `{noun}` its bare noun,
 * `{word}` the longest word, `{count}` how many words, `{longest}` the words of the longest sentence.
 * A line asks one question at most, and so does any pair.
 */
export type ToneBank = {
  /** For a thing that was named. */
  readonly thing: readonly string[];
  /** For somebody who was named. */
  readonly person: readonly string[];
  /** For a text of several words that names neither: `{word}`, `{count}`, `{longest}`. */
  readonly words: readonly string[];
  /** For anything at all; more than twenty, so that this voice never has to repeat itself. */
  readonly plain: readonly string[];
  readonly greeting: Pairs;
  readonly thanks: Pairs;
  /** No question, no hook. */
  readonly goodbye: Pairs;
  /** Asked whether it is human. */
  readonly identity: Pairs;
  /** Asked whether it loves, feels, misses. */
  readonly feeling: Pairs;
  /** Asked what it is or can do. */
  readonly about: Pairs;
  /** Asked anything else. */
  readonly question: Pairs;
  /** The second half of the answer to a question that names something. */
  readonly questionNoun: readonly string[];
  /** When somebody is hurt: no wit, no question. */
  readonly quiet: Pairs;
  readonly empty: Pairs;
  /** Signs and emoji alone. */
  readonly signs: Pairs;
  /** A script or language it does not read. */
  readonly elsewhere: Pairs;
  readonly haikuFound: readonly string[];
  readonly haiku: {
    readonly tooShort: string;
    readonly nothing: string;
    /** Slots: `{run}`, `{syllables}`. */
    readonly length: string;
    /** Slots: `{run}`, `{word}`. */
    readonly broken: string;
    readonly uncertain: string;
    readonly english: string;
  };
  readonly poem: {
    /** Slot `{form}`. */
    readonly form: string;
    readonly free: string;
    /** Slot `{line}`: the strongest line of the person's own. */
    readonly line: string;
    readonly noLine: string;
  };
  readonly story: {
    readonly intro: readonly string[];
    readonly open: string;
    readonly end: string;
    readonly carry: string;
    readonly openings: readonly string[];
    readonly endings: readonly string[];
    readonly questions: readonly string[];
    readonly object: readonly string[];
  };
};
