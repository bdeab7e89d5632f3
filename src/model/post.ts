import OpenAI from 'openai';
import type { ModelRequest } from '../core/model.ts';
import { complaintIn } from './failures.ts';
import { isOwnHost, type Limit, ownUrl, requestBody } from './request-body.ts';

/** Sends a request to a model by name; the answer's body has not been read yet. Rejects with the SDK's errors. */
export type Post = (name: string, request: ModelRequest, signal: AbortSignal) => Promise<Response>;

/**
 * Chat Completions with the fields every server knows. The SDK neither retries, nor logs, nor reads
 * organisations from the environment; `longestMs` is the longest it waits for an answer to begin.
 */
export function createPost(options: {
  readonly apiKey: string;
  readonly baseUrl?: string;
  readonly longestMs: number;
}): Post {
  const baseURL = options.baseUrl ?? ownUrl;
  const isOwn = isOwnHost(baseURL);
  const client = new OpenAI({
    apiKey: options.apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    baseURL,
    maxRetries: 0,
    timeout: options.longestMs,
    logLevel: 'off',
  });
  /** What each model's server wants the limit to be called; learnt from its refusal. */
  const limitNames = new Map<string, Limit>();

  const send = (name: string, request: ModelRequest, limit: Limit, signal: AbortSignal): Promise<Response> =>
    client.chat.completions.create(requestBody(name, request, { isOwn, limit }), { signal }).asResponse();

  return async (name, request, signal) => {
    const limit = limitNames.get(name) ?? (isOwn ? 'max_completion_tokens' : 'max_tokens');
    try {
      return await send(name, request, limit, signal);
    } catch (error) {
      if (!refusesField(error, limit)) throw error;
      const other: Limit = limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
      limitNames.set(name, other);
      return send(name, request, other, signal);
    }
  };
}

function refusesField(error: unknown, field: string): boolean {
  const refused = error instanceof OpenAI.APIError && (error.status === 400 || error.status === 422);
  return refused && complaintIn(error).words.includes(field);
}
