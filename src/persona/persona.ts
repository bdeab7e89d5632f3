import type { Catalog } from '../core/language.ts';

/** Something the character likes, distrusts or claims, and the reason it would give. */
export type Opinion = { readonly what: string; readonly because: string };

/** One thing somebody says to the character, and how it would answer. */
export type Exchange = { readonly they: string; readonly answer: string };

/** Lines the program says in the character's own words. Each list holds one line at least. */
export type Greetings = {
  /** At the first meeting. Every line says that an AI is speaking. */
  readonly first: readonly string[];
  /** When a person comes back after days. `{time}` stands for how long it has been: "Fifteen days". */
  readonly back: readonly string[];
  /** When no model answered. */
  readonly failed: readonly string[];
  /** When an answer broke off before its end. */
  readonly cutOff: readonly string[];
};

/** A character, as its file describes it. Nothing in it can lift the rules of care. */
export type Persona = {
  readonly name: string;
  /** What it is, for people to read: always says that it is an AI. */
  readonly is: Catalog<string>;
  readonly voice: readonly string[];
  readonly tastes: readonly Opinion[];
  readonly doubts: readonly string[];
  readonly arguesFor: readonly Opinion[];
  readonly mania: string;
  readonly contradiction: string;
  readonly humour: string;
  readonly hardLines: readonly string[];
  /** How it talks, and how it writes pieces: two different things. */
  readonly style: { readonly talk: readonly string[]; readonly writing: readonly string[] };
  /** What the model is reminded of last, every turn. */
  readonly reminder: string;
  readonly dialogue: Catalog<readonly Exchange[]>;
  /** Short samples of its own prose or verse. */
  readonly samples: Catalog<readonly string[]>;
  readonly greetings: Catalog<Greetings>;
};
