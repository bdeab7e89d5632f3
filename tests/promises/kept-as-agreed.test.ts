import { describe, expect, it } from 'vitest';
import { createScriptedModel } from '../support/scripted-model.ts';
import { agreeToMemory, answersTo, onStage, rooms, saidTo } from '../support/stages.ts';

const hourMs = 60 * 60 * 1000;

describe.each(rooms)(
  'promise 5, in %s: nothing is kept before you agree, and all of it can be forgotten',
  (_name, open) => {
    it('holds a talk for a day without consent, and not an hour longer', async () => {
      const words = ['medlar', 'canary'].join('-');
      const model = createScriptedModel(['Noted.']);
      await onStage(open, { model }, async ({ actor, until, quiet, later }) => {
        const noor = actor('Noor');
        await noor.tells(`my aunt grows ${words}`);
        await until(() => answersTo(noor).length === 1);
        await quiet();
        await noor.presses('Just today');
        await until(() => saidTo(noor).includes('Just today, then.'));
        later(20 * hourMs);
        await noor.tells('what does my aunt grow?');
        await until(() => model.requests.length === 2);
        await quiet();
        expect(JSON.stringify(model.requests[1]).includes(words)).toBe(true);
        later(5 * hourMs);
        await noor.tells('and now, what does my aunt grow?');
        await until(() => model.requests.length === 3);
        await quiet();
        expect(JSON.stringify(model.requests[2]).includes(words)).toBe(false);
        // After a no, the question does not come back by itself.
        expect(answersTo(noor).filter(({ buttons }) => buttons.length === 3)).toHaveLength(1);
      });
    }, 30_000);

    it('shows, mends, hands over and forgets what it kept, with no model at all', async () => {
      const model = createScriptedModel([new Error('the model is down')]);
      await onStage(open, { model }, async ({ actor, until, quiet, later }) => {
        const noor = actor('Noor');
        await agreeToMemory(noor, { until, quiet });
        await noor.runs('me keep I sing alto');
        await until(() => saidTo(noor).includes('Kept: “I sing alto”'));
        await noor.runs('me correct number:1 text:"I sing tenor"');
        await until(() => saidTo(noor).includes('It now says: “I sing tenor”'));
        await noor.runs('me show');
        await until(() => saidTo(noor).includes('1. “I sing tenor”'));
        expect(saidTo(noor)).toContain('my aunt grows medlars in Kent');
        await noor.runs('me export');
        await until(() =>
          answersTo(noor).some(({ files, text }) => files.length > 0 || text.includes('"facts"')),
        );
        await noor.runs('me forget everything');
        await until(() => saidTo(noor).includes('Sure?'));
        await noor.presses('Forget everything');
        await until(() => saidTo(noor).includes('We meet as strangers.'));
        await quiet();
        later(hourMs);
        await noor.runs('me show');
        await until(() => saidTo(noor).includes('Nothing is kept about you.'));
      });
    }, 30_000);

    it('keeps nothing new and recalls nothing while paused', async () => {
      const words = ['sorrel', 'canary'].join('-');
      const model = createScriptedModel(['Noted.']);
      await onStage(open, { model }, async ({ actor, until, quiet, later }) => {
        const noor = actor('Noor');
        await agreeToMemory(noor, { until, quiet });
        await noor.runs('me pause');
        await until(() => saidTo(noor).includes('Paused.'));
        await noor.tells(`my uncle grows ${words}`);
        await until(() => model.requests.length === 2);
        await quiet();
        later(30 * hourMs);
        await noor.tells('what do my aunt and my uncle grow?');
        await until(() => model.requests.length === 3);
        await quiet();
        const paused = JSON.stringify(model.requests[2]);
        expect([paused.includes('medlars'), paused.includes(words)]).toEqual([false, false]);
        await noor.runs('me resume');
        await until(() => saidTo(noor).includes('I remember again.'));
        await noor.tells('and now, what do my aunt and my uncle grow?');
        await until(() => model.requests.length === 4);
        const resumed = JSON.stringify(model.requests[3]);
        expect([resumed.includes('medlars'), resumed.includes(words)]).toEqual([true, false]);
      });
    }, 30_000);
  },
);
