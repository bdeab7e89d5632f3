import OpenAI from 'openai';
import { Stream } from 'openai/streaming';
import type { Clock } from '../core/clock.ts';
import { BotError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Model, ModelRequest } from '../core/model.ts';
import { createThinkingFilter, textOf } from './answer-text.ts';
import { createDeadlines } from './deadlines.ts';
import { empty, isPassing, modelError, timeout } from './failures.ts';
import { plainRoles } from './plain-roles.ts';

export type OpenAiModelOptions = {
  readonly apiKey: string;
  /** Any OpenAI-compatible server; OpenAI's own when absent. */
  readonly baseUrl?: string;
  readonly model: string;
  /** Tried in order when the model fails before its first word. */
  readonly fallbackModels: readonly string[];
  /** Longest wait for the first piece, and between two pieces. Default 20 s: models may be loading. */
  readonly firstTokenTimeoutMs?: number;
  /** Default 120 s. */
  readonly totalTimeoutMs?: number;
  /** Further attempts with the same model. Default 1. */
  readonly maxRetries?: number;
  readonly log: Log;
  readonly clock: Clock;
};

type Limit = 'max_completion_tokens' | 'max_tokens';

const longestPauseMs = 5_000;
const shortestPauseMs = 250;

/** A model behind Chat Completions, streamed, on any server that speaks it. */
export function createOpenAiModel(options: OpenAiModelOptions): Model {
  const { baseUrl, model, log, clock } = options;
  const isOwn = baseUrl === undefined || new URL(baseUrl).hostname.endsWith('openai.com');
  const client = new OpenAI({
    apiKey: options.apiKey,
    baseURL: baseUrl ?? null,
    maxRetries: 0,
    logLevel: 'off',
  });
  const limits = {
    pieceMs: options.firstTokenTimeoutMs ?? 20_000,
    totalMs: options.totalTimeoutMs ?? 120_000,
  };
  const retries = options.maxRetries ?? 1;
  /** What each model's server wants the limit to be called; learnt from its refusal. */
  const limitNames = new Map<string, Limit>();

  return {
    label: model,
    rehearsal: false,
    async *stream(request, signal) {
      let failure = empty(model);
      for (const name of [model, ...options.fallbackModels]) {
        for (let attempt = 0; attempt <= retries; attempt += 1) {
          let begun = false;
          try {
            for await (const text of answerOf(name, request, signal)) {
              begun = true;
              yield text;
            }
            if (begun || signal.aborted) return;
            failure = empty(name);
          } catch (error) {
            if (signal.aborted) return;
            failure = modelError(error, name);
            if (begun) throw failure;
          }
          log.warn('A model gave no answer.', {
            model: name,
            code: failure.code,
            requestId: failure.requestId,
            attempts: attempt + 1,
          });
          // A shorter prompt is what helps; that is for the caller to decide.
          if (failure.code === 'model-too-long') throw failure;
          if (!isPassing(failure) || attempt === retries) break;
          await clock.wait(Math.min(longestPauseMs, failure.retryAfterMs ?? shortestPauseMs), signal);
          if (signal.aborted) return;
        }
      }
      throw failure;
    },
  };

  async function* answerOf(name: string, request: ModelRequest, signal: AbortSignal): AsyncIterable<string> {
    const deadlines = createDeadlines(clock, limits, signal);
    const withoutThinking = createThinkingFilter();
    try {
      for await (const chunk of await ask(name, request, deadlines.signal)) {
        deadlines.touch();
        const text = withoutThinking(textOf(chunk));
        if (text !== '') yield text;
      }
      if (deadlines.expired()) throw timeout(name);
    } catch (error) {
      throw deadlines.expired() && !(error instanceof BotError) ? timeout(name, error) : error;
    } finally {
      deadlines.clear();
    }
  }

  /** Asks with the limit named as the server is known, or likely, to want it; once more when it wants the other. */
  async function ask(
    name: string,
    request: ModelRequest,
    signal: AbortSignal,
  ): Promise<AsyncIterable<unknown>> {
    const limit = limitNames.get(name) ?? (isOwn ? 'max_completion_tokens' : 'max_tokens');
    try {
      return await post(name, request, limit, signal);
    } catch (error) {
      const complains = error instanceof OpenAI.BadRequestError && error.message.includes(limit);
      if (!complains) throw error;
      const other: Limit = limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
      limitNames.set(name, other);
      return post(name, request, other, signal);
    }
  }

  async function post(
    name: string,
    request: ModelRequest,
    limit: Limit,
    signal: AbortSignal,
  ): Promise<AsyncIterable<unknown>> {
    const controller = new AbortController();
    const response = await client.chat.completions
      .create(
        {
          model: name,
          messages: isOwn ? [...request.messages] : [...plainRoles(request.messages)],
          stream: true,
          [limit]: request.maxOutputTokens,
          // Other servers may refuse fields they do not know.
          ...(isOwn ? { store: false, prompt_cache_key: request.cacheKey } : {}),
        },
        { signal },
      )
      .asResponse();
    signal.addEventListener('abort', () => controller.abort(), { once: true });
    const isJson = response.headers.get('content-type')?.includes('application/json') ?? false;
    return isJson ? wholeAnswer(response) : Stream.fromSSEResponse(response, controller);
  }
}

/** Some servers answer with one JSON document whatever was asked for. */
async function* wholeAnswer(response: Response): AsyncIterable<unknown> {
  yield await response.json();
}
