import type { Clock } from '../../core/clock.ts';
import { type Catalog, languageOf } from '../../core/language.ts';
import type { SlackApi } from './api.ts';
import { codeOf } from './problems.ts';

export type Statuses = {
  /** Shows that the character is at work in a thread until the returned function is called. Never throws. */
  busy(thread: Thread): () => void;
  /** Shows what it is doing; undefined clears it. */
  say(thread: Thread, text: string | undefined): Promise<void>;
  /** Resolves when everything asked for was shown or refused. */
  quiet(): Promise<void>;
};

type Thread = { readonly channel: string; readonly threadTs: string; readonly locale?: string };

const thinking: Catalog<string> = { en: 'is thinking…', fr: 'réfléchit…' };
/** A status lives two minutes. */
const refreshAfterMs = 90_000;
const clearAgainAfterMs = 1_000;
const maxStatusCharacters = 100;
/** Refusals that will be the same next time. */
const hopeless = new Set([
  'unknown_method',
  'missing_scope',
  'not_allowed_token_type',
  'feature_not_enabled',
]);

/** The status line of a thread, and the session that gives it Slack's own Stop button. All best effort. */
export function createStatuses(api: SlackApi, clock: Clock): Statuses {
  const lines = new Map<string, Promise<void>>();
  const useless = new Set<string>();

  /** True when it worked, or never will. */
  async function attempt(method: string, body: Readonly<Record<string, unknown>>): Promise<boolean> {
    if (useless.has(method)) return true;
    try {
      await api.cosmetic(method, body);
      return true;
    } catch (error) {
      if (hopeless.has(codeOf(error) ?? '')) useless.add(method);
      return useless.has(method);
    }
  }

  /** A status left behind looks like work that never ends, so its clearing is worth a second try. */
  async function clear(thread: Thread): Promise<void> {
    if (await setStatus(thread, '')) return;
    await clock.wait(clearAgainAfterMs);
    await setStatus(thread, '');
  }

  /** One after the other per thread: a status must not arrive after its own clearing. */
  function inLine(thread: Thread, work: () => Promise<void>): Promise<void> {
    const key = `${thread.channel} ${thread.threadTs}`;
    const done = (lines.get(key) ?? Promise.resolve()).then(work, work);
    lines.set(key, done);
    void done.finally(() => {
      if (lines.get(key) === done) lines.delete(key);
    });
    return done;
  }

  function setStatus({ channel, threadTs }: Thread, status: string): Promise<boolean> {
    return attempt('assistant.threads.setStatus', { channel_id: channel, thread_ts: threadTs, status });
  }

  function setSession({ channel, threadTs }: Thread, status: string): Promise<boolean> {
    return attempt('agents.sessions.setStatus', { channel_id: channel, thread_ts: threadTs, status });
  }

  async function keepFresh(thread: Thread, words: string, signal: AbortSignal): Promise<void> {
    while (true) {
      await clock.wait(refreshAfterMs, signal);
      if (signal.aborted) return;
      await inLine(thread, async () => {
        if (!signal.aborted) await setStatus(thread, words);
      });
    }
  }

  return {
    busy(thread) {
      const over = new AbortController();
      const words = thinking[languageOf(thread.locale)];
      let isShown = false;
      void inLine(thread, async () => {
        if (over.signal.aborted) return;
        isShown = true;
        await Promise.all([setStatus(thread, words), setSession(thread, 'processing')]);
      });
      void keepFresh(thread, words, over.signal);
      return () => {
        if (over.signal.aborted) return;
        over.abort();
        void inLine(thread, async () => {
          if (isShown) await Promise.all([clear(thread), setSession(thread, 'active')]);
        });
      };
    },
    say: (thread, text) =>
      inLine(thread, async () => {
        if (text === undefined) await clear(thread);
        else await setStatus(thread, text.slice(0, maxStatusCharacters));
      }),
    quiet: async () => {
      await Promise.all(lines.values());
    },
  };
}
