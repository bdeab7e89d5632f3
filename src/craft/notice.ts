import type { Catalog, Language } from '../core/language.ts';

/** Something a text names: a noun with the article under which one may speak of it. */
export type Noticed = {
  readonly kind: 'thing' | 'person';
  /** `radio` */
  readonly noun: string;
  /** `the blue radio`, `your grandmother`, `l’horloge`. */
  readonly it: string;
};

/** Longer texts are read this far. */
const maxCharacters = 5_000;

/**
 * The things and people a text names, in order, each noun once. Found by the small words before them;
 * where that is not safe, nothing is said to be found.
 */
export function notice(text: string, language: Language): readonly Noticed[] {
  const find = language === 'fr' ? frenchNoun : englishNoun;
  const noticed = new Map<string, Noticed>();
  for (const words of clauses(text.slice(0, maxCharacters), language)) {
    for (let index = 0; index < words.length; index += 1) {
      const found = find(words, index);
      if (found && !noticed.has(found.noun)) noticed.set(found.noun, found);
    }
  }
  return [...noticed.values()];
}

function clauses(text: string, language: Language): readonly (readonly string[])[] {
  return text
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[^\p{L}\p{M}'\s-]+|\n/u)
    .map((clause) => {
      const spaced = language === 'fr' ? clause.replace(/\b(qu|[ldjnmtsc])'/gu, "$1' ") : clause;
      return spaced.split(/\s+/).filter((word) => /^\p{L}[\p{L}\p{M}'-]*$/u.test(word));
    });
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const englishArticles = new Map<string, string>([
  ...[
    ...words('a an the this that these those some every each another one two three four five six seven'),
  ].map((article): [string, string] => [article, 'the']),
  ['my', 'your'],
  ['our', 'your'],
  ['his', 'his'],
  ['her', 'her'],
  ['their', 'their'],
]);

const englishAdjectives = words(
  'big small little tiny huge large long short tall old new young good bad best worst great nice fine cheap dear red blue green yellow black white grey gray brown pink purple orange golden silver dark light bright pale hot cold warm cool wet dry clean dirty dusty rusty muddy greasy shiny empty full half whole broken burnt torn bent cracked folded lost stolen borrowed rented secret quiet loud silent angry happy sad lonely hungry sleepy ugly pretty beautiful funny silly heavy thin thick flat round square soft hard sharp blunt sweet bitter sour fresh stale wild wooden plastic metal iron paper glass foreign strange odd weird usual famous favourite favorite late early last first second third next same other only very really rather quite so too more most own cardboard single',
);

/** Words that end a phrase, or are too vague to hold in one's hand. */
const englishVague = words(
  'thing things way ways lot lots bit kind kinds sort sorts time times day days fact problem idea ideas point moment reason rest few couple people person man woman someone anything something everything nothing part parts number case example question answer word words sentence text poem story haiku draft line title post email message while year years week weeks month months hour hours minute minutes night today tomorrow yesterday morning evening afternoon monday tuesday wednesday thursday friday saturday sunday',
);

const englishFunction = words(
  'a an the this that these those some any no every each of to in on at by for from with without into onto over under up down out off about after before between through as and but or nor if than then when while where who which what why how i me my mine we us our you your he him his she her hers it its they them their is are was were be been being am do does did done have has had having will would can could shall should may might must not never always also just even still again here there now because since until though although very too so',
);

const englishVerbs = words(
  'kept keep keeps said say says told went go goes came come comes made make makes got get gets took take takes saw see sees knew know knows thought gave give gives found find left leave felt put puts sat sit sits stood stand lost won ran run runs broke fell held hold read wrote write met paid pay sold bought brought spoke ate drank slept woke sang hung hit cut let lets set sent built began wants want needs need likes like loves love hates looks seems works smells sounds sleeps walks lives dies died tastes turns stops starts',
);

const englishPeople = words(
  'mother father mum mom dad mummy daddy parents parent grandmother grandfather grandma grandpa granny nan sister brother sisters brothers son daughter child children kid kids baby wife husband girlfriend boyfriend partner aunt uncle cousin niece nephew friend friends neighbour neighbor neighbours neighbors boss teacher doctor nurse landlord landlady plumber vicar priest boy girl colleague roommate flatmate widow stranger',
);

const englishContractions = words("it's that's he's she's there's what's who's let's here's");

/** A word ending like a participle: after an article it describes, later it is what somebody did. */
const participle = /(?:ed|ing)$/;
const englishNounsInIng = words(
  'evening morning wedding painting building ceiling ring king string spring thing wing bed shed seed feed weed sled breed need speed wedding clothing kidding pudding icing railing stuffing',
);

function englishNoun(clause: readonly string[], index: number): Noticed | undefined {
  const article = englishArticles.get(clause[index] ?? '');
  if (article === undefined) return undefined;
  const described: string[] = [];
  for (const [offset, word] of clause.slice(index + 1, index + 5).entries()) {
    const next = clause[index + 2 + offset];
    const owner = word.endsWith("'s") && !englishContractions.has(word);
    const describes =
      owner ||
      englishAdjectives.has(word) ||
      /(?:ful|ous|less|ish)$/.test(word) ||
      (participle.test(word) && !englishNounsInIng.has(word));
    const goesOn = next !== undefined && !englishFunction.has(next) && !englishVerbs.has(next);
    if (describes && goesOn && !(participle.test(next) && !englishNounsInIng.has(next))) {
      described.push(word);
      continue;
    }
    const wanting =
      englishFunction.has(word) ||
      englishVague.has(word) ||
      englishVerbs.has(word) ||
      englishAdjectives.has(word);
    if (wanting || word.length < 3 || word.length > 24 || word.includes("'")) return undefined;
    const kind = englishPeople.has(word) ? 'person' : 'thing';
    return { kind, noun: word, it: [article, ...described, word].join(' ') };
  }
  return undefined;
}

const frenchArticles = new Map<string, string>(
  Object.entries({
    le: 'le',
    la: 'la',
    "l'": "l'",
    les: 'les',
    un: 'le',
    une: 'la',
    des: 'les',
    du: 'le',
    au: 'le',
    aux: 'les',
    ce: 'ce',
    cet: 'cet',
    cette: 'cette',
    ces: 'ces',
    mon: 'ton',
    ma: 'ta',
    mes: 'tes',
    notre: 'votre',
    nos: 'vos',
    son: 'son',
    sa: 'sa',
    ses: 'ses',
    leur: 'leur',
    leurs: 'leurs',
    deux: 'les deux',
    trois: 'les trois',
  }),
);

const frenchAdjectives = words(
  'petit petite petits petites grand grande grands grandes gros grosse vieux vieil vieille vieilles beau bel belle belles bon bonne mauvais mauvaise nouveau nouvel nouvelle jeune jeunes joli jolie long longue dernier dernière premier première autre autres même mêmes seul seule pauvre vrai vraie faux fausse',
);

const frenchVague = words(
  'chose choses façon manière fois jour jours temps moment fait idée idées point raison reste gens personne homme femme truc trucs machin partie nombre cas exemple question réponse mot mots phrase texte poème histoire haïku brouillon ligne titre message an ans année semaine mois heure heures minute nuit matin soir peu plus moins suis es est sommes êtes sont était ai as a avons avez ont avait fait dit va vais qui que quoi dont où et ou mais ne pas y en me te se lui leur eux tout tous toute toutes aussi très trop faut monde',
);

const frenchPeople = words(
  'mère père maman papa parents grand-mère grand-père mamie papi sœur soeur frère sœurs frères fils fille enfant enfants bébé femme mari copain copine tante oncle cousin cousine nièce neveu ami amie amis voisin voisine voisins patron patronne prof médecin infirmière propriétaire plombier curé garçon collègue notaire inconnu inconnue',
);

function frenchNoun(clause: readonly string[], index: number): Noticed | undefined {
  const article = frenchArticles.get(clause[index] ?? '');
  if (article === undefined) return undefined;
  const next = clause[index + 1];
  const described = next !== undefined && frenchAdjectives.has(next) && clause[index + 2] ? [next] : [];
  const noun = described.length > 0 ? clause[index + 2] : next;
  if (!noun || noun.length < 3 || noun.length > 24 || noun.includes("'")) return undefined;
  if (frenchVague.has(noun) || frenchArticles.has(noun)) return undefined;
  // "le" and "la" also stand before verbs: "je la garde", "pour le voir".
  const before = clause[index - 1] ?? '';
  const pronoun = ['le', 'la', "l'", 'les', 'leur'].includes(clause[index] ?? '');
  if (
    pronoun &&
    (frenchSubjects.has(before) || (frenchBeforeVerb.has(before) && /(?:er|ir|re)$/.test(noun)))
  ) {
    return undefined;
  }
  const following = described[0] ?? noun;
  const elided =
    (article === 'le' || article === 'la') &&
    /^[aeiouyéèêâîôûœh]/u.test(following) &&
    !aspirated.has(following);
  const start = elided || article === "l'" ? 'l’' : `${article} `;
  return {
    kind: frenchPeople.has(noun) ? 'person' : 'thing',
    noun,
    it: `${start}${[...described, noun].join(' ')}`,
  };
}

const frenchSubjects = words("je j' tu il elle on nous vous ils elles ne n' qui me te se m' t' s'");
const frenchBeforeVerb = words('pour de à sans veux veut peux peut vais va vas dois doit faut');
const aspirated = words(
  'haricot haricots hache haie hamster handicap hanche harpe hasard haut haute héros hibou homard honte hors housse huit huitième hutte yaourt yacht onze oui',
);

/** How a text could be counted without knowing what it means. */
export type Counted = {
  readonly count: number;
  /** The longest word, as written; empty when there is none. */
  readonly word: string;
  /** Words in the longest sentence. */
  readonly longest: number;
};

/** Counts a text of any length. */
export function countWords(text: string): Counted {
  let count = 0;
  let word = '';
  let longest = 0;
  let inSentence = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*|[.!?…\n]/gu)) {
    if (/^[.!?…\n]$/.test(match[0])) {
      inSentence = 0;
      continue;
    }
    count += 1;
    inSentence += 1;
    longest = Math.max(longest, inSentence);
    if (match[0].length > word.length && match[0].length <= 30 && /^\p{L}+$/u.test(match[0])) word = match[0];
  }
  return { count, word, longest };
}

/** The strongest line of a text, as written: between two stops, four to fourteen words, naming most. */
export function strongestLine(text: string, language: Language): string | undefined {
  const lines = text
    .slice(0, maxCharacters)
    .split(/(?<=[.!?…;])\s+|\n+/)
    .map((line) => line.replace(/[*_`~|<>]/g, '').trim())
    .filter((line) => {
      const { count } = countWords(line);
      return count >= 4 && count <= 14 && line.length <= 160 && !/@|:\/\//.test(line);
    });
  const weigh = (line: string) => notice(line, language).length / Math.sqrt(countWords(line).count);
  return lines.toSorted((one, other) => weigh(other) - weigh(one))[0];
}

/** Whether the letters of a text are mostly ones an English or French text has. */
export function readable(text: string): boolean {
  const letters = text.slice(0, maxCharacters).match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter));
  return latin.length * 2 >= letters.length;
}

/** Small words of other languages in Latin letters that English and French do not have. */
const elsewhere: readonly ReadonlySet<string>[] = [
  words('ich und nicht ist das der ein eine mein meine auch mit sie wir aber auf'),
  words('el los las una pero muy está estoy qué mi yo por para con del como'),
  words('il che non una sono della nel questo mio perché gli anche'),
  words('não uma eu você para com meu minha muito está isso'),
  words('ik het een niet van mijn maar ook dat wij'),
];

/** Whether a text in Latin letters is clearly in a language this voice has no lines for. */
export function foreign(text: string, ours: Language | undefined): boolean {
  if (!readable(text)) return true;
  if (ours !== undefined) return false;
  const found =
    text
      .slice(0, maxCharacters)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return elsewhere.some((language) => new Set(found.filter((word) => language.has(word))).size >= 2);
}

/** Words after which no wit is wanted. */
export const hurtWords: Catalog<RegExp> = {
  en: /\b(?:died|dead|dying|death|funeral|cancer|hospice|miscarriage|grief|grieving|suicid\w*|kill myself|divorc\w*|crying|cried|depress\w*|heartbroken|hopeless|worthless|lonely|abused?|terrified|can'?t cope|broke up|passed away)\b/iu,
  fr: /(?<!\p{L})(?:morte?s?(?! de rire)|décédée?|décès|mourir|meurt|enterrement|obsèques|cancer|fausse couche|deuil|suicid\p{L}*|me tuer|divorc\p{L}*|pleure|pleurer|pleuré|déprim\p{L}*|désespoir|nulle?\s+à\s+rien|seule? au monde|m['’]a quittée?|terrifiée?)(?!\p{L})/iu,
};
