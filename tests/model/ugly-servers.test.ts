import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Answering,
  chunk,
  createLines,
  failing,
  modelAt,
  type RawServer,
  request,
  saying,
  stalling,
  startRawServer,
  streaming,
  told,
  until,
} from './raw-server.ts';

const servers: RawServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
async function serve(...answers: readonly Answering[]): Promise<RawServer> {
  const server = await startRawServer(answers);
  servers.push(server);
  return server;
}

const once = { maxRetries: 0 };

describe('text out of a stream', () => {
  it.each<readonly [string, Answering, string]>([
    ['leaves reasoning fields out', saying({ reasoning_content: 'hm' }, { reasoning: 'hm' }, 'Yes.'), 'Yes.'],
    ['leaves thinking in tags out', saying('\n<thi', 'nk>hm', ' hm</th', 'ink>\n\nYes', '.'), 'Yes.'],
    ['tells a refusal', saying({ content: null, refusal: 'I will not.' }), 'I will not.'],
    [
      'reads parts of type text',
      saying({
        content: [
          { type: 'thinking', thinking: [] },
          { type: 'text', text: 'Yes.' },
        ],
      }),
      'Yes.',
    ],
    [
      'passes over broken events, comments and foreign fields',
      streaming(
        ': hi\n\ndata: {broken\n\ndata: null\n\ndata: {"choices":[]}\n\nevent: x\n',
        chunk({ content: 'Yes.' }),
      ),
      'Yes.',
    ],
    [
      'reads lines ended by carriage returns',
      streaming(
        chunk({ content: 'Yes' }).replaceAll('\n', '\r\n'),
        chunk({ content: '.' }).replaceAll('\n', '\r'),
      ),
      'Yes.',
    ],
    ['reads a last event without its blank line', streaming(chunk({ content: 'Yes.' }).trim()), 'Yes.'],
    [
      'reads nothing after the end mark',
      streaming(chunk({ content: 'Yes.' }), 'data: [DONE]\n\n', chunk({ content: 'No.' })),
      'Yes.',
    ],
  ])('%s', async (_, answering, text) => {
    const server = await serve(answering);
    expect(await told(modelAt(server.url, once))).toEqual({ text, error: undefined });
  });

  it('reads a plain JSON answer', async () => {
    const server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content: 'Whole.' } }] }),
      );
    });
    expect(await told(modelAt(server.url, once))).toEqual({ text: 'Whole.', error: undefined });
  });

  it('keeps letters whole that arrive in two halves', async () => {
    const bytes = Buffer.from(chunk({ content: 'déjà 🕯' }));
    const server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const middle = bytes.indexOf(Buffer.from('🕯')) + 2;
      response.write(bytes.subarray(0, middle), () =>
        setImmediate(() => response.end(bytes.subarray(middle))),
      );
    });
    expect((await told(modelAt(server.url, once))).text).toBe('déjà 🕯');
  });

  it.each<readonly [string, Answering]>([
    ['no event at all', streaming()],
    ['blanks', saying(' ', '\n')],
    ['thinking that never ends', saying('<think>', 'and so', ' on')],
    ['a web page', (response) => response.end('<html>welcome</html>')],
  ])('is empty for %s', async (_, answering) => {
    const server = await serve(answering);
    expect(await told(modelAt(server.url, once))).toMatchObject({ text: '', error: { code: 'model-empty' } });
  });
});

