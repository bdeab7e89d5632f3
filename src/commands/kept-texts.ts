import type { Catalog, Language } from '../core/language.ts';
import type { Fact } from '../core/memory.ts';
import { type Audience, audienceKey, type Platform } from '../core/room.ts';

/** One kept thing, as far as it matters for saying what it is. */
export type Described = {
  readonly kind: 'fact' | 'line';
  readonly audience: Audience;
  readonly origin?: Fact['origin'];
  readonly sort?: Fact['sort'];
  readonly until?: number;
};

/** How something came to be kept, when, where it was said, who can hear it, and whether it still holds. */
export function describeKept(
  item: Described & { readonly at: number },
  where: { readonly language: Language; readonly date: (at: number) => string; readonly here?: Audience },
): string {
  const words = keptTexts[where.language];
  const how = item.kind === 'line' ? words.said : words.origin[item.origin ?? 'asked'];
  const sort = item.sort && item.sort !== 'plain' ? [words.sort[item.sort]] : [];
  const over = item.until === undefined ? [] : [words.until(where.date(item.until))];
  return [how, where.date(item.at), placeIn(item.audience, where), ...sort, ...over].join(', ');
}

/** Where something was said, and who can hear it when it is used. */
export function placeIn(
  audience: Audience,
  { language, here }: { readonly language: Language; readonly here?: Audience },
): string {
  const words = keptTexts[language];
  if (audience.kind === 'private') return words.private(words.platform[audience.account.platform]);
  if (audience.room === '') return words.server(words.platform[audience.platform]);
  if (here && audienceKey(here) === audienceKey(audience)) return words.thisRoom;
  return words.room(words.platform[audience.platform]);
}

type KeptTexts = {
  readonly said: string;
  readonly origin: Readonly<Record<Fact['origin'], string>>;
  readonly sort: Readonly<Record<Exclude<Fact['sort'], 'plain'>, string>>;
  readonly until: (date: string) => string;
  readonly private: (platform: string) => string;
  readonly thisRoom: string;
  readonly room: (platform: string) => string;
  readonly server: (platform: string) => string;
  readonly platform: Readonly<Record<Platform, string>>;
};

const keptTexts: Catalog<KeptTexts> = {
  en: {
    said: 'you said it',
    origin: { asked: 'you asked me to keep it', learnt: 'I picked it up', shared: 'you shared it' },
    sort: { plan: 'a plan', thread: 'left open', boundary: 'not to be brought up', joke: 'our joke' },
    until: (date) => `until ${date}`,
    private: (platform) => `between us on ${platform}`,
    thisRoom: 'in this room, where others read my answers',
    room: (platform) => `in a shared room on ${platform}, where others read my answers`,
    server: (platform) => `for a whole server on ${platform}, where others read my answers`,
    platform: { discord: 'Discord', slack: 'Slack', terminal: 'the terminal' },
  },
  fr: {
    said: 'tu l’as dit',
    origin: { asked: 'tu m’as demandé de le garder', learnt: 'je l’ai retenu', shared: 'tu l’as partagé' },
    sort: { plan: 'un projet', thread: 'resté ouvert', boundary: 'à ne pas évoquer', joke: 'notre blague' },
    until: (date) => `jusqu’au ${date}`,
    private: (platform) => `entre nous sur ${platform}`,
    thisRoom: 'dans ce salon, où d’autres lisent mes réponses',
    room: (platform) => `dans un salon partagé sur ${platform}, où d’autres lisent mes réponses`,
    server: (platform) => `pour tout un serveur sur ${platform}, où d’autres lisent mes réponses`,
    platform: { discord: 'Discord', slack: 'Slack', terminal: 'le terminal' },
  },
};
