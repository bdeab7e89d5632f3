import {
  Client,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  MessageFlags,
  Partials,
  Routes,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord, until } from './fake-discord/index.ts';

let discord: FakeDiscord;
const clients: Client[] = [];

beforeEach(async () => {
  discord = await startFakeDiscord();
});

afterEach(async () => {
  for (const client of clients.splice(0)) await client.destroy();
  await discord.close();
});

async function connect(extraIntents: GatewayIntentBits[] = []): Promise<Client<true>> {
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...extraIntents,
    ],
    partials: [Partials.Channel, Partials.Message],
    rest: { api: discord.apiUrl, retries: 1, timeout: 5_000 },
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
  });
  clients.push(client);
  client.on(Events.Error, () => {});
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  return ready;
}

/** The code of what the call was refused with. */
async function refusal(call: Promise<unknown>): Promise<string | number> {
  try {
    await call;
  } catch (error) {
    if (error instanceof DiscordAPIError) return error.code;
    throw error;
  }
  throw new Error('The call was not refused.');
}

describe('the fake Discord', () => {
  it('delivers direct messages whole and strips what a bot without the intent may not read', async () => {
    const channel = discord.guild('Tea House').channel('general');
    const ilse = discord.person('Ilse');
    const client = await connect();
    const seen: { content: string; dm: boolean }[] = [];
    client.on(Events.MessageCreate, (message) => {
      seen.push({ content: message.content, dm: message.channel.isDMBased() });
    });
    ilse.says(channel, 'nobody bluffs in Catan');
    ilse.says(channel, '@Wren settle it');
    ilse.writesToBot('hi');
    await until(() => seen.length === 3);
    expect(seen).toEqual([
      { content: '', dm: false },
      { content: `<@${discord.bot.id}> settle it`, dm: false },
      { content: 'hi', dm: true },
    ]);
  });

  it('refuses the content intent with 4014 until the portal allows it', async () => {
    await expect(connect([GatewayIntentBits.MessageContent])).rejects.toThrow('disallowed intents');
    discord.faults.allowMessageContent(true);
    const channel = discord.guild('Tea House').channel('general');
    const client = await connect([GatewayIntentBits.MessageContent]);
    const seen: string[] = [];
    client.on(Events.MessageCreate, (message) => {
      seen.push(message.content);
    });
    discord.person('Ilse').says(channel, 'nobody bluffs');
    await until(() => seen.length === 1);
    expect(seen).toEqual(['nobody bluffs']);
  });

  it('answers with the codes of the platform', async () => {
    const channel = discord.guild('Tea House').channel('general');
    const ilse = discord.person('Ilse');
    const { rest } = await connect();
    const post = (body: object, id = channel.id) => rest.post(Routes.channelMessages(id), { body });
    expect(await refusal(post({ content: 'x'.repeat(2001) }))).toBe(50035);
    expect(await refusal(post({ content: ' \n' }))).toBe(50006);
    expect(await refusal(post({ content: 'x' }, '100000000000000001'))).toBe(10003);
    const button = { type: 2, style: 2, label: 'x'.repeat(81), custom_id: 'a' };
    expect(await refusal(post({ content: 'x', components: [{ type: 1, components: [button] }] }))).toBe(
      50035,
    );
    const message = ilse.says(channel, 'mine');
    const patch = (id: string) =>
      rest.patch(Routes.channelMessage(channel.id, id), { body: { content: 'y' } });
    expect(await refusal(patch(message.id))).toBe(50005);
    expect(await refusal(patch('100000000000000001'))).toBe(10008);
    channel.denied.add('send');
    expect(await refusal(post({ content: 'x' }))).toBe(50013);
    channel.denied.add('view');
    expect(await refusal(post({ content: 'x' }))).toBe(50001);
    const dm = discord.dm(ilse);
    dm.blocked = true;
    expect(await refusal(post({ content: 'x' }, dm.id))).toBe(50007);
  });

  it('posts once for one enforced nonce, also when it failed after accepting', async () => {
    const channel = discord.guild('Tea House').channel('general');
    const { rest } = await connect();
    discord.faults.on('POST', /messages$/, { kind: 'fail-after-accepting' });
    const body = { content: 'once', nonce: 'n1', enforce_nonce: true };
    await rest.post(Routes.channelMessages(channel.id), { body });
    await rest.post(Routes.channelMessages(channel.id), { body: { ...body, content: 'twice' } });
    expect(channel.shown()).toEqual(['once']);
    expect(discord.requests.filter(({ method }) => method === 'POST')).toHaveLength(3);
  });

  it('pings by default and leaves people alone when nobody is allowed to be mentioned', async () => {
    const channel = discord.guild('Tea House').channel('general');
    const ilse = discord.person('Ilse');
    const { rest } = await connect();
    const body = { content: `<@${ilse.id}> and @everyone` };
    await rest.post(Routes.channelMessages(channel.id), {
      body: { ...body, allowed_mentions: { parse: [] } },
    });
    expect(discord.pings).toEqual([]);
    await rest.post(Routes.channelMessages(channel.id), { body });
    expect(discord.pings.map(({ who }) => who)).toEqual(['@Ilse', '@everyone']);
  });

  it('holds an interaction to its first acknowledgement', async () => {
    const channel = discord.guild('Tea House').channel('general');
    const ilse = discord.person('Ilse');
    const client = await connect();
    const commands = [{ name: 'me', type: 1, description: 'About you' }];
    await client.rest.put(Routes.applicationCommands(client.application.id), { body: commands });
    const interaction = ilse.runs('/me', {}, channel);
    const { id, token } = interaction;
    const acknowledge = () =>
      client.rest.post(Routes.interactionCallback(id, token), {
        body: { type: 5, data: { flags: MessageFlags.Ephemeral } },
        auth: false,
      });
    await acknowledge();
    expect(await refusal(acknowledge())).toBe(40060);
    const original = Routes.webhookMessage(client.application.id, token, '@original');
    await client.rest.patch(original, { body: { content: 'yours alone' }, auth: false });
    expect(channel.shown()).toEqual([]);
    expect(channel.shownTo(ilse)).toEqual(['yours alone']);
    discord.faults.expireInteractions();
    expect(await refusal(client.rest.patch(original, { body: { content: 'late' }, auth: false }))).toBe(
      50027,
    );
  });

  it('forgets an interaction nobody acknowledged within three seconds', async () => {
    let now = Date.now();
    await discord.close();
    discord = await startFakeDiscord({ now: () => now });
    const channel = discord.guild('Tea House').channel('general');
    const { rest, application } = await connect();
    const commands = [{ name: 'me', type: 1, description: 'About you' }];
    await rest.put(Routes.applicationCommands(application.id), { body: commands });
    const { id, token } = discord.person('Ilse').runs('/me', {}, channel);
    now += 3_001;
    const late = rest.post(Routes.interactionCallback(id, token), { body: { type: 5 }, auth: false });
    expect(await refusal(late)).toBe(10062);
  });

  it('refuses commands the platform refuses', async () => {
    const client = await connect();
    const put = (body: object[]) =>
      client.rest.put(Routes.applicationCommands(client.application.id), { body });
    const command = { name: 'poem', type: 1, description: 'A poem' };
    const option = (name: string, required: boolean) => ({ type: 3, name, description: 'x', required });
    expect(await refusal(put([{ ...command, name: 'Poem!' }]))).toBe(50035);
    expect(await refusal(put([{ ...command, description: 'x'.repeat(101) }]))).toBe(50035);
    expect(await refusal(put([{ ...command, options: [option('a', false), option('b', true)] }]))).toBe(
      50035,
    );
    expect(await refusal(put([{ ...command, description_localizations: { xx: 'x' } }]))).toBe(50035);
    await put([{ ...command, options: [option('b', true), option('a', false)] }]);
    expect(discord.commands()).toHaveLength(1);
  });

  it('replays what was missed when the connection drops', async () => {
    const ilse = discord.person('Ilse');
    const client = await connect();
    const seen: string[] = [];
    client.on(Events.MessageCreate, (message) => {
      seen.push(message.content);
    });
    discord.faults.dropSocket();
    await until(() => discord.connected() === 0);
    ilse.writesToBot('while you were away');
    await until(() => seen.length === 1);
    expect(discord.resumed()).toBe(1);
  });

  it('starts anew after a session that cannot be resumed', async () => {
    const ilse = discord.person('Ilse');
    const client = await connect();
    const seen: string[] = [];
    client.on(Events.MessageCreate, (message) => {
      seen.push(message.content);
    });
    discord.faults.invalidateSession(false);
    ilse.writesToBot('lost');
    await until(() => discord.identified.length === 2);
    ilse.writesToBot('heard');
    await until(() => seen.length === 1);
    expect(seen).toEqual(['heard']);
    expect(discord.resumed()).toBe(0);
  });

  it('makes the client wait as long as a 429 says', async () => {
    const channel = discord.guild('Tea House').channel('general');
    const { rest } = await connect();
    discord.faults.on('POST', /messages$/, { kind: 'rate-limit', retryAfterMs: 120 });
    const before = Date.now();
    await rest.post(Routes.channelMessages(channel.id), { body: { content: 'x' } });
    expect(Date.now() - before).toBeGreaterThanOrEqual(119);
    expect(channel.shown()).toEqual(['x']);
  });

  it('keeps every version of an edited message', async () => {
    const channel = discord.guild('Tea House').channel('general');
    const { rest } = await connect();
    const { id } = (await rest.post(Routes.channelMessages(channel.id), { body: { content: 'one' } })) as {
      id: string;
    };
    await rest.patch(Routes.channelMessage(channel.id, id), { body: { content: 'two' } });
    expect(channel.messages[0]?.history.map(({ content }) => content)).toEqual(['one', 'two']);
  });

  it('pages through a channel', async () => {
    const channel = discord.guild('Tea House').channel('general');
    const ilse = discord.person('Ilse');
    const ids = ['a', 'b', 'c', 'd'].map((text) => ilse.says(channel, `@Wren ${text}`).id);
    const { rest } = await connect();
    const page = async (query: Record<string, string>) => {
      const found = await rest.get(Routes.channelMessages(channel.id), { query: new URLSearchParams(query) });
      return (found as { id: string }[]).map(({ id }) => ids.indexOf(id));
    };
    expect(await page({ limit: '2' })).toEqual([3, 2]);
    expect(await page({ before: ids[2] ?? '', limit: '5' })).toEqual([1, 0]);
    expect(await page({ after: ids[1] ?? '', limit: '1' })).toEqual([2]);
  });
});
