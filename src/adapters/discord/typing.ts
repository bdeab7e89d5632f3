import type { Clock } from '../../core/clock.ts';

/** Shows "is typing" in a channel until the returned function is called. */
export type Typing = {
  begin(channelId: string): () => void;
  /** Ends it everywhere. */
  endAll(): void;
};

// Discord shows it for ten seconds.
const refreshMs = 8_000;

/** Typing shared by all answers of one channel: it ends when the last of them ends. A failure ends it silently. */
export function createTyping(show: (channelId: string) => Promise<void>, clock: Clock): Typing {
  const channels = new Map<string, { answers: number; readonly stop: AbortController }>();

  const keepShowing = async (channelId: string, signal: AbortSignal): Promise<void> => {
    try {
      while (!signal.aborted) {
        await show(channelId);
        await clock.wait(refreshMs, signal);
      }
    } catch {
      // Refused once means refused again, and refusals are counted by Discord.
    }
  };

  return {
    begin: (channelId) => {
      const channel = channels.get(channelId) ?? { answers: 0, stop: new AbortController() };
      if (channel.answers === 0) {
        channels.set(channelId, channel);
        void keepShowing(channelId, channel.stop.signal);
      }
      channel.answers += 1;
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        channel.answers -= 1;
        if (channel.answers > 0) return;
        channel.stop.abort();
        if (channels.get(channelId) === channel) channels.delete(channelId);
      };
    },
    endAll: () => {
      for (const { stop } of channels.values()) stop.abort();
      channels.clear();
    },
  };
}
