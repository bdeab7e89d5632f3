import { afterAll, describe, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../support/fake-discord/index.ts';
import { startFakeOpenAi } from '../support/fake-openai.ts';
import { startFakeSlack } from '../support/fake-slack/index.ts';
import { type Program, startProgram, temporaryFolder, until } from '../support/process.ts';

/** A lease outlives its process by up to ten seconds. */
const takeOverMs = 30_000;
const long = 'This sentence is here to be shown before the power fails. '.repeat(8);

type Model = Awaited<ReturnType<typeof startFakeOpenAi>>;
const programs: Program[] = [];
const folders: ReturnType<typeof temporaryFolder>[] = [];
const models: Model[] = [];
const others: { close(): Promise<void> }[] = [];

/** The first answer stays open: nothing of it came, or its beginning. */
async function model(begin: string): Promise<Model> {
  const started = await startFakeOpenAi((_request, count) =>
    count === 1 ? { begin, hold: true } : `${begin}And this is the end.`,
  );
  models.push(started);
  return started;
}

function start(env: Readonly<Record<string, string>>): Program {
  const program = startProgram({ LOG_LEVEL: 'error', ...env });
  programs.push(program);
  return program;
}

async function crash(program: Program): Promise<void> {
  program.process.kill('SIGKILL');
  expect(await program.ended).toBe('SIGKILL');
}

function folder(): string {
  const made = temporaryFolder();
  folders.push(made);
  return made.path;
}

afterAll(async () => {
  for (const program of programs) program.process.kill('SIGKILL');
  await Promise.all(programs.map(({ ended }) => ended));
  await Promise.all(models.map((each) => each.close()));
  await Promise.all(others.map((each) => each.close()));
  for (const each of folders) each.remove();
});

async function inDiscord(begin: string) {
  const discord: FakeDiscord = await startFakeDiscord();
  others.push(discord);
  const server = await model(begin);
  const env = {
    DATA_DIR: folder(),
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    OPENAI_BASE_URL: server.url,
  };
  const noor = discord.person('Noor');
  const own = () =>
    discord
      .dm(noor)
      .messages.filter(({ author }) => author.id === discord.bot.id)
      .map(({ content }) => content);
  const first = start(env);
  await until(() => discord.connected() === 1, 'the bot is online');
  noor.writesToBot('are you there?');
  await until(() => server.requests.length === 1, 'the model was asked');
  if (begin !== '')
    await until(() => own().join('').includes('shown before the power fails'), 'the beginning is shown');
  await crash(first);
  start(env);
  await until(() => own().join('').includes('And this is the end.'), 'the answer is whole', takeOverMs);
  return own();
}

async function inSlack(begin: string) {
  const slack = await startFakeSlack();
  others.push({ close: () => slack.stop() });
  const team = slack.team('Harbour');
  const server = await model(begin);
  const env = {
    DATA_DIR: folder(),
    SLACK_BOT_TOKEN: team.bot.token,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    OPENAI_BASE_URL: server.url,
  };
  const noor = team.person('Noor');
  const own = () => noor.dm().shownAnywhere();
  const first = start(env);
  await until(() => slack.socket.connections() === 2, 'the bot is online');
  noor.writesTo(team.bot, 'are you there?');
  await until(() => server.requests.length === 1, 'the model was asked');
  if (begin !== '')
    await until(() => own().join('').includes('shown before the power fails'), 'the beginning is shown');
  await crash(first);
  start(env);
  await until(() => own().join('').includes('And this is the end.'), 'the answer is whole', takeOverMs);
  return own();
}

describe('kill -9', () => {
  const places = [
    ['Discord', inDiscord],
    ['Slack', inSlack],
  ] as const;

  for (const [name, inPlace] of places) {
    it.concurrent(`right after a message was accepted: it is answered once after the restart (${name})`, async () => {
      const own = await inPlace('');
      expect(own.filter((text) => text.includes('And this is the end.'))).toHaveLength(1);
      expect(own).toHaveLength(1);
    }, 60_000);

    it.concurrent(`in the middle of an answer: it is finished, not begun a second time (${name})`, async () => {
      const own = await inPlace(long);
      expect(own.join('').split('And this is the end.')).toHaveLength(2);
      expect(own).toHaveLength(1);
    }, 60_000);
  }
});
