import { readFileSync } from 'node:fs';
import { z } from 'zod';

const crisisLine = z.object({
  /** ISO 3166 code. */
  country: z.string().regex(/^[A-Z]{2}$/),
  name: z.string().min(1),
  /** As one dials or writes it. */
  number: z.string().min(1),
  /** In the country's own words; empty when round the clock or unknown. */
  hours: z.string(),
  languages: z.array(z.string()),
  url: z.string(),
  /** ISO date on which a person checked the number at its source; null until somebody has. */
  verifiedOn: z.iso.date().nullable(),
});
export type CrisisLine = z.infer<typeof crisisLine>;

const file = new URL('../../resources/crisis-lines.json', import.meta.url);
const table: readonly CrisisLine[] = z
  .object({ lines: z.array(crisisLine) })
  .parse(JSON.parse(readFileSync(file, 'utf8'))).lines;

/** The lines of a country, in the table's order; none for a country that is not in it. */
export function linesFor(country: string): readonly CrisisLine[] {
  return table.filter((line) => line.country === country);
}
