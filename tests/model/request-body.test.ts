import { describe, expect, it } from 'vitest';
import { isOwnHost, ownUrl, requestBody } from '../../src/model/request-body.ts';
import { request } from './raw-server.ts';

describe('a request', () => {
  it('tells OpenAI itself to keep nothing and which conversation it is', () => {
    expect(requestBody('lamp', request, { isOwn: true, limit: 'max_completion_tokens' })).toEqual({
      model: 'lamp',
      messages: request.messages,
      stream: true,
      max_completion_tokens: 321,
      store: false,
      prompt_cache_key: 'hashed-room',
    });
  });

  it.each([
    [ownUrl, true],
    ['https://eu.api.openai.com/v1', true],
    ['https://api.openai.com.example/v1', false],
    ['https://notapi.openai.com.example/v1', false],
    ['https://myapi.openai.community/v1', false],
    ['http://127.0.0.1:11434/v1', false],
  ])('knows whether %s is OpenAI itself', (url, own) => {
    expect(isOwnHost(url)).toBe(own);
  });
});
