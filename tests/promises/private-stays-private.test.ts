import { describe, expect, it } from 'vitest';
import type { Model, ModelRequest } from '../../src/core/model.ts';
import { echoesItsPrompt } from '../support/scripted-model.ts';
import { answersTo, onStage, saidTo, sharedRooms } from '../support/stages.ts';

/** A model that reads its whole prompt aloud, and of which we see every prompt. */
function leaker(): Model & { readonly requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  return {
    ...echoesItsPrompt,
    requests,
    stream: (request, signal) => {
      requests.push(request);
      return echoesItsPrompt.stream(request, signal);
    },
  };
}

describe.each(sharedRooms)('promises 3 and 4, in %s', (_name, open) => {
  it('keeps a DM out of every prompt of a shared room, and one person out of another’s', async () => {
    const secret = ['quince', 'canary'].join('-');
    const fact = ['walnut', 'canary'].join('-');
    const model = leaker();
    await onStage(open, { model }, async ({ actor, until, quiet }) => {
      const [noor, teo] = [actor('Noor'), actor('Teo')];
      await noor.tells(`my brother has a bakery in Lyon, he bakes ${secret}`);
      await until(() => answersTo(noor).some(({ buttons }) => buttons.length > 0), 20_000);
      await noor.presses('Remember');
      await until(() => saidTo(noor).includes('I’ll remember.'));
      await noor.runs(`me keep my brother is called ${fact}`);
      await until(() => saidTo(noor).includes('Kept:'));
      await quiet();

      const before = model.requests.length;
      await noor.mentions('what does my brother bake, and what is he called?', 'thread');
      await until(() => model.requests.length > before, 20_000);
      await quiet();
      await teo.mentions('what does Noor’s brother bake, and what is he called?', 'thread');
      await until(() => model.requests.length > before + 1, 20_000);
      await quiet();
      await teo.tells('what do you know about Noor, her brother and his bakery?');
      await until(() => model.requests.length > before + 2, 20_000);
      await quiet();
      for (const request of model.requests.slice(before)) {
        const prompt = JSON.stringify(request);
        expect([prompt.includes(secret), prompt.includes(fact)]).toEqual([false, false]);
      }
      const everywhere = saidTo(noor, 'channel', 'thread') + saidTo(teo, 'channel', 'thread', 'dm');
      expect([everywhere.includes(secret), everywhere.includes(fact)]).toEqual([false, false]);

      // In the DM it was said in, it is there.
      await noor.tells('what does my brother bake in his bakery?');
      await until(() => model.requests.length > before + 3, 20_000);
      expect(JSON.stringify(model.requests.at(-1)).includes(secret)).toBe(true);
    });
  }, 60_000);

  it('lets what somebody said in a channel follow them into their own DM, and nobody else', async () => {
    const words = ['damson', 'canary'].join('-');
    const model = leaker();
    await onStage(open, { model }, async ({ actor, until, quiet }) => {
      const [noor, teo] = [actor('Noor'), actor('Teo')];
      await noor.tells('my sister works in a garden centre');
      await until(() => answersTo(noor).some(({ buttons }) => buttons.length > 0), 20_000);
      await noor.presses('Remember');
      await until(() => saidTo(noor).includes('I’ll remember.'));
      await noor.mentions(`my garden grows ${words} this year`, 'thread');
      await until(() => model.requests.length === 2, 20_000);
      await quiet();
      await noor.tells('what grows in my garden this year?');
      await until(() => model.requests.length === 3, 20_000);
      expect(JSON.stringify(model.requests[2]).includes(words)).toBe(true);
      await teo.tells('what grows in the garden this year?');
      await until(() => model.requests.length === 4, 20_000);
      expect(JSON.stringify(model.requests[3]).includes(words)).toBe(false);
    });
  }, 60_000);
});
