/** The languages in which everything the program itself says is complete. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** One value per language. A missing translation does not compile. */
export type Catalog<T> = Readonly<Record<Language, T>>;

/** The language to speak for a BCP 47 locale; English when it is absent or not among ours. */
export function languageOf(locale: string | undefined): Language {
  const primary = locale?.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === primary) ?? 'en';
}

const frequent: Catalog<ReadonlySet<string>> = {
  en: new Set(
    'the a an and is are was were i you he she it we they my your of to in on for with that this not what do does have has'.split(
      ' ',
    ),
  ),
  fr: new Set(
    'le la les un une des et est sont était je tu il elle on nous vous ils mon ma mes ton ta tes de du dans pour avec que qui pas ce cette ne ai as a été c j d l n qu'.split(
      ' ',
    ),
  ),
};

/** The language a text seems to be written in, by its most frequent small words; undefined when they do not tell. */
export function languageIn(text: string): Language | undefined {
  const words =
    text
      .slice(0, 2_000)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const [en, fr] = [frequent.en, frequent.fr].map((known) => words.filter((word) => known.has(word)).length);
  if (en === undefined || fr === undefined || en === fr) return undefined;
  return fr > en ? 'fr' : 'en';
}
