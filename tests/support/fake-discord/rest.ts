import type { IncomingMessage, ServerResponse } from 'node:http';
import type { createFaults } from './faults.ts';
import { objectOf, type Raw } from './json.ts';
import { ApiProblem } from './problem.ts';
import type { World } from './world.ts';

/** One request as the bot made it. Tokens are left out. */
export type SeenRequest = {
  readonly method: string;
  /** From /channels, /webhooks… on, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Raw;
  readonly at: number;
  /** Status answered; 0 while none is. */
  status: number;
  /** When it was answered. */
  endedAt: number | undefined;
};

export type Call = {
  readonly world: World;
  readonly parameters: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Raw;
  /** Commands come as a list. */
  readonly list: readonly Raw[];
  readonly files: readonly { readonly name: string; readonly type: string; readonly bytes: number }[];
  readonly authorised: boolean;
  readonly contentIntent: boolean;
};

/** No body at all means 204. */
export type Answer = { readonly status: number; readonly body?: unknown };

export type Route = {
  readonly method: string;
  readonly path: RegExp;
  /** Routes whose secret is in the path need no Authorization header. */
  readonly open?: true;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
};

/** Answers `/api/v10/…`. Every request is noted in `seen`. */
export function createRestHandler(options: {
  readonly world: World;
  readonly routes: readonly Route[];
  readonly faults: ReturnType<typeof createFaults>;
  readonly seen: SeenRequest[];
  readonly contentIntent: () => boolean;
  /** False for requests of a process that is taken for dead. */
  readonly isAlive: (path: string) => boolean;
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { world, routes, faults, seen } = options;
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!options.isAlive(url.pathname)) {
      request.socket.destroy();
      return;
    }
    const path = decodeURIComponent(url.pathname.replace(/^(\/process\/\d+)?\/api\/v10/, ''));
    const method = request.method ?? 'GET';
    const { payload, files } = await readBody(request);
    const noted: SeenRequest = {
      method,
      path: path.replace(/(interactions\/\d+|webhooks\/\d+)\/[\w-]{20,}/, '$1/token'),
      query: url.searchParams,
      body: objectOf(payload),
      at: world.now(),
      status: 0,
      endedAt: undefined,
    };
    seen.push(noted);
    const fault = faults.next(method, path);
    if (fault?.kind === 'hang-up') {
      request.socket.destroy();
      return;
    }
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    const answer = await (async (): Promise<Answer> => {
      if (fault?.kind === 'rate-limit') return { status: 429, body: limited(fault.retryAfterMs) };
      if (fault?.kind === 'fail')
        return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
      try {
        if (fault?.kind === 'refuse') throw new ApiProblem(fault.status, fault.code, 'Refused');
        const route = routes.find((candidate) => candidate.method === method && candidate.path.test(path));
        if (!route) throw new ApiProblem(404, 0, '404: Not Found');
        const authorised = request.headers.authorization === `Bot ${world.token}` && !faults.tokenRefused();
        if (!route.open && !authorised) throw new ApiProblem(401, 0, '401: Unauthorized');
        return await route.handle({
          world,
          parameters: (route.path.exec(path) ?? []).slice(1),
          query: url.searchParams,
          body: objectOf(payload),
          list: Array.isArray(payload) ? payload.map(objectOf) : [],
          files,
          authorised,
          contentIntent: options.contentIntent(),
        });
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        const body = {
          message: error.message,
          code: error.code,
          ...(error.details ? { errors: error.details } : {}),
        };
        return { status: error.status, body };
      }
    })();
    const { status, body } =
      fault?.kind === 'fail-after-accepting'
        ? { status: 500, body: { message: '500: Internal Server Error', code: 0 } }
        : answer;
    noted.status = status;
    noted.endedAt = world.now();
    if (fault?.kind === 'rate-limit') {
      response.setHeader('retry-after', String(fault.retryAfterMs / 1000));
      response.setHeader('x-ratelimit-limit', '5');
      response.setHeader('x-ratelimit-remaining', '0');
      response.setHeader('x-ratelimit-reset-after', String(fault.retryAfterMs / 1000));
      response.setHeader('x-ratelimit-scope', 'user');
    }
    // A 204 with a JSON content type makes discord.js parse nothing and throw.
    if (body === undefined) {
      response.writeHead(status).end();
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

function limited(retryAfterMs: number): unknown {
  return { message: 'You are being rate limited.', retry_after: retryAfterMs / 1000, global: false };
}

async function readBody(request: IncomingMessage): Promise<{ payload: unknown; files: Call['files'] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { payload: undefined, files: [] };
  if (!type.startsWith('multipart/'))
    return { payload: JSON.parse(bytes.toString('utf8')) as unknown, files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files = [...form.values()].flatMap((value) =>
    typeof value === 'string' ? [] : [{ name: value.name, type: value.type, bytes: value.size }],
  );
  const payload = form.get('payload_json');
  return { payload: typeof payload === 'string' ? (JSON.parse(payload) as unknown) : {}, files };
}
