import type { Prompt, PromptParts } from './prompt-parts.ts';

export function composePrompt(parts: PromptParts, budgetTokens: number): Prompt {
  throw new RangeError(`Not written yet: ${parts.room}, ${budgetTokens}.`);
}
