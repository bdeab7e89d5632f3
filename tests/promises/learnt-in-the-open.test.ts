import { describe, expect, it } from 'vitest';
import type { ObjectRequest } from '../../src/core/model.ts';
import { createScriptedModel } from '../support/scripted-model.ts';
import { agreeToMemory, answersTo, onStage, rooms, saidTo, sharedRooms } from '../support/stages.ts';

const minuteMs = 60_000;

/** A learner that takes every line that begins with "I" or "my" for a fact, and counts its lessons. */
function keepsStatements() {
  const learner = {
    lessons: 0,
    object(request: ObjectRequest): unknown {
      learner.lessons += 1;
      return statementsIn(request);
    },
  };
  return learner;
}

function statementsIn(request: ObjectRequest): unknown {
  const { said } = JSON.parse(request.messages[1]?.content ?? '{}') as {
    readonly said: readonly { readonly name: string; readonly text: string }[];
  };
  const findings = said
    .filter(({ text }) => /^(?:I|my) /.test(text))
    .map(({ name, text }) => ({ kind: 'add', line: name, quote: text, sort: 'plain', about: 'self' }));
  return { findings, summary: null };
}

describe.each(rooms)('promise 6, in %s: what is learnt is learnt in the open', (_name, open) => {
  it('learns once the talk is quiet, says so once under the next answer, and shows it', async () => {
    const learner = keepsStatements();
    const model = createScriptedModel(['Noted.'], learner);
    await onStage(open, { model }, async ({ actor, until, quiet, later }) => {
      const noor = actor('Noor');
      await agreeToMemory(noor, { until, quiet });
      await noor.tells('I sing alto');
      await until(() => model.requests.length === 2);
      await quiet();
      expect(saidTo(noor)).not.toContain('kept 2 things');
      later(4 * minuteMs);
      await until(() => learner.lessons === 1);
      await quiet();
      await noor.tells('hello again');
      await until(() => saidTo(noor).includes('kept 2 things'));
      await quiet();
      await noor.presses('See');
      await until(() => saidTo(noor).includes('“I sing alto” (I picked it up'));
      await noor.tells('and again');
      await until(() => model.requests.length === 4);
      await quiet();
      expect(saidTo(noor).match(/kept 2 things/g)).toHaveLength(1);
      expect(JSON.stringify(model.requests.at(-1)?.messages)).toContain('I sing alto');
    });
  }, 30_000);

  it('understands plain wishes: keep, see, forget, with a button before anything is gone', async () => {
    const model = createScriptedModel(['Noted.']);
    await onStage(open, { model }, async ({ actor, until, quiet }) => {
      const noor = actor('Noor');
      await agreeToMemory(noor, { until, quiet });
      await noor.tells('remember that I hate dill');
      await until(() => saidTo(noor).includes('Kept: “I hate dill”'));
      await noor.tells('was weißt du über mich?');
      await until(() => saidTo(noor).includes('1. “I hate dill”'));
      await noor.tells('oublie ce que je t’ai dit sur dill');
      await until(
        () =>
          saidTo(noor).includes('Leave it') ||
          answersTo(noor).some(
            ({ buttons }) => buttons.includes('Forget 1') || buttons.includes('Oublier 1'),
          ),
      );
      const label = answersTo(noor).some(({ buttons }) => buttons.includes('Forget 1'))
        ? 'Forget 1'
        : 'Oublier 1';
      await noor.presses(label);
      await until(() => /Forgotten: “I hate dill”|Oublié : « I hate dill »/.test(saidTo(noor)));
      await noor.tells('what do you know about me?');
      await until(() => saidTo(noor).split('my aunt grows medlars').length > 2);
      expect(saidTo(noor).split('what do you').at(-1)).not.toContain('1. “I hate dill”\n2.');
      // None of it went to the model.
      expect(model.requests).toHaveLength(1);
    });
  }, 30_000);
});

describe.each(sharedRooms)(
  'promises 3 and 4, in %s: what was learnt stays where it may be heard',
  (_name, open) => {
    it('hands a shared room nothing that was learnt in private', async () => {
      const secret = ['quince', 'canary'].join('-');
      const learner = keepsStatements();
      const model = createScriptedModel(['Noted.'], learner);
      await onStage(open, { model }, async ({ actor, until, quiet, later }) => {
        const noor = actor('Noor');
        await agreeToMemory(noor, { until, quiet });
        await noor.tells(`I hide a ${secret}`);
        await until(() => model.requests.length === 2);
        await quiet();
        later(4 * minuteMs);
        await until(() => learner.lessons === 1);
        await quiet();
        await noor.tells('what do I hide?');
        await until(() => saidTo(noor).includes('kept 2 things'));
        await quiet();
        await noor.mentions(`what do I hide? a quince?`);
        await until(() => answersTo(noor, 'channel').length + answersTo(noor, 'thread').length >= 1);
        await quiet();
        const asked = JSON.stringify(model.requests.at(-1));
        expect([asked.includes('what do I hide? a quince?'), asked.includes(secret)]).toEqual([true, false]);
        expect(saidTo(noor, 'channel', 'thread')).not.toContain('kept 2 things');
      });
    }, 30_000);
  },
);
