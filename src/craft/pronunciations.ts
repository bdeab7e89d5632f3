import { syllable } from 'syllable';

/** How many syllables a word may have. */
export type SyllableCount = {
  /** Ascending; one entry at least. */
  readonly counts: readonly number[];
  /** True when everybody who says the word says that many: one known count, and no guess. */
  readonly certain: boolean;
};

/** Counts the syllables of one English word. */
export type Pronunciations = (word: string) => SyllableCount;

/**
 * The CMU pronouncing dictionary, read from disk on the first call (about 0.4 s and 20 MB) and kept by
 * the module loader. Words it does not know are certain only as a possessive or as two known words
 * written together; otherwise they are a guess.
 */
export async function loadPronunciations(): Promise<Pronunciations> {
  const { dictionary } = await import('cmu-pronouncing-dictionary');

  // Object.hasOwn, because the table is a plain object and "constructor" is a word.
  const known = (word: string): readonly number[] => {
    const counts = new Set<number>();
    for (const key of [word, `${word}(2)`, `${word}(3)`, `${word}(4)`]) {
      const sounds = Object.hasOwn(dictionary, key) ? dictionary[key] : undefined;
      if (sounds !== undefined) counts.add(vowels(sounds));
    }
    return [...counts].sort((one, other) => one - other);
  };

  const possessive = (word: string): readonly number[] => {
    const owner = /^(.+)'s?$/.exec(word)?.[1];
    if (owner === undefined || !Object.hasOwn(dictionary, owner)) return [];
    const hisses = /(?:S|Z|SH|ZH|CH|JH)$/.test(dictionary[owner] ?? '');
    return known(owner).map((count) => count + (hisses && word.endsWith("'s") ? 1 : 0));
  };

  const compound = (word: string): readonly number[] => {
    const counts = new Set<number>();
    for (let cut = 3; cut <= word.length - 3; cut += 1) {
      for (const one of known(word.slice(0, cut))) {
        for (const other of known(word.slice(cut))) counts.add(one + other);
      }
    }
    // A cut in the wrong place ("the-rapist") shows as a disagreement with the rules.
    return counts.has(syllable(word)) ? [...counts] : [];
  };

  const one = (word: string): SyllableCount => {
    for (const find of [known, possessive, compound]) {
      const counts = find(word);
      if (counts.length > 0) return { counts, certain: counts.length === 1 };
    }
    return { counts: [Math.max(1, syllable(word))], certain: false };
  };

  return (word) => {
    // Words in capitals may be spelled out, numbers may be read in several ways.
    if (/\p{N}/u.test(word) || /^\p{Lu}{2,}$/u.test(word)) {
      return { counts: [Math.max(1, syllable(word))], certain: false };
    }
    const plain = word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
    const parts = plain
      .split('-')
      .filter((part) => part !== '')
      .map(one);
    if (parts.length === 0) return { counts: [0], certain: false };
    return parts.reduce(added);
  };
}

function vowels(sounds: string): number {
  return sounds.replace(/\D/g, '').length;
}

function added(one: SyllableCount, other: SyllableCount): SyllableCount {
  const counts = new Set(one.counts.flatMap((count) => other.counts.map((more) => count + more)));
  return { counts: [...counts].sort((a, b) => a - b), certain: one.certain && other.certain };
}
