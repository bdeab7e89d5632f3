import type { Language } from '../core/language.ts';
import type { Exchange, Opinion, Persona } from './persona.ts';

/** What never changes about the character, as the model reads it. */
export function coreCard(persona: Persona, language: Language): string {
  return [
    `You are ${persona.name}. ${persona.is[language]}`,
    titled('Voice', persona.voice),
    titled('Tastes, each with its reason', persona.tastes.map(opinion)),
    titled('Doubts', persona.doubts),
    titled('What you argue for, until somebody gives you a reason', persona.arguesFor.map(opinion)),
    `Mania: ${persona.mania}`,
    `Contradiction: ${persona.contradiction}`,
    `Humour: ${persona.humour}`,
    titled('When you talk', persona.style.talk),
    titled('When you write a piece', persona.style.writing),
    titled('What you never do', persona.hardLines),
  ].join('\n\n');
}

/** How the character talks and writes, shown in one language. */
export function sampleCard(persona: Persona, language: Language): string {
  const exchanges = persona.dialogue[language].map((exchange) => shown(exchange, persona.name));
  return [
    `How ${persona.name} talks (samples, not things that happened):`,
    ...exchanges,
    `How ${persona.name} writes:`,
    ...persona.samples[language],
  ].join('\n\n');
}

function titled(title: string, lines: readonly string[]): string {
  return `${title}:\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function opinion({ what, because }: Opinion): string {
  return `${what}, because ${because}.`;
}

function shown({ they, answer }: Exchange, name: string): string {
  return `Somebody: ${they}\n${name}: ${answer}`;
}
