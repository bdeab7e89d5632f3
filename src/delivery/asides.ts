import type { Log } from '../core/log.ts';
import type { ReplyPart } from '../core/reply.ts';
import { type Surface, SurfaceError } from './surface.ts';

/** Status and reactions: shown beside the answer, never in its way. */
export type Asides = {
  take(part: Extract<ReplyPart, { kind: 'status' | 'reaction' }>): void;
  /** Clears the status, if one is shown. */
  clearStatus(): void;
  /** Clears the status and waits until everything is shown or refused. Never rejects. */
  finish(): Promise<void>;
  /** What became of the last reaction: shown, or the kind of error; undefined when there was none. */
  reaction(): string | undefined;
};

/** Sends asides one after the other; of several waiting status texts only the newest is sent. */
export function createAsides(surface: Pick<Surface, 'react' | 'status'>, log: Log): Asides {
  let wanted: string | undefined;
  let sent: string | undefined;
  let reacted: string | undefined;
  let line = Promise.resolve();

  async function showStatus(): Promise<void> {
    if (sent === wanted) return;
    // Noted before it is sent: a status that failed to appear may still be there and must be cleared.
    sent = wanted;
    await surface.status(wanted);
  }

  function add(work: () => Promise<void>): void {
    line = line.then(work).catch((error: unknown) => {
      log.debug('A status or reaction was refused.', { reason: kindOf(error) });
    });
  }

  function setStatus(text: string | undefined): void {
    wanted = text;
    add(showStatus);
  }

  return {
    take(part) {
      if (part.kind === 'status') return setStatus(part.text);
      add(async () => {
        try {
          await surface.react(part.emoji);
          reacted = 'shown';
        } catch (error) {
          reacted = kindOf(error);
          throw error;
        }
      });
    },
    clearStatus() {
      if (wanted !== undefined) setStatus(undefined);
    },
    async finish() {
      if (wanted !== undefined) setStatus(undefined);
      await line;
    },
    reaction: () => reacted,
  };
}

function kindOf(error: unknown): string {
  return error instanceof SurfaceError ? error.kind : 'unreachable';
}
