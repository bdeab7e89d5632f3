/** A calendar day in the person's own time zone, as the UTC time of its midnight. */
export type Day = number;

const dayMs = 24 * 60 * 60 * 1000;

type Unit = 'day' | 'week' | 'month' | 'year';

/**
 * What a day is searched by: the day itself, its week, its month with and without the year, the day
 * of the month without the year, the year. No word of a text looks like one of these.
 */
export function dateTerms(day: Day): readonly string[] {
  const date = new Date(day);
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return [
    `@d${year}-${month}-${dayOfMonth}`,
    weekTerm(day),
    `@n${year}-${month}`,
    `@m${month}`,
    `@a${month}-${dayOfMonth}`,
    `@y${year}`,
  ];
}

/** The days, weeks, months and years a text names, some of them counted from the day it was said. */
export function datesIn(text: string, saidOn: Day): readonly string[] {
  if (!anyHint.test(text)) return [];
  const lower = text.toLowerCase().replaceAll('’', "'");
  return [...new Set([...relativeDates(lower, saidOn), ...namedDates(lower)])];
}

/** True when a text says when something is or was. */
export function saysWhen(text: string): boolean {
  return anyHint.test(text);
}

function relativeDates(lower: string, saidOn: Day): readonly string[] {
  const found: string[] = [];
  for (const { pattern, unit, offset } of relatives) {
    if (pattern.test(lower)) found.push(...unitTerms(saidOn, unit, offset));
  }
  for (const { pattern, units } of countedBack) {
    for (const match of lower.matchAll(pattern)) {
      const unit = unitOf(match[2] ?? '', units);
      if (unit) found.push(...unitTerms(saidOn, unit, -countOf(match[1] ?? '')));
    }
  }
  for (const match of lower.matchAll(weekdayPattern)) {
    const weekday = weekdays.get(match[0] ?? '');
    if (weekday === undefined) continue;
    const back = (new Date(saidOn).getUTCDay() - weekday + 7) % 7 || 7;
    found.push(...unitTerms(saidOn, 'day', -back));
  }
  return found;
}

function namedDates(lower: string): readonly string[] {
  const found: string[] = [];
  const years = [...lower.matchAll(/\b(?:19|20)\d\d\b/g)].map(([year]) => year);
  for (const year of years) found.push(`@y${year}`);
  for (const match of lower.matchAll(monthPattern)) {
    const month = months.get(match[2] ?? '');
    if (!month) continue;
    const day = match[1] ?? match[3];
    found.push(`@m${month}`);
    if (day) found.push(`@a${month}-${Number(day)}`);
    for (const year of years) {
      found.push(`@n${year}-${month}`);
      if (day) found.push(`@d${year}-${month}-${Number(day)}`);
    }
  }
  const isos = lower.matchAll(/\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b/g);
  for (const [, year, month, day] of isos) {
    found.push(...dateTerms(Date.UTC(Number(year), Number(month) - 1, Number(day))).slice(0, 5));
  }
  const eastern = lower.matchAll(/(\d{1,2})月(?:(\d{1,2})日)?/g);
  for (const [, month, day] of eastern) {
    found.push(`@m${Number(month)}`);
    if (day) found.push(`@a${Number(month)}-${Number(day)}`);
  }
  return found;
}

/** The most exact thing known: a day for days, a week for weeks. */
function unitTerms(from: Day, unit: Unit, offset: number): readonly string[] {
  const date = new Date(from);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (unit === 'year') return [`@y${year + offset}`];
  if (unit === 'month') {
    const there = new Date(Date.UTC(year, month + offset, 1));
    return [
      `@n${there.getUTCFullYear()}-${there.getUTCMonth() + 1}`,
      `@m${there.getUTCMonth() + 1}`,
      `@y${there.getUTCFullYear()}`,
    ];
  }
  if (unit === 'week')
    return [weekTerm(from + offset * 7 * dayMs), ...dateTerms(from + offset * 7 * dayMs).slice(2, 4)];
  return dateTerms(from + offset * dayMs);
}

/** Weeks since the Monday of 29 December 1969. */
function weekTerm(day: Day): string {
  return `@w${Math.floor((day / dayMs + 3) / 7)}`;
}

type Relative = { readonly pattern: RegExp; readonly unit: Unit; readonly offset: number };

const word = (alternatives: string) => new RegExp(`(?<![\\p{L}])(?:${alternatives})(?![\\p{L}])`, 'u');
const sign = (alternatives: string) => new RegExp(alternatives, 'u');

