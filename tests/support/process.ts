import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** The built program as a process of its own. */
export type Program = {
  readonly process: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Writes to standard input; `end` closes it. */
  write(text: string | Uint8Array): void;
  end(): void;
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
};

/** Starts the program with these variables and nothing else of this process's environment but the path. */
export function startProgram(env: Readonly<Record<string, string>>): Program {
  if (!existsSync(main))
    throw new Error('The program is not built. Run "npm run build", or "npm test", which does.');
  const child = spawn(process.execPath, [main], {
    // Away from any .env file.
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', LANG: 'en_US.UTF-8', USER: 'ada', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  child.stdin.on('error', () => undefined);
  return {
    process: child,
    stdout: () => Buffer.concat(out).toString('utf8'),
    stderr: () => Buffer.concat(errors).toString('utf8'),
    write: (text) => void child.stdin.write(text),
    end: () => void child.stdin.end(),
    ended: new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code ?? -1))),
  };
}

/** Runs the program on some input to its end. */
export async function runProgram(
  env: Readonly<Record<string, string>>,
  input: string | Uint8Array,
): Promise<{ readonly code: number | string; readonly stdout: string; readonly stderr: string }> {
  const program = startProgram(env);
  program.write(input);
  program.end();
  const code = await program.ended;
  return { code, stdout: program.stdout(), stderr: program.stderr() };
}

/** A folder that is removed with everything in it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'vis-a-vis-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Resolves when the condition holds; rejects with `what` after `timeoutMs`. */
export async function until(condition: () => boolean, what: string, timeoutMs = 15_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
