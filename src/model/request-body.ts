import type OpenAI from 'openai';
import type { ModelRequest } from '../core/model.ts';
import { plainRoles } from './plain-roles.ts';

/** What a server calls the longest an answer may be. */
export type Limit = 'max_completion_tokens' | 'max_tokens';

export const ownUrl = 'https://api.openai.com/v1';

/** True for OpenAI's own hosts, its regional ones among them: they know fields that others refuse. */
export function isOwnHost(baseUrl: string): boolean {
  return /^(?:.+\.)?api\.openai\.com$/.test(new URL(baseUrl).hostname);
}

/** A streamed Chat Completions request with nothing in it but what the server is known to understand. */
export function requestBody(
  model: string,
  { messages, maxOutputTokens, cacheKey }: ModelRequest,
  server: { readonly isOwn: boolean; readonly limit: Limit },
): OpenAI.ChatCompletionCreateParamsStreaming {
  return {
    model,
    messages: [...(server.isOwn ? messages : plainRoles(messages))],
    stream: true,
    [server.limit]: maxOutputTokens,
    ...(server.isOwn ? { store: false, prompt_cache_key: cacheKey } : {}),
  };
}
