import { afterEach, describe, expect, it } from 'vitest';
import type { Capabilities } from '../../src/core/adapter.ts';
import type { Model } from '../../src/core/model.ts';
import type { Platform } from '../../src/core/room.ts';
import {
  createScriptedModel,
  echoesItsPrompt,
  throws as modelThatThrows,
  pingsEveryone,
} from '../support/scripted-model.ts';

/** One message as people see it now. */
export type Shown = {
  /** Display name of the author; the character's is the bot's own. */
  readonly by: string;
  readonly own: boolean;
  readonly text: string;
  /** Labels of the buttons under it. */
  readonly buttons: readonly string[];
  /** Names of the files attached to it. */
  readonly files: readonly string[];
  /** Who can see it, when not everybody in the place can. */
  readonly onlyFor?: string;
};

/** `dm`: the person's own direct message with the character. `channel`: the one shared channel of the stage. `thread`: a thread in it. */
export type PlaceName = 'dm' | 'channel' | 'thread';

/** Somebody on the stage. Made on first use of the name. */
export type Actor = {
  /** Writes to the character in a DM; resolves when the platform has taken it. */
  tells(text: string): Promise<void>;
  /** Writes in the shared channel (or thread) and mentions the character at the start. */
  mentions(text: string, where?: 'channel' | 'thread'): Promise<void>;
  /** Writes in the shared channel without mentioning anybody. */
  writes(text: string, where?: 'channel' | 'thread'): Promise<void>;
  /** Runs a command by the platform's own means, given as typed text: `poem form:haiku the deploy`. */
  runs(command: string, where?: PlaceName): Promise<void>;
  /** Presses the newest button that starts with this label and that this person can see. */
  presses(label: string, where?: PlaceName): Promise<void>;
  /** Changes their last message in the place. */
  edits(text: string, where?: PlaceName): Promise<void>;
  deletes(where?: PlaceName): Promise<void>;
  /** Presses Stop, or what the platform has for it. */
  stops(where?: PlaceName): Promise<void>;
  /** What this person sees in the place, oldest first. */
  sees(where?: PlaceName): readonly Shown[];
  /** The last thing the character said there that this person can see; '' when nothing. */
  lastReply(where?: PlaceName): string;
};

