import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createManifest } from '../src/adapters/slack/manifest.ts';
import { commands } from '../src/commands/index.ts';
import { variableNames } from '../src/config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (...path: readonly string[]) => readFileSync(join(root, ...path), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

describe('the pages', () => {
  it('link to files that exist', () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)]
        .map(([, target = '']) => join(dirname(page), target))
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => `${page} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('name no command of npm that does not exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/npm (?:run (?:--silent )?)([a-z:]+)/g)].map(([, name = '']) => name),
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('name no variable that the program does not read', () => {
    const known = new Set<string>([...variableNames, 'OPENAI_API_KEY_FILE']);
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/`([A-Z]+_[A-Z_]+)(?:=[^`]*)?`/g)].map(([, name = '']) => name),
    );
    expect([...new Set(named)].filter((name) => !known.has(name) && name !== 'APPLICATION_ID')).toEqual([]);
  });

  it('list every command in the README', () => {
    for (const { name, subcommands } of commands) {
      expect(read('README.md')).toContain(`/${name}`);
      if (name === 'me')
        for (const subcommand of subcommands) expect(read('README.md')).toContain(`\`${subcommand.name}\``);
    }
  });

  it('explain exactly the scopes that the Slack manifest asks for', () => {
    const manifest = JSON.stringify(createManifest({ name: 'Wren', description: 'An AI.', commands }));
    const { oauth_config } = JSON.parse(manifest) as {
      readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
    };
    const table =
      read('docs', 'slack.md').split('## What it asks for, and why')[1]?.split('## What it can see')[0] ?? '';
    const explained = [...table.matchAll(/`([a-z_]+:[a-z]+|commands)`/g)].map(([, scope]) => scope);
    expect([...new Set(explained)].sort()).toEqual([...oauth_config.scopes.bot].sort());
  });

  it('give Discord’s invite link with the permissions that the program asks for', () => {
    const permissions =
      /invitePermissions = '(\d+)'/.exec(read('src', 'adapters', 'discord', 'introduce.ts'))?.[1] ?? 'none';
    for (const page of ['README.md', join('docs', 'discord.md')])
      expect(read(page)).toContain(`permissions=${permissions}`);
    // View, Send, Send in Threads, Create Public Threads, Read History, Embed, Attach, React; nothing that pings or administers.
    expect(BigInt(permissions)).toBe(
      (1n << 10n) |
        (1n << 11n) |
        (1n << 38n) |
        (1n << 35n) |
        (1n << 16n) |
        (1n << 14n) |
        (1n << 15n) |
        (1n << 6n),
    );
  });
});
