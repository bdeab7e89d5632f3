import { readableTables } from '../../delivery/readable-tables.ts';

/**
 * Markdown as Discord shows it: tables, small headings and images, which Discord lacks, are rewritten
 * so that they stay readable. Code blocks are left alone.
 */
export function prepareForDiscord(markdown: string, writing: boolean): string {
  let fence: string | undefined;
  const lines = markdown.split('\n').map((line) => {
    const [, mark] = /^[ \t>]*(`{3,}|~{3,})/.exec(line) ?? [];
    if (mark && (!fence || (mark[0] === fence[0] && mark.length >= fence.length))) {
      fence = fence ? undefined : mark;
      return line;
    }
    return fence ? line : withoutImages(withoutSmallHeading(line));
  });
  return readableTables(lines.join('\n'), writing);
}

/** Discord knows three sizes of heading and shows the marks of the others. */
function withoutSmallHeading(line: string): string {
  const [, title] = /^ {0,3}#{4,6}[ \t]+(\S.*)$/.exec(line) ?? [];
  if (title === undefined) return line;
  return `**${title.replace(/[ \t]+#+[ \t]*$/, '').replaceAll('**', '')}**`;
}

/** An image is shown as its link, which Discord can show. */
function withoutImages(line: string): string {
  return line.replaceAll(/!\[([^\]\n]{1,200})\](?=\()/g, '[$1]');
}
