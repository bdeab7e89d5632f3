import { type Day, datesIn } from './date-terms.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The end of the time in the past a question names ("in March", "last year", "on 3 May"), for telling
 * what was true then; undefined when it names none. A month without a year is the last one there was.
 */
export function pastPeriodEnd(question: string, today: Day): number | undefined {
  const terms = datesIn(question, today);
  // A day brings its month and its year along: the most exact kind of term is what was meant.
  const kind = ['@d', '@w', '@n', '@m', '@y'].find((each) => terms.some((term) => term.startsWith(each)));
  const ends = terms.flatMap((term) => (kind && term.startsWith(kind) ? (endOf(term, today) ?? []) : []));
  const end = Math.min(...ends);
  return Number.isFinite(end) && end <= today ? end : undefined;
}

function endOf(term: string, today: Day): number | undefined {
  const [first = 0, second = 1, third = 1] = term.slice(2).split('-').map(Number);
  switch (term.slice(0, 2)) {
    case '@d':
      return Date.UTC(first, second - 1, third) + dayMs;
    case '@w':
      return ((first + 1) * 7 - 3) * dayMs;
    case '@n':
      return Date.UTC(first, second, 1);
    case '@m': {
      const year = new Date(today).getUTCFullYear();
      const end = Date.UTC(year, first, 1);
      return end <= today ? end : Date.UTC(year - 1, first, 1);
    }
    case '@y':
      return Date.UTC(first + 1, 0, 1);
    default:
      return undefined;
  }
}