const relatives: readonly Relative[] = [
  { pattern: word('yesterday|last night|hier|gestern|ayer|anoche'), unit: 'day', offset: -1 },
  {
    pattern: word("today|tonight|this morning|aujourd'hui|ce matin|ce soir|heute|hoy"),
    unit: 'day',
    offset: 0,
  },
  { pattern: word('tomorrow|demain|morgen'), unit: 'day', offset: 1 },
  { pattern: word('day before yesterday|avant-hier|vorgestern|anteayer'), unit: 'day', offset: -2 },
  {
    pattern: word('last week|semaine (?:dernière|passée)|letzte woche|semana pasada'),
    unit: 'week',
    offset: -1,
  },
  { pattern: word('this week|cette semaine|diese woche|esta semana'), unit: 'week', offset: 0 },
  {
    pattern: word('next week|semaine prochaine|nächste woche|semana que viene|próxima semana'),
    unit: 'week',
    offset: 1,
  },
  { pattern: word('last month|mois (?:dernier|passé)|letzten monat|mes pasado'), unit: 'month', offset: -1 },
  { pattern: word('this month|ce mois-ci|diesen monat|este mes'), unit: 'month', offset: 0 },
  {
    pattern: word('next month|mois prochain|nächsten monat|mes que viene|próximo mes'),
    unit: 'month',
    offset: 1,
  },
  {
    pattern: word("last year|an dernier|l'année (?:dernière|passée)|letztes jahr|año pasado"),
    unit: 'year',
    offset: -1,
  },
  { pattern: word('this year|cette année|dieses jahr|este año'), unit: 'year', offset: 0 },
  {
    pattern: word("next year|an prochain|l'année prochaine|nächstes jahr|año que viene|próximo año"),
    unit: 'year',
    offset: 1,
  },
  { pattern: sign('昨日|昨天|昨晚|어제'), unit: 'day', offset: -1 },
  { pattern: sign('今日|今天|오늘'), unit: 'day', offset: 0 },
  { pattern: sign('明日|明天|내일'), unit: 'day', offset: 1 },
  { pattern: sign('先週|上周|上週|上星期|지난주'), unit: 'week', offset: -1 },
  { pattern: sign('来週|下周|下星期|다음 ?주'), unit: 'week', offset: 1 },
  { pattern: sign('先月|上个月|上個月|지난달'), unit: 'month', offset: -1 },
  { pattern: sign('来月|下个月|다음 ?달'), unit: 'month', offset: 1 },
  { pattern: sign('去年|작년'), unit: 'year', offset: -1 },
  { pattern: sign('来年|明年|내년'), unit: 'year', offset: 1 },
];

/** The beginnings of a language's words for day, week, month and year. */
type Units = Readonly<Record<Unit, string>>;
const counts =
  'a|an|one|two|three|four|five|six|une?|deux|trois|quatre|cinq|six|einem|einer|ein|zwei|drei|vier|fünf|sechs|una?|dos|tres|cuatro|cinco|seis|a few|few|couple of|quelques|\\d{1,2}';

const countedBack: readonly { readonly pattern: RegExp; readonly units: Units }[] = [
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])(${counts}) (days?|weeks?|months?|years?) (?:ago|before|earlier)`,
      'gu',
    ),
    units: { day: 'day', week: 'week', month: 'month', year: 'year' },
  },
  {
    pattern: new RegExp(`il y a (?:environ )?(${counts}) (jours?|semaines?|mois|ans?|années?)`, 'gu'),
    units: { day: 'jour', week: 'semaine', month: 'mois', year: 'an' },
  },
  {
    pattern: new RegExp(`(?<!\\p{L})vor (${counts}) (tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)`, 'gu'),
    units: { day: 'tag', week: 'woche', month: 'monat', year: 'jahr' },
  },
  {
    pattern: new RegExp(`hace (${counts}) (días?|semanas?|meses|mes|años?)`, 'gu'),
    units: { day: 'día', week: 'semana', month: 'mes', year: 'año' },
  },
];

function unitOf(name: string, units: Units): Unit | undefined {
  const all: readonly Unit[] = ['day', 'week', 'month', 'year'];
  return all.find((unit) => name.startsWith(units[unit]));
}

const numbers: ReadonlyMap<string, number> = new Map(
  [
    ['one', 'a', 'an', 'un', 'une', 'ein', 'einem', 'einer', 'una'],
    ['two', 'deux', 'zwei', 'dos', 'couple of'],
    ['three', 'trois', 'drei', 'tres', 'few', 'a few', 'quelques'],
    ['four', 'quatre', 'vier', 'cuatro'],
    ['five', 'cinq', 'fünf', 'cinco'],
    ['six', 'sechs', 'seis'],
  ].flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);

function countOf(name: string): number {
  return numbers.get(name) ?? Number(name);
}

const monthNames = [
  'january janvier januar enero jan',
  'february février februar febrero feb',
  'march mars märz marzo mar',
  'april avril abril apr',
  'may mai mayo',
  'june juin juni junio jun',
  'july juillet juli julio jul',
  'august août agosto aug',
  'september septembre septiembre sep sept',
  'october octobre oktober octubre oct',
  'november novembre noviembre nov',
  'december décembre dezember diciembre dec',
];
const months: ReadonlyMap<string, number> = new Map(
  monthNames.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);
const monthPattern = new RegExp(
  `(?:(\\d{1,2})(?:st|nd|rd|th|er|\\.)?(?: of| de)? )?(?<!\\p{L})(${[...months.keys()].join('|')})(?!\\p{L})(?: (\\d{1,2})(?:st|nd|rd|th)?(?!\\d))?`,
  'gu',
);

const weekdays: ReadonlyMap<string, number> = new Map(
  [
    'sunday dimanche sonntag domingo',
    'monday lundi montag lunes',
    'tuesday mardi dienstag martes',
    'wednesday mercredi mittwoch miércoles',
    'thursday jeudi donnerstag jueves',
    'friday vendredi freitag viernes',
    'saturday samedi samstag sábado',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index] as const)),
);
const weekdayPattern = new RegExp(`(?<!\\p{L})(?:${[...weekdays.keys()].join('|')})(?!\\p{L})`, 'gu');

/** Something a date could be in: most lines have nothing of the kind and need no closer look. */
const anyHint = new RegExp(
  [
    'day|night|morning|week|month|year|morrow|ago\\b|hier|hui\\b|demain|matin|soir|semaine|mois|\\ban\\b|ans\\b|année',
    'gestern|heute|morgen|woche|monat|jahr|\\btag|ayer|anoche|hoy|semana|\\bmes\\b|meses|años?|hace',
    '昨|今|明|先|上|来|去|下|月|日|어제|오늘|내일|지난|다음|작년|내년',
    ...months.keys(),
    ...weekdays.keys(),
    '\\b(?:19|20)\\d\\d\\b',
  ].join('|'),
  'iu',
);
