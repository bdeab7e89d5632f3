import type { Wish } from './wishes.ts';

type WishPattern = { readonly kind: Wish['kind']; readonly pattern: RegExp };

const whole = (kind: Wish['kind'], ...patterns: readonly string[]): WishPattern => ({
  kind,
  pattern: new RegExp(`^(?:${patterns.join('|')})$`, 'iu'),
});

/** What the wish is about, on one line. */
const rest = '([^\\n]{1,300})';

/** In the order in which they are tried. Every pattern stands for the whole message: what is only part of a remark is talk. */
export const wishPatterns: readonly WishPattern[] = [
  whole(
    'forget-everything',
    '(?:forget|delete|erase|remove) (?:everything|all)(?: (?:of it|that))?(?: (?:you (?:know|remember|have|kept)|that you (?:know|remember|have|kept)))?(?: (?:about|on|of) me)',
    '(?:forget|delete|erase) (?:all )?my (?:data|memories|memory)',
    'forget me(?: completely| entirely)?|(?:forget|delete|erase) everything',
    'oublie tout|efface tout|vergiss alles|lösche? alles|olvida todo|olvídalo todo|borra todo',
    'oublie(?:-| )?moi(?: complètement)?|oublie tout(?: ce que tu sais)?(?: (?:sur|de) moi)|(?:efface|supprime) tout(?: ce que tu sais)?(?: (?:sur|de) moi)?|efface mes (?:données|souvenirs)',
    'vergiss mich(?: ganz)?|vergiss alles(?: was du)?(?: (?:über mich|von mir))(?: weißt)?|(?:lösch|lösche) alles(?:,? was du)?(?: (?:über mich|von mir))?(?: weißt)?|lösche? meine (?:daten|erinnerungen)',
    'olvídame(?: por completo)?|(?:olvida|olvídalo|borra|elimina) todo(?: lo que sabes)? (?:sobre|de) mí|borra mis (?:datos|recuerdos)',
  ),
  whole(
    'forget-room',
    "(?:forget|delete|erase) (?:everything|all|what) (?:I(?:'ve)? (?:said|told you|wrote)|that was said) (?:in )?(?:here|this (?:channel|room|server))",
    "(?:oublie|efface) (?:tout )?ce que j'ai (?:dit|écrit) (?:ici|dans ce (?:salon|canal))",
    '(?:vergiss|lösche?) (?:alles,? )?was ich (?:hier|in diesem (?:kanal|raum)) (?:gesagt|geschrieben) habe',
    '(?:olvida|borra) (?:todo )?lo que (?:he dicho|dije|escribí) (?:aquí|en este canal)',
  ),
  whole(
    'see',
    '(?:what|which things) (?:do|did) you (?:know|remember|keep|have) (?:about|on|of) me',
    '(?:show|tell) me (?:what|everything) you (?:know|remember|have|keep)(?: kept)? (?:about|on|of) me',
    'what have you (?:kept|learned|learnt|remembered|stored) (?:about|on|of) me',
    'show (?:me )?my (?:memory|memories|data)',
    "(?:qu'est-ce que|que|quoi) (?:tu (?:sais|retiens|as retenu|as gardé)|sais-tu|retiens-tu|as-tu (?:retenu|gardé)) (?:de|sur) moi|montre-moi ce que tu (?:sais|retiens|as gardé) (?:de|sur) moi|tu sais quoi (?:de|sur) moi|montre-moi mes souvenirs",
    'was (?:weißt|weisst) du (?:alles )?(?:über mich|von mir)|was hast du (?:dir )?(?:über mich|von mir) (?:gemerkt|behalten|gespeichert)|zeig(?:e)? mir,? was du (?:über mich|von mir) (?:weißt|weisst|gemerkt hast)',
    '¿?qué (?:sabes|recuerdas|has guardado|guardas) (?:de|sobre) mí|(?:muéstrame|enséñame|dime) (?:todo )?lo que (?:sabes|recuerdas) (?:de|sobre) mí',
  ),
  whole(
    'why',
    'why (?:did|do) you (?:bring (?:that|this|it) up|remember (?:that|this)|mention (?:that|this)|recall (?:that|this)|say that)',
    'how do you (?:know|remember) (?:that|this)|where do you (?:know|have) that from|how come you (?:know|remember) that',
    "pourquoi (?:tu |est-ce que tu )?(?:te souviens-tu|te souviens|te rappelles|parles|as parlé|ressors) (?:de ça|ça)|comment (?:tu |est-ce que tu )?(?:sais-tu|sais|te souviens) (?:ça|cela|de ça)|d'où (?:tu sais|sais-tu) ça",
    '(?:warum|wieso) (?:erinnerst du dich (?:daran)|weißt du das|sagst du das|kommst du darauf)|woher (?:weißt|weisst) du das',
    '¿?(?:por qué (?:recuerdas|mencionas|dices) eso|cómo (?:sabes|recuerdas) eso|de dónde sabes eso)',
  ),
  whole(
    'boundary',
    `(?:please )?(?:don't|do not|never) (?:ever )?(?:bring up|mention|talk (?:to me )?about|ask (?:me )?about) ${rest}`,
    `ne (?:me )?(?:parle|parlons|reparle)(?:-moi)? (?:plus|jamais|plus jamais) (?:de |d'|du |des )${rest}|(?:me )?parle(?:-moi)? plus jamais (?:de |d'|du |des )${rest}`,
    `(?:sprich|rede) (?:bitte )?(?:nie|nicht) (?:mehr |wieder )?(?:mit mir )?(?:über|von) ${rest}|erwähne? (?:bitte )?(?:nie|nicht) (?:mehr |wieder )?${rest}`,
    `no (?:me )?(?:hables|menciones|preguntes)(?: más| nunca más)? (?:de |sobre |por )?${rest}`,
  ),
  whole(
    'pause',
    "(?:stop|quit) (?:remembering|keeping|recording|learning)(?: (?:things|this|anything|what I say))?|don't (?:remember|keep|record|save) (?:this|any of this|anything|what I say)(?: now)?|(?:this is )?off the record|pause (?:your |the )?memory",
    '(?:arrête|cesse) de (?:te souvenir|retenir|noter|mémoriser)(?: (?:ça|ce que je dis))?|ne (?:retiens|garde|note) (?:rien|pas (?:ça|ceci|ce que je dis))|entre nous,? pas de notes',
    'hör auf,? (?:dir )?(?:sachen|alles|dinge|etwas|das) zu merken|merk dir (?:das )?nicht(?:s)?(?: davon)?|(?:das )?bleibt unter uns,? merk dir nichts',
    'deja de (?:recordar|guardar|anotar)(?: (?:cosas|esto|lo que digo))?|no (?:recuerdes|guardes|anotes) (?:nada|esto|lo que digo)',
  ),
  whole(
    'resume',
    '(?:you (?:can|may) )?(?:start )?remember(?:ing)?(?: things)? again|resume (?:your |the )?memory|back on the record',
    '(?:tu peux (?:à nouveau|de nouveau) (?:te souvenir|retenir)|souviens-toi à nouveau|recommence à (?:te souvenir|retenir))',
    'du (?:kannst|darfst) dir wieder (?:sachen|dinge|alles|etwas) merken|merk dir wieder (?:sachen|dinge|alles)',
    '(?:ya )?puedes (?:volver a )?recordar(?: otra vez| de nuevo)?|recuerda otra vez',
  ),
  whole(
    'export',
    '(?:export|download) (?:all )?my (?:memory|memories|data)|(?:send|give) me (?:everything|all) you (?:know|have|keep)(?: kept)? (?:about|on) me (?:as|in) a file|give me my (?:data|memories)',
    'exporte mes (?:données|souvenirs)|(?:envoie|donne)-moi (?:tout )?ce que tu sais (?:de|sur) moi (?:en|dans un) fichier|donne-moi mes données',
    '(?:exportiere?|gib mir) meine (?:daten|erinnerungen)|(?:schick|gib) mir alles,? was du (?:über mich|von mir) weißt,? als datei',
    'exporta mis (?:datos|recuerdos)|(?:envíame|dame) (?:todo )?lo que sabes (?:de|sobre) mí en un archivo|dame mis datos',
  ),
  whole(
    'share',
    'share (?:that|this|it) with (?:this|the) (?:server|channel|room|team|workspace)',
    'partage(?: ça| ceci|-le) avec ce (?:serveur|salon|canal)',
    '(?:teile?) (?:das|es) mit diesem (?:server|kanal|raum)',
    'comparte (?:eso|esto) con este (?:servidor|canal)|compártelo con este (?:servidor|canal)',
  ),
  whole(
    'joke',
    `(?:that's|that is|make that|let's make that) (?:our|a) running (?:joke|gag)(?: now)?(?:: ${rest})?`,
    `(?:ça devient|c'est|que ce soit) notre (?:blague|running gag)(?: à nous)?(?: : ?${rest})?`,
    `das (?:ist|wird) (?:jetzt )?unser running gag(?:: ${rest})?|das ist unser insider`,
    `(?:esa|eso) es nuestr[oa] (?:broma|chiste)(?: recurrente)?(?:: ${rest})?`,
  ),
  {
    kind: 'correct',
    pattern:
      /^(?:correct (?:that|this|it|yourself)|corrige(?: ça)?|korrigiere?(?: das)?|berichtige(?: das)?|corrige (?:eso|esto)|change (?:that|this|it)(?: in your memory)?|you remember (?:that|it) wrong(?:ly)?)(?: ?[:,.-]+ ?| )(?:it's |it is |c'est |es ist |es )?(?:not |pas |nicht |no (?:es )?)(?<wrong>[^,;]{2,120})[,;] ?(?:but |it's |it is |mais |c'est |sondern |es ist |sino |es )*(?<right>[^\n]{2,160})$/iu,
  },
  whole(
    'keep',
    `remember (?:that|this:|for me:?|for later:?) ?${rest}|(?:please )?(?:keep|note|save) (?:this|that|in mind)(?: for me| for later)?(?: ?[:–-] ?| that )${rest}|remember: ?${rest}|don't forget that ${rest}`,
    `(?:souviens-toi|rappelle-toi|retiens|note|n'oublie pas) (?:que |qu'|: ?|bien que )${rest}|garde (?:ça|ceci)(?: en tête| en mémoire)? ?: ?${rest}`,
    `(?:merk|merke) dir(?: bitte)?(?:,? dass |: ?)${rest}|vergiss nicht,? dass ${rest}|behalte? (?:das|im kopf)(?: ?: ?|,? dass )${rest}`,
    `(?:recuerda|acuérdate de|apunta|anota|guarda)(?: que |: ?)${rest}|no olvides que ${rest}`,
  ),
  whole(
    'forget',
    `(?:please )?(?:forget|delete|erase) (?:what I (?:said|told you) about |what you know about |everything (?:about|on) |that (?=I |I'm |my |we |our )|the (?:thing|part) about |(?:the )?(?:fact|memory) (?:that |about ))${rest}`,
    `(?:oublie|efface) (?:ce que (?:je t'ai dit|j'ai dit|tu sais) (?:sur |de |à propos de |à propos d')|que (?=je |j'|mon |ma |mes |nous )|tout (?:sur |à propos de ))${rest}`,
    `(?:vergiss|lösche?) (?:was ich (?:dir )?(?:über|von) |alles (?:über|von) |dass (?=ich |mein|wir |unser))${rest}`,
    `(?:olvida|borra) (?:lo que (?:te dije|dije|sabes) (?:de |sobre )|todo (?:sobre |de )|que (?=yo |mi |mis |vivo|trabajo|tengo|soy|me ))${rest}`,
  ),
];
