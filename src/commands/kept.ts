import type { Memory, Switches } from '../core/memory.ts';
import type { Account } from '../core/room.ts';
import type { Caller } from './command.ts';
import { type Described, describeKept } from './kept-texts.ts';
import { texts } from './texts.ts';

/** One thing kept about a person, numbered as they see it. */
export type KeptItem = Described & {
  readonly number: number;
  readonly id: string;
  readonly text: string;
  readonly at: number;
};

const itemsPerPage = 10;
const shownCharacters = 160;

/** Facts first, newest first, then the person's own kept lines, newest first. Numbers start at 1. */
export async function kept(account: Account, memory: Memory): Promise<readonly KeptItem[]> {
  const { facts, lines } = await memory.export(account);
  const own = lines.filter((line) => line.kept && line.role === 'person');
  const newestFirst = <T extends { readonly at: number }>(items: readonly T[]) =>
    [...items].sort((a, b) => b.at - a.at);
  return [
    ...newestFirst(facts).map((fact) => ({ ...fact, kind: 'fact' as const })),
    ...newestFirst(own).map((line) => ({ ...line, kind: 'line' as const })),
  ].map((item, index) => ({ ...item, number: index + 1 }));
}

/** One page of the list in words; a page that does not exist shows the nearest one. */
export function pageOf(
  items: readonly KeptItem[],
  wanted: string | undefined,
  caller: Caller,
  switches: Switches,
): { readonly text: string; readonly page: number; readonly pages: number } {
  const words = texts[caller.language];
  const pages = Math.max(1, Math.ceil(items.length / itemsPerPage));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(wanted ?? 1)) || 1));
  const state = words.consentState(switches);
  if (items.length === 0) return { text: `${state}\n${words.nothingKept}`, page, pages };

  const date = new Intl.DateTimeFormat(caller.language, { dateStyle: 'medium', timeZone: caller.timeZone });
  const lines = items.slice((page - 1) * itemsPerPage, page * itemsPerPage).map((item) => {
    const text = item.text.length > shownCharacters ? `${item.text.slice(0, shownCharacters)}…` : item.text;
    const about = describeKept(item, {
      language: caller.language,
      date: (at) => date.format(at),
      here: caller.audience,
    });
    return `${item.number}. “${text.replaceAll(/\s+/g, ' ')}” (${about})`;
  });
  return { text: [state, ...lines, words.showClosing(page, pages)].join('\n'), page, pages };
}
