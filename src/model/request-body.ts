import type OpenAI from 'openai';
import type { ModelRequest, ObjectRequest } from '../core/model.ts';
import { plainRoles } from './plain-roles.ts';

/** What a server calls the longest an answer may be. */
export type Limit = 'max_completion_tokens' | 'max_tokens';

/** What any request is made of; `format` asks for JSON of a shape. */
export type ChatRequest = Pick<ModelRequest, 'messages' | 'maxOutputTokens' | 'cacheKey'> & {
  readonly format?: Pick<ObjectRequest, 'name' | 'schema'>;
};

export const ownUrl = 'https://api.openai.com/v1';

/** True for OpenAI's own hosts, its regional ones among them: they know fields that others refuse. */
export function isOwnHost(baseUrl: string): boolean {
  return /^(?:.+\.)?api\.openai\.com$/.test(new URL(baseUrl).hostname);
}

/** A streamed Chat Completions request with nothing in it but what the server is known to understand. */
export function requestBody(
  model: string,
  { messages, maxOutputTokens, cacheKey, format }: ChatRequest,
  server: { readonly isOwn: boolean; readonly limit: Limit; readonly knowsFormats?: boolean },
): OpenAI.ChatCompletionCreateParamsStreaming {
  return {
    model,
    messages: [...(server.isOwn ? messages : plainRoles(messages))],
    stream: true,
    [server.limit]: maxOutputTokens,
    ...(format && server.knowsFormats !== false
      ? {
          response_format: {
            type: 'json_schema',
            json_schema: { name: format.name, schema: { ...format.schema }, strict: true },
          },
        }
      : {}),
    ...(server.isOwn ? { store: false, prompt_cache_key: cacheKey } : {}),
  };
}
