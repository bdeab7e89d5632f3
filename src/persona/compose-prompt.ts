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
import type { PromptMessage } from '../core/model.ts';
import { type Audience, audienceKey, audiencesIn } from '../core/room.ts';
import { coreCard, sampleCard } from './core-card.ts';
import { cutMiddle, estimateTokens, messageOverheadTokens } from './estimate-tokens.ts';
import { createFence } from './fence.ts';
import { closingWords, roomFrame, speakerName, surroundingLine } from './prompt-frame.ts';
import { historyMessages, takeHistory, takeRecent } from './prompt-history.ts';
import {
  attachedMaterial,
  joined,
  newMessage,
  optional,
  profileLine,
  profileTitle,
  quotedMaterial,
  recalledLine,
  section,
} from './prompt-material.ts';
import type { Prompt, PromptParts, RecalledEntry } from './prompt-parts.ts';
import { createPurse } from './purse.ts';
import { localDays } from './time-in-words.ts';

const smallestMessageTokens = 160;
const mostRoomLineTokens = 200;
const mostEntries = 200;

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
  const dayOf = localDays(parts.timeZone);
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
    (fact) => profileLine(fact, dayOf, fence),
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
    (entry: RecalledEntry) => recalledLine(entry, parts, person, dayOf, fence),
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
  const key = audienceKey(audience);
  const allowed =
    parts.room === 'shared'
      ? audiencesIn(parts.audience).some((each) => audienceKey(each) === key)
      : audience.kind === 'shared' ||
        key === audienceKey(parts.audience) ||
        (parts.linked ?? []).some((account) => key === audienceKey({ kind: 'private', account }));
  if (!allowed) throw new TypeError('A prompt was handed something that another audience was told.');
}
