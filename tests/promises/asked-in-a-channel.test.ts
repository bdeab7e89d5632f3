import { describe, expect, it } from 'vitest';
import { createScriptedModel } from '../support/scripted-model.ts';
import { agreeToMemory, answersTo, onStage, saidTo, sharedRooms } from '../support/stages.ts';

describe.each(sharedRooms)('a private command asked for in a channel of %s', (_name, open) => {
  it('keeps everything that was asked, behind its button', async () => {
    const model = createScriptedModel(['Noted.']);
    await onStage(open, { model }, async ({ actor, until, quiet }) => {
      const host = actor('Host');
      await host.mentions('setup memory off');
      await until(() => saidTo(host, 'channel', 'thread').includes('That answer is for you alone.'));
      await quiet();
      await host.presses('Open it', 'channel').catch(() => host.presses('Open it', 'thread'));
      await until(() => saidTo(host, 'channel', 'thread', 'dm').includes('Memory: off'));
    });
  }, 30_000);

  it('says to nobody else who agreed to be remembered', async () => {
    const model = createScriptedModel(['Noted.']);
    await onStage(open, { model }, async ({ actor, until, quiet }) => {
      const [noor, teo] = [actor('Noor'), actor('Teo')];
      await noor.mentions('me resume');
      await until(
        () =>
          saidTo(noor, 'channel', 'thread').includes('Memory') ||
          saidTo(noor, 'channel', 'thread').includes('That answer is for you alone.') ||
          saidTo(noor, 'channel', 'thread').includes('Shall I remember'),
      );
      await quiet();
      expect(saidTo(teo, 'channel', 'thread')).not.toContain('I’ll remember.');
    });
  }, 30_000);
});

describe.each(sharedRooms)('a wish said while an answer is under way, in %s', (_name, open) => {
  it('is carried out for itself and not talked about', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const model = createScriptedModel(['Noted.', { kind: 'held', release: held, text: 'A long thought.' }]);
    await onStage(open, { model }, async ({ actor, until, quiet }) => {
      const noor = actor('Noor');
      await agreeToMemory(noor, { until, quiet });
      await noor.tells('I was at the market today');
      await until(() => model.requests.length === 2);
      await noor.tells('please forget everything about me');
      await until(() => answersTo(noor).some(({ text }) => text.includes('Sure?')));
      release();
      await quiet();
      expect(JSON.stringify(model.requests)).not.toContain('forget everything about me');
    });
  }, 30_000);
});
