import { z } from 'zod';
import type { Exchange, Greetings, Opinion, Persona } from './persona.ts';

const sentence = line(400);
const paragraph = line(1_200);

const opinion: z.ZodType<Opinion> = fields({ what: line(200), because: line(300) });
const exchange: z.ZodType<Exchange> = fields({ they: sentence, answer: own(line(600)) });

const greetings = (label: RegExp, labelText: string): z.ZodType<Greetings> =>
  fields({
    first: list(own(sentence).regex(label, `must say that it is an AI (the word ${labelText})`), 1, 20),
    back: list(own(sentence), 1, 20),
    failed: list(own(sentence), 1, 20),
    cutOff: list(own(sentence), 1, 20),
  });

const englishLabel = /\bAI\b/;
const frenchLabel = /\bIA\b/;

/** What a character file must hold. Unknown fields are problems too: a misspelt one would be silently lost. */
export const personaSchema: z.ZodType<Persona> = fields({
  name: line(32)
    .regex(/^[\p{L}\p{M}\p{N} .'’-]+$/u, 'must be letters, digits, spaces, dots, apostrophes and hyphens')
    .refine((name) => !/\b(human|humain)e?\b/i.test(name), 'must not claim to be human'),
  is: fields({
    en: own(paragraph).regex(englishLabel, 'must say that it is an AI (the word AI)'),
    fr: own(paragraph).regex(frenchLabel, 'must say that it is an AI (the word IA)'),
  }),
  voice: list(own(sentence), 1, 12),
  tastes: list(opinion, 3, 12),
  doubts: list(own(sentence), 1, 8),
  arguesFor: list(opinion, 1, 8),
  mania: own(paragraph),
  contradiction: own(paragraph),
  humour: own(paragraph),
  hardLines: list(own(sentence), 1, 12),
  style: fields({ talk: list(own(sentence), 1, 12), writing: list(own(sentence), 1, 12) }),
  reminder: own(line(360)),
  dialogue: fields({ en: list(exchange, 2, 24), fr: list(exchange, 2, 24) }),
  samples: fields({ en: list(own(paragraph), 1, 6), fr: list(own(paragraph), 1, 6) }),
  greetings: fields({
    en: greetings(englishLabel, 'AI'),
    fr: greetings(frenchLabel, 'IA'),
  }),
});

function fields<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'invalid_type' ? `must be a set of fields: ${Object.keys(shape).join(', ')}` : undefined,
  });
}

function line(maxCharacters: number): z.ZodString {
  return z
    .string(`must be a text of at most ${maxCharacters} characters`)
    .trim()
    .min(1, 'must not be empty')
    .max(maxCharacters, `must have at most ${maxCharacters} characters`);
}

function list<T>(item: z.ZodType<T>, min: number, max: number): z.ZodType<readonly T[]> {
  const expected = `must be a list of ${min} to ${max} entries`;
  return z.array(item, expected).min(min, expected).max(max, expected);
}

/** The character's own words, which must not claim to come from a human. */
function own(text: z.ZodString): z.ZodString {
  return text.refine((words) => !claimsHuman.test(words), 'must not claim to be human');
}

const claimsHuman =
  /\b(?:i am|i['’]m|(?:she|he|it|they|wren) (?:is|are)) (?:really |actually |truly )?(?:a |an )?(?:real )?(?:human|person of flesh)|\bje suis (?:bien |vraiment )?(?:un |une )?(?:être |vraie? )?(?:humain|personne de chair)|\bnot an ai\b|\bpas une ia\b/iu;
