/** Words by which a sentence shows what it is, in every language that is understood. */

const word = (alternatives: string, flags = 'iu') =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, flags);
const first = (alternatives: string) =>
  new RegExp(
    `^(?:please,? |s'il te plaît,? |s'il vous plaît,? |bitte,? |por favor,? |now |and )?(?:${alternatives})(?![\\p{L}\\p{N}])`,
    'iu',
  );

/** Says "I", "my", or a verb that cannot be anybody else's. */
export const firstPerson = new RegExp(
  [
    word("i|me|my|mine|myself|we|our|i'm|i've|i'd|i'll").source,
    "(?<!\\p{L})(?:j|m|d|l|qu)?'?(?<=['\\s]|^)(?:j'(?=\\p{L})|je|moi|mon|ma|mes|nous|notre|nos)(?!\\p{L})|(?<!\\p{L})j'",
    word('ich|mich|mir|mein|meine|meiner|meinem|meinen|meines|wir|uns|unser|unsere').source,
    word(
      'yo|mi|mis|me|conmigo|nosotros|nuestro|nuestra|vivo|trabajo|tengo|soy|estoy|estudio|quiero|odio|prefiero|hablo|toco|escribo|nací|crecí|viví|trabajé|estudié|compré|empecé|dejé|cumplo|llevo|juego|hago|voy|fui',
    ).source,
    '我|私|僕|俺|나는|저는|내가|제가|내 |제 ',
  ].join('|'),
  'iu',
);

/** Orders, to the character or anybody: nothing about the person. */
export const order = new RegExp(
  [
    first(
      "write|tell|give|make|show|explain|help|let|let's|remember|remind|forget|imagine|pretend|describe|list|find|fix|read|rewrite|translate|summari[sz]e|continue|stop|try|look|think|say|call|send|add|use|suggest|don't|do not|do|be|go|keep|note|act|answer|reply|respond|ignore|disregard|always|never|store|save|mention|treat|consider",
    ).source,
    first(
      'écris|écrivez|raconte|dis|dites|donne|donnez|fais|faites|montre|explique|aide|rappelle|rappelle-toi|souviens-toi|souvenez-vous|oublie|oubliez|imagine|imaginons|décris|trouve|corrige|lis|traduis|résume|continue|arrête|garde|ajoute|utilise|propose|ne|note|réponds|ignore|considère|appelle-moi toujours',
    ).source,
    first(
      'schreib|schreibe|erzähl|erzähle|sag|sage|gib|mach|mache|zeig|zeige|erklär|erkläre|hilf|merk|merke|erinner|erinnere|vergiss|stell|beschreib|beschreibe|such|finde|lies|übersetz|übersetze|hör|nimm|benutze|nenn|nenne|antworte|ignoriere|speichere|denk|sei|lass',
    ).source,
    first(
      'escribe|cuenta|cuéntame|di|dime|dame|da|haz|muestra|explica|ayuda|ayúdame|recuerda|recuérdame|acuérdate|olvida|imagina|describe|busca|corrige|lee|traduce|resume|sigue|usa|guarda|llámame|responde|ignora|anota|no olvides',
    ).source,
    word(
      "you (?:must|should|are now|will now|have to|need to|can now|may now)|you're now|from now on|tu dois|vous devez|désormais|du (?:musst|sollst|bist jetzt)|ab jetzt|tienes que|debes|a partir de ahora|(?:remember|note|know) that|(?:merk|merke) dir|souviens-toi que|recuerda que",
    ).source,
  ].join('|'),
  'iu',
);

/** What is not so: wishes, suppositions, stories. */
export const unreal = word(
  [
    "if i|if my|if we|imagine|pretend|suppose|i would|i'd (?!like)|i wish|i might|i could|once upon a time|as if|in (?:the|my|this) (?:story|novel|poem|book|chapter|play|scene)|my (?:character|narrator|hero|heroine|protagonist)|the narrator|hypothetically|let's say|in character|joking|just kidding",
    "si j'\\p{L}+|si je|si mon|si ma|si mes|imaginons|supposons|j'aimerais|je voudrais|j'aurais|je serais|il était une fois|comme si|dans (?:l'histoire|mon (?:roman|histoire)|le (?:roman|poème|livre))|mon (?:personnage|narrateur|héros)|ma narratrice",
    'wenn ich|falls ich|stell dir vor|angenommen|ich wäre|ich würde|ich hätte|ich wünschte|es war einmal|als ob|in (?:der|meiner) geschichte|im roman|in meinem (?:roman|buch)|meine? (?:figur|erzählerin|erzähler|heldin|held)',
    'si yo|si mi|si tuviera|si fuera|imagina|supongamos|me gustaría|quisiera|ojalá|érase una vez|como si|en (?:el|mi) (?:cuento|novela|libro|poema)|mi (?:personaje|protagonista|narrador|narradora)',
  ].join('|'),
);

/** Claims of a role, or talk to the machine instead of about oneself. */
export const role = word(
  'system|assistant|developer mode|admin|admins|administrator|administrators|root|superuser|moderator|operator|owner of (?:the|this) (?:bot|server)|jailbreak|prompt|instructions?|ignore (?:all|any|the|previous)|as an ai|language model|api key|passwords?|tokens?|secret key|administrateur|administratrice|modérateur|modératrice|mot de passe|administratorin|moderatorin|passwort|administradora?|moderadora?|contraseña|管理员|管理者|パスワード|密码',
);

/** Markup, code, addresses: nothing a plain statement has. */
export const machinery =
  /[{}<>[\]|\\]|[=;]\s*$|\b[A-Za-z0-9+/]{40,}={0,2}|```|\w+\(\)|(?:https?:\/\/|www\.)|\b[\w.+-]+@[\w-]+\.\w+|\p{Cc}/iu;
