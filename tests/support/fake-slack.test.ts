import { App, LogLevel, SocketModeReceiver, webApi } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { type FakeSlack, startFakeSlack } from './fake-slack/index.ts';
import { until } from './fake-slack/until.ts';

const open: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function withBolt(options: { readonly ackWithinMs?: number } = {}) {
  const fake = await startFakeSlack(options);
  open.push(() => fake.stop());
  const team = fake.team();
  const app = new App({
    token: team.bot.token,
    appToken: fake.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: {
      slackApiUrl: fake.apiUrl,
      timeout: 5_000,
      retryConfig: { retries: 1, minTimeout: 10, maxTimeout: 50 },
    },
  });
  open.push(async () => {
    // Bolt says it has stopped before its socket is closed.
    await app.stop();
    await until(() => fake.socket.connections() === 0);
  });
  return { fake, team, app };
}

async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
    return error instanceof Error ? error.name : 'unknown';
  }
  return 'nothing was refused';
}

function acked(fake: FakeSlack): boolean {
  return fake.socket.sent.every(({ ackedAfterMs }) => ackedAfterMs !== undefined);
}

describe('the fake Slack, with the real Bolt', () => {
  it('tells the bot of a mention twice, as a mention and as a message', async () => {
    const { fake, team, app } = await withBolt();
    const heard: string[] = [];
    app.event('app_mention', async ({ event }) => void heard.push(`mention ${event.ts}`));
    app.message(async ({ message }) => void heard.push(`message ${message.ts}`));
    await app.start();
    const said = team.person('Noor').says(team.channel('general'), '@Wren settle it');
    await until(() => heard.length === 2 && acked(fake));
    expect(heard.toSorted()).toEqual([`mention ${said.ts}`, `message ${said.ts}`]);
    expect(said.text).toBe(`<@${team.bot.id}> settle it`);
  });

  it('shows what the bot posts where it posts it', async () => {
    const { team, app } = await withBolt();
    const channel = team.channel('general');
    const root = team.person('Noor').says(channel, 'hello');
    await app.client.chat.postMessage({ channel: channel.id, text: 'above' });
    await app.client.chat.postMessage({
      channel: channel.id,
      thread_ts: root.ts,
      markdown_text: '**below**',
    });
    expect(channel.shown()).toEqual(['above']);
    expect(channel.thread(root).shown()).toEqual(['**below**']);
  });

  it('holds the limits of messages', async () => {
    const { team, app } = await withBolt();
    const channel = team.channel('general').id;
    const { chat } = app.client;
    const { ts = '' } = await chat.postMessage({ channel, text: 'x' });
    expect(await refusal(chat.update({ channel, ts, text: 'x'.repeat(4_001) }))).toBe('msg_too_long');
    expect(await refusal(chat.postMessage({ channel, markdown_text: 'x'.repeat(12_001) }))).toBe(
      'msg_too_long',
    );
    expect(
      await refusal(app.client.apiCall('chat.postMessage', { channel, text: 'x', markdown_text: 'y' })),
    ).toBe('markdown_text_conflict');
    const element = {
      type: 'button' as const,
      action_id: 'a',
      text: { type: 'plain_text' as const, text: 'x'.repeat(76) },
    };
    const blocks = [{ type: 'actions' as const, elements: [element] }];
    expect(await refusal(chat.postMessage({ channel, text: 'x', blocks }))).toBe('invalid_blocks');
    team.channel('general').archived = true;
    expect(await refusal(chat.postMessage({ channel, text: 'x' }))).toBe('is_archived');
  });

  it('ends a stream after five minutes, at its limit, and when a person stops it', async () => {
    let now = 1_700_000_000_000;
    const fake = await startFakeSlack({ now: () => now });
    open.push(() => fake.stop());
    const team = fake.team();
    const client = new webApi.WebClient(team.bot.token, { slackApiUrl: fake.apiUrl });
    const noor = team.person('Noor');
    const root = noor.says(team.channel('general'), 'hello');
    const where = { channel: root.channel.id, thread_ts: root.ts };
    const recipient = { recipient_user_id: noor.id, recipient_team_id: team.id };
    expect(await refusal(client.chat.startStream(where))).toBe('missing_recipient_user_id');
    const begin = async () => {
      const { ts = '' } = await client.chat.startStream({ ...where, ...recipient, markdown_text: 'one ' });
      return { channel: where.channel, ts };
    };

    const first = await begin();
    expect(await refusal(client.chat.update({ ...first, markdown_text: 'no' }))).toBe(
      'streaming_state_conflict',
    );
    expect(await refusal(client.chat.appendStream({ ...first, markdown_text: 'x'.repeat(11_999) }))).toBe(
      'msg_too_long',
    );
    await client.chat.stopStream({ ...first, markdown_text: 'two' });
    expect(await refusal(client.chat.stopStream(first))).toBe('message_not_in_streaming_state');

    const second = await begin();
    noor.stops(root);
    expect(await refusal(client.chat.appendStream({ ...second, markdown_text: 'x' }))).toBe(
      'stopped_by_user',
    );

    const third = await begin();
    now += 5 * 60_000;
    expect(await refusal(client.chat.stopStream(third))).toBe('message_not_in_streaming_state');
    await client.chat.update({ ...third, markdown_text: 'rescued' });
    expect(root.channel.thread(root).shown()).toEqual(['one two', 'one ', 'rescued']);
  });

  it('sends an event again when nobody acknowledges it, and says so', async () => {
    const fake = await startFakeSlack({ ackWithinMs: 60 });
    open.push(() => fake.stop());
    const team = fake.team();
    const receiver = new SocketModeReceiver({
      appToken: fake.appToken,
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions: { slackApiUrl: fake.apiUrl } },
    });
    const attempts: (number | undefined)[] = [];
    receiver.client.on('message', ({ retry_num, ack }: { retry_num?: number; ack: () => Promise<void> }) => {
      attempts.push(retry_num);
      if (attempts.length > 1) void ack();
    });
    await receiver.start();
    open.push(() => receiver.client.disconnect());
    team.person('Noor').writesTo(team.bot, 'hi');
    await until(() => attempts.length === 2);
    expect(attempts).toEqual([0, 1]);
  });

  it('counts only what really calls somebody as a ping', async () => {
    const { fake, team, app } = await withBolt();
    const channel = team.channel('general').id;
    const { chat } = app.client;
    await chat.postMessage({ channel, text: 'no &lt;!channel&gt; and no @here' });
    expect(fake.pings).toEqual([]);
    await chat.postMessage({ channel, markdown_text: 'yes <!here> <@U0123456789>' });
    expect(fake.pings.map(({ mention }) => mention)).toEqual(['<!here>', '<@U0123456789>']);
  });

  it('limits calls by the minute, and takes an answer to a command five times', async () => {
    const { fake, team, app } = await withBolt();
    fake.faults.limitPerMinute('chat.postMessage', 1);
    const channel = team.channel('general');
    const quick = new webApi.WebClient(team.bot.token, {
      slackApiUrl: fake.apiUrl,
      rejectRateLimitedCalls: true,
    });
    await quick.chat.postMessage({ channel: channel.id, text: 'one' });
    expect(await refusal(quick.chat.postMessage({ channel: channel.id, text: 'two' }))).toBe(
      'WebAPIRateLimitedError',
    );

    const statuses: number[] = [];
    app.command('/wren', async ({ ack, respond }) => {
      await ack();
      for (let use = 0; use < 6; use += 1) {
        await respond({ text: `answer ${use}` }).then(
          () => statuses.push(200),
          () => statuses.push(404),
        );
      }
    });
    await app.start();
    const noor = team.person('Noor');
    noor.runs('/wren', 'help', channel);
    await until(() => statuses.length === 6);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(noor.shown()).toHaveLength(5);
    expect(channel.shown()).toEqual(['one']);
  });
});
