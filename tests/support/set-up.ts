import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Packages and build as every start of the program makes them, before the first test: tests that
 * start the real program must not install or build under the feet of others.
 */
export default function setUp(): void {
  const script = fileURLToPath(new URL('../../scripts/setup.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [script], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('The program could not be set up; what went wrong stands above.');
}