/** The whole bot, running in one room against a fake of its platform. */
export type Stage = {
  readonly platform: Platform;
  readonly capabilities: Capabilities;
  /** Whoever is called Host administers the place. */
  actor(name: string): Actor;
  /** Names of people and groups the bot has really pinged. */
  pings(): readonly string[];
  /** Resolves when the condition holds; rejects after `timeoutMs` (default 5,000). */
  until(condition: () => boolean, timeoutMs?: number): Promise<void>;
  /** Resolves when nothing has been going on for a moment: no request, no open turn. */
  quiet(): Promise<void>;
  /** Everything the bot wrote to its log, as text. */
  log(): string;
  /** Another bot mentions the character. Absent where there are none. */
  botMentions?(text: string): Promise<void>;
  /** The platform delivers the last event again. Absent where it never does. */
  deliverAgain?(): Promise<void>;
  /** Moves the bot's time of day on, as if people had been away. Nothing that waits is woken. */
  later(milliseconds: number): void;
  /** Ends the bot as a crash would (nothing is closed) and starts it anew on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** Starts the whole bot with this model on an empty data folder. `env` adds variables of the configuration. */
export type OpenStage = (options: {
  readonly model: Model;
  readonly env?: Readonly<Record<string, string>>;
}) => Promise<Stage>;

/** What every room must do, seen from outside. What only channels can show is left out where there are none. */
export function adapterContract(
  name: string,
  open: OpenStage,
  options: { readonly hasChannels: boolean },
): void {
  describe(name, () => {
    let stage: Stage | undefined;
    const start = async (model: Model): Promise<Stage> => {
      stage = await open({ model });
      return stage;
    };
    afterEach(async () => {
      await stage?.close();
      stage = undefined;
    });
    const own = (actor: Actor, where?: PlaceName) => actor.sees(where).filter((message) => message.own);
    /** Everything the character said there, joined, without how the platform shows emphasis or line ends. */
    const said = (actor: Actor, where?: PlaceName) =>
      own(actor, where)
        .map(({ text }) => text)
        .join('\n');

    it('answers a direct message once, and says at the first meeting that it is an AI', async () => {
      const { actor, until, quiet } = await start(createScriptedModel(['Keep the boat.']));
      const noor = actor('Noor');
      await noor.tells('read this: the boat floated');
      await until(() => said(noor).includes('Keep the boat.'));
      await quiet();
      expect(said(noor)).toMatch(/I[’']m Wren, an AI, not a human\. Keep the boat\./);
      expect(own(noor)).toHaveLength(1);

      await noor.tells('and now?');
      await until(() => own(noor).length === 2);
      await quiet();
      expect(noor.lastReply()).toBe('Keep the boat.');
    });

    it('gives a burst of messages one answer', async () => {
      let open: () => void = () => undefined;
      const release = new Promise<void>((resolve) => {
        open = resolve;
      });
      const model = createScriptedModel([{ kind: 'held', release, text: 'never shown' }, 'To both of them.']);
      const { actor, until, quiet } = await start(model);
      const noor = actor('Noor');
      await noor.tells('my brother');
      await until(() => model.requests.length === 1);
      await noor.tells('burned the first tray');
      await until(() => said(noor).includes('To both of them.'));
      open();
      await quiet();
      expect(own(noor)).toHaveLength(1);
      expect(said(noor)).not.toContain('never shown');
      expect(JSON.stringify(model.requests.at(-1)?.task.said)).toContain(
        'my brother\\nburned the first tray',
      );
    });

    it('shows a long answer whole, in parts that fit, with fences closed in each', async () => {
      const sentences = Array.from(
        { length: 120 },
        (_, index) => `Sentence number ${index} about the oven and the tray.`,
      );
      const long = `${sentences.join(' ')}\n\n\`\`\`js\n${Array.from({ length: 90 }, (_, index) => `const tray${index} = ${index};`).join('\n')}\n\`\`\`\n\nThe end of it.`;
      const { actor, until, quiet, capabilities } = await start(
        createScriptedModel([long.match(/[\s\S]{1,400}/g) ?? []]),
      );
      const noor = actor('Noor');
      await noor.tells('tell me everything');
      await until(() => said(noor).includes('The end of it.'), 30_000);
      await quiet();
      const whole = said(noor);
      for (const sentence of sentences) expect(whole).toContain(sentence);
      for (const [index] of Array.from({ length: 90 }).entries())
        expect(whole).toContain(`const tray${index} = ${index};`);
      for (const { text } of own(noor)) {
        expect(text.length).toBeLessThanOrEqual(capabilities.maxCharacters);
        expect((text.match(/```/g) ?? []).length % 2).toBe(0);
      }
      expect(own(noor).flatMap(({ buttons }) => buttons)).not.toContain('Stop');
    }, 40_000);

    it('stops writing when told to, and leaves what was shown clean', async () => {
      const model = createScriptedModel([
        [
          ...Array.from(
            { length: 12 },
            (_, index) => `This is sentence ${index} of a long tale, told slowly. `,
          ),
        ],
      ]);
      const slow: Model = {
        ...model,
        async *stream(request, signal) {
          for await (const piece of model.stream(request, signal)) yield piece;
          await new Promise<void>((resolve) => {
            if (signal.aborted) resolve();
            signal.addEventListener('abort', () => resolve(), { once: true });
          });
        },
      };
      const { actor, until, quiet, capabilities } = await start(slow);
      const noor = actor('Noor');
      await noor.tells('a long tale');
      await until(() => said(noor).includes('sentence 5'), 10_000);
      if (capabilities.edits)
        await until(
          () => own(noor).some(({ buttons }) => buttons.includes('Stop')) || stage?.platform === 'slack',
          10_000,
        );
      await noor.stops();
      await quiet();
      expect(said(noor)).toContain('sentence 5');
      expect(own(noor).flatMap(({ buttons }) => buttons)).not.toContain('Stop');
      await noor.tells('/help');
      await until(() => /\/(wren )?poem/.test(said(noor)));
    }, 30_000);

    it('asks once whether to remember, and remembers across a crash', async () => {
      const model = createScriptedModel(['A bakery. What did he bake?', 'Good morning.']);
      const { actor, until, quiet, restart } = await start(model);
      const noor = actor('Noor');
      await noor.tells('my brother has a bakery in Lyon and bakes plum rye');
      await until(() => own(noor).some(({ buttons }) => buttons.length === 3));
      expect(own(noor).find(({ buttons }) => buttons.length === 3)?.buttons).toEqual([
        'Remember · I’m 18 or over',
        'Just today',
        'What’s kept, who can see',
      ]);
      await noor.presses('Remember');
      await until(() => said(noor).includes('I’ll remember.'));
      await quiet();
      await restart();
      await noor.tells('good morning, do you know what my brother bakes?');
      await until(() => said(noor).includes('Good morning.'));
      expect(JSON.stringify(model.requests.at(-1)?.messages)).toContain('plum rye');
      await quiet();
      expect(own(noor).filter(({ buttons }) => buttons.length === 3)).toHaveLength(1);
    }, 30_000);

    it('answers once after a crash in the middle of an answer', async () => {
      const model = createScriptedModel([{ kind: 'hang' }, 'Here is your answer.']);
      const { actor, until, quiet, restart } = await start(model);
      const noor = actor('Noor');
      await noor.tells('are you there?');
      await until(() => model.requests.length === 1);
      await restart();
      await until(() => said(noor).includes('Here is your answer.'), 15_000);
      await quiet();
      expect(own(noor)).toHaveLength(1);
    }, 30_000);

    it('pings nobody, whatever the model writes', async () => {
      const { actor, until, quiet, pings, capabilities } = await start(pingsEveryone);
      const noor = actor('Noor');
      await noor.tells('call everybody');
      await until(() => own(noor).length > 0);
      if (capabilities.threads) {
        await noor.mentions('call everybody here');
        await until(() => own(noor, 'channel').length > 0);
      }
      await quiet();
      expect(pings()).toEqual([]);
    });

    it('answers every kind of odd message decently', async () => {
      const { actor, until, quiet } = await start(createScriptedModel(['Noted.']));
      const noor = actor('Noor');
      const odd = [
        '🥖🥖',
        'z̷̢͉̝a̸̬̿l̵̰͐g̷̱͒o̴͔̕',
        'مرحبا كيف حالك',
        'a'.repeat(1_900),
        '\ud800 lone',
        '```',
        '<b>&amp;</b>',
        '/unknown',
        '<think>',
      ];
      for (const [index, text] of odd.entries()) {
        await noor.tells(text);
        await until(() => own(noor).length > index, 10_000);
        await quiet();
      }
      expect(own(noor)).toHaveLength(odd.length);
      expect(own(noor).filter(({ text }) => text.trim() === '')).toEqual([]);
    }, 60_000);

    it('says honestly, in character, that no model answered', async () => {
      const { actor, until, quiet } = await start(modelThatThrows);
      const noor = actor('Noor');
      await noor.tells('hello');
      await until(() => own(noor).length === 1);
      await quiet();
      expect(said(noor)).not.toMatch(/error|unreachable|BotError|OPENAI/i);
      expect(said(noor).length).toBeGreaterThan(20);
    });

    it('keeps everybody’s words out of its log', async () => {
      const canary = ['marmalade', 'canary', 'words'].join('-');
      const { actor, until, quiet, log } = await start(
        createScriptedModel([`You said ${canary}.`, new Error(`broken by ${canary}`)]),
      );
      const noor = actor('Noor');
      await noor.tells(`my secret is ${canary}`);
      await until(() => said(noor).includes(canary));
      await noor.tells(`and again ${canary}`);
      await until(() => own(noor).length === 2);
      await quiet();
      expect(log().length).toBeGreaterThan(0);
      expect(log()).not.toContain(canary);
      expect(log()).not.toMatch(/xox[abp]-|xapp-|Bearer |Authorization/i);
    });

    it('runs commands by the room’s own means, and shows private answers to their author alone', async () => {
      const { actor, until, quiet, capabilities } = await start(
        createScriptedModel(['A poem about the deploy.']),
      );
      const noor = actor('Noor');
      await noor.runs('poem form:haiku the deploy');
      await until(() => said(noor).includes('A poem about the deploy.'));
      await noor.runs('me show');
      await until(() => said(noor).includes('Nothing is kept about you.'));
      await quiet();
      if (!capabilities.threads) return;
      const teo = actor('Teo');
      await noor.runs('me show', 'channel');
      await until(() => said(noor, 'channel').includes('Nothing is kept about you.'));
      await quiet();
      expect(said(teo, 'channel')).not.toContain('Nothing is kept');
    }, 20_000);

    if (!options.hasChannels) return;

    describe('in a shared room', () => {
      it('answers a mention where it was made, in threads too', async () => {
        const opened = await start(createScriptedModel(['Ilse wins.']));
        const ilse = opened.actor('Ilse');
        await ilse.mentions('settle it');
        await opened.until(
          () => said(ilse, 'channel').includes('Ilse wins.') || said(ilse, 'thread').includes('Ilse wins.'),
        );
        await ilse.mentions('settle this too', 'thread');
        await opened.until(() => said(ilse, 'thread').includes('Ilse wins.'));
        await opened.quiet();
        expect(own(ilse, 'dm')).toEqual([]);
      });

      it('stays silent when it was not addressed, and among bots', async () => {
        const model = createScriptedModel(['I was not asked.']);
        const opened = await start(model);
        const ilse = opened.actor('Ilse');
        await ilse.writes('nobody bluffs in Catan');
        await ilse.writes('@everyone lunch?');
        await opened.botMentions?.('hello, fellow bot');
        await opened.quiet();
        expect(own(ilse, 'channel')).toEqual([]);
        expect(model.requests).toEqual([]);
      });

      it('answers a mention without a word', async () => {
        const model = createScriptedModel(['You called?']);
        const opened = await start(model);
        const ilse = opened.actor('Ilse');
        await ilse.mentions('', 'thread');
        await opened.until(() => said(ilse, 'thread').includes('You called?'));
        await opened.quiet();
        expect(model.requests[0]?.task.said).toBe('');
      });

      it('answers a repeated delivery once', async () => {
        const opened = await start(createScriptedModel(['Once.']));
        const ilse = opened.actor('Ilse');
        await ilse.mentions('settle it');
        await opened.until(
          () => said(ilse, 'channel').includes('Once.') || said(ilse, 'thread').includes('Once.'),
        );
        await opened.deliverAgain?.();
        await opened.quiet();
        expect(
          [...own(ilse, 'channel'), ...own(ilse, 'thread')].filter(({ text }) => text.includes('Once.')),
        ).toHaveLength(1);
      });

      it('runs a command by mention, and takes anything else for talk', async () => {
        const model = createScriptedModel(['Words.']);
        const opened = await start(model);
        const ilse = opened.actor('Ilse');
        await ilse.mentions('poem form:haiku the deploy', 'thread');
        await opened.until(() => model.requests.length === 1);
        await opened.quiet();
        expect(model.requests[0]?.task).toMatchObject({ kind: 'poem', form: 'haiku', said: 'the deploy' });
        await ilse.mentions('me too', 'thread');
        await opened.until(() => model.requests.length === 2);
        expect(model.requests[1]?.task).toMatchObject({ kind: 'talk', said: 'me too' });
        await opened.quiet();
      });

      it('opens a private answer to a mention behind a button', async () => {
        const opened = await start(createScriptedModel(['Words.']));
        const [ilse, marek] = [opened.actor('Ilse'), opened.actor('Marek')];
        await ilse.mentions('me show', 'thread');
        await opened.until(() => said(ilse, 'thread').includes('That answer is for you alone.'));
        await ilse.presses('Open it', 'thread');
        await opened.until(() => said(ilse, 'thread').includes('Nothing is kept about you.'));
        await marek.presses('Open it', 'thread');
        await opened.until(() => said(marek, 'thread').includes('That button belongs to somebody else.'));
        await opened.quiet();
        expect(said(marek, 'thread')).not.toContain('Nothing is kept');
      });

      it('reads the lines above a mention, as material for this turn', async () => {
        const model = createScriptedModel(['Ilse wins on evidence.']);
        stage = await open({ model, env: { DISCORD_MESSAGE_CONTENT: 'true' } });
        const [ilse, marek] = [stage.actor('Ilse'), stage.actor('Marek')];
        await marek.writes('I have no ore, I swear.', 'thread');
        await ilse.mentions('settle it. Marek says nobody bluffs in Catan.', 'thread');
        await stage.until(() => said(ilse, 'thread').includes('Ilse wins on evidence.'));
        await stage.quiet();
        const prompt = JSON.stringify(model.requests[0]?.messages);
        expect(prompt).toContain('I have no ore, I swear.');
        expect(prompt).toContain('Marek');
      });

      it('keeps what was said in private out of the prompt and out of the room', async () => {
        const canary = ['plum', 'rye', 'canary'].join('-');
        const opened = await start(echoesItsPrompt);
        const noor = opened.actor('Noor');
        await noor.tells(`my brother bakes ${canary}`);
        await opened.until(() => own(noor).length > 0, 20_000);
        await opened.quiet();
        await noor.runs('me keep Marek owes me money');
        await opened.quiet();
        await noor.mentions(`what does my brother bake? what do you know about me and money?`);
        await opened.until(() => own(noor, 'channel').length + own(noor, 'thread').length > 0, 20_000);
        await opened.quiet();
        expect(said(noor, 'channel') + said(noor, 'thread')).not.toContain(canary);
        expect(said(noor, 'channel') + said(noor, 'thread')).not.toContain('owes me money');
      }, 60_000);

      it('answers a message that was edited meanwhile as it now stands', async () => {
        const model = createScriptedModel([{ kind: 'hang' }, 'Dogs, then.']);
        const opened = await start(model);
        const noor = opened.actor('Noor');
        await noor.tells('I like dgos');
        await opened.until(() => model.requests.length === 1);
        await noor.edits('I like dogs');
        await opened.until(() => said(noor).includes('Dogs, then.'));
        await opened.quiet();
        expect(model.requests.at(-1)?.task.said).toBe('I like dogs');
        expect(own(noor)).toHaveLength(1);
      });

      it('says nothing to a message that was deleted before it was answered', async () => {
        const model = createScriptedModel([{ kind: 'hang' }, 'Too late.']);
        const opened = await start(model);
        const noor = opened.actor('Noor');
        await noor.tells('never mind');
        await opened.until(() => model.requests.length === 1);
        await noor.deletes();
        await opened.quiet();
        expect(own(noor)).toEqual([]);
      });
    });
  });
}
