import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Edited, Incoming, Message } from '../../../src/core/message.ts';
import {
  type FakeDiscord,
  type GuildHandle,
  startFakeDiscord,
  until,
} from '../../support/fake-discord/index.ts';
import { startAdapter, stopAdapters } from './start-adapter.ts';

let discord: FakeDiscord;
let guild: GuildHandle;

beforeEach(async () => {
  discord = await startFakeDiscord();
  guild = discord.guild('Tea House');
});

afterEach(async () => {
  await stopAdapters();
  await discord.close();
});

const messages = (incoming: readonly Incoming[]): Message[] =>
  incoming.flatMap((event) => (event.kind === 'message' ? [event] : []));

describe('what the adapter hears', () => {
  it('hears a mention with its text, who said it and where an answer goes', async () => {
    const channel = guild.channel('general');
    const ilse = discord.person('Ilse');
    const { incoming } = await startAdapter(discord);
    const said = ilse.says(channel, '@Wren settle it');
    await until(() => incoming.length === 1);
    expect(incoming[0]).toMatchObject({
      kind: 'message',
      text: 'settle it',
      name: 'Ilse',
      account: { platform: 'discord', tenant: '', user: ilse.id },
      room: { platform: 'discord', tenant: guild.id, id: channel.id },
      audience: { kind: 'shared', platform: 'discord', tenant: guild.id, room: channel.id },
      contentAvailable: true,
      admin: false,
      joins: true,
      messageId: said.id,
    });
  });

  it('hears a direct message as private, right after a start with nothing cached', async () => {
    const ilse = discord.person('Ilse');
    const { incoming } = await startAdapter(discord);
    ilse.writesToBot('hi');
    await until(() => incoming.length === 1);
    expect(incoming[0]).toMatchObject({
      text: 'hi',
      audience: { kind: 'private', account: { user: ilse.id } },
      room: { tenant: '', id: discord.dm(ilse).id },
    });
  });

  it('hears edits and deletions of direct messages it never cached', async () => {
    const ilse = discord.person('Ilse');
    const said = ilse.writesToBot('helo');
    const { incoming } = await startAdapter(discord);
    ilse.edits(said, 'hello');
    ilse.deletes(said);
    await until(() => incoming.length === 2);
    expect(incoming.map(({ kind }) => kind)).toEqual(['edited', 'deleted']);
    expect(incoming[0]).toMatchObject({ text: 'hello', messageId: said.id });
    expect(incoming[1]).toMatchObject({ messageId: said.id, room: { id: discord.dm(ilse).id } });
  });

  it('hears a reply to its own message, with what was replied to', async () => {
    const channel = guild.channel('general');
    const ilse = discord.person('Ilse');
    const { incoming, adapter } = await startAdapter(discord, {
      answer: (event) =>
        event.kind === 'message' && event.text === 'one'
          ? { visibility: 'public', place: 'new', body: words('A claim.') }
          : undefined,
    });
    expect(adapter.platform).toBe('discord');
    ilse.says(channel, '@Wren one');
    await until(() => channel.shown().length === 1);
    const [, answer] = channel.messages;
    if (!answer) throw new Error('There is no answer.');
    ilse.replies(answer, 'sourced?');
    await until(() => incoming.length === 2);
    expect(incoming[1]).toMatchObject({
      text: 'sourced?',
      quoted: { name: 'Wren', text: 'A claim.' },
      contentAvailable: true,
    });
    ilse.replies(answer, 'quietly', { ping: false });
    await until(() => incoming.length === 3);
    expect(incoming[2]).toMatchObject({ text: '', contentAvailable: false });
  });

  it('takes no notice of talk among others, other bots, webhooks, system messages and @everyone', async () => {
    const channel = guild.channel('general');
    const ilse = discord.person('Ilse');
    const marek = discord.person('Marek');
    const { incoming } = await startAdapter(discord);
    const claim = marek.says(channel, 'nobody bluffs in Catan');
    ilse.says(channel, '@Marek you do');
    ilse.replies(claim, 'you do');
    ilse.says(channel, '@everyone he does');
    discord.otherBot('Robin').says(channel, '@Wren hello from a bot');
    discord.otherBot('Robin2').writesToBot('hello in private');
    discord.webhookSays(channel, 'Deploys', '@Wren deployed');
    discord.systemMessage(channel, ilse, 7);
    discord.systemMessage(channel, ilse, 6);
    const last = ilse.says(channel, '@Wren and you?');
    await until(() => incoming.length > 0);
    expect(messages(incoming).map(({ messageId }) => messageId)).toEqual([last.id]);
  });

  it('ignores its own messages', async () => {
    const channel = guild.channel('general');
    const ilse = discord.person('Ilse');
    const { incoming } = await startAdapter(discord, {
      answer: () => ({ visibility: 'public', place: 'new', body: words(`<@${discord.bot.id}> I said.`) }),
    });
    ilse.says(channel, '@Wren one');
    await until(() => channel.shown().length === 1);
    ilse.says(channel, '@Wren two');
    await until(() => channel.shown().length === 2);
    expect(incoming).toHaveLength(2);
  });

  it('hears a mention of the role Discord made for it, and says that the text was withheld', async () => {
    const channel = guild.channel('general');
    const ilse = discord.person('Ilse');
    const { incoming } = await startAdapter(discord);
    ilse.says(channel, '@&Wren hello?');
    await until(() => incoming.length === 1);
    expect(incoming[0]).toMatchObject({ text: '', contentAvailable: false });
  });

  it('tells an edit from a refreshed preview', async () => {
    const channel = guild.channel('general');
    const ilse = discord.person('Ilse');
    const handedOn: string[] = [];
    const { incoming } = await startAdapter(discord, {
      beforeAccept: async ({ kind }) => {
        handedOn.push(kind);
      },
    });
    const said = ilse.says(channel, '@Wren look https://example.org');
    discord.refreshPreview(said);
    ilse.edits(said, '@Wren look again');
    discord.refreshPreview(said);
    ilse.says(channel, '@Wren done');
    await until(() => messages(incoming).length === 2);
    const edits = incoming.filter((event): event is Edited => event.kind === 'edited');
    expect(edits.map(({ text }) => text)).toEqual(['look again']);
    expect(handedOn).toEqual(['message', 'edited', 'message']);
    expect(edits[0]?.eventId).not.toBe(incoming[0]?.eventId);
  });

  it('hears that somebody took the mention out again', async () => {
    const channel = guild.channel('general');
    const ilse = discord.person('Ilse');
    const { incoming } = await startAdapter(discord);
    const said = ilse.says(channel, '@Wren look');
    ilse.edits(said, 'never mind');
    await until(() => incoming.length === 2);
    expect(incoming[1]).toMatchObject({ kind: 'deleted', messageId: said.id });
  });

  it('hears every message of a bulk deletion', async () => {
    const channel = guild.channel('general');
    const ilse = discord.person('Ilse');
    const { incoming } = await startAdapter(discord);
    const said = [ilse.says(channel, 'a'), ilse.says(channel, 'b')];
    discord.deleteMany(channel, said);
    await until(() => incoming.length === 2);
    expect(incoming.map((event) => event.kind === 'deleted' && event.messageId)).toEqual(
      said.map(({ id }) => id),
    );
  });

  it('hears that it was thrown out of a server, not that a server is down', async () => {
    const { incoming } = await startAdapter(discord);
    guild.outage();
    guild.removeBot();
    await until(() => incoming.length === 1);
    expect(incoming[0]).toMatchObject({ kind: 'removed', platform: 'discord', tenant: guild.id });
  });

  it('knows the owner of a server as its administrator, and people by their nickname', async () => {
    const channel = guild.channel('general');
    const ilse = discord.person('Ilse');
    guild.makeOwner(ilse);
    guild.nickname(ilse, 'Captain');
    const { incoming } = await startAdapter(discord);
    ilse.says(channel, '@Wren hello');
    await until(() => incoming.length === 1);
    expect(incoming[0]).toMatchObject({ name: 'Captain', admin: true });
  });

  it('gives one id to one event delivered twice', async () => {
    const ilse = discord.person('Ilse');
    const ids: string[] = [];
    await startAdapter(discord, {
      beforeAccept: async ({ eventId }) => {
        ids.push(eventId);
      },
    });
    discord.faults.repeatNextEvent();
    ilse.writesToBot('hi');
    await until(() => ids.length === 2);
    expect(new Set(ids).size).toBe(1);
  });

  it('loses nothing when the connection drops, is asked to reconnect, or closes unexpectedly', async () => {
    const ilse = discord.person('Ilse');
    const { incoming } = await startAdapter(discord);
    for (const interrupt of [
      () => discord.faults.dropSocket(),
      () => discord.faults.askToReconnect(),
      () => discord.faults.close(4000),
    ]) {
      const before = incoming.length;
      interrupt();
      ilse.writesToBot('still there?');
      await until(() => incoming.length === before + 1);
      await until(() => discord.connected() === 1);
    }
    expect(incoming).toHaveLength(3);
  });

  it('tries again to hand on what could not be written down', async () => {
    const ilse = discord.person('Ilse');
    let refusals = 2;
    const { incoming } = await startAdapter(discord, {
      beforeAccept: async () => {
        if (refusals-- > 0) throw new Error('disk full');
      },
    });
    ilse.writesToBot('hi');
    await until(() => incoming.length === 1);
  });

  it('describes attachments and stickers without fetching them', async () => {
    const ilse = discord.person('Ilse');
    const { incoming } = await startAdapter(discord);
    ilse.writesToBot('', {
      attachments: [{ name: 'cat.png', type: 'image/png', bytes: 12 }],
      stickers: ['wave'],
    });
    await until(() => incoming.length === 1);
    expect(incoming[0]).toMatchObject({
      text: '',
      contentAvailable: true,
      attachments: [
        { name: 'cat.png', type: 'image/png', bytes: 12 },
        { name: 'wave', type: 'sticker' },
      ],
    });
  });

  it('hears a forwarded message as something quoted', async () => {
    const ilse = discord.person('Ilse');
    const { incoming } = await startAdapter(discord);
    ilse.forwards(discord.dm(ilse), 'the oven is wrong');
    await until(() => incoming.length === 1);
    expect(incoming[0]).toMatchObject({ quoted: { text: 'the oven is wrong' } });
  });
});

async function* words(text: string) {
  yield { kind: 'text', text } as const;
  yield { kind: 'end', buttons: [], files: [] } as const;
}
