import type { Button } from '../core/button.ts';
import type { Reply, ReplyFile, ReplyPart } from '../core/reply.ts';

/** How far a reply's body has come. `threw` keeps what was thrown. */
type DraftState =
  | { readonly kind: 'writing' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'threw'; readonly error: unknown };

/** What a reply says so far. */
export type Draft = {
  readonly state: DraftState;
  /** The whole text so far. */
  readonly text: string;
  /** How many pieces of text it came in. */
  readonly pieces: number;
  readonly buttons: readonly Button[];
  readonly files: readonly ReplyFile[];
};

/** Reads a body once and keeps the whole of what it said. */
export type DraftReader = {
  now(): Draft;
  /** Resolves at the next change. Nothing is missed between `now` and `changed` in one go. */
  changed(): Promise<void>;
  /** Wakes whoever waits for a change. */
  wake(): void;
  /** Reads no further. The body is told, but not waited for. */
  close(): void;
  /** Resolves when the body is read to its end, was closed, or the signal aborted. Never rejects. */
  readonly finished: Promise<void>;
};

const none: Draft = { state: { kind: 'writing' }, text: '', pieces: 0, buttons: [], files: [] };

/** Begins to read. Status and reactions are handed on as they come. */
export function readDraft(
  body: Reply['body'],
  signal: AbortSignal,
  onAside: (part: Extract<ReplyPart, { kind: 'status' | 'reaction' }>) => void,
): DraftReader {
  let draft = none;
  let wakers: (() => void)[] = [];
  const closing = new AbortController();
  const over = AbortSignal.any([signal, closing.signal]);

  function wake(): void {
    const waiting = wakers;
    wakers = [];
    for (const waker of waiting) waker();
  }

  function set(change: Partial<Draft>): void {
    draft = { ...draft, ...change };
    wake();
  }

  function end(state: DraftState, last: Partial<Draft> = {}): void {
    if (draft.state.kind === 'writing') set({ ...last, state });
  }

  function take(part: ReplyPart): void {
    if (part.kind === 'end') {
      end({ kind: 'complete' }, { buttons: part.buttons, files: part.files });
    } else if (part.kind === 'text') {
      if (part.text !== '') set({ text: draft.text + part.text, pieces: draft.pieces + 1 });
    } else {
      onAside(part);
    }
  }

  async function read(): Promise<void> {
    try {
      const iterator = body[Symbol.asyncIterator]();
      const stopped = whenAborted(over);
      while (true) {
        const next = iterator.next();
        next.catch(() => undefined);
        const step = await Promise.race([next, stopped]);
        if (step === undefined || over.aborted) {
          iterator.return?.().catch(() => undefined);
          return end({ kind: 'aborted' });
        }
        if (step.done) return end({ kind: 'complete' });
        take(step.value);
      }
    } catch (error) {
      end(over.aborted ? { kind: 'aborted' } : { kind: 'threw', error });
    } finally {
      closing.abort();
    }
  }

  return {
    now: () => draft,
    changed: () => new Promise((resolve) => wakers.push(resolve)),
    wake,
    close: () => closing.abort(),
    finished: read(),
  };
}

function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
