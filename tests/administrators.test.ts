import { describe, expect, it } from 'vitest';
import { createScriptedModel } from './support/scripted-model.ts';
import { answersTo, onStage, saidTo, sharedRooms } from './support/stages.ts';

describe.each(sharedRooms)('whoever administers %s', (_name, open) => {
  it('keeps it to one channel with its threads, and nobody else can', async () => {
    const model = createScriptedModel(['Here I am.']);
    await onStage(open, { model }, async ({ actor, until, quiet }) => {
      const [host, noor] = [actor('Host'), actor('Noor')];
      await noor.runs('setup rooms where:here', 'channel');
      await until(() => saidTo(noor, 'channel').includes('people who administer this place'));
      await host.runs('setup rooms where:here', 'channel');
      await until(() => saidTo(host, 'channel').includes('1 channel only; this one is among them'));
      await noor.mentions('are you there?', 'thread');
      await until(() => saidTo(noor, 'thread').includes('Here I am.'));
      await host.runs('setup rooms where:not-here', 'channel');
      await until(() => saidTo(host, 'channel').includes('0 channels only'));
      const before = model.requests.length;
      await noor.mentions('and now?', 'thread');
      await noor.mentions('and here?');
      await quiet();
      expect(model.requests).toHaveLength(before);
      // A direct message is nobody else's business.
      await noor.tells('are you there?');
      await until(() => answersTo(noor).length === 1);
    });
  }, 30_000);

  it('chooses whose help lines are shown', async () => {
    await onStage(open, { model: createScriptedModel(['Noted.']) }, async ({ actor, until }) => {
      const [host, noor] = [actor('Host'), actor('Noor')];
      await host.runs('setup country code:FR', 'channel');
      await until(() => saidTo(host, 'channel').includes('Help lines: FR'));
      await noor.mentions('je veux mourir', 'thread');
      await until(() => saidTo(noor, 'thread').includes('findahelpline.com'));
      await noor.presses('De l’aide', 'thread');
      await until(() => saidTo(noor, 'thread').includes('3114'));
      expect(saidTo(noor, 'thread')).toContain('numéro pas encore vérifié');
    });
  }, 30_000);

  it('decides that nothing said there is remembered', async () => {
    const model = createScriptedModel(['Noted.']);
    await onStage(open, { model }, async ({ actor, until, quiet }) => {
      const [host, noor] = [actor('Host'), actor('Noor')];
      await host.runs('setup memory allowed:off', 'channel');
      await until(() => saidTo(host, 'channel').includes('Memory: off'));
      await noor.runs('me keep I sing alto', 'channel');
      await until(() => saidTo(noor, 'channel').includes('switched memory off here'));
      await quiet();
    });
  }, 30_000);
});
