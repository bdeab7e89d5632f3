import { machinery, order, role } from './quote-words.ts';
import { isSensitive } from './sensitive-words.ts';
import { stemsIn } from './text-terms.ts';

const maxWords = 60;
const maxCharacters = 500;
/** So much of what a summary says must stand in the lines themselves. */
const leastShared = 0.5;

/** A summary that may be used to find a talk again, on one line; undefined when it says other things than the lines do. */
export function checkSummary(summary: string | undefined, lines: readonly string[]): string | undefined {
  const text = summary?.normalize('NFKC').replaceAll(/\s+/g, ' ').trim() ?? '';
  if (text === '' || text.length > maxCharacters || text.split(' ').length > maxWords) return undefined;
  if (machinery.test(text) || role.test(text) || order.test(text) || isSensitive(text)) return undefined;
  const said = new Set(lines.flatMap((line) => stemsIn(line)));
  const own = stemsIn(text);
  const shared = own.filter((stem) => said.has(stem)).length;
  return own.length > 0 && shared / own.length >= leastShared ? text : undefined;
}
