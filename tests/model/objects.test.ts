import { afterEach, describe, expect, it } from 'vitest';
import type { ObjectRequest } from '../../src/core/model.ts';
import { type Answering, failing, modelAt, type RawServer, saying, startRawServer } from './raw-server.ts';

const servers: RawServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(...answers: readonly Answering[]): Promise<RawServer> {
  const server = await startRawServer(answers);
  servers.push(server);
  return server;
}

const question: ObjectRequest = {
  messages: [{ role: 'user', content: 'Which hat?' }],
  name: 'hat',
  schema: { type: 'object', properties: { hat: { type: 'string' } } },
  maxOutputTokens: 50,
  cacheKey: 'key',
};

function ask(server: RawServer, options: Parameters<typeof modelAt>[1] = {}): Promise<unknown> {
  const { object } = modelAt(server.url, { maxRetries: 0, ...options });
  if (!object) throw new TypeError('This model answers no questions.');
  return object(question, new AbortController().signal);
}

describe('answers in JSON', () => {
  it('come from the background model, in the shape that was asked for', async () => {
    const server = await serve(saying('{"hat":', '"straw"}'));
    expect(await ask(server, { backgroundModel: 'small' })).toEqual({ hat: 'straw' });
    expect(server.bodies[0]).toMatchObject({
      model: 'small',
      response_format: { type: 'json_schema', json_schema: { name: 'hat', schema: question.schema } },
    });
  });

  it('are found in a code fence, between words, and after thoughts', async () => {
    const server = await serve(
      saying('```json\n{"hat":"felt"}\n```'),
      saying('Here you are: {"hat":"cloche"} Enjoy.'),
      saying('<think>{"hat":"none"}</think>{"hat":"beret"}'),
    );
    const model = { maxRetries: 0 };
    expect([await ask(server, model), await ask(server, model), await ask(server, model)]).toEqual([
      { hat: 'felt' },
      { hat: 'cloche' },
      { hat: 'beret' },
    ]);
  });

  it('are asked for in words alone where the server knows no formats, and that is remembered', async () => {
    const refused = failing(400, { message: 'response_format is not supported' });
    const server = await serve(refused, saying('{"hat":"felt"}'), saying('{"hat":"straw"}'));
    const { object } = modelAt(server.url, { maxRetries: 0 });
    const signal = new AbortController().signal;
    expect(await object?.(question, signal)).toEqual({ hat: 'felt' });
    expect(await object?.(question, signal)).toEqual({ hat: 'straw' });
    expect(server.bodies.map((body) => 'response_format' in body)).toEqual([true, false, false]);
  });

  it('survive a server that wants both fields otherwise', async () => {
    const server = await serve(
      failing(400, { message: 'response_format is not supported' }),
      failing(400, { message: "Unsupported parameter: 'max_tokens'" }),
      saying('{"hat":"felt"}'),
    );
    expect(await ask(server)).toEqual({ hat: 'felt' });
  });

  it('are refused when they are no JSON, without repeating what was said', async () => {
    const server = await serve(saying('I would rather talk about my brother.'));
    await expect(ask(server)).rejects.toMatchObject({
      code: 'model-refused',
      message: expect.not.stringContaining('brother'),
    });
  });

  it('come from the talking model when the background model fails', async () => {
    const server = await serve(failing(404, { message: 'no such model' }), saying('{"hat":"felt"}'));
    expect(await ask(server, { backgroundModel: 'small' })).toEqual({ hat: 'felt' });
    expect(server.bodies.map((body) => body['model'])).toEqual(['small', 'lamp']);
  });
});
