import { describe, expect, it } from 'vitest';
import { createScriptedModel } from '../support/scripted-model.ts';
import { answersTo, onStage, rooms, saidTo, sharedRooms } from '../support/stages.ts';

describe.each(rooms)('promise 7, in %s: every message is covered by exactly one answer', (_name, open) => {
  it('answers what was accepted before a crash once, and what comes after it once', async () => {
    let crashed = false;
    const model = createScriptedModel((request) =>
      crashed ? `Covered: ${request.task.said}` : { kind: 'hang' },
    );
    await onStage(open, { model }, async ({ actor, until, quiet, restart }) => {
      const noor = actor('Noor');
      await noor.tells('first words');
      await until(() => model.requests.length === 1);
      crashed = true;
      await restart();
      await until(() => saidTo(noor).includes('Covered: first words'), 15_000);
      await noor.tells('second words');
      await until(() => saidTo(noor).includes('Covered: second words'), 15_000);
      await quiet();
      expect(answersTo(noor)).toHaveLength(2);
    });
  }, 40_000);
});

describe.each(sharedRooms)('promise 7, in a busy %s', (_name, open) => {
  it('answers six people who speak at once, in two places, each once, whatever is delivered again', async () => {
    const model = createScriptedModel((request) => `Covered: ${request.task.said}`);
    await onStage(open, { model }, async ({ actor, until, quiet, deliverAgain }) => {
      const people = ['Ana', 'Ben', 'Cleo', 'Dov', 'Eva', 'Finn'].map(actor);
      for (const [index, person] of people.entries()) {
        await person.mentions(`in the channel ${index}`, 'thread');
        await deliverAgain?.();
        await person.tells(`in private ${index}`);
        await deliverAgain?.();
      }
      const ana = people[0];
      if (!ana) throw new Error('Nobody came.');
      await until(
        () => people.every((person, index) => saidTo(person).includes(`Covered: in private ${index}`)),
        30_000,
      );
      await until(
        () =>
          people.every((_person, index) =>
            saidTo(ana, 'thread').includes(`Covered: in the channel ${index}`),
          ),
        30_000,
      );
      await quiet();
      for (const person of people) expect(answersTo(person)).toHaveLength(1);
      expect(answersTo(ana, 'thread')).toHaveLength(people.length);
    });
  }, 90_000);
});
