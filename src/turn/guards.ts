import type { Guard } from '../care/gate.ts';
import { humanClaimGuard, mentionGuard, promptEchoGuard, residueGuard } from '../care/guards.ts';
import type { PromptParts } from '../persona/prompt-parts.ts';

/** The guards of one answer, in order: what is no answer goes first, what is dangerous is mended last. */
export function guardsFor(parts: PromptParts): readonly Guard[] {
  const { persona, careRules, nonce, language } = parts;
  const secrets = [
    careRules,
    persona.reminder,
    ...persona.voice,
    ...persona.style.talk,
    ...persona.style.writing,
  ];
  return [
    residueGuard(persona.name),
    promptEchoGuard({ secrets, nonce }),
    // The narrator of a piece may be anybody; outside pieces it is itself.
    ...(parts.task ? [] : [humanClaimGuard(language, persona.name)]),
    mentionGuard,
  ];
}
