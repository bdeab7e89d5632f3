import type { Fact, FactSort } from './memory.ts';

/** One shelf of an account, by names that tell nobody who and where. */
export type ShelfName = { readonly owner: string; readonly key: string };

/** A person's own lines that nobody learnt from yet, and what is known already about the same things. */
export type LearningMaterial = {
  readonly shelf: ShelfName;
  /** Oldest first; the character's words are not among them. */
  readonly lines: readonly { readonly id: string; readonly text: string; readonly at: number }[];
  readonly facts: readonly Pick<Fact, 'id' | 'text' | 'at' | 'sort'>[];
  /** False where what is said about others must not be learnt. */
  readonly isPrivate: boolean;
};

/**
 * What a learner believes it found. Nothing of this is trusted: a quote must stand in its line, and
 * ids that are not in the material change nothing.
 */
export type Finding = {
  /** `add` something new, `update` a fact that changed, `close` one that is over. */
  readonly kind: 'add' | 'update' | 'close';
  /** The fact it changes or closes. */
  readonly fact?: string;
  readonly line: string;
  /** Word for word from that line. */
  readonly quote: string;
  readonly sort: FactSort;
  /** One word for what it is about, such as `home` or `job`. */
  readonly attribute?: string;
  /** The same in other words, for searching only. */
  readonly keys?: string;
  readonly about: 'self' | 'others';
  /** The last day a plan is good for, as 2026-05-31. */
  readonly lastDay?: string;
};

export type Findings = {
  readonly findings: readonly Finding[];
  /** At most 60 words about the talk. */
  readonly summary?: string;
};

/** The part of memory that learns from what was kept. Methods reject with a BotError `store` or `key` when storage fails. */
export type Learning = {
  /** What there is to learn from; undefined when there is nothing, or the person does not want it. */
  material(shelf: ShelfName): Promise<LearningMaterial | undefined>;
  /** Checks findings and keeps what holds. Doing it twice changes nothing. Resolves with how much was kept or proposed. */
  learn(material: LearningMaterial, findings: Findings): Promise<number>;
};
