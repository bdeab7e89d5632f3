import type { Finding } from '../core/learning.ts';
import { checkQuote, type QuoteProblem } from './quote-checks.ts';
import { machinery } from './quote-words.ts';
import type { FactRecord } from './record.ts';
import { isSensitive } from './sensitive-words.ts';
import { stemsIn } from './text-terms.ts';

/** Kept when a plan or an open thread names no day of its own. */
const openEndedMs = 60 * 24 * 60 * 60 * 1000;
const longestPlanMs = 2 * 365 * 24 * 60 * 60 * 1000;
const maxKeys = 160;

/** A finding that holds: the fact it makes, and the one it ends. */
export type Weighed = { readonly fact?: FactRecord; readonly ends?: string };

/** Of these only one can be true at a time: a newer one ends the older. */
export const exclusive: ReadonlySet<string> = new Set(
  'name nickname pronouns age birthday home job employer school partner marital-status time-zone native-language'.split(
    ' ',
  ),
);

/**
 * Decides about one finding. Everything rests on the quote; what else the model says only sorts it.
 * Ids it made up, quotes nobody said and changes of facts that have nothing to do with them hold nothing.
 */
export function weighFinding(
  finding: Finding,
  known: {
    readonly line: { readonly id: string; readonly text: string; readonly at: number } | undefined;
    readonly current: readonly FactRecord[];
    readonly isPrivate: boolean;
    readonly idOf: (quote: string) => string;
  },
): Weighed | QuoteProblem | 'unknown' | 'known' | 'unrelated' {
  const { line, current } = known;
  if (!line) return 'unknown';
  const checked = checkQuote(finding.quote, line.text);
  if ('problem' in checked) return checked.problem;
  const { quote } = checked;
  const aboutOthers = finding.about === 'others' || relation.test(quote);
  if (aboutOthers && !known.isPrivate) return 'not-about-them';

  // Where somebody's brother lives says nothing about where they live themselves.
  const attribute = slug(finding.attribute, aboutOthers);
  const named = finding.fact === undefined ? undefined : current.find(({ id }) => id === finding.fact);
  if (finding.kind !== 'add' && !named) return 'unknown';
  if (named && !isRelated(quote, attribute, named)) return 'unrelated';
  if (finding.kind === 'close') return named ? { ends: named.id } : 'unknown';

  const same = current.find((fact) => fact.id !== named?.id && isSame(fact.text, quote));
  if (same || (named && isSame(named.text, quote))) return 'known';
  const ends =
    named ??
    (attribute && exclusive.has(attribute)
      ? current.find((fact) => fact.attribute === attribute)
      : undefined);
  const keys = keysOf(finding.keys);
  const expiresAt = expiryOf(finding, line.at);
  const fact: FactRecord = {
    kind: 'fact',
    id: known.idOf(quote),
    text: quote,
    at: line.at,
    origin: 'learnt',
    sort: finding.sort,
    sources: [line.id],
    ...(attribute ? { attribute } : {}),
    ...(keys ? { keys } : {}),
    ...(aboutOthers ? { aboutOthers: true as const } : {}),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  return { fact, ...(ends ? { ends: ends.id } : {}) };
}

/** People the person names by what they are to them. */
const relation =
  /(?<!\p{L})(?:my|mon|ma|mes|mein(?:e[mnrs]?)?|mi|mis) (?:[\p{L}-]+ )?(?:brothers?|sisters?|siblings?|mother|mum|mom|father|dad|parents?|sons?|daughters?|kids?|child|children|wife|husband|partner|girlfriend|boyfriend|ex|boss|colleagues?|neighbou?rs?|friends?|flatmate|roommate|uncle|aunt|cousins?|nephew|niece|grand\p{L}+|frères?|s(?:œ|oe)urs?|mère|père|fils|filles?|enfants?|femme|mari|compagn\p{L}+|copine?|patronn?e?|chef|collègues?|voisine?s?|amie?s?|oncle|tante|cousine?s?|neveu|nièce|bruder|brüder|schwestern?|mutter|vater|eltern|sohn|söhne|tochter|töchter|kind|kinder|frau|mann|freund(?:in)?|chefin|kolleg\p{L}+|nachbar\p{L}*|onkel|hermanos?|hermanas?|madre|padres?|hij[oa]s?|mujer|esposa|marido|novi[oa]|jef[ea]|compañer\p{L}+|vecin[oa]s?|amig[oa]s?|tí[oa]s?|prim[oa]s?|sobrin[oa]s?|abuel[oa]s?)(?!\p{L})/iu;

function slug(attribute: string | undefined, aboutOthers: boolean): string | undefined {
  const plain = attribute
    ?.toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 32);
  return plain ? `${aboutOthers ? 'others-' : ''}${plain}` : undefined;
}

/** Only for searching, and still nothing that should not be kept. */
function keysOf(keys: string | undefined): string | undefined {
  const plain = keys?.replaceAll(/\s+/g, ' ').trim().slice(0, maxKeys);
  return !plain || machinery.test(plain) || isSensitive(plain) ? undefined : plain;
}

function expiryOf({ sort, lastDay }: Finding, saidAt: number): number | undefined {
  if (sort !== 'plan' && sort !== 'thread') return undefined;
  const end = /^\d{4}-\d\d-\d\d$/.test(lastDay ?? '') ? Date.parse(`${lastDay}T23:59:59Z`) : Number.NaN;
  return end > saidAt && end - saidAt < longestPlanMs ? end : saidAt + openEndedMs;
}

function isRelated(quote: string, attribute: string | undefined, fact: FactRecord): boolean {
  if (attribute && attribute === fact.attribute) return true;
  const stems = new Set(stemsIn(fact.text));
  return stemsIn(quote).some((stem) => stems.has(stem));
}

/** True for two texts that say the same in nearly the same words. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [new Set(stemsIn(one)), new Set(stemsIn(other))];
  const common = [...a].filter((stem) => b.has(stem)).length;
  const all = a.size + b.size - common;
  return all > 0 && common / all >= 0.8;
}
