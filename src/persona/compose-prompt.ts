/*
 * One prompt per turn, laid out so that what does not change comes first and a server's prompt cache
 * can reuse it: rules and character · the fence and, in a direct message, the profile · history, cut
 * in chunks · the new message · last, everything that changes every turn.
 *
 * When it gets tight, things go in this order: old history, 20 lines at a time · recollections, oldest
 * first · lines of the room, oldest first · the character's samples · kept facts, oldest first · the
 * last six lines of history · what is attached and quoted. The new message is cut only after all of
 * that, in the middle and with a visible mark. The rules of care, the character's core and the closing
 * words are never cut: a budget too small for them is an error.
 */
import { BotError } from '../core/errors.ts';
import type { Fact, Recalled } from '../core/memory.ts';
import type { PromptMessage } from '../core/model.ts';
import { type Audience, audienceKey } from '../core/room.ts';
import { coreCard, sampleCard } from './core-card.ts';
import { cutMiddle, estimateTokens, messageOverheadTokens } from './estimate-tokens.ts';
import { createFence, type Fence } from './fence.ts';
import { historyStarts } from './history-window.ts';
import { indented, plainName } from './plain-text.ts';
import { closingWords, roomFrame, speakerName, surroundingLine } from './prompt-frame.ts';
import type { HistoryLine, Prompt, PromptParts } from './prompt-parts.ts';
import { localDay } from './time-in-words.ts';

const smallestMessageTokens = 160;
const mostHistoryLineTokens = 1_200;
const mostQuotedTokens = 800;
const mostRecalledTokens = 300;
const mostRoomLineTokens = 200;
const mostEntries = 200;
const recentLines = 6;

/** A budget with which `composePrompt` always works for this character and these rules. */
export function smallestBudgetTokens(parts: Pick<PromptParts, 'persona' | 'careRules' | 'language'>): number {
  return estimateTokens(coreText(parts)) + 1_500;
}

/**
 * Builds the prompt of one turn: the same parts, the same prompt, never more than `budgetTokens` by
 * `estimateTokens`. Throws a BotError `config` when the budget cannot hold the fixed parts (see
 * `smallestBudgetTokens`), and a TypeError when it is handed something another audience was told.
 */
export function composePrompt(parts: PromptParts, budgetTokens: number): Prompt {
  for (const { audience } of [...parts.profile, ...parts.recalled]) assertAllowed(parts, audience);
  const fence = createFence(parts.nonce);
  const person = speakerName(parts.message.name, parts.persona, fence);
  const core = coreText(parts);
  const frame = roomFrame(parts, fence);
  const closing = closingWords(parts, person);
  const fixed = [core, frame, closing].reduce((sum, text) => sum + estimateTokens(text), 0);
  const purse = createPurse(budgetTokens - fixed - 4 * messageOverheadTokens);
  if (purse.left() < smallestMessageTokens) {
    throw new BotError(
      'config',
      `A prompt budget of ${budgetTokens} tokens cannot hold the rules and the character; ${smallestBudgetTokens(parts)} are enough. Raise it or shorten the character file.`,
    );
  }

  const said = cutMiddle(newMessage(parts, person, fence), purse.left() - 1);
  purse.pay(said);
  const quoted = quotedMaterial(parts, fence, purse);
  const attached = attachedMaterial(parts, fence, purse);
  const lines = historyMessages(parts, fence);
  const recent = takeRecent(lines, purse);
  const profile = section(
    fence,
    profileTitle(parts, person),
    parts.profile.slice(-mostEntries),
    purse,
    (fact) => profileLine(fact, parts, fence),
  );
  const samples = optional(sampleCard(parts.persona, parts.language), purse);
  const room = section(
    fence,
    'what was said in this room just before',
    (parts.surroundings?.lines ?? []).slice(-mostEntries),
    purse,
    (line) => cutMiddle(surroundingLine(line, parts, fence), mostRoomLineTokens),
  );
  const recalled = section(
    fence,
    `what you and ${person} said on earlier days, as far as it was found`,
    parts.recalled.slice(-mostEntries),
    purse,
    (entry: Recalled) => recalledLine(entry, parts, person, fence),
  );
  const history = takeHistory(lines, recent, parts, purse);

  const inPrivate = parts.room === 'private';
  const messages: PromptMessage[] = [
    { role: 'system', content: joined(core, samples) },
    { role: 'system', content: joined(frame, inPrivate ? profile : '') },
    ...history,
    { role: 'user', content: joined(said, quoted, attached) },
    { role: 'system', content: joined(inPrivate ? '' : profile, recalled, room, closing) },
  ];
  const estimatedTokens = messages.reduce(
    (sum, { content }) => sum + estimateTokens(content) + messageOverheadTokens,
    0,
  );
  return { messages, estimatedTokens };
}

