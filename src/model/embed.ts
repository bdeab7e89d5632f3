import { z } from 'zod';
import { BotError } from '../core/errors.ts';
import { modelError } from './failures.ts';
import type { createClient } from './post.ts';

const answer = z.object({ data: z.array(z.object({ index: z.number(), embedding: z.array(z.number()) })) });

/** Vectors for texts, from a server that speaks the Embeddings API. Rejects with a BotError. */
export function createEmbed(
  client: ReturnType<typeof createClient>,
  model: string,
): (texts: readonly string[], signal: AbortSignal) => Promise<readonly (readonly number[])[]> {
  return async (texts, signal) => {
    let json: unknown;
    try {
      // Plain numbers: not every server knows the packed form.
      json = await client.embeddings.create(
        { model, input: [...texts], encoding_format: 'float' },
        { signal },
      );
    } catch (error) {
      throw modelError(error, model);
    }
    const read = answer.safeParse(json);
    const vectors = read.data?.data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
    if (vectors?.length !== texts.length) {
      throw new BotError(
        'model-refused',
        `The model ${model} did not answer with a vector per text. Check OPENAI_EMBEDDING_MODEL.`,
      );
    }
    return vectors;
  };
}
