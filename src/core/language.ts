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
