/** What a collection checks on every read: JSON from the store to a value, or an error that says what is wrong. */
export type Codec<T> = { parse(json: unknown): T };

/**
 * Records of one namespace. Keys are built from parts, each URI-encoded; values are JSON. Every
 * method rejects with a BotError `store` when the engine fails: a failed read is never "nothing there".
 */
export type Records<T> = {
  get(key: readonly string[]): Promise<T | undefined>;
  getMany(keys: readonly (readonly string[])[]): Promise<(T | undefined)[]>;
  set(key: readonly string[], value: T, options?: { readonly ttlMs?: number }): Promise<void>;
  delete(key: readonly string[]): Promise<void>;
  deleteMany(keys: readonly (readonly string[])[]): Promise<void>;
};

/** An event that is owed an answer, as the queue keeps it. */
export type QueueItem = {
  readonly id: string;
  /** Sealed by whoever enqueues; the store never reads it. */
  readonly payload: string;
  readonly enqueuedAt: number;
  /** How often work on it was begun, this time included. */
  readonly attempts: number;
  /** What was already shown of the answer, in order; JSON without content. */
  readonly painted: readonly string[];
};

/** Events between acceptance and receipt. Every method is one atomic write. */
export type Queue = {
  /**
   * Writes the event and claims all its dedupe keys for `dedupeMs`, leased to the caller. False, and
   * nothing written, when any of the keys is claimed already.
   */
  enqueue(item: {
    readonly id: string;
    readonly dedupeKeys: readonly string[];
    readonly payload: string;
    readonly leaseMs: number;
    readonly dedupeMs: number;
  }): Promise<boolean>;
  /** Prolongs the leases this caller holds; returns the ids it no longer holds. */
  renew(ids: readonly string[], leaseMs: number): Promise<readonly string[]>;
  /** Hands events over, to be taken up after `delayMs` at the earliest: the attempt does not count. */
  giveBack(ids: readonly string[], delayMs: number): Promise<void>;
  /** Replaces the payload of an event the caller holds. */
  rewrite(id: string, payload: string): Promise<void>;
  /** Notes one more shown message, while the caller holds the event. */
  paint(id: string, painted: string): Promise<void>;
  /** The answer was delivered or has visibly failed, by the caller that holds the event. The row is gone; its dedupe keys stay claimed. */
  done(id: string): Promise<void>;
  /** Takes over up to `limit` items whose lease has run out, oldest first, and leases them to the caller. */
  takeAbandoned(limit: number, leaseMs: number): Promise<readonly QueueItem[]>;
};

/** Something to be done later, as the store keeps it. */
export type Job = {
  readonly name: string;
  /** How often it was begun, this time included. */
  readonly attempts: number;
};

/** What runs between the turns, planned so that a restart loses none of it. A name has one plan at a time; it must not be readable. */
export type Jobs = {
  /** Plans a job, or moves it when it is planned already; with `onlySooner`, never later. One that is under way runs again afterwards. */
  plan(name: string, dueAt: number, options?: { readonly onlySooner?: boolean }): Promise<void>;
  /** Takes up to `limit` due jobs, earliest first, for `leaseMs`: by then they are done, or due again. */
  takeDue(limit: number, leaseMs: number): Promise<readonly Job[]>;
  /** The job is over, unless it was planned anew since it was taken. */
  done(name: string): Promise<void>;
  /** When the next job is due; undefined when there is none. */
  nextDueAt(): Promise<number | undefined>;
  cancel(name: string): Promise<void>;
};

/** Things that may happen once. */
export type Claims = {
  /** True for exactly one caller until `ttlMs` is over, whatever the process. */
  claim(name: string, ttlMs: number): Promise<boolean>;
  release(name: string): Promise<void>;
};

/** Mutual exclusion by name, across processes that share the store. */
export type Locks = {
  /**
   * Runs `work` alone under this name, in order of asking within this process. Rejects with the
   * work's own error, or with a BotError `store` when the lock could not be had within `waitMs`.
   */
  withLock<T>(name: string, work: () => Promise<T>, options?: { readonly waitMs?: number }): Promise<T>;
};

export type Store = {
  /** Opens a namespace. Two calls with one name share the same rows. */
  records<T>(namespace: string, codec: Codec<T>): Records<T>;
  readonly queue: Queue;
  readonly jobs: Jobs;
  readonly claims: Claims;
  readonly locks: Locks;
  /** Removes what deletion may have left in journals and free pages. */
  scrub(): Promise<void>;
  close(): Promise<void>;
};

/** Sealing of private content. A sealed text can be opened only with the same account and the same place. */
export type Vault = {
  /** Seals under the account's own key, made on first use. `place` is bound in, so that rows cannot be swapped. */
  seal(owner: string, place: string, text: string): Promise<string>;
  /** Opens; undefined when the owner's key was destroyed. Rejects with a BotError `key` when the text was tampered with. */
  open(owner: string, place: string, sealed: string): Promise<string | undefined>;
  /** Destroys the owner's key: everything sealed under it is unreadable from now on. */
  destroy(owner: string): Promise<void>;
  /** A keyed hash for names that must not be readable in the store or a log; 32 hexadecimal characters. */
  pseudonym(purpose: string, name: string): string;
};
