import { afterEach, describe, expect, it } from 'vitest';
import { createSlackAdapter } from '../../../src/adapters/slack/index.ts';
import { BotError } from '../../../src/core/errors.ts';
import { type FakeSlack, startFakeSlack } from '../../support/fake-slack/index.ts';
import { until } from '../../support/fake-slack/until.ts';
import { createHurriedClock, openRig } from './rig.ts';

const open: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function fake(): Promise<FakeSlack> {
  const slack = await startFakeSlack();
  open.push(() => slack.stop());
  return slack;
}

async function startWith(
  slack: FakeSlack,
  tokens: { botToken?: string; appToken?: string } = {},
  apiUrl = slack.apiUrl,
) {
  const adapter = createSlackAdapter({
    botToken: tokens.botToken ?? slack.team().bot.token,
    appToken: tokens.appToken ?? slack.appToken,
    apiUrl,
    log: silent,
    clock: createHurriedClock(),
  });
  open.push(() => adapter.stop());
  const failures: BotError[] = [];
  await adapter.start({
    accept: async () => 'taken',
    fail: (error) => failures.push(error),
    settled: async () => {},
  });
  return failures;
}

async function complaint(start: Promise<unknown>): Promise<string> {
  return start.then(
    () => 'It started.',
    (error: unknown) => (error instanceof BotError ? error.message : `Not a BotError: ${String(error)}`),
  );
}

describe('starting in Slack', () => {
  it('names the token that was refused', async () => {
    const slack = await fake();
    slack.team();
    const wrong = ['xoxb', 'wrong'].join('-');
    expect(await complaint(startWith(slack, { botToken: wrong }))).toContain('SLACK_BOT_TOKEN');
    expect(await complaint(startWith(slack, { appToken: wrong }))).toContain('SLACK_APP_TOKEN');
    slack.faults.on('apps.connections.open', { kind: 'refuse', error: 'missing_scope' }, 2);
    expect(await complaint(startWith(slack))).toContain('connections:write');
  });

  it('says so when Slack takes the token and then says nothing', async () => {
    const slack = await fake();
    slack.socket.delayHello(60_000, 2);
    expect(await complaint(startWith(slack))).toContain('could not be reached');
  });

  it('says so when Slack cannot be reached', async () => {
    const slack = await fake();
    const nobody = await startFakeSlack();
    await nobody.stop();
    expect(await complaint(startWith(slack, {}, nobody.apiUrl))).toContain('could not be reached');
  });

  it('starts when one of its sockets had bad luck, and opens it later', async () => {
    const slack = await fake();
    slack.faults.on('apps.connections.open', { kind: 'fail' });
    expect(await startWith(slack)).toEqual([]);
    await until(() => slack.socket.connections() === 2);
  });

  it('gives up on a socket that never says hello, and opens another', async () => {
    const slack = await fake();
    slack.socket.delayHello(60_000, 1);
    expect(await startWith(slack)).toEqual([]);
    expect(slack.socket.connections()).toBe(1);
    await until(() => slack.socket.connections() === 2);
    expect(slack.socket.opened()).toBe(3);
  });

  it('reports once that it can work no longer when its token dies while it runs', async () => {
    const slack = await fake();
    const failures = await startWith(slack);
    await until(() => slack.socket.connections() === 2);
    slack.faults.refuseTokens();
    slack.socket.drop();
    await until(() => failures.length > 0);
    expect(failures.map(({ code }) => code)).toEqual(['adapter']);
  });

  it('warns when the name people see does not say that it is an AI', async () => {
    const rig = await openRig();
    const label = () => rig.logged.filter((line) => line.includes('does not say that this is an AI'));
    expect(label()).toHaveLength(1);
    await rig.close();
  });

  it('leaves no socket open that was on its way when it stopped', async () => {
    const slack = await fake();
    slack.team();
    const adapter = createSlackAdapter({
      botToken: slack.team().bot.token,
      appToken: slack.appToken,
      apiUrl: slack.apiUrl,
      log: silent,
    });
    slack.faults.on('apps.connections.open', { kind: 'slow', delayMs: 300 });
    await adapter.start({ accept: async () => 'taken', fail: () => {}, settled: async () => {} });
    await adapter.stop();
    expect(slack.calls('apps.connections.open')).toHaveLength(2);
    await until(() =>
      slack.calls('apps.connections.open').every(({ finishedAt }) => finishedAt !== undefined),
    );
    await until(() => slack.socket.connections() === 0);
  });

  it('leaves no socket open when it stops, and takes nothing more', async () => {
    const rig = await openRig();
    await until(() => rig.slack.socket.connections() === 2);
    await rig.adapter.stop();
    await until(() => rig.slack.socket.connections() === 0);
    const team = rig.slack.team();
    team.person('Noor').writesTo(team.bot, 'anybody?');
    expect(rig.taken).toEqual([]);
    await rig.adapter.stop();
    await rig.slack.stop();
  });
});
