import type { Clock } from '../core/clock.ts';
import type { BotError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Model } from '../core/model.ts';
import { createEmbed } from './embed.ts';
import { circumstancesOf, complaintError, empty, isPassing, modelError } from './failures.ts';
import { createThoughtFilter } from './hide-thoughts.ts';
import { parseAnswer } from './parse-answer.ts';
import { createClient, createPost } from './post.ts';
import { readChunk } from './read-chunk.ts';
import { createEventReader } from './read-events.ts';
import type { ChatRequest } from './request-body.ts';
import { within } from './within.ts';

export type OpenAiModelOptions = {
  readonly apiKey: string;
  /** Any OpenAI-compatible server; OpenAI's own when absent. */
  readonly baseUrl?: string;
  readonly model: string;
  /** Tried in order when the model fails before its first word. */
  readonly fallbackModels: readonly string[];
  /** For answers nobody waits for; the same as `model` when absent. */
  readonly backgroundModel?: string;
  /** For telling what texts mean; absent for not asking anybody. */
  readonly embeddingModel?: string;
  /** Longest wait for the first piece, and between two pieces. Default 60 s: a server may have to load the model first, and some models think in silence. */
  readonly firstTokenTimeoutMs?: number;
  /** For everything together: waits, further attempts and fallback models. Default 120 s. */
  readonly totalTimeoutMs?: number;
  /** Further attempts with the same model. Default 1. */
  readonly maxRetries?: number;
  readonly log: Log;
  readonly clock: Clock;
};

/** Beyond this a server's own retry-after is too long to sit out in the middle of a conversation. */
const longestPauseMs = 5_000;
const shortestPauseMs = 250;
/** How long a connection may take to end after the stream's end mark before it is cut instead of kept. */
const closingMs = 250;

/**
 * A model behind Chat Completions, streamed, on any server that speaks it. The caller's abort ends the
 * stream quietly; every other failure is a BotError, of the first model when all of them fail.
 */
export function createOpenAiModel(options: OpenAiModelOptions): Model {
  const { model, fallbackModels, log, clock } = options;
  const silenceMs = options.firstTokenTimeoutMs ?? 60_000;
  const totalMs = options.totalTimeoutMs ?? 120_000;
  const maxRetries = options.maxRetries ?? 1;
  const post = createPost({ ...options, longestMs: totalMs });

  /** One attempt. Throws BotErrors, or whatever the caller aborted with. */
  async function* answerOf(
    name: string,
    request: ChatRequest,
    endsAt: number,
    caller: AbortSignal,
  ): AsyncGenerator<string> {
    const connection = new AbortController();
    const patiently = <T>(work: Promise<T>, atMostMs = silenceMs): Promise<T> =>
      within(work, Math.min(atMostMs, Math.max(0, endsAt - clock.now())), clock, caller);
    let circumstances = {};
    try {
      const response = await patiently(post(name, request, connection.signal));
      circumstances = circumstancesOf(response.headers);
      const thoughts = createThoughtFilter();
      let spoke = false;
      for await (const value of valuesOf(response, patiently)) {
        const chunk = readChunk(value);
        if (chunk.kind === 'complaint') throw complaintError(chunk.complaint, name, circumstances);
        const text = chunk.kind === 'text' ? thoughts.push(chunk.text) : '';
        if (text === '') continue;
        spoke = true;
        yield text;
      }
      const rest = thoughts.end();
      if (rest !== '') yield rest;
      else if (!spoke) throw empty(name, circumstances);
    } catch (error) {
      throw modelError(error, name, circumstances);
    } finally {
      connection.abort();
    }
  }

  /** The first of these models that answers. */
  async function* answerOfOne(
    names: readonly string[],
    request: ChatRequest,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const endsAt = clock.now() + totalMs;
    let first: BotError | undefined;
    for (const name of names) {
      for (let attempt = 0; attempt <= maxRetries && !signal.aborted; attempt += 1) {
        let spoke = false;
        try {
          for await (const text of answerOf(name, request, endsAt, signal)) {
            if (signal.aborted) return;
            spoke = true;
            yield text;
          }
          return;
        } catch (thrown) {
          if (signal.aborted) return;
          const error = modelError(thrown, name);
          const { code, requestId } = error;
          log.warn('A model gave no answer.', { model: name, code, requestId, attempts: attempt + 1 });
          // A shorter prompt is what helps when it is too long; that is for the caller to decide.
          if (spoke || code === 'model-too-long') throw error;
          first ??= error;
          const pauseMs = error.retryAfterMs ?? shortestPauseMs * 2 ** attempt;
          const remainingMs = endsAt - clock.now();
          if (remainingMs <= 0) throw first;
          const again = isPassing(error) && pauseMs <= longestPauseMs && pauseMs < remainingMs;
          if (!again || attempt === maxRetries) break;
          await clock.wait(pauseMs, signal);
        }
      }
      if (signal.aborted) return;
    }
    throw first ?? empty(names[0] ?? model);
  }

  return {
    label: model,
    rehearsal: false,
    stream: (request, signal) => answerOfOne([model, ...fallbackModels], request, signal),
    ...(options.embeddingModel
      ? { embed: createEmbed(createClient({ ...options, longestMs: totalMs }), options.embeddingModel) }
      : {}),
    async object({ name, schema, ...request }, signal) {
      const names = [...new Set([options.backgroundModel ?? model, model])];
      let text = '';
      const asked = { ...request, format: { name, schema } };
      for await (const piece of answerOfOne(names, asked, signal)) text += piece;
      return parseAnswer(text, names[0] ?? model);
    },
  };
}

/** The JSON values in an answer's body, each waited for by `patiently`. What cannot be read is left out. */
async function* valuesOf(
  response: Response,
  patiently: <T>(work: Promise<T>, atMostMs?: number) => Promise<T>,
): AsyncGenerator<unknown> {
  const body = response.body?.getReader();
  if (!body) return;
  const events = createEventReader();
  while (!events.finished) {
    const { done, value } = await patiently(body.read());
    if (done) {
      yield* events.end();
      return;
    }
    yield* events.push(value);
  }
  // A body read to its end lets the connection be used again.
  await patiently(body.read(), closingMs).catch(() => {});
}
