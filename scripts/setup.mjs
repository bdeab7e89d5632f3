// Everything a fresh clone needs before it can run: packages from the lock file, then a build.
// Both are skipped when what they would make is already there and current. Standard output stays
// untouched, because it belongs to the talk.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installStamp = join(root, 'node_modules', '.vis-a-vis-installed');
const buildStamp = join(root, 'dist', '.built');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (
  major < 20 ||
  (major === 20 && minor < 19) ||
  major === 21 ||
  (major === 22 && minor < 13) ||
  major === 23
) {
  fail(
    `Node ${process.versions.node} is not supported. Install Node 24 (or 20.19 and later 20.x, 22.13 and later).`,
  );
}

const packages = fingerprint(
  ['package-lock.json', 'package.json'].map((file) => readFileSync(join(root, file))),
);
const platform = `${process.platform}-${process.arch}`;
if (!isCurrent(installStamp, `${packages} ${platform}`)) {
  say('Installing packages (once, about half a minute)…');
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
  writeFileSync(installStamp, `${packages} ${platform}`);
}

const sources = fingerprint([
  packages,
  readFileSync(join(root, 'tsconfig.json')),
  ...filesBelow(join(root, 'src')),
]);
if (!isCurrent(buildStamp, sources)) {
  say('Building…');
  rmSync(dirname(buildStamp), { recursive: true, force: true });
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json']);
  mkdirSync(dirname(buildStamp), { recursive: true });
  writeFileSync(buildStamp, sources);
}

/** Path and content of every file below a folder, in a stable order. */
function filesBelow(folder) {
  const files = readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .sort();
  return files
    .filter((file) => statSync(file).isFile())
    .flatMap((file) => [file.slice(root.length), readFileSync(file)]);
}

function fingerprint(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function isCurrent(stamp, wanted) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

function run(command, parameters) {
  const result = spawnSync(command, parameters, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command.endsWith('.cmd'),
  });
  if (result.error) fail(`Could not run ${command}: ${result.error.message}`);
  if (result.status !== 0)
    fail(`"${[command, ...parameters].join(' ')}" failed; what it printed stands above.`);
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}
