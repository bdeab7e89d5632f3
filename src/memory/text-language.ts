import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemFrench } from '@orama/stemmers/french';
import { stemmer as stemGerman } from '@orama/stemmers/german';
import { stemmer as stemSpanish } from '@orama/stemmers/spanish';
import { stopwords as englishStopWords } from '@orama/stopwords/english';
import { stopwords as frenchStopWords } from '@orama/stopwords/french';
import { stopwords as germanStopWords } from '@orama/stopwords/german';
import { stopwords as spanishStopWords } from '@orama/stopwords/spanish';

/** Languages whose words are known by their stems. Others are found by whole words and by letters. */
const textLanguages = ['en', 'fr', 'de', 'es'] as const;
export type TextLanguage = (typeof textLanguages)[number];

type Words = { readonly stem: (word: string) => string; readonly stop: ReadonlySet<string> };

const words: Readonly<Record<TextLanguage, Words>> = {
  en: {
    stem: stemEnglish,
    stop: stopSet(
      englishStopWords,
      'ok okay yes yeah oh hey hi hello just really well got get let going remember remind tell know said say lot thing things something anything think thought',
    ),
  },
  fr: {
    stem: stemFrench,
    stop: stopSet(
      frenchStopWords,
      'oui non bonjour salut ça ca est-ce quel quelle quels quelles comment quand pourquoi combien où rappelle souviens dis dit sais vraiment juste très chose choses penses pense',
    ),
  },
  de: {
    stem: stemGerman,
    stop: stopSet(
      germanStopWords,
      'ja nein hallo wann warum welche welcher welches wieviel eigentlich mal noch schon doch erinnerst sag sagte weißt ding dinge wie heißt heisst denkst denke meinst',
    ),
  },
  es: {
    stem: stemSpanish,
    stop: stopSet(
      spanishStopWords,
      'sí si no hola cómo cuándo qué cuál cuáles quién dónde cuánto cuánta cuántos recuerdas dije sabes cosa cosas muy llama llamaba piensas crees',
    ),
  },
};

/** Stop words come with apostrophes; texts are cut at them, so the halves count. */
function stopSet(list: readonly string[], more: string): ReadonlySet<string> {
  const all = [...list, ...more.split(' ')].flatMap((word) => [word, ...word.split(/['’]/)]);
  return new Set(all.map((word) => word.normalize('NFC')));
}

/** The language most of these words are small words of; undefined when none stands out. */
export function textLanguageOf(lowerCaseWords: readonly string[]): TextLanguage | undefined {
  let best: TextLanguage | undefined;
  let most = 0;
  for (const language of textLanguages) {
    const { stop } = words[language];
    let count = 0;
    for (const word of lowerCaseWords) if (stop.has(word)) count += 1;
    if (count > most) best = language;
    else if (count === most) best = undefined;
    most = Math.max(most, count);
  }
  return most === 0 ? undefined : best;
}

export function isStopWord(word: string, language: TextLanguage): boolean {
  return words[language].stop.has(word);
}

/** The stem of a lower-case word, without accents. */
export function stemOf(word: string, language: TextLanguage): string {
  return withoutAccents(words[language].stem(word));
}

export function withoutAccents(word: string): string {
  return isPlain.test(word) ? word : word.normalize('NFD').replace(accents, '').normalize('NFC');
}

const isPlain = /^[a-z0-9]*$/;
const accents = /[\u0300-\u036f]/g;
