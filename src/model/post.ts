import OpenAI from 'openai';
import { complaintIn } from './failures.ts';
import { type ChatRequest, isOwnHost, type Limit, ownUrl, requestBody } from './request-body.ts';

/** Sends a request to a model by name; the answer's body has not been read yet. Rejects with the SDK's errors. */
export type Post = (name: string, request: ChatRequest, signal: AbortSignal) => Promise<Response>;

type ServerOptions = {
  readonly apiKey: string;
  readonly baseUrl?: string;
  /** The longest it waits for an answer to begin. */
  readonly longestMs: number;
};

/** The SDK without what it does by itself: it neither retries, nor logs, nor reads organisations from the environment. */
export function createClient({ apiKey, baseUrl, longestMs }: ServerOptions): OpenAI {
  return new OpenAI({
    apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    baseURL: baseUrl ?? ownUrl,
    maxRetries: 0,
    timeout: longestMs,
    logLevel: 'off',
  });
}

/** Chat Completions with the fields every server knows. */
export function createPost(options: ServerOptions): Post {
  const isOwn = isOwnHost(options.baseUrl ?? ownUrl);
  const client = createClient(options);
  /** What each model's server wants, learnt from its refusals. */
  const known = new Map<string, Server>();
  const first: Server = { limit: isOwn ? 'max_completion_tokens' : 'max_tokens', knowsFormats: true };

  const send = (name: string, request: ChatRequest, server: Server, signal: AbortSignal): Promise<Response> =>
    client.chat.completions.create(requestBody(name, request, { isOwn, ...server }), { signal }).asResponse();

  return async (name, request, signal) => {
    let server = known.get(name) ?? first;
    for (const _field of ['limit', 'format']) {
      try {
        return await send(name, request, server, signal);
      } catch (error) {
        const other = otherThan(server, request, error);
        if (!other) throw error;
        known.set(name, other);
        server = other;
      }
    }
    return send(name, request, server, signal);
  };
}

type Server = { readonly limit: Limit; readonly knowsFormats: boolean };

/** What to try with a server that refused a field; undefined when it was not about one of ours. */
function otherThan(server: Server, request: ChatRequest, error: unknown): Server | undefined {
  const asksFormat = request.format !== undefined && server.knowsFormats;
  if (asksFormat && refusesField(error, 'response_format', 'json_schema'))
    return { ...server, knowsFormats: false };
  if (!refusesField(error, server.limit)) return undefined;
  return { ...server, limit: server.limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens' };
}

function refusesField(error: unknown, ...fields: readonly string[]): boolean {
  const refused = error instanceof OpenAI.APIError && (error.status === 400 || error.status === 422);
  return refused && fields.some((field) => complaintIn(error).words.includes(field));
}
