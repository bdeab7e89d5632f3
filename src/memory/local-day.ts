import { LRUCache } from 'lru-cache';
import type { Day } from './date-terms.ts';

const quarterMs = 15 * 60 * 1000;

/** The calendar day a moment falls on. */
export type DayOf = (at: number) => Day;

/** Zones asked about at the same time; people of one bot live in few. */
const heldZones = 100;

/**
 * Calendars by time zone; UTC where the zone is unknown. Asking a calendar is dear, so answers are kept
 * by the quarter of an hour, the smallest step of any zone.
 */
export function createLocalDays(): (timeZone: string) => DayOf {
  const zones = new LRUCache<string, DayOf>({ max: heldZones });
  return (timeZone) => {
    const known = zones.get(timeZone) ?? localDay(timeZone);
    zones.set(timeZone, known);
    return known;
  };
}

function localDay(timeZone: string): DayOf {
  const formatter = formatterOf(timeZone);
  const known = new LRUCache<number, Day>({ max: heldQuarters });
  return (at) => {
    const quarter = Math.floor(at / quarterMs);
    const before = known.get(quarter);
    if (before !== undefined) return before;
    const day = dayIn(formatter, at);
    known.set(quarter, day);
    return day;
  };
}

const heldQuarters = 20_000;

function dayIn(formatter: Intl.DateTimeFormat, at: number): Day {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 0;
  const parts = new Map(formatter.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.get('year') ?? 1970, (parts.get('month') ?? 1) - 1, parts.get('day') ?? 1);
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const options = { year: 'numeric', month: 'numeric', day: 'numeric', calendar: 'gregory' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  }
}
