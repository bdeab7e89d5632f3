import { describe, expect, it } from 'vitest';
import { createScriptedModel } from '../support/scripted-model.ts';
import { agreeToMemory, answersTo, onStage, saidTo, sharedRooms } from '../support/stages.ts';

describe.each(sharedRooms)('two accounts of one person, in %s', (_name, open) => {
  it('are linked by a code and a yes on both sides, and parted by one', async () => {
    const secret = ['quince', 'canary'].join('-');
    const model = createScriptedModel(['Noted.']);
    await onStage(open, { model }, async ({ actor, until, quiet }) => {
      const [first, second] = [actor('Noor'), actor('Noor elsewhere')];
      await agreeToMemory(first, { until, quiet });
      await agreeToMemory(second, { until, quiet });
      await first.runs(`me keep my locker holds a ${secret}`);
      await until(() => saidTo(first).includes('Kept:'));

      await first.runs('me link');
      await until(() => /Your code: (\S{9})\./.test(saidTo(first)));
      const [, code = ''] = /Your code: (\S{9})\./.exec(saidTo(first)) ?? [];
      await second.runs('me link AAAA-AAAA');
      await until(() => saidTo(second).includes('That code is wrong'));
      await second.runs(`me link ${code}`);
      await until(() => saidTo(second).includes('Only go on if that account is yours.'));
      expect(saidTo(second)).toContain('Noor');
      await second.presses('Yes, that is me');
      await until(() => saidTo(second).includes('run '));
      await quiet();
      await second.tells('what does my locker hold?');
      await until(() => model.requests.length === 3);
      expect(JSON.stringify(model.requests.at(-1)).includes(secret)).toBe(false);
      await quiet();

      await first.runs('me link');
      await until(() => saidTo(first).includes('entered your code'));
      await first.presses('Yes, that is me');
      await until(() => saidTo(first).includes('Linked.'));
      await second.tells('and now, what does my locker hold?');
      await until(() => model.requests.length === 4);
      expect(JSON.stringify(model.requests.at(-1)).includes(secret)).toBe(true);
      await quiet();

      await second.mentions('what does my locker hold?', 'thread');
      await until(() => model.requests.length === 5);
      expect(JSON.stringify(model.requests.at(-1)).includes(secret)).toBe(false);
      await quiet();

      await second.runs('me unlink');
      await until(() => saidTo(second).includes('No longer linked'));
      await second.tells('once more, what does my locker hold?');
      await until(() => model.requests.length === 6);
      expect(JSON.stringify(model.requests.at(-1)).includes(secret)).toBe(false);
      expect(answersTo(second).length).toBeGreaterThan(5);
    });
  }, 40_000);
});
