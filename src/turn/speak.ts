import { type Guard, gate } from '../care/gate.ts';
import { BotError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Model, Task } from '../core/model.ts';
import { composePrompt, smallestBudgetTokens } from '../persona/compose-prompt.ts';
import { greeting } from '../persona/greeting.ts';
import type { PromptParts } from '../persona/prompt-parts.ts';
import { codeOf } from './about.ts';

/** What the model is asked, and how its answer is checked. */
export type Speech = {
  readonly parts: PromptParts;
  readonly task: Task;
  readonly cacheKey: string;
  readonly guards: readonly Guard[];
  readonly maxOutputTokens: number;
};

/**
 * Yields checked text, sentence by sentence, short answers whole. Never throws and never ends
 * without a word unless it was aborted: when every model fails, the character says so itself.
 */
export type Speak = (speech: Speech, signal: AbortSignal) => AsyncIterable<string>;

/** Answers shorter than this are held until they are complete. */
const holdCharacters = 280;
/** A server that finds the prompt too long is asked again with less of it. */
const shares = [1, 0.5, 0.25];

export function createSpeak(tools: {
  readonly model: Model;
  readonly contextTokens: number;
  readonly log: Log;
}): Speak {
  const { model, log } = tools;

  return async function* speak({ parts, task, cacheKey, guards, maxOutputTokens }, signal) {
    let released = '';
    let failure: unknown;
    for (const share of shares) {
      failure = undefined;
      const wished = Math.floor((tools.contextTokens - maxOutputTokens) * share);
      const budgetTokens = Math.max(wished, smallestBudgetTokens(parts));
      try {
        const { messages } = composePrompt(parts, budgetTokens);
        const stream = model.stream({ messages, task, maxOutputTokens, cacheKey }, signal);
        for await (const text of gate(stream, { guards, holdCharacters })) {
          released += text;
          yield text;
        }
      } catch (error) {
        failure = error;
      }
      const tooLong = failure instanceof BotError && failure.code === 'model-too-long';
      if (!tooLong || released !== '' || signal.aborted) break;
    }
    if (signal.aborted) return;
    if (failure) {
      const requestId = failure instanceof BotError ? failure.requestId : undefined;
      log.warn('The model gave no whole answer.', {
        code: codeOf(failure),
        requestId,
        begun: released !== '',
      });
    }
    const occasion = released.trim() === '' ? 'failed' : failure ? 'cutOff' : undefined;
    if (!occasion) return;
    const line = greeting(parts.persona, occasion, parts.language, { seed: task.seed });
    yield released.trim() === '' ? line : `\n\n${line}`;
  };
}
