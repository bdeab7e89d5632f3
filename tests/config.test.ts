import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig, secretNames, variableNames } from '../src/config.ts';

const noFiles = (path: string): string => {
  throw new Error(`There is no ${path}.`);
};
const botToken = ['xoxb', 'test'].join('-');
const appToken = ['xapp', 'test'].join('-');

describe('the configuration', () => {
  it('opens the terminal with the rehearsal voice when nothing is set', () => {
    expect(parseConfig({}, noFiles)).toMatchObject({
      terminal: true,
      dataDir: 'data',
      storeUrl: 'sqlite:data/vis-a-vis.db',
      logLevel: 'warn',
    });
    expect(parseConfig({}, noFiles).openai).toBeUndefined();
  });

  it('counts an empty value as absent', () => {
    expect(parseConfig({ DISCORD_TOKEN: '', OPENAI_API_KEY: '  ' }, noFiles)).toEqual(
      parseConfig({}, noFiles),
    );
  });

  it('leaves the terminal closed when a platform is set, unless it is asked for', () => {
    expect(parseConfig({ DISCORD_TOKEN: 'a' }, noFiles).terminal).toBe(false);
    expect(parseConfig({ DISCORD_TOKEN: 'a', TERMINAL: 'true' }, noFiles).terminal).toBe(true);
    expect(parseConfig({ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken }, noFiles).terminal).toBe(
      false,
    );
  });

  it('needs no key for a server of one’s own', () => {
    const config = parseConfig(
      { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', OPENAI_MODEL: 'llama3' },
      noFiles,
    );
    expect(config.openai).toMatchObject({ baseUrl: 'http://127.0.0.1:11434/v1', model: 'llama3' });
  });

  it('keeps data and store together', () => {
    expect(parseConfig({ DATA_DIR: '/srv/wren' }, noFiles).storeUrl).toBe('sqlite:/srv/wren/vis-a-vis.db');
  });

  it('reports every problem at once, each with its variable', () => {
    const env = {
      SLACK_BOT_TOKEN: 'wrong',
      DISCORD_API_URL: 'localhost',
      DISCORD_MESSAGE_CONTENT: 'maybe',
      LOG_LEVEL: 'loud',
      OPENAI_CONTEXT_TOKENS: '12',
      MASTER_KEY: 'short',
      STORE_URL: 'mysql://x',
      DEFAULT_TIME_ZONE: 'Mars/Olympus',
    };
    const report = reportOf(env);
    for (const name of [...Object.keys(env), 'SLACK_APP_TOKEN']) expect(report).toContain(`- ${name} `);
  });

  it('refuses half of the Slack tokens and says where the other one is', () => {
    expect(reportOf({ SLACK_BOT_TOKEN: botToken })).toMatch(/SLACK_APP_TOKEN is missing.*docs\/slack\.md/);
    expect(reportOf({ SLACK_APP_TOKEN: appToken })).toMatch(/SLACK_BOT_TOKEN is missing/);
  });

  it('reads secrets from files, and refuses a file that cannot be read or a secret given twice', () => {
    const files = (path: string) => (path === '/run/secrets/discord' ? 'a-token\n' : noFiles(path));
    expect(parseConfig({ DISCORD_TOKEN_FILE: '/run/secrets/discord' }, files).discord?.token).toBe('a-token');
    expect(reportOf({ DISCORD_TOKEN_FILE: '/nowhere' })).toMatch(/DISCORD_TOKEN_FILE .*\/nowhere/);
    expect(reportOf({ DISCORD_TOKEN_FILE: '/run/secrets/discord', DISCORD_TOKEN: 'b' }, files)).toMatch(
      /both set/,
    );
  });

  it('never repeats a secret in its report', () => {
    const secret = ['very', 'secret', 'value'].join('-');
    expect(reportOf({ SLACK_BOT_TOKEN: secret, MASTER_KEY: secret })).not.toContain(secret);
  });

  it('is what .env.example explains, no more and no less', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const listed = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual([...variableNames, ...secretNames.map((name) => `${name}_FILE`)].sort());
    for (const paragraph of example.split(/\n(?=[A-Z_]+=)/).slice(0, -5)) expect(paragraph).toContain('#');
  });
});

function reportOf(env: Record<string, string>, files = noFiles): string {
  try {
    parseConfig(env, files);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
}
