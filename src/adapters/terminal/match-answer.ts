import type { Button } from '../../core/button.ts';

/** Buttons as a line of answers that can be typed. */
export function answersLine(buttons: readonly Button[]): string {
  return buttons.map(({ label }, index) => `[${index + 1}] ${label}`).join('  ');
}

/** What people type to a question whatever its answers are called: yes to the first, no to the second. */
const plainAnswers: readonly ReadonlySet<string>[] = [
  new Set(['yes', 'y', 'oui', 'o']),
  new Set(['no', 'n', 'non']),
];

/**
 * The button that a typed line presses: by its number, its label, the first words of exactly one
 * label, or a plain yes or no, whatever the case. Undefined for anything else, which is talk.
 */
export function matchAnswer(typed: string, buttons: readonly Button[]): Button | undefined {
  const answer = plain(typed);
  if (answer === '') return undefined;
  const number = /^\[?(\d{1,2})[\].)]?$/.exec(answer)?.[1];
  if (number !== undefined) return buttons[Number(number) - 1];
  const same = buttons.find(({ label }) => plain(label) === answer);
  const begun = buttons.filter(({ label }) => beginsWith(plain(label), answer));
  if (same || begun.length > 0) return same ?? (begun.length === 1 ? begun[0] : undefined);
  const place = plainAnswers.findIndex((words) => words.has(answer));
  return place < 0 ? undefined : buttons[place];
}

/** Whole words only: half a word is more likely to be talk. */
function beginsWith(label: string, words: string): boolean {
  return label.startsWith(words) && !/^[\p{L}\p{N}'’]/u.test(label.slice(words.length));
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replaceAll('’', "'").replaceAll(/\s+/g, ' ').toLowerCase();
}
