import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from './context.ts';
import type { Fault } from './faults.ts';
import { objectOf, type Raw } from './json.ts';
import type { Methods } from './methods-chat.ts';
import { SlackProblem } from './problem.ts';

/** One call of the Web API, or one post to a response address, as it arrived. */
export type Request = {
  readonly method: string;
  readonly body: Raw;
  /** By the fake's clock. */
  readonly at: number;
  /** By the machine's clock, for overlap and durations. */
  readonly startedAt: number;
  finishedAt: number | undefined;
  /** `ok`, Slack's error code, or the status. */
  outcome: string;
};

export type WebApi = {
  readonly requests: readonly Request[];
  handle(method: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
};

const json = new Set(['blocks', 'metadata', 'chunks', 'loading_messages', 'attachments', 'files']);

/** Reads a whole request. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** Reads a body as Slack takes it: JSON, or a form with JSON inside. */
export function parseBody(text: string, contentType: string): Raw {
  if (contentType.includes('application/json')) return objectOf(JSON.parse(text || '{}'));
  const body: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(text)) {
    body[key] = json.has(key) ? JSON.parse(value) : value;
  }
  return body;
}

/** The HTTP end of the Web API: tokens, faults, and 200 with `ok` for nearly everything. */
export function createWebApi(
  context: Context,
  options: { readonly methods: Methods; readonly appToken: string; readonly newSocketUrl: () => string },
): WebApi {
  const requests: Request[] = [];
  const { faults } = context;

  function call(method: string, token: string, body: Raw): Raw {
    if (faults.tokensRefused()) throw new SlackProblem('invalid_auth');
    if (method === 'apps.connections.open') {
      if (token !== options.appToken) throw new SlackProblem('invalid_auth');
      return { url: options.newSocketUrl() };
    }
    const team = context.teams.find((candidate) => candidate.bot.token === token);
    if (!team) throw new SlackProblem(token === '' ? 'not_authed' : 'invalid_auth');
    const known = options.methods[method];
    if (!known) throw new SlackProblem('unknown_method');
    return known(team, body);
  }

  async function handle(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const text = (await readBytes(request)).toString('utf8');
    const body = parseBody(text, request.headers['content-type'] ?? '');
    const token =
      (request.headers.authorization ?? '').replace(/^Bearer /, '') || String(body['token'] ?? '');
    const entry: Request = { method, body, at: context.now(), startedAt, finishedAt: undefined, outcome: '' };
    requests.push(entry);
    const team = context.teams.find((candidate) => candidate.bot.token === token)?.id ?? '';
    const fault = faults.next(method, team, context.now());
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    const finish = (outcome: string): void => {
      entry.outcome = outcome;
      entry.finishedAt = performance.now();
    };
    if (refusedByFault(fault, response, finish)) return;
    let answer: Raw;
    try {
      if (fault?.kind === 'refuse') throw new SlackProblem(fault.error);
      answer = { ok: true, ...call(method, token, body) };
      finish('ok');
    } catch (error) {
      if (!(error instanceof SlackProblem)) throw error;
      answer = { ok: false, error: error.error };
      finish(error.error);
    }
    if (fault?.kind === 'fail-after-accepting') {
      finish('500');
      response.writeHead(500).end('internal error');
      return;
    }
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(answer));
  }

  return { requests, handle };
}

function refusedByFault(
  fault: Fault | undefined,
  response: ServerResponse,
  finish: (outcome: string) => void,
): boolean {
  if (fault?.kind === 'rate-limit') {
    finish('ratelimited');
    response
      .writeHead(429, { 'content-type': 'application/json', 'retry-after': String(fault.retryAfterSeconds) })
      .end(JSON.stringify({ ok: false, error: 'ratelimited' }));
    return true;
  }
  if (fault?.kind === 'fail') {
    finish('500');
    response.writeHead(500).end('internal error');
    return true;
  }
  if (fault?.kind === 'hang-up') {
    finish('hang-up');
    response.destroy();
    return true;
  }
  return false;
}
