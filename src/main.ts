import { readFileSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { createApp } from './app.ts';
import { type Config, parseConfig } from './config.ts';
import { BotError } from './core/errors.ts';
import { createLog } from './log.ts';

/** Reads `.env` beside the working directory, if there is one. What the environment says already wins. */
function readEnvFile(): void {
  try {
    loadEnvFile();
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!missing)
      throw new BotError('config', 'The file .env could not be read. Check its permissions and its form.', {
        cause: error,
      });
  }
}

/** Ends the process with what went wrong, in words: a BotError says what to do, anything else is ours to mend. */
function failWith(error: unknown): never {
  const text =
    error instanceof BotError
      ? error.message
      : `Something broke that should not: ${error instanceof Error ? error.stack : 'unknown'}`;
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

async function run(config: Config): Promise<void> {
  const log = createLog(config.logLevel, process.stderr);
  const app = await createApp(config, log, {
    input: process.stdin,
    output: process.stdout,
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    // https://no-color.org
    colour: !process.env['NO_COLOR'],
    user: process.env['USER'] ?? process.env['USERNAME'] ?? 'guest',
    locale:
      (process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '').split('.')[0] ?? '',
  });

  let signalled = false;
  const stop = (code: number) => {
    app.stop().then(() => process.exit(code), failWith);
  };
  const onSignal = () => {
    // A second signal means now.
    if (signalled) process.exit(0);
    signalled = true;
    stop(0);
  };
  // A library's own promise may fail where nobody can catch it. What that was about fails by itself; the others go on.
  process.on('unhandledRejection', (error) =>
    log.error('Something failed where nobody was waiting.', {
      error: error instanceof Error ? error.name : 'unknown',
    }),
  );
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  const failure = await app.start();
  if (failure) process.stderr.write(`${failure.message}\n`);
  stop(failure ? 1 : 0);
}

try {
  readEnvFile();
  await run(parseConfig(process.env, (path) => readFileSync(path, 'utf8')));
} catch (error) {
  failWith(error);
}
