import type { Catalog } from '../core/language.ts';

/** What tells a first-person fact in one language. All expressions see a single sentence with straight apostrophes. */
export type WorthWords = {
  /** Each finds a first-person statement with something concrete in it. */
  readonly facts: readonly RegExp[];
  /** Starts an order to the character. */
  readonly orders: RegExp;
  /** Makes a statement unreal: if, imagine, I would. */
  readonly unsaid: RegExp;
  /** Phrases that only look like a fact; taken out before looking. */
  readonly trivial: RegExp;
};

const list = (words: string) => `(?:${words.trim().split(/\s+/).join('|').replaceAll('_', ' ')})`;

const english = {
  own: list(`
    brothers? sisters? siblings? mother mum mom mam father dad parents? sons? daughters? kids? child children baby twins?
    wife husband partner girlfriend boyfriend fiancé fiancée fiance fiancee ex boss colleagues? neighbou?rs? friends? flatmate roommate uncle aunt
    cousins? nephew niece grand(?:mother|father|parents?|son|daughter|ma|pa) gran granny nan step(?:mother|father|son|daughter) family cat cats dog dogs horse
    rabbit parrot job work company team school university band choir novel book thesis dissertation memoir play screenplay poems? blog podcast house
    flat apartment garden bakery shop café cafe restaurant farm village hometown town birthday wedding anniversary name surname degree exam
    allergy hobby car bike guitar piano teacher students? landlord therapist doctor surgery visa`),
  orders: list(`
    write tell give make show explain help let let's please remember remind forget imagine pretend describe list find fix
    read rewrite translate summari[sz]e continue stop try look think say call send add use suggest don't do be go keep`),
  doing: list(`
    live lived work worked teach taught study studied play played write wrote run ran own owned manage grew_up was_born was_raised moved
    come_from came_from speak volunteer sing sang paint painted bake baked breed translate translated drive drove commute
    retired graduated married divorced adopted bought sold quit lost inherited founded started finished published broke
    got_(?:engaged|married|divorced|promoted|fired|hired) became turned collect collected coach coached edit edited draw drew knit garden
    sail swim run_marathons cycle climb fish hunt cook cooked compose served trained`),
  feeling: list("love loved adore hate hated prefer can't_stand cannot_stand enjoy dislike like miss"),
};

const french = {
  own: list(`
    frères? soeurs? sœurs? mère maman père papa parents? fils filles? enfants? bébé jumeaux jumelles femme mari conjointe? compagne compagnon copine copain
    fiancée? ex patronne patron chef collègues? voisine? voisins? amie? amis coloc(?:ataire)? oncle tante cousine? cousins? neveu nièce grand-mère grand-père
    grands-parents mamie papi belle-mère beau-père belle-sœur beau-frère famille chat chatte chats chien chienne chiens cheval lapin perroquet travail boulot métier
    entreprise équipe école fac université groupe chorale roman livre thèse mémoire pièce scénario poèmes? blog podcast maison appartement appart
    jardin boulangerie boutique magasin café restaurant ferme village ville anniversaire mariage prénom nom diplôme examen allergie
    passion voiture vélo guitare piano prof élèves étudiants propriétaire psy médecin opération`),
  orders: list(`
    écris écrivez raconte racontez dis dites donne donnez fais faites montre montrez explique expliquez aide aidez aide-moi
    parle-moi parlez-moi rappelle rappelle-toi souviens-toi souvenez-vous oublie oubliez imagine imaginez décris décrivez liste trouve
    trouvez corrige corrigez lis lisez réécris traduis traduisez résume résumez continue continuez arrête essaie regarde pense garde
    ajoute utilise propose invente s'il_te_plaît s'il_vous_plaît stp svp peux-tu pouvez-vous ne va sois note`),
};

const you = String.raw`(?:this|that|it|you|them|him|her|how|what|when|to|your|the idea|the way|these|those)\b`;
const ca = String.raw`(?:ça|cela|ceci|tes?|ton|ta|vos|votre|l'idée|quand|comment|que|bien ça|bien l'idée|bien quand|beaucoup ça)(?![\p{L}])`;
const end = String.raw`(?![\p{L}\p{N}])`;
const start = String.raw`(?<![\p{L}\p{N}])`;

