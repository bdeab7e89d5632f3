/*
 * `npm run slack:manifest`: a process of its own that prints the app manifest. It puts rooms together
 * as app.ts does, so it loads them by address; everything else in this folder knows core and delivery
 * alone. A character file other than the default may be named as the first argument.
 */
import { fileURLToPath } from 'node:url';
import type { CommandSpecs } from '../../core/adapter.ts';
import type { Catalog } from '../../core/language.ts';
import { createManifest } from './manifest.ts';

type Persona = { readonly name: string; readonly is: Catalog<string> };

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

async function load<T>(room: string): Promise<T> {
  return (await import(new URL(`../../${room}.${extension}`, import.meta.url).href)) as T;
}

const { commands } = await load<{ commands: CommandSpecs }>('commands/index');
const { loadPersona } = await load<{ loadPersona: (file: string) => Promise<Persona> }>(
  'persona/persona-file',
);

const standard = fileURLToPath(new URL('../../../personas/wren.yaml', import.meta.url));
try {
  const persona = await loadPersona(process.argv[2] ?? standard);
  const manifest = createManifest({ name: persona.name, description: persona.is.en.trim(), commands });
  process.stdout.write(`${JSON.stringify(manifest, undefined, 2)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
