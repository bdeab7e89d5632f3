import { LLMock } from '@copilotkit/aimock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLines, modelAt, request, told } from './raw-server.ts';

describe('a model on a Chat Completions server', () => {
  let server: LLMock;
  beforeEach(async () => {
    server = await LLMock.create({ host: '127.0.0.1', port: 0 });
  });
  afterEach(() => server.stop());
  const url = () => `${server.url}/v1`;

  it('streams the answer in pieces that add up to it', async () => {
    const answer = 'The tide keeps its own small hours. '.repeat(5).trim();
    server.onMessage('Hello', { content: answer });
    const pieces: string[] = [];
    for await (const piece of modelAt(url()).stream(request, new AbortController().signal))
      pieces.push(piece);
    expect(pieces.join('')).toBe(answer);
    expect(pieces.length).toBeGreaterThan(1);
  });

  it('says what it is', () => {
    expect(modelAt(url())).toMatchObject({ label: 'lamp', rehearsal: false });
  });

  it('sends other servers only the fields they all know', async () => {
    server.onMessage('Hello', { content: 'Hi' });
    await told(modelAt(url()));
    const body = server.getLastRequest()?.body;
    expect(body).toMatchObject({ model: 'lamp', stream: true, max_tokens: 321, messages: request.messages });
    expect(body).not.toHaveProperty('store');
    expect(body).not.toHaveProperty('prompt_cache_key');
    expect(body).not.toHaveProperty('max_completion_tokens');
  });

  it('drops what a model thinks and the tools it calls', async () => {
    server.onMessage('Hello', { content: 'Only this.', reasoning: 'They want comfort.' });
    expect(await told(modelAt(url()))).toEqual({ text: 'Only this.', error: undefined });
    server.reset();
    server.onMessage('Hello', { toolCalls: [{ name: 'save_memory', arguments: '{"fact":"secret"}' }] });
    expect(await told(modelAt(url(), { maxRetries: 0 }))).toMatchObject({
      text: '',
      error: { code: 'model-empty' },
    });
  });

  it('asks again after a failure that may pass', async () => {
    server.onMessage('Hello', { content: 'Here I am.' });
    server.nextRequestError(500, { message: 'oops' });
    expect(await told(modelAt(url()))).toEqual({ text: 'Here I am.', error: undefined });
    expect(server.getRequests()).toHaveLength(2);
  });

  it('turns to the fallback models in order, and keeps count in the log', async () => {
    server.on({ model: 'lamp' }, { error: { message: 'no such model' }, status: 404 });
    server.on({ model: 'candle' }, { error: { message: 'no such model' }, status: 404 });
    server.on({ model: 'moon' }, { content: 'By moonlight.' });
    const { lines, log } = createLines();
    const model = modelAt(url(), { fallbackModels: ['candle', 'moon'], log });
    expect(await told(model)).toEqual({ text: 'By moonlight.', error: undefined });
    expect(lines).toHaveLength(2);
  });

  it('tells of the first model when all of them fail', async () => {
    server.on({ model: 'lamp' }, { error: { message: 'no such model' }, status: 404 });
    server.on({ model: 'moon' }, { error: { message: 'key' }, status: 401 });
    const { error } = await told(modelAt(url(), { fallbackModels: ['moon'] }));
    expect(error).toMatchObject({ code: 'model-refused' });
    expect(error?.message).toContain('OPENAI_MODEL');
  });
});
