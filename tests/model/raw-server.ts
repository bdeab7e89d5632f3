import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { systemClock } from '../../src/core/clock.ts';
import { BotError } from '../../src/core/errors.ts';
import type { Model, ModelRequest } from '../../src/core/model.ts';
import { createOpenAiModel, type OpenAiModelOptions } from '../../src/model/openai-model.ts';

export type Body = Readonly<Record<string, unknown>>;
export type Answering = (response: ServerResponse, body: Body, request: IncomingMessage) => void;

/** A server of one's own making. It answers call by call from its list, repeating the last entry. */
export type RawServer = {
  readonly url: string;
  readonly bodies: readonly Body[];
  /** Connections of requests that ended before their answer was complete. */
  readonly cutOff: () => number;
  readonly close: () => Promise<void>;
};

export async function startRawServer(answers: readonly Answering[]): Promise<RawServer> {
  const bodies: Body[] = [];
  let cut = 0;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += String(piece);
    bodies.push(JSON.parse(text));
    response.on('close', () => {
      if (!response.writableFinished) cut += 1;
    });
    answers[Math.min(bodies.length, answers.length) - 1]?.(response, bodies.at(-1) ?? {}, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}/v1`,
    bodies,
    cutOff: () => cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server has no port.');
  return address.port;
}

/** An answer in Chat Completions events: one for each piece of text or delta. */
export function saying(...deltas: readonly (string | Body)[]): Answering {
  return streaming(
    ...deltas.map((delta) => chunk(typeof delta === 'string' ? { content: delta } : delta)),
    'data: [DONE]\n\n',
  );
}

/** An event stream of exactly this text, ended properly. */
export function streaming(...texts: readonly string[]): Answering {
  return (response) => {
    begin(response);
    for (const text of texts) response.write(text);
    response.end();
  };
}

/** An event stream that says this and then nothing more. */
export function stalling(...deltas: readonly string[]): Answering {
  return (response) => {
    begin(response);
    for (const content of deltas) response.write(chunk({ content }));
  };
}

export function failing(
  status: number,
  error: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answering {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1', ...headers });
    response.end(JSON.stringify({ error }));
  };
}

export function chunk(delta: Body): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: null }] })}\n\n`;
}

function begin(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
}

export const request: ModelRequest = {
  messages: [
    { role: 'system', content: 'secret prompt' },
    { role: 'user', content: 'Hello' },
  ],
  task: { kind: 'talk', said: 'Hello', language: 'en', earlier: [], seed: '1' },
  maxOutputTokens: 321,
  cacheKey: 'hashed-room',
};

/** A log that keeps its lines. */
export function createLines(): { readonly lines: string[]; readonly log: OpenAiModelOptions['log'] } {
  const lines: string[] = [];
  const line = (message: string, fields?: unknown) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { lines, log: { debug: line, info: line, warn: line, error: line } };
}

export function modelAt(url: string, options: Partial<OpenAiModelOptions> = {}): Model {
  return createOpenAiModel({
    apiKey: ['sk', 'test'].join('-'),
    baseUrl: url,
    model: 'lamp',
    fallbackModels: [],
    log: createLines().log,
    clock: systemClock,
    ...options,
  });
}

/** The pieces of an answer and the error that ended it, if one did. */
export async function told(
  model: Model,
  signal = new AbortController().signal,
): Promise<{ readonly text: string; readonly error: BotError | undefined }> {
  let text = '';
  try {
    for await (const piece of model.stream(request, signal)) text += piece;
    return { text, error: undefined };
  } catch (error) {
    if (error instanceof BotError) return { text, error };
    throw error;
  }
}

/** Resolves once `condition` holds; real sockets need a moment. */
export async function until(condition: () => boolean): Promise<void> {
  const endsAt = Date.now() + 2_000;
  while (!condition()) {
    if (Date.now() > endsAt) throw new Error('It never came to be.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
