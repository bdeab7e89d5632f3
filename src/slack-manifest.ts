/*
 * `npm run slack:manifest`: a process of its own that prints the app manifest for Slack. A character
 * file other than the default may be named as the first argument.
 */
import { fileURLToPath } from 'node:url';
import { createManifest } from './adapters/slack/manifest.ts';
import { commands } from './commands/index.ts';
import { loadPersona } from './persona/persona-file.ts';

const standard = fileURLToPath(new URL('../personas/wren.yaml', import.meta.url));
try {
  const { name, is } = await loadPersona(process.argv[2] ?? standard);
  const manifest = createManifest({ name, description: is.en.trim(), commands });
  process.stdout.write(`${JSON.stringify(manifest, undefined, 2)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
