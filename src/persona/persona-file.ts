import { open } from 'node:fs/promises';
import { type Document, isCollection, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { BotError } from '../core/errors.ts';
import type { Persona } from './persona.ts';
import { personaSchema } from './persona-schema.ts';

/** The largest character file that is read. */
export const maxPersonaBytes = 256 * 1024;

/** More levels than any field of a character needs. */
const maxDepth = 8;

type Problem = { readonly offset: number; readonly text: string };

/**
 * Reads a character from the text of its file. Throws a BotError `persona` that lists every problem
 * as `file:line:column: what is expected`.
 */
export function parsePersona(text: string, file: string): Persona {
  if (Buffer.byteLength(text) > maxPersonaBytes) throw tooLarge(file);
  const lines = new LineCounter();
  const source = text.replace(/^\uFEFF/, '');
  const document = parseYaml(source, lines, file);
  const broken = document.errors.map((error): Problem => ({ offset: error.pos[0], text: firstLine(error) }));
  const unsafe = broken.length > 0 ? [] : structureProblems(document);
  if (broken.length + unsafe.length > 0) throw refused(file, lines, [...broken, ...unsafe]);

  const result = personaSchema.safeParse(document.toJS());
  if (result.success) return result.data;
  throw refused(
    file,
    lines,
    result.error.issues.flatMap((issue) => describeIssue(document, issue)),
  );
}

/** Reads a character file. Rejects with a BotError `persona` when it cannot be read or is not a character. */
export async function loadPersona(file: string): Promise<Persona> {
  return parsePersona(await readText(file), file);
}

function parseYaml(source: string, lineCounter: LineCounter, file: string): Document.Parsed {
  try {
    return parseDocument(source, { lineCounter, uniqueKeys: true, merge: false });
  } catch (error) {
    // The parser recurses: thousands of nested lists run out of stack.
    throw new BotError(
      'persona',
      `The character file ${file} is nested too deep to be read. Compare it with personas/wren.yaml.`,
      { cause: error },
    );
  }
}

async function readText(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxPersonaBytes + 1));
      if (bytesRead > maxPersonaBytes) throw tooLarge(file);
      return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof BotError) throw error;
    const reason =
      error instanceof TypeError
        ? 'it is not UTF-8 text'
        : error instanceof Error && 'code' in error
          ? String(error.code)
          : 'reading failed';
    throw new BotError(
      'persona',
      `The character file ${file} could not be read: ${reason}. Set PERSONA_FILE to a readable YAML file such as personas/wren.yaml.`,
      { cause: error },
    );
  }
}

/** Anchors and aliases can multiply without end, tags can make objects of other kinds, and `__proto__` is no field. */
function structureProblems(document: Document.Parsed): Problem[] {
  const problems: Problem[] = [];
  const visit = (node: unknown, depth: number): void => {
    if (isScalar(node)) {
      if (node.anchor)
        problems.push({ offset: startOf(node), text: 'anchors are not used in a character file' });
      return;
    }
    if (!isCollection(node)) {
      if (node !== null)
        problems.push({ offset: startOf(node), text: 'aliases are not used in a character file' });
      return;
    }
    if (depth > maxDepth) {
      problems.push({ offset: startOf(node), text: `nested more than ${maxDepth} levels deep` });
      return;
    }
    if (node.anchor)
      problems.push({ offset: startOf(node), text: 'anchors are not used in a character file' });
    if (!isMap(node)) {
      for (const item of node.items) visit(item, depth + 1);
      return;
    }
    for (const pair of node.items) {
      if (!isScalar(pair.key) || typeof pair.key.value !== 'string') {
        problems.push({ offset: startOf(pair.key ?? node), text: 'field names must be plain words' });
      } else if (pair.key.value === '__proto__') {
        problems.push({ offset: startOf(pair.key), text: 'unknown field "__proto__"' });
      }
      visit(pair.value, depth + 1);
    }
  };
  visit(document.contents, 0);
  return problems;
}

function describeIssue(document: Document.Parsed, issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const where = path.length > 0 ? `${path.join('.')}: ` : '';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      offset: keyOffset(document, [...path, key]),
      text: `${where}unknown field ${JSON.stringify(key)}`,
    }));
  }
  const missing = path.length > 0 && document.getIn(path, true) === undefined;
  if (missing) return [{ offset: nearestOffset(document, path), text: `${where}missing; ${issue.message}` }];
  return [{ offset: nearestOffset(document, path), text: `${where}${issue.message}` }];
}

/** Where a value stands, or the field around it when it is not there. */
function nearestOffset(document: Document.Parsed, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (node !== undefined && node !== null) return startOf(node);
    const key = keyOffset(document, path.slice(0, length));
    if (key > 0) return key;
  }
  return startOf(document.contents);
}

function keyOffset(document: Document.Parsed, path: readonly (string | number)[]): number {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(parent)) return 0;
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1));
  return pair ? startOf(pair.key) : 0;
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}

const mostProblemsShown = 50;

function refused(file: string, lines: LineCounter, problems: readonly Problem[]): BotError {
  const described = [...problems]
    .sort((one, other) => one.offset - other.offset)
    .map(({ offset, text }) => {
      const { line, col } = lines.linePos(offset);
      return `  ${file}:${Math.max(line, 1)}:${Math.max(col, 1)}: ${text}`;
    });
  const shown = described.slice(0, mostProblemsShown);
  if (described.length > shown.length) shown.push(`  … and ${described.length - shown.length} more`);
  return new BotError(
    'persona',
    `The character file ${file} has ${described.length === 1 ? 'a problem' : `${described.length} problems`}:\n${shown.join('\n')}\npersonas/wren.yaml shows and explains every field.`,
  );
}

function tooLarge(file: string): BotError {
  return new BotError(
    'persona',
    `The character file ${file} is larger than ${maxPersonaBytes / 1024} KB. Shorten it.`,
  );
}

function firstLine(error: Error): string {
  return (error.message.split('\n')[0] ?? 'cannot be read').replace(/ at line \d+, column \d+:?$/, '');
}
