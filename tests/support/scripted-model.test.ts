import { describe, expect, it } from 'vitest';
import type { Model, ModelRequest } from '../../src/core/model.ts';
import {
  answersNothing,
  claimsToBeHuman,
  clingsAtGoodbye,
  createScriptedModel,
  echoesItsPrompt,
  hangs,
  inventsHotlines,
  leaksLinks,
  pingsEveryone,
  rambles,
  thinksAloud,
  throws,
} from './scripted-model.ts';

const request: ModelRequest = {
  messages: [
    { role: 'system', content: 'You are Wren.' },
    { role: 'user', content: 'Hello' },
  ],
  task: { kind: 'talk', said: 'Hello', language: 'en', earlier: [], seed: '1' },
  maxOutputTokens: 100,
  cacheKey: 'room',
};

async function told(model: Model, signal = new AbortController().signal): Promise<string> {
  let text = '';
  for await (const piece of model.stream(request, signal)) text += piece;
  return text;
}

describe('a scripted model', () => {
  it('answers from its list, then repeats the last answer, and remembers what it was asked', async () => {
    const model = createScriptedModel(['one', ['tw', 'o']]);
    expect([await told(model), await told(model), await told(model)]).toEqual(['one', 'two', 'two']);
    expect(model.requests).toEqual([request, request, request]);
  });

  it('fails when its answer is a failure', async () => {
    await expect(told(createScriptedModel([new Error('broken')]))).rejects.toThrow('broken');
  });

  it('waits with a held answer until it is let go', async () => {
    let letGo = () => {};
    const release = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const seen: string[] = [];
    const answer = told(createScriptedModel(() => ({ kind: 'held', release, text: 'late' })));
    const noted = answer.then((text) => seen.push(text));
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual([]);
    letGo();
    await noted;
    expect(seen).toEqual(['late']);
  });

  it.each([
    ['hangs', hangs],
    ['is held', createScriptedModel([{ kind: 'held', release: new Promise(() => {}), text: 'never' }])],
  ])('ends quietly on abort when it %s', async (_, model) => {
    const abort = new AbortController();
    const answer = told(model, abort.signal);
    abort.abort();
    expect(await answer).toBe('');
  });
});

describe('hostile models', () => {
  it.each([
    ['echo every part of the prompt', echoesItsPrompt, 'You are Wren.\n\nHello'],
    ['claim to be human', claimsToBeHuman, 'not an AI'],
    ['cling at goodbye', clingsAtGoodbye, "Don't leave me"],
    ['notify a group of Slack', pingsEveryone, '<!subteam^S0123>'],
    ['notify everyone across two pieces', pingsEveryone, '@everyone, come'],
    ['show addresses', leaksLinks, 'https://phishing.example'],
    ['make up helplines', inventsHotlines, '1-800-555-0199'],
    ['show their machinery', thinksAloud, '\nThe lamp is on.\n'],
  ])('%s', async (_, model, part) => {
    expect(await told(model)).toContain(part);
  });

  it('ramble for 60 kB', async () => {
    expect((await told(rambles)).length).toBeGreaterThanOrEqual(60_000);
  });

  it.each([
    [throws, 'model-unreachable'],
    [answersNothing, 'model-empty'],
  ])('fail by a known code (%#)', async (model, code) => {
    await expect(told(model)).rejects.toMatchObject({ name: 'BotError', code });
  });
});
