/** Something that was forgotten and must stay so: everything of an account, one thing, or one shelf. All names are keyed hashes. */
export type Erasure = { readonly owner: string } & (
  | { readonly what: 'everything' }
  | { readonly what: 'one'; readonly id: string }
  | { readonly what: 'shelf'; readonly key: string }
);

/**
 * A list of erasures that lives apart from the store, so that a store restored from a backup can be
 * made to forget again. Rejects with a BotError `store` when it cannot be read or written.
 */
export type ErasureList = {
  /** Resolves when the entry is safe on disk. */
  add(erasure: Erasure): Promise<void>;
  /** Every entry ever made, oldest first. */
  all(): Promise<readonly Erasure[]>;
};
