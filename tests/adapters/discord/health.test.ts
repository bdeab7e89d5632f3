import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replyOf } from '../../../src/core/reply.ts';
import { type FakeDiscord, startFakeDiscord, until } from '../../support/fake-discord/index.ts';
import { startAdapter, stopAdapters } from './start-adapter.ts';

let discord: FakeDiscord;

beforeEach(async () => {
  discord = await startFakeDiscord();
});

afterEach(async () => {
  await stopAdapters();
  await discord.close();
});

describe('starting and failing', () => {
  it('asks for no privileged intent by default', async () => {
    await startAdapter(discord);
    expect(discord.identified).toEqual([(1 << 0) | (1 << 9) | (1 << 12)]);
  });

  it('reads every message where it was told to and Discord allows it', async () => {
    discord.faults.allowMessageContent(true);
    const channel = discord.guild('Tea House').channel('general');
    const ilse = discord.person('Ilse');
    const { incoming } = await startAdapter(discord, { messageContent: true, answer: () => replyOf('Yes.') });
    ilse.says(channel, '@Wren there?');
    await until(() => channel.shown().length === 1);
    const answer = channel.messages.at(-1);
    if (!answer) throw new Error('There is no answer.');
    ilse.replies(answer, 'good', { ping: false });
    await until(() => incoming.length === 2);
    expect(incoming[1]).toMatchObject({ text: 'good', contentAvailable: true });
  });

  it('starts without the content intent when Discord refuses it, and says so', async () => {
    const ilse = discord.person('Ilse');
    const { incoming, logged } = await startAdapter(discord, { messageContent: true });
    expect(discord.identified).toHaveLength(2);
    expect(logged.join('\n')).toContain('Message Content Intent');
    ilse.writesToBot('hi');
    await until(() => incoming.length === 1);
  });

  it('tells how to invite it, and warns when its name does not say that it is an AI', async () => {
    const { logged } = await startAdapter(discord);
    expect(logged.join('\n')).toMatch(/oauth2\/authorize\?client_id=\d+&scope=bot\+applications\.commands/);
    expect(logged.join('\n')).toContain('does not say that this is an AI');
  });

  it('has nothing to warn about when the name says it', async () => {
    const labelled = await startFakeDiscord({ botName: 'Wren (AI)' });
    try {
      const { logged } = await startAdapter(labelled);
      expect(logged.join('\n')).not.toContain('does not say that this is an AI');
    } finally {
      await stopAdapters();
      await labelled.close();
    }
  });

  it('says what to do about a refused token', async () => {
    discord.faults.refuseToken();
    await expect(startAdapter(discord)).rejects.toThrow(/refused the bot token.*DISCORD_TOKEN/s);
  });

  it('says what to do when Discord cannot be reached', async () => {
    await discord.close();
    await expect(startAdapter(discord)).rejects.toThrow(/could not be reached/);
  });

  it('reports a token refused later, once and for all', async () => {
    const ilse = discord.person('Ilse');
    const { failures, receipts } = await startAdapter(discord, { answer: () => replyOf('Hello.') });
    discord.faults.refuseToken();
    ilse.writesToBot('hi');
    await until(() => receipts.length === 1 && failures.length > 0);
    expect(failures[0]).toMatchObject({ code: 'adapter' });
    expect(receipts[0]).toMatchObject({ outcome: 'failed', reason: 'auth' });
  });

  it('reports a connection closed for good', async () => {
    const { failures } = await startAdapter(discord);
    discord.faults.close(4004);
    await until(() => failures.length === 1);
    expect(failures[0]?.message).toContain('DISCORD_TOKEN');
  });

  it('survives a dead interaction token without losing its own', async () => {
    const ilse = discord.person('Ilse');
    const { failures, receipts } = await startAdapter(discord, {
      commands: [
        {
          name: 'help',
          description: { en: 'Help', fr: 'Aide' },
          acknowledge: 'public',
          forAdmins: false,
          options: [],
          subcommands: [],
        },
      ],
      answer: () => {
        discord.faults.expireInteractions();
        return replyOf('Help.');
      },
    });
    ilse.runs('/help', {}, discord.dm(ilse));
    await until(() => receipts.length === 1);
    ilse.writesToBot('and again');
    await until(() => receipts.length === 2);
    expect(failures).toEqual([]);
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['delivered', 'delivered']);
  });

  it('takes no more events once it is stopped, and stops without having been started', async () => {
    const ilse = discord.person('Ilse');
    const { adapter, incoming } = await startAdapter(discord);
    await adapter.stop();
    ilse.writesToBot('too late');
    await until(() => discord.connected() === 0);
    expect(incoming).toEqual([]);
    await adapter.stop();
  });

  it('stops in time while it is reconnecting', async () => {
    const { adapter, logged } = await startAdapter(discord);
    discord.faults.invalidateSession(false);
    await until(() => logged.some((line) => line.includes('Reconnecting')));
    const before = Date.now();
    await adapter.stop();
    expect(Date.now() - before).toBeLessThan(3_000);
  });

  it('writes neither texts nor tokens to its log', async () => {
    const channel = discord.guild('Tea House').channel('general');
    const ilse = discord.person('Ilse');
    channel.denied.add('send');
    const { receipts, logged } = await startAdapter(discord, { answer: () => replyOf('a secret answer') });
    ilse.says(channel, '@Wren a secret question');
    await until(() => receipts.length === 1);
    expect(logged.join('\n')).not.toMatch(/secret|Ilse/);
    expect(logged.join('\n')).not.toContain(discord.token);
  });
});
