import type { RoomLine } from '../core/message.ts';
import type { Fence } from './fence.ts';
import type { Persona } from './persona.ts';
import { indented, plainName } from './plain-text.ts';
import type { PromptParts } from './prompt-parts.ts';
import { gapInWords, localTime } from './time-in-words.ts';

const hourMs = 3_600_000;

/** A speaker's name as the prompt shows it: never one that passes for the character or the program. */
export function speakerName(name: string, persona: Persona, fence: Fence): string {
  const shown = fence.safe(plainName(name, 'Somebody'));
  const bare = shown.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const taken = [persona.name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''), 'you', 'system', 'assistant'];
  return taken.some((other) => bare === other || bare === `${other}ai`) ? `${shown} (somebody else)` : shown;
}

/** What the model is told about the room: the same for a whole session. */
export function roomFrame(parts: PromptParts, fence: Fence): string {
  return [
    parts.room === 'private'
      ? 'This is a direct message: you and one person, and nobody else reads it.'
      : 'This is a shared room: everybody in it reads what you write.',
    'Every line of a person begins with their name. Answer with your words alone, without a name before them.',
    'You know what stands in this prompt and nothing else. What is not here you have not seen; say so when it matters.',
    fence.rule,
  ].join('\n');
}

/** What the program says last: what could not be seen, the time, what is asked, and who the character is. */
export function closingWords(parts: PromptParts, person: string): string {
  const { persona, message, surroundings, task, lastAt, now } = parts;
  const time = localTime(Math.floor(now / 60_000) * 60_000, parts.timeZone);
  const lines = [
    ...(surroundings?.hidden ? [hiddenNotice[surroundings.hidden]] : []),
    ...(message.contentAvailable
      ? []
      : [
          `The platform withheld the text of ${person}'s message. Say that you could not read it. Do not guess.`,
        ]),
    ...(message.attachments.length > 0
      ? ['You cannot open what is attached: you know its name and type alone. Do not guess what is in it.']
      : []),
    `Local time: ${time}.`,
    ...(lastAt !== undefined && now - lastAt >= hourMs
      ? [`Since you last talked with ${person}: ${gapInWords(now - lastAt, parts.language)}.`]
      : []),
    ...(task
      ? [
          `Now write the ${task.kind} ${person} asks for: the piece itself, without a word before or after it.`,
        ]
      : []),
    reminder(persona, person, parts.language === 'fr' ? 'French' : 'English'),
  ];
  return lines.join('\n');
}

/** Brings the character back to itself at the end of every prompt: 60 to 120 tokens. */
function reminder(persona: Persona, person: string, language: string): string {
  return `You are ${persona.name}, an AI, answering ${person}. ${persona.reminder} Answer in their language; ${language} if it does not show.`;
}

const hiddenNotice = {
  content:
    'The platform withheld some of what was said in this room before. You could not see it: say so when it matters, and do not guess.',
  permission:
    'You are not allowed to read what was said in this room before. Say so when it matters, and do not guess.',
  error:
    'What was said in this room before could not be read this time. Say so when it matters, and do not guess.',
} as const;

/** One line somebody wrote in the room, with its speaker and how long ago it was. */
export function surroundingLine(line: RoomLine, parts: PromptParts, fence: Fence): string {
  const name = speakerName(line.name, parts.persona, fence);
  const speaker = line.own ? 'You' : line.same ? `${name}, whom you answer` : name;
  const ago = `${gapInWords(parts.now - line.at, 'en')} ago`;
  return `${speaker}, ${ago}: ${indented(fence.safe(line.text))}`;
}