/** By language: what makes a statement about oneself worth offering to remember. */
export const statements: Catalog<WorthWords> = {
  en: {
    orders: new RegExp(
      `^(?:please,? |now |then |just )*${english.orders}${end}(?! (?:and i|was|is)${end})|^(?:can|could|would|will) you${end}`,
      'iu',
    ),
    unsaid: new RegExp(
      `${start}(?:if i|if my|imagine|pretend|suppose|i would|i'd|i wish|i might|i could|once upon a time|as if|in the story|my character|the narrator)${end}`,
      'iu',
    ),
    trivial: new RegExp(
      [
        `${start}i(?:'ve got|'ve| have)? (?:have |had )?(?:a|an|no|another|one|some|two|any|the)(?: \\p{L}+)? (?:questions?|ideas?|feelings?|problem|minutes?|moment|second|clue|doubts?|point|request|suggestions?|favou?r|look|thought|guess|hunch|time|headache)${end}`,
        `${start}my (?:god|goodness|bad|pleasure|question|point|turn|fault|mistake|apologies|message)${end}`,
        `${start}i(?:'m| am)(?: just| so| really| very| quite| still)? (?:a (?:bit|little|tad)|an idiot|a fan|a mess|in a (?:hurry|rush))(?: \\p{L}+)?${end}`,
        `${start}i (?:love|hate|like|enjoy|loved|liked|miss|prefer|adore|dislike) ${you}`,
        `${start}i (?:work|run|write|play|started|finished|turned|lost|quit|bought|draw|drive) (?:it|that|this|on it|to|for a bit|reading|thinking|track|count|you)${end}`,
      ].join('|'),
      'giu',
    ),
    facts: [
      new RegExp(
        `${start}my (?:(?!(?:god|goodness)${end})[\\p{L}'-]+ ){0,2}?${english.own}(?:'s|s')?${end}.*\\p{L}{2}`,
        'iu',
      ),
      new RegExp(
        `${start}i(?:'ve| have)? (?:also |still |once |just |recently |finally |always |used to |never |only |mostly |now )*${english.doing}${end} .*[\\p{L}\\p{N}]{3}`,
        'iu',
      ),
      new RegExp(
        `${start}i(?:'m| am| was) (?:also |currently |still |now )*(?:(?:a|an|the|from|allergic|married|divorced|engaged|pregnant|retired|born|vegan|vegetarian|diabetic|dyslexic|deaf|blind|left-handed|bilingual|unemployed|self-employed|learning|studying|writing|training|teaching|working (?:as|at|for|in|on)|living (?:in|with|on)|moving (?:to|in)|getting married|raising|building|renovating)${end}|\\d{1,3}${end}(?! (?:minutes?|%)))`,
        'iu',
      ),
      new RegExp(
        `${start}i(?:'ve got| have| had| keep| own|'ve had) (?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\\d+|twin|no) (?:[\\p{L}-]+ )?(?:brothers?|sisters?|sons?|daughters?|kids?|children|twins|cats?|dogs?|hens?|chickens?|bees|hives?|horses?|rabbits?|parrots?|siblings|grandchildren|house|flat|farm|garden|shop|bakery|degree|phd|allergy|job|interview|exam|band|stammer|tattoos?|nephews?|nieces?|boat|motorbike|cello|violin|piano|restaurant|company|blog|podcast|surgery)${end}`,
        'iu',
      ),
      new RegExp(
        `${start}i (?:really |absolutely |always |also |still )*${english.feeling} (?:[\\p{L}'-]+ ?){1,}[\\p{L}]{3}`,
        'iu',
      ),
      new RegExp(
        `${start}i (?:broke up|never learned|can't (?:eat|swim|drive|have)|don't (?:eat|drink|drive|speak|own))${end}.*\\p{L}{3}`,
        'iu',
      ),
      new RegExp(`${start}(?:[Cc]all me|I go by|[Pp]eople call me) \\p{Lu}`, 'u'),
    ],
  },
  fr: {
    orders: new RegExp(
      `^(?:et |alors |maintenant |puis )*${french.orders}${end}|^(?:tu peux|vous pouvez|tu pourrais|peux tu)${end}`,
      'iu',
    ),
    unsaid: new RegExp(
      `${start}(?:si j'|si je|si mon|si ma|si mes|imagine|imaginons|supposons|j'aimerais|je voudrais|j'aurais|je serais|il était une fois|comme si|dans l'histoire|mon personnage|le narrateur)(?:${end}|(?<='))`,
      'iu',
    ),
    trivial: new RegExp(
      [
        `${start}j'ai (?:une?|pas d'|pas de|plus d'|d'autres|deux|quelques|encore une?|juste une?)? ?(?:\\p{L}+ )?(?:questions?|idées?|problème|minutes?|doutes?|instant|moment|impression|remarque|demande|envie|peur|faim|froid|chaud|soif|sommeil|compris|raison|tort|vu|lu)${end}`,
        `${start}(?:mon dieu|ma faute|mes excuses|ma question|mon message|à mon tour|à mon avis|mon erreur)${end}`,
        `${start}j(?:e n'|'|e )(?:aime|adore|déteste|préfère|aimais)(?: pas| bien| beaucoup)* ${ca}`,
        `${start}je suis (?:un peu|une? fan|une? idiote?|en train|en retard|d'accord|de retour)${end}`,
        `${start}je viens de (?:\\p{Ll}+(?:er|ir|re|oir))${end}`,
      ].join('|'),
      'giu',
    ),
    facts: [
      new RegExp(
        `${start}(?:mon|ma|mes|notre|nos) (?:(?!dieu)[\\p{L}'-]+ ){0,2}?${french.own}${end}.*\\p{L}{2}`,
        'iu',
      ),
      new RegExp(
        `${start}j'(?:y )?(?:habite|habitais|étudie|étudiais|enseigne|enseignais|élève|apprends|écris|écrivais|anime|entraîne|exerce|aide bénévolement|ai (?:grandi|déménagé|emménagé|adopté|acheté|vendu|quitté|perdu|hérité|fondé|ouvert|publié|épousé|étudié|travaillé|vécu|appris|arrêté|commencé|fini|terminé|rompu|eu|divorcé|élevé|joué|enseigné))${end} \\S*[\\p{L}\\p{N}]`,
        'iu',
      ),
      new RegExp(`${start}j'ai (?:divorcé|déménagé)${end}`, 'iu'),
      new RegExp(
        `${start}je (?:me |m')?(?:vis|vivais|travaille|travaillais|bosse|bossais|joue|jouais|parle|chante|peins|dessine|cuisine|collectionne|dirige|gère|tiens|possède|cours|nage|conduis|traduis|compose|m'appelle|marie|remarie|fais (?:du|de la|de l'|des|une thèse|mes études|partie)|ne (?:mange|bois|conduis|parle|supporte) (?:pas|plus|jamais))${end} ?\\S*[\\p{L}\\p{N}]{1}.*\\p{L}{2}`,
        'iu',
      ),
      new RegExp(`${start}je m'appelle${end} \\p{L}`, 'iu'),
      new RegExp(`${start}[Jj]e (?:viens|suis) (?:de |d'|du |des )(?:la |l')?\\p{Lu}`, 'u'),
      new RegExp(
        `${start}je (?:suis|ne suis pas|étais) (?:née?|marié|mariée|divorcé|divorcée|pacsée?|veuf|veuve|célibataire|allergique|enceinte|retraitée?|végétarien|végétarienne|végane?|diabétique|dyslexique|gauchère?|bilingue|au chômage|étudiante?|infirmière?|institutrice|instituteur|prof|professeure?|médecin|avocate?|ingénieure?|développeuse|développeur|boulangère?|cuisinière?|serveuse|serveur|comptable|traductrice|traducteur|journaliste|musicienne?|graphiste|architecte|libraire|pompier|postière?|agricultrice|agriculteur|apicultrice|apiculteur|vétérinaire|pharmacienne?|sage-femme|comédienne?|bibliothécaire|une? [\\p{L}-]{4,}|(?:le|la) (?:fille|fils|mère|père|sœur|frère)|(?:père|mère|maman|papa) de)${end}`,
        'iu',
      ),
      new RegExp(
        `${start}j'(?:ai|avais) (?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\\d+|des|les?) (?:[\\p{L}-]+ )?(?:ans|frères?|sœurs?|soeurs?|fils|filles?|enfants?|jumeaux|jumelles|chats?|chatte|chiens?|chienne|poules?|abeilles|ruches?|cheval|chevaux|lapins?|perroquet|maison|appartement|ferme|jardin|boutique|boulangerie|diplôme|doctorat|allergie|boulot|travail|entretien|examen|groupe|tatouages?|neveux?|nièces?|bateau|moto|violoncelle|violon|piano|restaurant|entreprise|blog|podcast|opération)${end}`,
        'iu',
      ),
      new RegExp(
        `${start}j(?:e n'|'|e )(?:aime|adore|déteste|préfère|aimais|adorais|détestais)(?: pas| plus| beaucoup| toujours| bien)* (?:le |la |les |l'|du |des |un |une |mon |ma |mes )?[\\p{L}]{3}`,
        'iu',
      ),
    ],
  },
};
