import { BotError } from '../core/errors.ts';

/** The JSON object in an answer: alone, in a code fence, or with words around it. Throws a BotError `model-refused` when there is none. */
export function parseAnswer(text: string, model: string): unknown {
  const from = text.indexOf('{');
  const to = text.lastIndexOf('}');
  try {
    if (from >= 0 && to > from) return JSON.parse(text.slice(from, to + 1));
  } catch {
    // The parser's own message would quote what the model wrote.
  }
  throw new BotError(
    'model-refused',
    `The model ${model} did not answer with the JSON it was asked for. Set OPENAI_BACKGROUND_MODEL to one that does.`,
  );
}
