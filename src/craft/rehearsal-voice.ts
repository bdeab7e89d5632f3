import type { Catalog } from '../core/language.ts';
import type { Model } from '../core/model.ts';

/** What the turn puts under every piece and reply of this voice. */
export const rehearsalLabel: Catalog<string> = {
  en: 'rehearsal voice, no model connected, made from your words',
  fr: 'voix de répétition, aucun modèle branché, faite de tes mots',
};

/**
 * The voice that works with no model at all. It cannot invent: it counts, finds, rearranges and
 * asks, reading only the request's task. Same seed, words and earlier replies, same answer.
 */
export function createRehearsalVoice(options: { readonly name?: string } = {}): Model {
  return {
    label: `rehearsal voice, no model connected${options.name ? '' : ''}`,
    rehearsal: true,
    async *stream() {
      yield 'No model is connected.';
    },
  };
}
