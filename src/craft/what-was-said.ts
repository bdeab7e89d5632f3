import { type Catalog, type Language, languageIn } from '../core/language.ts';
import { foreign } from './foreign.ts';

/** What kind of thing somebody said, as far as its surface shows. */
export type Said =
  | 'empty'
  | 'signs'
  | 'elsewhere'
  | 'identity'
  | 'feeling'
  | 'about'
  | 'quiet'
  | 'greeting'
  | 'thanks'
  | 'goodbye'
  | 'question'
  | 'statement';

const identity: readonly RegExp[] = [
  /\b(?:are|r) (?:you|u) (?:\w+ ){0,3}?(?:human|real|person|somebody|someone|bot|robot|ai|machine|chatgpt)\b/iu,
  /\b(?:is this|am i talking to|talking to|you'?re|you are|u r) (?:\w+ ){0,2}?(?:human|a (?:real )?person|bot|robot|an ai|a machine|chatgpt)\b/iu,
  /\b(?:someone|anyone|somebody|anybody|human|person) (?:\w+ )?(?:typing|behind this)\b/iu,
  /(?<!\p{L})(?:es[- ]tu|êtes[- ]vous|t['’]es|tu es|vous êtes|c['’]est|je parle à) (?:[\p{L}’']+ ){0,3}?(?:humaine?|vraie? personne|robot|bot|une? ia|machine|quelqu['’]un|chatgpt)(?!\p{L})/iu,
  /(?<!\p{L})(?:es[- ]tu|êtes[- ]vous|t['’]es|tu es|vous êtes) (?:vraiment )?réel(?:le)?(?!\p{L})|quelqu['’]un (?:qui )?(?:tape|écrit)/iu,
];
const feeling =
  /\b(?:do|can|could|did|are|will) you (?:ever |really |actually )*(?:love|feel|miss|care about|like me|sad|happy|lonely|conscious|sentient|alive)\b|(?<!\p{L})(?:tu m['’]aimes?|m['’]aimes[- ]tu|tu ressens|ressens[- ]tu|tu éprouves|je te manque|tu as des (?:sentiments|émotions)|tu souffres|conscient[e]?)(?!\p{L})/iu;
const about =
  /\b(?:who|what) are you\b|\bwhat(?:'s| is) your name\b|\bwhat can (?:you|i) do\b|\bhow (?:does this|do you) work\b|(?<!\p{L})(?:qui es[- ]tu|qui êtes[- ]vous|t['’]es qui|tu es qui|c['’]est quoi ton nom|comment tu t['’]appelles|que sais[- ]tu faire|tu (?:sais|peux) faire quoi|qu['’]est-ce que tu (?:sais|peux) faire)(?!\p{L})/iu;
const greeting =
  /^(?:hi+|hey+|hello+|hiya|yo|good (?:morning|evening|afternoon|day)|back|i'?m back|bonjour|bonsoir|salut|coucou|hello|allô|re|me revoilà)(?: (?:there|again|wren|all|everyone|à tous|toi|encore))*$/iu;
const thanks = /^(?:(?:ok|okay|great|cool|super) )?(?:thanks?|thank you|thx|ty|cheers|merci)(?: .{0,30})?$/iu;
const goodbye =
  /^(?:(?:ok|okay|well|right|bon|allez|alors|anyway|thanks|merci) )*(?:(?:see you|see ya|later|night|take care|so long|salut|ciao|tchao)(?: (?:later|soon|around|then|tomorrow|next week|all|everyone|wren))*$|(?:bye+|goodbye|bye bye|cya|good ?night|gtg|gotta go|i'?m off|i (?:have|need|must|ought) to go|i should go|time (?:to|for me to) go|heading (?:off|out|to bed)|off to bed|i'?m going to bed|talk (?:tomorrow|later|soon)|ttyl|farewell|au revoir|à (?:plus|demain|bientôt|toute|tout à l['’]heure|la prochaine)|a\+|bonne (?:nuit|soirée|journée)|je (?:file|te laisse|vous laisse|dois y aller|m['’]en vais|vais (?:me coucher|dormir|y aller))|j['’]y vais|adieu)(?!\p{L})(?: .{0,40})?$)/iu;
const question =
  /\?[\s)"”»]*$|^(?:who|what|when|where|why|how|which|can|could|do|does|did|is|are|will|would|should|qui|que|quoi|quand|où|pourquoi|comment|combien|quel|quelle|quels|quelles|est-ce|peux-tu|pouvez-vous|sais-tu)(?!\p{L})/iu;

/** Work that is asked for needs a model as much as a question does. */
const request =
  /^(?:please |now |ok |s['’]il te plaît )?(?:(?:write|tell|help|make|give|translate|explain|summari[sz]e|show|find|send|read|fix|suggest|generate|create|describe) (?:me|us|my|an?|the|this|it)\b|(?:écris|raconte|aide|fais|donne|traduis|explique|résume|montre|trouve|corrige|propose|décris)[- ](?:moi|nous|mon|ma|mes|une?|le|la|les|ce|cette|ça)(?!\p{L}))/iu;

/** Words after which no wit is wanted. */
const hurtWords: Catalog<RegExp> = {
  en: /\b(?:died|dead|dying|death|funeral|cancer|hospice|miscarriage|grief|grieving|suicid\w*|kill myself|divorc\w*|crying|cried|depress\w*|heartbroken|hopeless|worthless|lonely|abused?|terrified|can'?t cope|broke up|passed away)\b/iu,
  fr: /(?<!\p{L})(?:morte?s?(?! de rire)|décédée?|décès|mourir|meurt|enterrement|obsèques|cancer|fausse couche|deuil|suicid\p{L}*|me tuer|divorc\p{L}*|pleure|pleurer|pleuré|déprim\p{L}*|désespoir|nulle?\s+à\s+rien|seule? au monde|m['’]a quittée?|terrifiée?)(?!\p{L})/iu,
};

/** Sorts what was said by its surface alone; `language` is the one to assume where the text does not show its own. */
export function whatWasSaid(text: string, language: Language): Said {
  // Beyond this, nothing that follows changes what kind of message it is.
  const start = text.slice(0, 2_000).trim();
  if (text.trim() === '') return 'empty';
  if (!/[\p{L}\p{N}]/u.test(text.slice(0, 20_000))) return 'signs';
  if (identity.some((pattern) => pattern.test(start))) return 'identity';
  if (feeling.test(start)) return 'feeling';
  if (hurtWords[languageIn(start) ?? language].test(start)) return 'quiet';
  const bare = start
    .replace(/[^\p{L}\p{N}'’+ -]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (greeting.test(bare)) return 'greeting';
  if (goodbye.test(bare) && bare.length <= 80) return 'goodbye';
  if (thanks.test(bare)) return 'thanks';
  if (about.test(start)) return 'about';
  if (foreign(start, languageIn(start))) return 'elsewhere';
  return question.test(start) || request.test(start) ? 'question' : 'statement';
}
