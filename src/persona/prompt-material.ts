import { cutMiddle, estimateTokens } from './estimate-tokens.ts';
import type { Fence } from './fence.ts';
import { indented, plainName } from './plain-text.ts';
import { speakerName } from './prompt-frame.ts';
import type { KnownFact, PromptParts, RecalledEntry } from './prompt-parts.ts';
import type { Purse } from './purse.ts';

const mostQuotedTokens = 800;
const mostRecalledTokens = 300;

/** Puts texts on lines of their own, without the empty ones. */
export function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}

/** A text, or nothing when it is too dear. */
export function optional(text: string, purse: Purse): string {
  return purse.pay(text) ? text : '';
}

/** A fenced list, filled from its newest entry back as far as the purse allows; empty when nothing fits. */
export function section<T>(
  fence: Fence,
  title: string,
  entries: readonly T[],
  purse: Purse,
  write: (entry: T) => string,
): string {
  const open = fence.open(title);
  if (entries.length === 0 || !purse.pay(`${open}\n${fence.close}\n`)) return '';
  const lines: string[] = [];
  for (const entry of entries.toReversed()) {
    const line = write(entry);
    if (!purse.pay(line)) break;
    lines.unshift(line);
  }
  return lines.length === 0 ? '' : joined(open, ...lines, fence.close);
}

/** The message to be answered, its speaker named, and the piece it asks for. */
export function newMessage(parts: PromptParts, person: string, fence: Fence): string {
  const { message, task } = parts;
  const text = (words: string) => indented(fence.safe(words).trim());
  const words = text(message.text);
  const form = task?.form ? ` in the form ${fence.safe(plainName(task.form, 'given'))}` : '';
  const asked = task
    ? [`${person} asks for a ${task.kind}${form}, about: ${text(task.about) || '(nothing given)'}`]
    : [];
  const said =
    words !== ''
      ? words
      : message.contentAvailable
        ? '(no text)'
        : '(the platform did not hand over the text of this message)';
  const repeats = task !== undefined && (words === '' || words === text(task.about));
  return [...(repeats ? [] : [`${person}: ${said}`]), ...asked].join('\n');
}

/** What the message answers to, fenced; empty when there is nothing or no room. */
export function quotedMaterial({ message, persona }: PromptParts, fence: Fence, purse: Purse): string {
  if (!message.quoted) return '';
  const name = speakerName(message.quoted.name, persona, fence);
  const text = `${name}: ${indented(fence.safe(message.quoted.text))}`;
  const open = fence.open('the message they answer to');
  const room = Math.min(mostQuotedTokens, purse.left() - estimateTokens(`${open}\n${fence.close}\n`) - 1);
  const cut = cutMiddle(text, room);
  return cut === '' ? '' : optional(joined(open, cut, fence.close), purse);
}

/** The names of what is attached, fenced; at most ten. */
export function attachedMaterial({ message }: PromptParts, fence: Fence, purse: Purse): string {
  if (message.attachments.length === 0) return '';
  const shown = message.attachments.slice(0, 10).map(({ name, type, bytes }) => {
    const kind = fence.safe(plainName(type, 'unknown type', 60));
    const size = bytes === undefined ? '' : `, ${Math.ceil(bytes / 1024)} KB`;
    return `${fence.safe(plainName(name, 'without a name', 80))} (${kind}${size})`;
  });
  const more = message.attachments.length - shown.length;
  const lines = more > 0 ? [...shown, `and ${more} more`] : shown;
  return optional(joined(fence.open('names of what is attached'), ...lines, fence.close), purse);
}

/** How the kept facts are headed. */
export function profileTitle(parts: PromptParts, person: string): string {
  return parts.room === 'private'
    ? `what ${person} told you, in their words`
    : `what ${person} told you in this room, in their words`;
}

/** A kept fact with its day, and what kind of thing it is where that matters. */
export function profileLine(fact: KnownFact, dayOf: (at: number) => string, fence: Fence): string {
  const kind = sorts[fact.sort ?? 'plain'];
  const text = `${dayOf(fact.at)}${kind}: ${indented(fence.safe(fact.text))}`;
  return cutMiddle(text, mostRecalledTokens);
}

const sorts: Readonly<Record<NonNullable<KnownFact['sort']>, string>> = {
  plain: '',
  plan: ', a plan',
  thread: ', left open between you',
  boundary: ', a wish to respect without mentioning it',
  joke: ', a joke you two have',
};

/** Something recalled, with its day and who said it. */
export function recalledLine(
  entry: RecalledEntry,
  parts: PromptParts,
  person: string,
  dayOf: (at: number) => string,
  fence: Fence,
): string {
  const speaker = entry.role === 'character' ? 'you' : person;
  const where = parts.room === 'private' && entry.audience.kind === 'shared' ? ' in a shared room' : '';
  const over = entry.until === undefined ? '' : ` (until ${dayOf(entry.until)})`;
  const text = `${dayOf(entry.at)}${over}, ${speaker} said${where}: ${indented(fence.safe(entry.text))}`;
  return cutMiddle(text, mostRecalledTokens);
}
