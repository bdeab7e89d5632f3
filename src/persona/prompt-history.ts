import type { PromptMessage } from '../core/model.ts';
import { cutMiddle, estimateTokens, messageOverheadTokens } from './estimate-tokens.ts';
import type { Fence } from './fence.ts';
import { historyStarts } from './history-window.ts';
import { indented } from './plain-text.ts';
import { speakerName } from './prompt-frame.ts';
import type { HistoryLine, PromptParts } from './prompt-parts.ts';
import type { Purse } from './purse.ts';

/** More lines than any history shows. */
const mostLines = 200;
const mostHistoryLineTokens = 1_200;
const recentLines = 6;

/**
 * The candidates of the history. The character's own lines carry its role in place of its name, which
 * models would otherwise copy into their answers.
 */
export function historyMessages(parts: PromptParts, fence: Fence): readonly PromptMessage[] {
  return parts.history.slice(-mostLines).map((line) => historyMessage(line, parts, fence));
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
export function takeRecent(lines: readonly PromptMessage[], purse: Purse): number {
  let kept = 0;
  while (kept < Math.min(recentLines, lines.length)) {
    const line = lines.at(-1 - kept);
    if (!line || !purse.payTokens(priceOf(line))) break;
    kept += 1;
  }
  return kept;
}

/** The history as far as the purse allows, cut in chunks; the recent lines are paid for already. */
export function takeHistory(
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
