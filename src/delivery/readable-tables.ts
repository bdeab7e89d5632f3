import type { Nodes, Table, TableRow } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** Wider code blocks wrap on a phone, and then no column is aligned any more. */
const widestBlock = 60;
/** Parsing costs more than linear time on hostile text; an answer is never that long. */
const longestText = 16_000;

const delimiterRow = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$/m;

/**
 * Rewrites Markdown tables for rooms that cannot show them: as an aligned code block, or as lines of
 * `header: value` where the block would be too wide or could not stand. While `writing`, a table at
 * the very end of the text is left alone, because its next row may still come.
 */
export function readableTables(markdown: string, writing: boolean): string {
  if (markdown.length > longestText || !markdown.includes('|') || !delimiterRow.test(markdown))
    return markdown;
  try {
    return withoutTables(markdown, writing);
  } catch {
    // Nested so deeply that walking it exhausts the stack: shown as it stands.
    return markdown;
  }
}

function withoutTables(markdown: string, writing: boolean): string {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const end = markdown.trimEnd().length;
  let written = '';
  let from = 0;
  for (const { table, nested } of tablesIn(tree, false)) {
    const start = table.position?.start.offset;
    const stop = table.position?.end.offset;
    if (start === undefined || stop === undefined || (writing && stop >= end)) continue;
    // Text a table swallowed keeps its own line, with the list or quote marks that stand before it.
    const column = (table.position?.start.column ?? 1) - 1;
    const prefix = markdown.slice(start - column, start).replaceAll(/[^>\s]/g, ' ');
    written += markdown.slice(from, start) + rewrite(table, markdown, nested).replaceAll('\n', `\n${prefix}`);
    from = stop;
  }
  return written + markdown.slice(from);
}

function* tablesIn(
  node: Nodes,
  nested: boolean,
): Generator<{ readonly table: Table; readonly nested: boolean }> {
  if (node.type === 'table') yield { table: node, nested };
  else if ('children' in node) {
    for (const child of node.children) yield* tablesIn(child, nested || node.type !== 'root');
  }
}

function rewrite(table: Table, markdown: string, nested: boolean): string {
  const sources = table.children.map((row) => row.children.map((cell) => sourceOf(cell, markdown)));
  const plain = table.children.map((row) => row.children.map((cell) => plainText(cell)));
  const widths = (plain[0] ?? []).map((_, column) =>
    Math.max(...plain.map((row) => widthOf(row[column] ?? ''))),
  );
  const total = widths.reduce((sum, width) => sum + width + 2, 0);
  const fits = total <= widestBlock && !plain.flat().some((cell) => cell.includes('```'));
  // A code block in a list or quote needs marks that differ by platform; plain lines do not.
  return fits && !nested && !hasLinks(table.children) ? asBlock(plain, widths, table) : asLines(sources);
}

function asBlock(rows: readonly (readonly string[])[], widths: readonly number[], table: Table): string {
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        const space = ' '.repeat(Math.max(0, width - widthOf(cell)));
        return table.align?.[column] === 'right' ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  const [header = [], ...body] = rows;
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return ['```', line(header), rule, ...body.map(line), '```'].join('\n');
}

function asLines(rows: readonly (readonly string[])[]): string {
  const [header = [], ...body] = rows;
  if (body.length === 0) return header.filter((name) => name !== '').join(' · ');
  const entries = body.map((row) =>
    row
      .map((cell, column) => ({ name: header[column] ?? '', cell }))
      .filter(({ cell }) => cell !== '')
      .map(({ name, cell }) => (name === '' ? cell : `${name}: ${cell}`))
      .join('\n'),
  );
  return entries.filter((entry) => entry !== '').join('\n\n');
}

/** A cell as it was written, without the bars around it. */
function sourceOf(cell: TableRow['children'][number], markdown: string): string {
  const source = markdown.slice(cell.position?.start.offset, cell.position?.end.offset);
  const inner = source.replace(/^\|/, '').replace(/(?<!\\)\|\s*$/, '');
  return inner.replaceAll('\\|', '|').trim();
}

function plainText(node: Nodes): string {
  if ('value' in node) return node.value.replaceAll(/\s+/g, ' ');
  if (node.type === 'image') return node.alt ?? '';
  if (node.type === 'break') return ' ';
  return 'children' in node ? node.children.map((child) => plainText(child)).join('') : '';
}

/** In a code block nobody could follow a link. */
function hasLinks(nodes: readonly Nodes[]): boolean {
  return nodes.some((node) => node.type === 'link' || ('children' in node && hasLinks(node.children)));
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Columns a text takes in a fixed-width font: two for emoji and East Asian characters. */
function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    width +=
      /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\uff01-\uff60]/u.test(
        segment,
      )
        ? 2
        : 1;
  }
  return width;
}
