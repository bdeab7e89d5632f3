import { LRUCache } from 'lru-cache';
import type { Recalled } from '../core/memory.ts';
import { stemOf } from './text-language.ts';
import { stemsIn, wordsOf } from './text-terms.ts';

/** What was recalled last, for those who ask why; never stored. */
export type LastRecalled = {
  note(owner: string, message: string, recalled: readonly Recalled[]): void;
  of(owner: string): readonly (Recalled & { readonly words: readonly string[] })[];
  drop(owner: string): void;
};

const heldAccounts = 500;

export function createLastRecalled(): LastRecalled {
  const last = new LRUCache<string, { readonly message: string; readonly recalled: readonly Recalled[] }>({
    max: heldAccounts,
  });
  return {
    note: (owner, message, recalled) => void last.set(owner, { message, recalled }),
    of(owner) {
      const { message, recalled } = last.get(owner) ?? { message: '', recalled: [] };
      return recalled.map((entry) => ({ ...entry, words: wordsInCommon(message, entry.text) }));
    },
    drop: (owner) => void last.delete(owner),
  };
}

/** Words of a message that a text has too, as they were written. */
function wordsInCommon(message: string, text: string): readonly string[] {
  const stems = new Set(stemsIn(text));
  const { content, language = 'en' } = wordsOf(message);
  return [...new Set(content.filter((word) => stems.has(stemOf(word, language))))];
}
