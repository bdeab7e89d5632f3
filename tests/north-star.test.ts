import { describe, expect, it } from 'vitest';
import { createRehearsalVoice } from '../src/craft/rehearsal-voice.ts';
import { createScriptedModel } from './support/scripted-model.ts';
import { answersTo, onStage, rooms, saidTo, sharedRooms } from './support/stages.ts';

const dayMs = 24 * 60 * 60 * 1000;

describe.each(sharedRooms)('in a channel of %s', (_name, open) => {
  it('settles it on evidence from the lines above the mention', async () => {
    const model = createScriptedModel([
      'Marek, nine minutes ago: "I have no ore, I swear." Then a city. Ilse wins on evidence.',
      'Sourced slander.',
    ]);
    await onStage(
      open,
      { model, env: { DISCORD_MESSAGE_CONTENT: 'true' } },
      async ({ actor, until, quiet }) => {
        const [ilse, marek] = [actor('Ilse'), actor('Marek')];
        await marek.writes('I have no ore, I swear.');
        await marek.writes('City on the hill.');
        await ilse.mentions('settle it. Marek says nobody bluffs in Catan.');
        await until(() => saidTo(ilse, 'channel', 'thread').includes('Ilse wins on evidence.'));
        await quiet();
        const prompt = JSON.stringify(model.requests[0]?.messages);
        expect(prompt).toContain('Marek');
        expect(prompt).toContain('I have no ore, I swear.');
        expect(prompt).toContain('City on the hill.');
      },
    );
  }, 30_000);
});

describe.each(rooms)('in a direct message in %s', (_name, open) => {
  it('talks first, asks when something is worth keeping, and picks it up two weeks later', async () => {
    const model = createScriptedModel([
      "I do. I'm Wren, an AI, not a human. What did he bake that nobody else bothered with?",
      'Open on the burned tray.',
      'Fifteen days. You were going to show your brother page two.',
      'He read it closely, then. Wrong how?',
    ]);
    await onStage(open, { model }, async ({ actor, until, quiet, later, restart }) => {
      const noor = actor('Noor');
      await noor.tells("you read drafts? mine's about my brother's bakery going under and I hate it");
      await until(() => saidTo(noor).includes('What did he bake'));
      await quiet();
      // The model said that it is an AI; it is not said twice.
      expect(saidTo(noor).match(/not a human/g)).toHaveLength(1);
      const card = answersTo(noor).filter(({ buttons }) => buttons.length > 0);
      expect(card).toHaveLength(1);
      expect(card[0]?.text).toContain('Shall I remember what you tell me?');
      await noor.presses('Remember');
      await until(() => saidTo(noor).includes('I’ll remember.'));
      await quiet();
      await noor.tells('plum rye. he burned the first tray every single morning');
      await until(() => saidTo(noor).includes('Open on the burned tray.'));
      await quiet();

      later(15 * dayMs);
      await restart();
      await noor.tells('back');
      await until(() => saidTo(noor).includes('Fifteen days.'), 10_000);
      await quiet();
      const prompt = JSON.stringify(model.requests[2]?.messages);
      expect(/fifteen days/i.test(prompt)).toBe(true);
      expect(prompt.includes('plum rye')).toBe(true);
      await noor.tells('he says the oven in the bakery is wrong');
      await until(() => saidTo(noor).includes('Wrong how?'));
      await quiet();
      expect(JSON.stringify(model.requests[3]?.messages).includes('plum rye')).toBe(true);
      expect(answersTo(noor).at(-1)?.buttons).toEqual([]);
    });
  }, 40_000);

  it('says that nobody is typing, and keeps a claim of the contrary to itself', async () => {
    const model = createScriptedModel([
      'Nobody is typing. I am a real person, of course, and I love you. I do have Tuesday’s lyric, and an argument with verse two.',
    ]);
    await onStage(open, { model }, async ({ actor, until, quiet }) => {
      const teo = actor('Teo');
      await teo.tells('honestly. is someone typing this? do you love me?');
      await until(() => saidTo(teo).includes('argument with verse two'));
      await quiet();
      expect(saidTo(teo)).not.toContain('real person');
      expect(saidTo(teo)).toMatch(/I[’']m Wren, an AI, not a human\./);
    });
  }, 20_000);

  it('keeps its view in a talk about a line, with everything said so far before it', async () => {
    const model = createScriptedModel([
      'Keep the boat. Stop at "boat": the fold has told me, and "free" is borrowed.',
      "I'd still cut it. Your page, it stays. Then charge her for it: who knocks at four?",
    ]);
    await onStage(open, { model }, async ({ actor, until, quiet }) => {
      const ana = actor('Ana');
      await ana.tells(
        '"Ruth folded the eviction letter into a boat, and in that moment she knew she was free."',
      );
      await until(() => saidTo(ana).includes('Keep the boat.'));
      await quiet();
      await ana.tells('I like "free".');
      await until(() => saidTo(ana).includes('who knocks at four?'));
      await quiet();
      const turns = model.requests[1]?.messages.filter(({ role }) => role !== 'system') ?? [];
      expect(turns.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
      expect(turns[0]?.content).toContain('Ruth folded the eviction letter');
      expect(turns[1]?.content).toContain('Keep the boat.');
      expect(turns[2]?.content).toContain('I like "free".');
    });
  }, 20_000);

  it('finds the haiku with no model at all, and says whose words they are', async () => {
    await onStage(open, { model: createRehearsalVoice() }, async ({ actor, until, quiet }) => {
      const you = actor('Ana');
      await you.tells('My grandmother kept a blue radio on the kitchen windowsill and it was never off.');
      await until(() => saidTo(you).includes('windowsill.'));
      await quiet();
      const said = saidTo(you).replaceAll(/[*_]/g, '');
      expect(said).toContain('My grandmother kept\na blue radio on the\nkitchen windowsill.');
      expect(said).toContain('(rehearsal voice, no model connected, made from your words)');
    });
  }, 20_000);
});
