import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeOpenAi } from '../support/fake-openai.ts';
import { runProgram, startProgram, temporaryFolder, until } from '../support/process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const run = (input: string | Uint8Array, env: Readonly<Record<string, string>> = {}) =>
  runProgram({ DATA_DIR: folder.path, ...env }, input);

describe('the program on a pipe', () => {
  it('answers each line in turn and ends with 0, with nothing on standard output but the talk', async () => {
    const haiku = 'My grandmother kept a blue radio on the kitchen windowsill and it was never off';
    const { code, stdout, stderr } = await run(`hello\n/poem form:haiku ${haiku}\n`);
    expect(code).toBe(0);
    expect(stdout).toContain('I’m Wren, an AI, not a human.');
    expect(stdout).toContain('rehearsal voice');
    expect(stdout.replaceAll(/[*_]/g, '')).toContain(
      'My grandmother kept\na blue radio on the\nkitchen windowsill.',
    );
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toBe('');
  });

  it('takes Windows line ends, a last line without an end, blank lines and no line at all', async () => {
    expect((await run('/help\r\n\r\n\n/about')).stdout).toMatch(/\/poem[\s\S]*Version \d/);
    expect(await run('')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('takes a line of 100,000 characters and bytes that are no text', async () => {
    const { code, stdout } = await run(
      Buffer.concat([Buffer.from(`${'radio '.repeat(17_000)}\n`), Buffer.from([0xff, 0xfe, 0x0a])]),
    );
    expect(code).toBe(0);
    expect(stdout.trim().split('\n\n').length).toBeGreaterThanOrEqual(2);
  });

  it('ends quietly when nobody reads any more', async () => {
    const program = startProgram({ DATA_DIR: folder.path });
    program.process.stdout?.destroy();
    program.write('hello\nstill there?\n');
    program.end();
    expect(await program.ended).toBe(0);
    expect(program.stderr()).toBe('');
  });

  it('speaks with any OpenAI-compatible server, and says so when it is gone', async () => {
    const server = await startFakeOpenAi(() => 'Keep the boat. Stop at "boat".');
    try {
      const { stdout } = await run('read this\n', { OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'tiny' });
      expect(stdout).toContain('Keep the boat. Stop at "boat".');
      expect(stdout).not.toContain('rehearsal');
      expect(JSON.parse(server.requests[0] ?? '{}')).toMatchObject({ model: 'tiny', stream: true });
    } finally {
      await server.close();
    }
    const { code, stdout } = await run('read this\n', { OPENAI_BASE_URL: server.url, LOG_LEVEL: 'silent' });
    expect(code).toBe(0);
    expect(stdout.trim().length).toBeGreaterThan(20);
    expect(stdout).not.toMatch(/ECONN|Error|OPENAI/);
  });

  it('prints nothing on standard output while it sets itself up', () => {
    const { status, stdout } = spawnSync(process.execPath, [join(root, 'scripts', 'setup.mjs')], {
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([0, '']);
  });
});

describe('memory across two processes', () => {
  const storedBytes = () =>
    readdirSync(folder.path)
      .filter((name) => name.startsWith('vis-a-vis.db'))
      .map((name) => readFileSync(join(folder.path, name)).toString('latin1'))
      .join('');

  it('remembers what was agreed, shows it, and forgets it for good', async () => {
    const words = ['medlar', 'canary'].join('-');
    const first = await run(`my aunt grows ${words} in Kent\nremember\n`);
    expect(first.stdout).toContain('[1] Remember');
    expect(first.stdout).toContain('I’ll remember.');
    expect(storedBytes()).not.toContain(words);

    const second = await run('/me show\n');
    expect(second.stdout).toContain(words);

    const third = await run('/me forget everything\n1\n');
    expect(third.stdout).toContain('We meet as strangers.');
    const fourth = await run('/me show\n');
    expect(fourth.stdout).toContain('Nothing is kept about you.');
    expect(storedBytes()).not.toContain(words);
  });

  it('keeps nothing beyond the day for somebody who was not asked or said no', async () => {
    await run('my aunt grows medlars in Kent\njust today\n');
    expect((await run('/me show\n')).stdout).toContain('Nothing is kept about you.');
  });
});

describe('a start that cannot succeed', () => {
  it('reports every problem of the configuration at once', async () => {
    const { code, stdout, stderr } = await run('hello\n', {
      SLACK_APP_TOKEN: 'nonsense',
      LOG_LEVEL: 'loud',
      DISCORD_API_URL: 'x',
    });
    expect([code, stdout]).toEqual([1, '']);
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'LOG_LEVEL', 'DISCORD_API_URL'])
      expect(stderr).toContain(name);
  });

  it('points at the line and column of a mistake in the character file', async () => {
    const file = join(folder.path, 'mine.yaml');
    const wren = readFileSync(join(root, 'personas', 'wren.yaml'), 'utf8');
    writeFileSync(file, wren.replace(/^voice:/m, 'voices:'));
    const { code, stderr } = await run('hello\n', { PERSONA_FILE: file });
    expect(code).toBe(1);
    expect(stderr).toMatch(/mine\.yaml:\d+:\d+:.*voices/);
  });

  it('refuses a store whose key is gone, open to others or another one, and changes nothing', async () => {
    await run('hello\n');
    const key = join(folder.path, 'master.key');
    chmodSync(key, 0o644);
    expect(await run('hello\n')).toMatchObject({ code: 1, stderr: expect.stringMatching(/chmod 600/) });
    chmodSync(key, 0o600);
    const right = readFileSync(key, 'utf8');
    writeFileSync(key, `${'ab'.repeat(32)}\n`);
    expect(await run('hello\n')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not the one this store was made with/),
    });
    rmSync(key);
    expect(await run('hello\n')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/master key .* is missing/),
    });
    expect(readdirSync(folder.path)).not.toContain('master.key');
    writeFileSync(key, right, { mode: 0o600 });
    expect(await run('hello\n')).toMatchObject({ code: 0 });
  });

  it('refuses a damaged database and leaves it as it is', async () => {
    const file = join(folder.path, 'vis-a-vis.db');
    writeFileSync(file, 'not a database '.repeat(500));
    const { code, stderr } = await run('hello\n');
    expect(code).toBe(1);
    expect(stderr).toMatch(/damaged or is no SQLite database/);
    expect(readFileSync(file, 'utf8')).toBe('not a database '.repeat(500));
  });
});

describe('signals', () => {
  it('ends with 0 on SIGTERM', async () => {
    const program = startProgram({ DATA_DIR: folder.path });
    program.write('hello\n');
    await until(() => program.stdout().includes('Wren'), 'an answer');
    program.process.kill('SIGTERM');
    expect(await program.ended).toBe(0);
  });
});
