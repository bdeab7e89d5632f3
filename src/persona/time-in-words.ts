import type { Catalog, Language } from '../core/language.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

type Unit = 'minute' | 'hour' | 'day' | 'month' | 'year';

const unitNames: Catalog<Readonly<Record<Unit, readonly [one: string, many: string]>>> = {
  en: {
    minute: ['one minute', 'minutes'],
    hour: ['one hour', 'hours'],
    day: ['one day', 'days'],
    month: ['one month', 'months'],
    year: ['one year', 'years'],
  },
  fr: {
    minute: ['une minute', 'minutes'],
    hour: ['une heure', 'heures'],
    day: ['un jour', 'jours'],
    month: ['un mois', 'mois'],
    year: ['un an', 'ans'],
  },
};

/** How long a stretch of time is, in words: "fifteen days", « quinze jours ». Less than a minute counts as one. */
export function gapInWords(milliseconds: number, language: Language): string {
  const [count, unit] = inUnits(Math.max(0, milliseconds));
  const [one, many] = unitNames[language][unit];
  if (count <= 1) return one;
  const number = numberWord(count, language);
  // The feminine of one shows in French: vingt et une minutes.
  const feminine = language === 'fr' && (unit === 'minute' || unit === 'hour') && number.endsWith(' et un');
  return `${number}${feminine ? 'e' : ''} ${many}`;
}

function inUnits(milliseconds: number): readonly [number, Unit] {
  if (milliseconds < 59.5 * minuteMs) return [Math.round(milliseconds / minuteMs), 'minute'];
  if (milliseconds < 23.5 * hourMs) return [Math.round(milliseconds / hourMs), 'hour'];
  const days = Math.round(milliseconds / dayMs);
  if (days < 60) return [days, 'day'];
  if (days < 700) return [Math.round(days / 30.44), 'month'];
  return [Math.round(days / 365.25), 'year'];
}

const englishOnes =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const englishTens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const frenchOnes =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  );
const frenchTens = 'vingt trente quarante cinquante soixante'.split(' ');

/** A whole number in words; digits from 60 on, which no unit above needs in practice. */
function numberWord(count: number, language: Language): string {
  const ones = language === 'fr' ? frenchOnes : englishOnes;
  const tens = language === 'fr' ? frenchTens : englishTens;
  const small = ones[count];
  if (small !== undefined) return small;
  const ten = tens[Math.floor(count / 10) - 2];
  const one = ones[count % 10];
  if (count >= 60 || ten === undefined || one === undefined) return String(count);
  if (count % 10 === 0) return ten;
  if (language === 'fr') return count % 10 === 1 ? `${ten} et un` : `${ten}-${one}`;
  return `${ten}-${one}`;
}

/** Date and time as people in that place would say it, to the minute, for the model to read (English). */
export function localTime(at: number, timeZone: string): string {
  return formatIn(timeZone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })(at);
}

/** Writes days of that place, as in `3 November 2026`. Made once for many: a formatter is dear to make. */
export function localDays(timeZone: string): (at: number) => string {
  return formatIn(timeZone, { day: 'numeric', month: 'long', year: 'numeric' });
}

function formatIn(timeZone: string, options: Intl.DateTimeFormatOptions): (at: number) => string {
  const formatter = formatterOf({ ...options, timeZone }) ?? formatterOf({ ...options, timeZone: 'UTC' });
  return (at) => {
    const date = new Date(at);
    return Number.isNaN(date.getTime()) || !formatter ? 'an unknown time' : formatter.format(date);
  };
}

function formatterOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', options);
  } catch {
    return undefined;
  }
}
