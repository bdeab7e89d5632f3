import type { Noticed } from './noticed.ts';
import { wordSet as words } from './word-set.ts';

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
  'mother father mum mom dad mummy daddy parents parent grandmother grandfather grandma grandpa granny nan sister brother sisters brothers son daughter child children kid kids baby wife husband girlfriend boyfriend ex partner aunt uncle cousin niece nephew friend friends neighbour neighbor neighbours neighbors boss teacher doctor nurse landlord landlady plumber vicar priest boy girl colleague roommate flatmate widow widower stranger captain driver waiter waitress cook baker butcher farmer sailor soldier policeman cop guard cashier clerk customer tenant lawyer judge lodger postman dentist mechanic editor author reader writer narrator hero heroine king queen girl guy lady gentleman crew team colleague colleagues students student pupil',
);

const englishContractions = words("it's that's he's she's there's what's who's let's here's");

/** A word ending like a participle: after an article it describes, later it is what somebody did. */
const participle = /(?:ed|ing)$/;
const englishNounsInIng = words(
  'evening morning wedding painting building ceiling ring king string spring thing wing bed shed seed feed weed sled breed need speed wedding clothing kidding pudding icing railing stuffing',
);

/** What an English clause names after the article at `index`, if there is an article and it is safe to say. */
export function englishNoun(clause: readonly string[], index: number): Noticed | undefined {
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