function coreText(parts: Pick<PromptParts, 'persona' | 'careRules' | 'language'>): string {
  return `${parts.careRules}\n\n${coreCard(parts.persona, parts.language)}`;
}

/** A last line of defence behind the types: nothing private may reach a shared room, nor another person. */
function assertAllowed(parts: PromptParts, audience: Audience): void {
  const allowed =
    (parts.room === 'private' && audience.kind === 'shared') ||
    audienceKey(audience) === audienceKey(parts.audience);
  if (!allowed) throw new TypeError('A prompt was handed something that another audience was told.');
}

type Purse = {
  left(): number;
  /** Pays for a text and the line end after it. False, and nothing paid, when it is too dear. */
  pay(text: string): boolean;
  payTokens(tokens: number): boolean;
};

function createPurse(tokens: number): Purse {
  let left = tokens;
  const payTokens = (price: number): boolean => {
    if (price > left) return false;
    left -= price;
    return true;
  };
  return { left: () => left, pay: (text) => payTokens(estimateTokens(text) + 1), payTokens };
}

function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}

function optional(text: string, purse: Purse): string {
  return purse.pay(text) ? text : '';
}

/** A fenced list, filled from its newest entry back as far as the purse allows; empty when nothing fits. */
function section<T>(
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

function newMessage(parts: PromptParts, person: string, fence: Fence): string {
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

function quotedMaterial({ message, persona }: PromptParts, fence: Fence, purse: Purse): string {
  if (!message.quoted) return '';
  const name = speakerName(message.quoted.name, persona, fence);
  const text = `${name}: ${indented(fence.safe(message.quoted.text))}`;
  const open = fence.open('the message they answer to');
  const room = Math.min(mostQuotedTokens, purse.left() - estimateTokens(`${open}\n${fence.close}\n`) - 1);
  const cut = cutMiddle(text, room);
  return cut === '' ? '' : optional(joined(open, cut, fence.close), purse);
}

function attachedMaterial({ message }: PromptParts, fence: Fence, purse: Purse): string {
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

function profileTitle(parts: PromptParts, person: string): string {
  return parts.room === 'private'
    ? `what ${person} asked you to keep`
    : `what ${person} asked you to keep for this room`;
}

function profileLine(fact: Fact, parts: PromptParts, fence: Fence): string {
  const text = `${localDay(fact.at, parts.timeZone)}: ${indented(fence.safe(fact.text))}`;
  return cutMiddle(text, mostRecalledTokens);
}

function recalledLine(entry: Recalled, parts: PromptParts, person: string, fence: Fence): string {
  const speaker = entry.role === 'character' ? 'you' : person;
  const where = parts.room === 'private' && entry.audience.kind === 'shared' ? ' in a shared room' : '';
  const verb = entry.kind === 'fact' ? 'asked you to keep' : 'said';
  const text = `${localDay(entry.at, parts.timeZone)}, ${speaker} ${verb}${where}: ${indented(fence.safe(entry.text))}`;
  return cutMiddle(text, mostRecalledTokens);
}

/**
 * The candidates of the history. The character's own lines carry its role in place of its name, which
 * models would otherwise copy into their answers.
 */
function historyMessages(parts: PromptParts, fence: Fence): readonly PromptMessage[] {
  return parts.history.slice(-mostEntries).map((line) => historyMessage(line, parts, fence));
}

function historyMessage(line: HistoryLine, parts: PromptParts, fence: Fence): PromptMessage {
  const text = fence.safe(line.text).trim() || '(no text)';
  if (line.role === 'character')
    return { role: 'assistant', content: cutMiddle(text, mostHistoryLineTokens) };
  const name = speakerName(line.name, parts.persona, fence);
  return { role: 'user', content: cutMiddle(`${name}: ${indented(text)}`, mostHistoryLineTokens) };
}

function priceOf({ content }: PromptMessage): number {
  return estimateTokens(content) + messageOverheadTokens;
}

/** How many of the last lines are kept in any case; they are paid for. */
function takeRecent(lines: readonly PromptMessage[], purse: Purse): number {
  let kept = 0;
  while (kept < Math.min(recentLines, lines.length)) {
    const line = lines.at(-1 - kept);
    if (!line || !purse.payTokens(priceOf(line))) break;
    kept += 1;
  }
  return kept;
}

function takeHistory(
  lines: readonly PromptMessage[],
  recent: number,
  parts: PromptParts,
  purse: Purse,
): readonly PromptMessage[] {
  const paidFrom = lines.length - recent;
  if (recent < Math.min(recentLines, lines.length)) return lines.slice(paidFrom);
  const total = Math.max(parts.historyTotal ?? 0, parts.history.length);
  for (const start of historyStarts(total, lines.length)) {
    if (start >= paidFrom) break;
    const price = lines.slice(start, paidFrom).reduce((sum, line) => sum + priceOf(line), 0);
    if (purse.payTokens(price)) return lines.slice(start);
  }
  return lines.slice(paidFrom);
}
