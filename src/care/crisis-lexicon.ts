import type { CardLanguage } from './crisis.ts';

/** Explicit first-person speech of one language, and what shows that a sentence is not meant so. */
export type Lexicon = { readonly explicit: readonly RegExp[]; readonly benign: readonly RegExp[] };

/** At most three words in between; a bound, so that no text can make a pattern slow. */
const gap = "(?:[ ,]+[\\p{L}']+){0,3}?[ ,]+";
const start = '(?<![\\p{L}\\p{N}])';
const end = '(?![\\p{L}\\p{N}])';

function patterns(...sources: readonly string[]): readonly RegExp[] {
  return sources.map((source) => new RegExp(`${start}(?:${source.replaceAll('~', gap)})${end}`, 'u'));
}

const enAct =
  '(?:kill(?:ing)? myself|end(?:ing)? my (?:own )?life|end(?:ing)? it all|tak(?:e|ing) my (?:own )?life|hang(?:ing)? myself|shoot(?:ing)? myself|commit(?:ting)? suicide|hurt(?:ing)? myself|harm(?:ing)? myself|overdos(?:e|ing)|cut(?:ting)? my(?:self| wrists))';
const enIntent =
  "(?:i|i'm|i am|i've|i have|i'll|i will)(?:[ ,]+(?:really|just|still|actually|honestly|seriously|so|kind|of|kinda|do|often|always|keep|been|am|have))*[ ]+(?:want|wanna|wish|need|plan|planning|intend|going|gonna|about|ready|decided|tried|trying|thinking|think|thought|considering|feel|fantasize)(?:[ ]+(?:to|of|about|on|like))*";
const frAct =
  "(?:mourir|crever|me tuer|me suicider|me pendre|en finir(?! avec (?!la vie|ma vie))|mettre fin [àa] mes jours|mettre fin [àa] ma vie|me faire du mal|me buter|me foutre en l'air|m'ouvrir les veines)";
const deAct =
  '(?:sterben|mich(?: [\\p{L}]+){0,4} (?:umbringen|t[öo]ten|erh[äa]ngen|verletzen)|mir(?: [\\p{L}]+){0,3} das leben nehmen|mir(?: [\\p{L}]+){0,3} etwas antun|mein leben beenden|tot sein|nicht mehr leben|selbstmord begehen|suizid begehen)';
const esAct =
  '(?:morir|morirme|matarme|suicidarme|ahorcarme|quitarme la vida|acabar con mi vida|acabar con todo|hacerme daño|cortarme las venas|estar muert[oa]|dejar de vivir)';

/** Games, stage business and stories told as such. A word like "novel" alone proves nothing. */
const enFrame =
  "in (?:minecraft|fortnite|the sims|the game|this game|a game|game|my game|the film|the movie|my novel|the novel|my story|the story|the book|the play|the song|the last level|this level|dnd|d&d|skyrim|elden ring|dark souls|chess|monopoly)|(?:my|the|a) (?:character|protagonist|narrator|hero|villain|player|sim|wizard|paladin)(?:'s)?|lyrics?|the song says|respawn(?:ing|ed)?|speedrun(?:ning)?|improv|rehearsal|screenplay";

