import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message, Surroundings } from '../../../src/core/message.ts';
import {
  type FakeChannel,
  type FakeDiscord,
  type FakePerson,
  startFakeDiscord,
  until,
} from '../../support/fake-discord/index.ts';
import { startAdapter, stopAdapters } from './start-adapter.ts';

let discord: FakeDiscord;
let channel: FakeChannel;
let ilse: FakePerson;
let marek: FakePerson;

beforeEach(async () => {
  discord = await startFakeDiscord();
  channel = discord.guild('Tea House').channel('general');
  ilse = discord.person('Ilse');
  marek = discord.person('Marek');
});

afterEach(async () => {
  await stopAdapters();
  await discord.close();
});

/** What can be seen around the message that `ask` writes. */
async function lookAfter(
  ask: () => void,
  options: { readonly messageContent?: boolean; readonly maxLines?: number } = {},
): Promise<Surroundings> {
  const { adapter, incoming } = await startAdapter(discord, {
    messageContent: options.messageContent ?? false,
  });
  ask();
  await until(() => incoming.length === 1);
  return adapter.look(incoming[0] as Message, {
    maxLines: options.maxLines ?? 20,
    signal: new AbortController().signal,
  });
}

describe('looking around', () => {
  it('sees the lines above with their speakers, oldest first', async () => {
    discord.faults.allowMessageContent(true);
    marek.says(channel, 'I have no ore, I swear.');
    discord.systemMessage(channel, marek, 7);
    ilse.says(channel, 'and then a city');
    const seen = await lookAfter(() => ilse.says(channel, '@Wren settle it, @Marek is lying'), {
      messageContent: true,
    });
    expect(seen).toEqual({
      lines: [
        { name: 'Marek', own: false, same: false, text: 'I have no ore, I swear.', at: expect.any(Number) },
        { name: 'Ilse', own: false, same: true, text: 'and then a city', at: expect.any(Number) },
      ],
    });
  });

  it('calls people by their nickname where it has heard it', async () => {
    discord.faults.allowMessageContent(true);
    const guild = discord.guild('Boat');
    const deck = guild.channel('deck');
    guild.nickname(marek, 'Captain');
    const seen = await lookAfter(
      () => {
        marek.says(deck, 'all aboard');
        ilse.says(deck, '@Wren who is that?');
      },
      { messageContent: true },
    );
    expect(seen.lines.map(({ name, text }) => [name, text])).toEqual([['Captain', 'all aboard']]);
  });

  it('sees no more lines than it is asked for', async () => {
    discord.faults.allowMessageContent(true);
    for (let index = 0; index < 30; index += 1) marek.says(channel, `line ${index}`);
    const { lines } = await lookAfter(() => ilse.says(channel, '@Wren look'), {
      messageContent: true,
      maxLines: 20,
    });
    expect(lines).toHaveLength(20);
    expect(lines.at(-1)?.text).toBe('line 29');
  });

  it('follows a chain of replies beyond the lines above', async () => {
    discord.faults.allowMessageContent(true);
    const claim = marek.says(channel, 'I have no ore');
    const doubt = ilse.replies(claim, 'liar');
    for (let index = 0; index < 5; index += 1) marek.says(channel, `line ${index}`);
    const { lines } = await lookAfter(() => ilse.replies(doubt, '@Wren tell him'), {
      messageContent: true,
      maxLines: 2,
    });
    expect(lines.map(({ text }) => text)).toEqual(['I have no ore', 'liar', 'line 3', 'line 4']);
  });

  it('says that texts were withheld, and still shows what it may see', async () => {
    marek.says(channel, 'I have no ore, I swear.');
    marek.says(channel, '@Wren he started it');
    const seen = await lookAfter(() => ilse.says(channel, '@Wren settle it'));
    expect(seen.hidden).toBe('content');
    expect(seen.lines.map(({ text }) => text)).toEqual(['he started it']);
  });

  it('sees everything in a direct message', async () => {
    ilse.writesToBot('he burned the first tray');
    const seen = await lookAfter(() => ilse.writesToBot('back'));
    expect(seen.hidden).toBeUndefined();
    expect(seen.lines.map(({ text }) => text)).toEqual(['he burned the first tray']);
  });

  it('says that it may not read the history', async () => {
    channel.denied.add('history');
    marek.says(channel, '@Wren he started it');
    const seen = await lookAfter(() => ilse.says(channel, '@Wren settle it'));
    expect(seen).toEqual({ lines: [], hidden: 'permission' });
  });

  it('goes on without a message of the chain that was deleted', async () => {
    const claim = marek.says(channel, '@Wren no ore');
    const seen = await lookAfter(() => {
      ilse.replies(claim, '@Wren really?');
      claim.deleted = true;
    });
    expect(seen).toEqual({ lines: [] });
  });

  it('says that reading failed instead of failing', async () => {
    const seen = await (async () => {
      discord.faults.on('GET', /messages$/, { kind: 'fail' }, 10);
      return lookAfter(() => ilse.says(channel, '@Wren settle it'));
    })();
    expect(seen).toEqual({ lines: [], hidden: 'error' });
  });
});
