import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');

type Rule = { readonly rooms: readonly string[] | 'all'; readonly packages: readonly string[] };

/** The import table of docs/architecture.md. */
const rules: Readonly<Record<string, Rule>> = {
  core: { rooms: [], packages: [] },
  persona: { rooms: ['core'], packages: ['zod', 'yaml'] },
  memory: {
    rooms: ['core'],
    packages: ['zod', 'lru-cache', '@orama/stemmers', '@orama/stopwords', 'fastest-levenshtein'],
  },
  craft: { rooms: ['core'], packages: ['syllable', 'cmu-pronouncing-dictionary'] },
  care: { rooms: ['core'], packages: ['zod'] },
  model: { rooms: ['core'], packages: ['openai', 'zod'] },
  store: { rooms: ['core'], packages: ['keyv', 'zod', '@photostructure/sqlite'] },
  delivery: {
    rooms: ['core'],
    packages: ['mdast-util-from-markdown', 'mdast-util-gfm', 'micromark-extension-gfm', 'mdast'],
  },
  commands: { rooms: ['core'], packages: ['fastest-levenshtein'] },
  turn: { rooms: ['core', 'persona', 'memory', 'craft', 'care', 'commands'], packages: ['zod'] },
  jobs: { rooms: ['core'], packages: ['zod'] },
  'adapters/terminal': { rooms: ['core'], packages: [] },
  'adapters/discord': { rooms: ['core', 'delivery'], packages: ['discord.js'] },
  'adapters/slack': {
    rooms: ['core', 'delivery'],
    packages: ['@slack/bolt', '@slack/web-api', '@slack/socket-mode'],
  },
  'config.ts': { rooms: ['core'], packages: ['zod'] },
  'log.ts': { rooms: ['core', 'config.ts'], packages: ['pino'] },
  'open-rooms.ts': {
    rooms: ['adapters/terminal', 'adapters/discord', 'adapters/slack', 'commands', 'config.ts', 'core'],
    packages: [],
  },
  'app.ts': { rooms: 'all', packages: ['zod'] },
  'slack-manifest.ts': { rooms: ['adapters/slack', 'commands', 'persona'], packages: [] },
  'main.ts': { rooms: ['app.ts', 'config.ts', 'log.ts', 'core'], packages: [] },
};

type Import = {
  readonly file: string;
  readonly room: string;
  readonly target: string;
  readonly typeOnly: boolean;
};

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

/** `adapters/discord` for files below it, the folder for other rooms, the file's own name at the top. */
function roomOf(file: string): string {
  const [first = '', second = ''] = relative(source, file).split('/');
  return first === 'adapters' ? `${first}/${second}` : first;
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, 'utf8');
  const statements = text.matchAll(
    /^\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\s*\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm,
  );
  return [...statements].map(([, type, from, dynamic, bare]) => ({
    file: relative(root, file),
    room: roomOf(file),
    target: from ?? dynamic ?? bare ?? '',
    typeOnly: type !== undefined,
  }));
}

function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}

const all = filesOf(source).flatMap(importsOf);

describe('the plan of the house', () => {
  it('knows every room and every file at the top', () => {
    expect([...new Set(filesOf(source).map(roomOf))].sort()).toEqual(Object.keys(rules).sort());
  });

  it('lets each room import only the rooms the table names', () => {
    const strays = all.filter(({ file, room, target }) => {
      if (!target.startsWith('.')) return false;
      const other = roomOf(resolve(root, dirname(file), target));
      const allowed = rules[room]?.rooms ?? [];
      return other !== room && allowed !== 'all' && !allowed.includes(other);
    });
    expect(strays.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('keeps each package in the rooms the table names', () => {
    const strays = all.filter(({ room, target }) => {
      if (target.startsWith('.') || target.startsWith('node:') || builtinModules.includes(target))
        return false;
      return !rules[room]?.packages.includes(packageOf(target));
    });
    expect(strays.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('reads the environment in main.ts alone', () => {
    const readers = filesOf(source).filter((file) => readFileSync(file, 'utf8').includes('process.env'));
    expect(readers.map((file) => relative(source, file))).toEqual(['main.ts']);
  });

  it('has the same table in docs/architecture.md', () => {
    const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
    const rows = Object.entries(rules).map(([room, { rooms, packages }]) => {
      const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ') || '–';
      return `| \`${room}\` | ${rooms === 'all' ? 'all' : list(rooms)} | ${list(packages)} |`;
    });
    for (const row of rows) expect(page).toContain(row);
  });
});
