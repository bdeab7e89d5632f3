import type { Clock } from '../../core/clock.ts';
import { SurfaceError } from '../../delivery/surface.ts';
import type { SlackApi } from './api.ts';
import { codeOf, isOpenEnded, surfaceErrorOf } from './problems.ts';
import type { Raw } from './raw.ts';

/** One message that Slack shows as being written. */
export type Stream = {
  readonly ts: string;
  /**
   * Brings the message to this text. `ended`: it no longer is a stream, and shows the text.
   * `broken`: it no longer is one, and what it shows must be set anew. `stopped`: the same, and it was
   * a person who ended it. `open`: more may follow.
   */
  write(
    text: string,
    end: { readonly blocks: readonly Raw[] } | undefined,
  ): Promise<'open' | 'ended' | 'broken' | 'stopped'>;
};

/** Whether native streams may be begun now. One per adapter: Slack counts per workspace. */
export type StreamBudget = { mayBegin(): boolean; refused(retryAfterMs: number | undefined): void };

/** A stream dies after five minutes. */
const streamLivesMs = 4.5 * 60 * 1000;
const refusedForMs = 60_000;

export function createStreamBudget(clock: Clock): StreamBudget {
  let notBefore = 0;
  return {
    mayBegin: () => clock.now() >= notBefore,
    refused: (retryAfterMs = refusedForMs) => {
      notBefore = clock.now() + retryAfterMs;
    },
  };
}

/** A stream that was begun with this text. Its calls are made one after the other by delivery. */
export function createStream(
  api: SlackApi,
  clock: Clock,
  begun: {
    readonly channel: string;
    readonly ts: string;
    readonly text: string;
    readonly begunAt: number;
    /** What the finished message says of itself to programs. */
    readonly metadata: Raw;
  },
): Stream {
  const { channel, ts } = begun;
  const dueAt = begun.begunAt + streamLivesMs;
  let shown = begun.text;

  async function stop(more: Raw): Promise<'ended' | 'broken' | 'stopped'> {
    try {
      await api.once('chat.stopStream', { channel, ts, metadata: begun.metadata, ...more });
      return 'ended';
    } catch (error) {
      return weigh(error);
    }
  }

  /** What cannot be repaired by setting the text anew is thrown. */
  function weigh(error: unknown): 'broken' | 'stopped' {
    const code = codeOf(error);
    if (code === 'stopped_by_user') return 'stopped';
    if (code === 'message_not_in_streaming_state') return 'broken';
    if (code === 'msg_too_long' || code === 'msg_blocks_too_long' || code === 'invalid_blocks')
      return 'broken';
    if (isOpenEnded(error)) return 'broken';
    throw surfaceErrorOf(error);
  }

  return {
    ts,
    async write(text, end) {
      // The text was rewritten, and what a stream has shown it cannot take back.
      if (!text.startsWith(shown)) return quietly(stop({}));
      const added = text.slice(shown.length);
      const more = added === '' ? {} : { markdown_text: added };
      if (end || clock.now() >= dueAt) {
        const blocks = end && end.blocks.length > 0 ? { blocks: end.blocks } : {};
        const outcome = await stop({ ...more, ...blocks });
        if (outcome === 'broken') await quietly(stop({}));
        return outcome;
      }
      if (added === '') return 'open';
      try {
        await api.once('chat.appendStream', { channel, ts, ...more });
        shown = text;
        return 'open';
      } catch (error) {
        const outcome = weigh(error);
        if (outcome === 'broken') await quietly(stop({}));
        return outcome;
      }
    },
  };
}

/** A stream that cannot be ended any more is no stream any more. */
async function quietly(ending: Promise<unknown>): Promise<'broken'> {
  await ending.catch((error: unknown) => {
    if (error instanceof SurfaceError && error.kind === 'auth') throw error;
  });
  return 'broken';
}