export const lexicons: Readonly<Record<CardLanguage, Lexicon>> = {
  en: {
    explicit: patterns(
      `${enIntent}[ ,]+(?:(?:maybe|just|like|seriously|fucking|please)[ ,]+){0,2}${enAct}`,
      `${enIntent}[ ,]+(?:(?:just|really|fucking)[ ]+){0,2}(?:die|dying|be dead|disappear forever|never wake up|not wake up|not exist|not be alive|stop existing|jump off (?:a|the|this) (?:bridge|roof|building)|jump in front of (?:a|the) train)`,
      `i(?:'ll| will)(?: probably| just)? ${enAct}(?: tonight| today| tomorrow| soon| now)?`,
      "i(?:'m| am)(?: feeling| so| really| actively| currently)* suicidal",
      'i feel(?: so| really)* suicidal',
      'i have suicidal thoughts',
      "i(?:'m| am) having suicidal thoughts",
      "i (?:don't|do not|dont|no longer|can't|cannot|cant) (?:really )?(?:want to |wanna )?(?:live|be alive|exist|go on living|keep living)(?: anymore| any more| any longer| like this)?",
      "i (?:don't|do not|dont) (?:want to|wanna) (?:be here|wake up|go on)(?: anymore| any more| any longer| tomorrow| again)",
      "i wish(?:ed)? i(?: was| were|'d been| had been) (?:dead|never born|not alive)",
      "i(?:'d| would) be better off dead",
      "(?:everyone|everybody|they|the world|my family)(?:'d| would) be better off without me",
      "i(?:'ve| have)? (?:wrote|written|left) (?:a |my )?suicide note",
      'i (?:self-?harm|self harm|cut myself(?: again| on purpose| every| to feel| last night| tonight)|burn myself on purpose)',
      "(?:there is|there's|i have|i see) no (?:reason|point)(?: left)?(?: for me)? (?:to live|to go on living|in living)",
      'i have (?:the|my|some) pills(?: ready| here| in front of me)',
      'kill me please i mean it',
    ),
    benign: patterns(
      'die (?:of|from|laughing|on (?:this|that) hill|inside|happy|rich|old|a hero|in peace|with my boots|trying|my hair|for (?:a|an|some|that|this|those|these|your|his|her))',
      'dying (?:of|to|my hair|laughing|inside)',
      '(?:kill|killing) myself (?:laughing|with laughter|over (?:this|these|that|the) (?:puzzle|report|spreadsheet|slides|deck))',
      '(?:cut|cutting) myself (?:a|an|some|off|short|loose|while|when|shaving|cooking|chopping|on (?:the|a|my) (?:paper|razor|knife|can|tin|glass|thorn|fence|edge))',
      '(?:hurt|hurting) myself (?:at|in|while|when|doing|playing|lifting|running|training|on)',
      'overdos(?:e|ing) on (?:coffee|caffeine|chocolate|sugar|cheese|carbs|cake|memes|pumpkin|christmas|tv|netflix|vitamins?|pizza|cuteness)',
      'end(?:ing)? it all (?:with|in) (?:a|the) (?:rhyme|couplet|song|bang|joke|twist|punchline)',
      '(?:want|need|going|gonna|about|ready|decided|plan) to (?:end it all|end my life) (?:insurance|sentence)',
      "i (?:don't|do not|never|didn't|did not|wouldn't|would not) (?:want|plan|intend|need|think|feel)(?:[ ]+\\p{L}+){0,3}? (?:kill|killing|end|ending|hurt|hurting|harm|die)",
      "i(?:'m| am) not (?:going|gonna|about|planning|thinking|suicidal|feeling)",
      "(?:can't|cannot|can not|don't want to|couldn't|do not want to) live (?:without|in|with|here|there|off|on|near|at|far|alone|up|anywhere|together)",
      'hang(?:ing)? myself (?:a|an|some)',
      enFrame,
    ),
  },
  fr: {
    explicit: patterns(
      `(?:je|j)(?:'| )(?:[\\p{L}']+ ){0,2}?(?:veux|voudrais|vais|souhaite|compte|pr[ée]f[èe]re|pr[ée]f[ée]rerais|aimerais)(?: (?:juste|vraiment|simplement|bien|seulement)){0,2} ${frAct}`,
      `j'ai (?:(?:trop|vraiment|souvent|tellement|juste|encore) ){0,2}(?:envie|besoin|d[ée]cid[ée]|essay[ée]|tent[ée]|pr[ée]vu|l'intention|failli)(?: de| d')? ?${frAct}`,
      `(?:je|j'y) pense(?: (?:souvent|parfois|trop|tout le temps|sans cesse))? [àa] ${frAct}`,
      'je pense(?: (?:souvent|parfois|trop))? au suicide',
      "(?:je (?:ne |n')?|j'|j' )(?:veux|ai|supporte) plus (?:envie de |la force de )?(?:vivre|exister|[êe]tre en vie|[êe]tre l[àa])",
      'je suis (?:suicidaire|[àa] deux doigts de me tuer|sur le point de me tuer)',
      "j'ai (?:des )?(?:id[ée]es|pens[ée]es|pulsions) suicidaires",
      "j'aimerais(?: (?:mieux|bien))? (?:[êe]tre mort|[êe]tre morte|ne plus exister|ne jamais me r[ée]veiller|ne plus me r[ée]veiller)",
      'je (?:voudrais|pr[ée]f[ée]rerais|veux) (?:[êe]tre mort|[êe]tre morte|ne plus exister|ne plus me r[ée]veiller)',
      'je me (?:scarifie|mutile|taillade)',
      'je me coupe (?:expr[èe]s|les veines|les bras|pour)',
      '(?:tout le monde|ils|le monde|elles) (?:irait|iraient|serait|seraient|vivrait|vivraient) mieux sans moi',
      "je n'ai plus (?:aucune )?(?:raison|envie) de vivre",
      '[çc]a ne vaut plus la peine (?:que je vive|de vivre)',
      "j'ai [ée]crit (?:une|ma) lettre de suicide",
    ),
    benign: patterns(
      "(?:mourir|crever) (?:de|d'|en|moins|sur|vieux|vieille|riche|sc[èe]ne|pour (?:un|une|ce|cette|ces|des))",
      'mourir(?: de)? (?:rire|faim|soif|honte|chaud|froid|fatigue|peur|ennui|envie)',
      '(?:me )?tuer (?:[àa] la t[âa]che|au travail|le temps)',
      'dans (?:minecraft|fortnite|le jeu|un jeu|ce jeu|mon jeu|mon roman|le roman|mon histoire|la pi[èe]ce|le film|la chanson|ce niveau|ma nouvelle|le livre|les sims)',
      '(?:mon|ma|le|la|un|une) (?:personnage|h[ée]ros|h[ée]ro[ïi]ne|narrateur|narratrice|joueur|magicien|paladin)',
      'paroles|la chanson dit|r[ée]apparaitre|respawn|sc[ée]nario',
      "(?:je|j')(?: ?n'| ne )(?:veux|ai|vais|suis|pense|compte)(?: \\p{L}+)? pas",
      'plus vivre (?:[àa]|en|dans|avec|chez|ici|seule?)',
      'pr[ée]f[èée]re(?:rais)? (?:mourir|crever) (?:que|plut[ôo]t)',
      'je ne (?:veux|vais|pense|compte) pas',
      "je n'ai pas",
      'me faire du mal (?:en|au|aux|dans|avec ce)',
    ),
  },
  de: {
    explicit: patterns(
      `ich (?:will|m[öo]chte|wollte|werde|muss|kann)(?: (?:einfach|nur|wirklich|echt|jetzt|heute|heute nacht|bald|am liebsten|so gern|gerne?|eigentlich|endlich)){0,3} ${deAct}`,
      'ich (?:bring|bringe) mich(?: \\p{L}+){0,3} um',
      'ich (?:will|m[öo]chte|kann|mag)(?: (?:einfach|so|wirklich|hier)){0,2} nicht mehr (?:leben|weiterleben|existieren|aufwachen|da sein)',
      'ich (?:habe|hab) (?:schon )?(?:\\p{L}+ ){0,2}versucht,? (?:mich umzubringen|mir das leben zu nehmen|mich zu t[öo]ten)',
      'ich (?:denke|denk)(?: (?:oft|st[äa]ndig|immer|viel|manchmal|nur noch)){0,2} (?:daran|dar[üu]ber nach),? (?:mich umzubringen|zu sterben|mir das leben zu nehmen|mir etwas anzutun|mich zu t[öo]ten)',
      'ich (?:denke|denk)(?: (?:oft|st[äa]ndig|immer|viel)){0,2} an (?:selbstmord|suizid)',
      'ich (?:bin|f[üu]hle mich) (?:\\p{L}+ ){0,2}(?:suizidal|lebensm[üu]de)',
      'ich (?:habe|hab) (?:\\p{L}+ ){0,2}(?:suizidgedanken|selbstmordgedanken|suizidale gedanken)',
      'ich (?:ritze|schneide|verletze) mich(?: (?:wieder|selbst|absichtlich|jeden|oft|seit))',
      'ich (?:w[äa]re|wär) (?:am liebsten|lieber|besser|gerne?) tot',
      'ich w[üu]nschte,? ich w[äa]re (?:tot|nie geboren)',
      '(?:alle|alle anderen|sie|die welt) w[äa]ren? (?:ohne mich besser dran|besser dran ohne mich)',
      'ich habe (?:einen|meinen) abschiedsbrief geschrieben',
      'ich sehe keinen (?:sinn|grund) mehr(?: zu leben| im leben)',
      'ich habe vor,? (?:mich umzubringen|mir das leben zu nehmen)',
      'ich m[öo]chte am liebsten sterben',
    ),
    benign: patterns(
      'vor (?:lachen|scham|hunger|langeweile|peinlichkeit|durst|neugier|freude)',
      'in (?:minecraft|fortnite|dem spiel|diesem spiel|meinem roman|dem roman|meiner geschichte|dem film|dem lied|sims|skyrim)|im (?:spiel|film|roman|lied|st[üu]ck|level)',
      '(?:meine|die|eine|meiner|der|mein) (?:figur|hauptfigur|erz[äa]hler|erz[äa]hlerin|held|heldin|spielfigur|protagonist|protagonistin)',
      'liedtext|songtext|drehbuch',
      'ich (?:will|m[öo]chte|werde) (?:mich )?(?:garantiert |sicher |auf keinen fall |bestimmt )?nicht (?:sterben|umbringen|mich umbringen)',
      'ich bin nicht (?:suizidal|lebensm[üu]de)',
      'nicht mehr leben (?:ohne|in|mit|hier|bei|auf)',
      'mich nicht (?:umbringen|verletzen|t[öo]ten)',
    ),
  },
  es: {
    explicit: patterns(
      `(?:yo )?(?:(?:solo|s[óo]lo|ya|de verdad|realmente|simplemente) )?(?:quiero|quisiera|voy a|pienso|planeo|prefiero|preferir[íi]a|necesito|deseo|he decidido|decid[íi]|intent[ée]|he intentado|trat[ée] de)(?: (?:solo|s[óo]lo|simplemente|ya))? ${esAct}`,
      'me (?:quiero|voy a|quisiera|gustar[íi]a) (?:(?:ya|solo) )?(?:morir|matar|suicidar|ahorcar|quitar la vida|quiero morir)',
      'me quiero (?:morir|matar|suicidar)',
      `pienso(?: (?:mucho|siempre|a menudo))? en (?:${esAct}|el suicidio)`,
      '(?:ya )?no (?:quiero|puedo|soporto) (?:seguir )?(?:viviendo|vivir|existir|estar viv[oa])(?: m[áa]s)?',
      '(?:ya )?no quiero (?:estar aqu[íi]|despertar|despertarme)(?: m[áa]s| nunca m[áa]s| mañana)?',
      'tengo (?:muchas |tantas )?ganas de (?:morir|morirme|matarme|suicidarme|desaparecer para siempre)',
      'tengo (?:pensamientos|ideas) suicidas',
      '(?:soy|estoy|me siento) suicida',
      'ojal[áa] (?:estuviera|estuviese) muert[oa]',
      'ojal[áa] (?:no )?(?:hubiera nacido|me muriera)',
      'me corto (?:los brazos|las venas|a prop[óo]sito|las muñecas|para)',
      'me (?:autolesiono|hago daño a prop[óo]sito)',
      '(?:todos|todo el mundo|mi familia) (?:estar[íi]an?|vivir[íi]an?) mejor sin m[íi]',
      'no tengo (?:ninguna )?raz[óo]n para vivir',
      'he escrito (?:una|mi) (?:carta|nota) de (?:suicidio|despedida)',
      'estar[íi]a mejor muert[oa]',
    ),
    benign: patterns(
      '(?:morir|morirme|morirse|muero|matar)(?:me)? (?:de|por (?:un|una|ese|esa|esos|esas))',
      'en (?:minecraft|fortnite|el juego|este juego|mi novela|la novela|mi cuento|la pel[íi]cula|la canci[óo]n|la obra|este nivel|los sims)',
      '(?:mi|el|la|un|una) (?:personaje|protagonista|narrador|narradora|h[ée]roe|hero[íi]na|jugador)',
      'letra de|guion|gui[óo]n',
      'no (?:quiero|voy a|pienso|planeo) (?:morir|morirme|matarme|suicidarme|hacerme daño)',
      'no me (?:quiero|voy a) (?:morir|matar|suicidar)',
      'vivir (?:en|con|sin|aqu[íi]|all[íi]|de|as[íi] de)',
      'me voy a matar (?:a|de|con|por|estudiando|trabajando|corriendo)',
      'no (?:soy|estoy) suicida',
      'acabar con todo (?:el|la|lo|este|esta|esto)',
    ),
  },
};