describe('failures', () => {
  it.each<readonly [number, unknown, string, RegExp]>([
    [401, { message: 'bad key sk-abc' }, 'model-auth', /OPENAI_API_KEY/],
    [403, { message: 'no' }, 'model-auth', /OPENAI_API_KEY/],
    [400, { message: 'secret prompt' }, 'model-refused', /400/],
    [422, { message: 'secret prompt' }, 'model-refused', /422/],
    [404, { message: 'The model does not exist' }, 'model-refused', /OPENAI_MODEL/],
    [400, { code: 'context_length_exceeded', message: 'x' }, 'model-too-long', /OPENAI_CONTEXT_TOKENS/],
    [
      400,
      { message: 'the request exceeds the available context size' },
      'model-too-long',
      /OPENAI_CONTEXT_TOKENS/,
    ],
    [429, { message: 'slow' }, 'model-rate', /slow down/],
    [429, { code: 'insufficient_quota', message: 'x' }, 'model-rate', /credit/],
    [503, { message: 'x' }, 'model-unreachable', /503/],
  ])('%i %j is %s', async (status, complaint, code, words) => {
    const server = await serve(failing(status, complaint));
    const { lines, log } = createLines();
    const { error } = await told(modelAt(server.url, { ...once, log }));
    expect(error).toMatchObject({ code, requestId: 'req_1' });
    expect(error?.message).toMatch(words);
    const seen = `${error?.message} ${JSON.stringify(error?.cause)} ${lines.join()}`;
    expect(seen).not.toMatch(/secret prompt|sk-|Hello/);
  });

  it('tells how long to wait, and does not wait longer than a conversation can', async () => {
    const server = await serve(failing(429, {}, { 'retry-after': '60' }));
    const { error } = await told(modelAt(server.url));
    expect(error).toMatchObject({ code: 'model-rate', retryAfterMs: 60_000 });
    expect(server.bodies).toHaveLength(1);
  });

  it('waits as long as the server asks before it asks again', async () => {
    const server = await serve(failing(429, {}, { 'retry-after-ms': '80' }), saying('Now.'));
    const startedAt = performance.now();
    expect((await told(modelAt(server.url))).text).toBe('Now.');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(75);
  });

  it('asks no more than it was told to', async () => {
    const server = await serve(failing(500, {}, { 'retry-after-ms': '1' }));
    await told(modelAt(server.url, { maxRetries: 2, fallbackModels: ['moon'] }));
    expect(server.bodies.map((body) => body['model'])).toEqual([
      'lamp',
      'lamp',
      'lamp',
      'moon',
      'moon',
      'moon',
    ]);
  });

  it('names the limit as the server wants it, and remembers that', async () => {
    const refused = failing(400, { message: "Unsupported parameter: 'max_tokens'", param: 'max_tokens' });
    const server = await serve(refused, saying('One.'), saying('Two.'));
    const model = modelAt(server.url, once);
    expect([(await told(model)).text, (await told(model)).text]).toEqual(['One.', 'Two.']);
    expect(server.bodies.map((body) => body['max_completion_tokens'])).toEqual([undefined, 321, 321]);
  });

  it('does not send a prompt that is too long to another model', async () => {
    const server = await serve(failing(400, { code: 'context_length_exceeded' }));
    await told(modelAt(server.url, { fallbackModels: ['moon'] }));
    expect(server.bodies).toHaveLength(1);
  });

  it('hears a complaint inside a stream that began well', async () => {
    const complaint = `data: ${JSON.stringify({ error: { code: 502, message: 'secret prompt' } })}\n\n`;
    const server = await serve(streaming(complaint), saying('Again.'));
    expect((await told(modelAt(server.url))).text).toBe('Again.');
  });

  it.each<readonly [string, Answering]>([
    ['a complaint', streaming(chunk({ content: 'Half' }), 'data: {"error":{"message":"x"}}\n\n')],
    [
      'a broken connection',
      (response) => {
        stalling('Half')(response, {}, response.req);
        setTimeout(() => response.destroy(), 20);
      },
    ],
  ])('keeps what was said before %s, and does not start over', async (_, answering) => {
    const server = await serve(answering, saying('Something else.'));
    const answer = await told(modelAt(server.url, { fallbackModels: ['moon'] }));
    expect(answer).toMatchObject({ text: 'Half', error: { code: 'model-unreachable' } });
    expect(server.bodies).toHaveLength(1);
  });

  it('asks again when the connection is cut before a word', async () => {
    const server = await serve((response) => response.destroy(), saying('Back.'));
    expect((await told(modelAt(server.url))).text).toBe('Back.');
  });

  it('knows when nobody listens', async () => {
    const server = await startRawServer([]);
    await server.close();
    expect((await told(modelAt(server.url, once))).error).toMatchObject({ code: 'model-unreachable' });
  });

  it('lets the SDK write nothing to the console', async () => {
    const written = ['error', 'warn', 'log'] as const;
    const spies = written.map((name) => vi.spyOn(console, name));
    const server = await serve(streaming('data: {broken secret\n\n'), failing(500, {}));
    await told(modelAt(server.url));
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});

describe('time and leaving', () => {
  const never: Answering = () => {};

  it.each<readonly [string, Answering, string]>([
    ['before an answer begins', never, ''],
    ['before the first word', stalling(), ''],
    ['in the middle', stalling('Half'), 'Half'],
  ])('gives up on silence %s, and hangs up', async (_, answering, text) => {
    const server = await serve(answering);
    const answer = await told(modelAt(server.url, { ...once, firstTokenTimeoutMs: 300 }));
    expect(answer).toMatchObject({ text, error: { code: 'model-timeout' } });
    await until(() => server.cutOff() === 1);
  });

  it('turns to a fallback model when the first is silent', async () => {
    const server = await serve(never, saying('Here.'));
    const model = modelAt(server.url, { firstTokenTimeoutMs: 300, fallbackModels: ['moon'] });
    expect((await told(model)).text).toBe('Here.');
  });

  it('takes thinking for a sign of life, but not for ever', async () => {
    const server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const timer = setInterval(() => response.write(chunk({ reasoning: 'hm' })), 20);
      response.on('close', () => clearInterval(timer));
    });
    const startedAt = performance.now();
    const answer = await told(modelAt(server.url, { firstTokenTimeoutMs: 400, totalTimeoutMs: 900 }));
    expect(answer.error).toMatchObject({ code: 'model-timeout' });
    expect(performance.now() - startedAt).toBeGreaterThan(800);
    await until(() => server.cutOff() === 1);
  });

  it('does not count the time its reader takes', async () => {
    const server = await serve(saying('One ', 'two ', 'three'));
    let text = '';
    const model = modelAt(server.url, { firstTokenTimeoutMs: 200 });
    for await (const piece of model.stream(request, new AbortController().signal)) {
      text += piece;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect(text).toBe('One two three');
  });

  it.each<readonly [string, Answering]>([
    ['before an answer begins', never],
    ['in the middle', stalling('Half')],
  ])('ends quietly and hangs up when its caller leaves %s', async (_, answering) => {
    const server = await serve(answering);
    const caller = new AbortController();
    const answer = told(modelAt(server.url, { fallbackModels: ['moon'] }), caller.signal);
    await until(() => server.bodies.length === 1);
    setTimeout(() => caller.abort(), 30);
    expect((await answer).error).toBeUndefined();
    await until(() => server.cutOff() === 1);
    expect(server.bodies).toHaveLength(1);
  });

  it('hangs up when its reader stops reading', async () => {
    const server = await serve(stalling('Half'));
    for await (const _ of modelAt(server.url).stream(request, new AbortController().signal)) break;
    await until(() => server.cutOff() === 1);
  });

  it('asks nobody for a caller who has left already', async () => {
    const server = await serve(saying('Late.'));
    expect(await told(modelAt(server.url), AbortSignal.abort())).toEqual({ text: '', error: undefined });
    expect(server.bodies).toHaveLength(0);
  });
});
