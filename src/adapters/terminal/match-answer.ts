import type { Button } from '../../core/button.ts';

/** Buttons as a line of answers that can be typed. */
export function answersLine(buttons: readonly Button[]): string {
  return buttons.map(({ label }, index) => `[${index + 1}] ${label}`).join('  ');
}

/**
 * The button that a typed line presses: by its number, its label, or the first words of exactly one
 * label, whatever the case. Undefined for anything else, which is talk.
 */
export function matchAnswer(typed: string, buttons: readonly Button[]): Button | undefined {
  const answer = plain(typed);
  if (answer === '') return undefined;
  const number = /^\[?(\d{1,2})[\].)]?$/.exec(answer)?.[1];
  if (number !== undefined) return buttons[Number(number) - 1];
  const same = buttons.find(({ label }) => plain(label) === answer);
  const begun = buttons.filter(({ label }) => beginsWith(plain(label), answer));
  return same ?? (begun.length === 1 ? begun[0] : undefined);
}

/** Whole words only: half a word is more likely to be talk. */
function beginsWith(label: string, words: string): boolean {
  return label.startsWith(words) && !/^[\p{L}\p{N}'’]/u.test(label.slice(words.length));
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replaceAll('’', "'").replaceAll(/\s+/g, ' ').toLowerCase();
}
