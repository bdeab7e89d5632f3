/**
 * Words of what is kept only when a person asks for it in so many words: health, sex life, religion,
 * politics, unions, origin, identity numbers, anything of a crisis. False alarms cost little, misses
 * much; still, everyday talk must pass.
 */
export function isSensitive(text: string): boolean {
  const plain = text.normalize('NFKC').toLowerCase();
  return words.test(plain) || numbers.test(plain) || hasCardNumber(plain) || eastern.test(plain);
}

const stems = [
  // Health
  'ill|illness\\p{L}*|sick\\p{L}*|disease\\p{L}*|diagnos\\p{L}*|cancer|tumou?rs?|diabet\\p{L}*|asthma\\p{L}*|epilep\\p{L}*|hiv|aids|covid|depress\\p{L}*|anxiety|bipolar|adhd|autis\\p{L}*|ocd|ptsd|schizo\\p{L}*|disorder|disab\\p{L}*|medicat\\p{L}*|antidepress\\p{L}*|pills?|insulin|therap\\p{L}*|psychi\\p{L}*|psycholog\\p{L}*|doctors?|hospital\\p{L}*|clinic|surgery|surgeon|operation|pregnan\\p{L}*|miscarr\\p{L}*|abortion|allerg\\p{L}*|addict\\p{L}*|alcoholi\\p{L}*|sober|rehab|migraines?|symptoms?|chemo\\p{L}*|dialysis|infertil\\p{L}*|ivf|menopaus\\p{L}*|eating disorder|anorexi\\p{L}*|bulimi\\p{L}*|burnout|dyslexi\\p{L}*|deaf|blind|wheelchair',
  'malad\\p{L}*|santé|cancers?|tumeur\\p{L}*|diabét\\p{L}*|asthm\\p{L}*|épilep\\p{L}*|sida|vih|dépress\\p{L}*|angoiss\\p{L}*|anxiété|tdah|handicap\\p{L}*|médicament\\p{L}*|traitement|thérap\\p{L}*|psy|psychi\\p{L}*|psycholog\\p{L}*|médecins?|hôpital|hôpitaux|clinique|opération|chirurg\\p{L}*|enceinte|grossesse|fausse couche|avortement|ivg|allergi\\p{L}*|toxico\\p{L}*|alcooli\\p{L}*|sevrage|migraines?|symptômes?|chimio\\p{L}*|ménopause|anorexi\\p{L}*|boulimi\\p{L}*|sourde?|aveugle',
  'krank\\p{L}*|erkrank\\p{L}*|krebs|tumor\\p{L}*|diabet\\p{L}*|zuckerkrank|asthma\\p{L}*|epilep\\p{L}*|depressi\\p{L}*|angststörung\\p{L}*|\\p{L}*störung|behinder\\p{L}*|medikament\\p{L}*|tabletten|therap\\p{L}*|psychi\\p{L}*|psycholog\\p{L}*|arzt|ärzt\\p{L}*|krankenhaus|klinik|operation\\p{L}*|operier\\p{L}*|schwanger\\p{L}*|fehlgeburt|abtreibung|allergi\\p{L}*|sucht|süchtig|alkoholi\\p{L}*|entzug|migräne|symptom\\p{L}*|chemo\\p{L}*|magersucht|gehörlos|blind',
  'enferm\\p{L}*|cáncer|tumor\\p{L}*|diabét\\p{L}*|diabetes|asma|asmátic\\p{L}*|epilep\\p{L}*|sida|depresi\\p{L}*|ansiedad|discapa\\p{L}*|medica\\p{L}*|pastillas|terap\\p{L}*|psiqui\\p{L}*|psicól\\p{L}*|médic\\p{L}*|hospital\\p{L}*|clínica|operaci\\p{L}*|operaron|cirug\\p{L}*|embaraz\\p{L}*|aborto|alergi\\p{L}*|alérgic\\p{L}*|adict\\p{L}*|alcohóli\\p{L}*|migraña\\p{L}*|síntoma\\p{L}*|quimio\\p{L}*|anorexi\\p{L}*|bulimi\\p{L}*|sord[oa]|cieg[oa]',
  // Sex life and orientation
  'sex|sexual\\p{L}*|sexe|sexuel\\p{L}*|sexuell\\p{L}*|gay|gays|lesbian\\p{L}*|lesbienne\\p{L}*|lesbisch\\p{L}*|lesbiana\\p{L}*|bisex\\p{L}*|queer|trans|transgender|transsex\\p{L}*|transgenre|homosex\\p{L}*|hetero\\p{L}*|asexual|schwul\\p{L}*|porn\\p{L}*|affair|cheated on|liaison',
  // Religion and belief
  'relig\\p{L}*|god|church|mosque|synagogue|temple|christian\\p{L}*|catholic\\p{L}*|protestant\\p{L}*|muslim\\p{L}*|islam\\p{L}*|jew|jews|jewish|hindu\\p{L}*|buddhis\\p{L}*|atheis\\p{L}*|pray|prayed|praying|baptis\\p{L}*|dieu|église|mosquée|chrétien\\p{L}*|catholique\\p{L}*|musulman\\p{L}*|juif|juive|juifs|bouddhis\\p{L}*|athée\\p{L}*|prière\\p{L}*|gott|kirche|moschee|christ|christin|katholisch\\p{L}*|evangelisch\\p{L}*|muslimin|jüdisch\\p{L}*|jude|jüdin|atheist\\p{L}*|bete|dios|iglesia|mezquita|cristian\\p{L}*|católic\\p{L}*|musulm\\p{L}*|judí\\p{L}*|ate[oa]|rezo',
  // Politics and unions
  'politic\\p{L}*|vote|voted|voting|votes|election\\p{L}*|democrat\\p{L}*|republican\\p{L}*|conservative\\p{L}*|labour party|socialis\\p{L}*|communis\\p{L}*|far[- ]right|far[- ]left|anarchis\\p{L}*|unions?|trade union|shop steward|politique\\p{L}*|voté|voter|élections?|républicain\\p{L}*|extrême (?:droite|gauche)|syndic\\p{L}*|cgt|politisch\\p{L}*|politik\\p{L}*|gewählt|wähle|partei|sozialist\\p{L}*|kommunist\\p{L}*|gewerkschaft\\p{L}*|betriebsrat|polític\\p{L}*|voté|votar|elecciones|comunista|sindicat\\p{L}*|sindicalista',
  // Origin
  'ethnic\\p{L}*|racial|refugee\\p{L}*|asylum|immigrant\\p{L}*|undocumented|roma|sinti|black woman|black man|indigenous|ethnie|origine ethnique|réfugié\\p{L}*|sans-papiers|immigré\\p{L}*|ethnisch\\p{L}*|flüchtling\\p{L}*|geflüchtet\\p{L}*|migrationshintergrund|étnic\\p{L}*|etnia|refugiad\\p{L}*|inmigrante\\p{L}*|gitan[oa]',
  // Crisis
  'suicid\\p{L}*|kill myself|self[- ]harm\\p{L}*|cut myself|cutting myself|hurt myself|overdos\\p{L}*|abus\\p{L}*|rape|raped|beat me|beats me|hits me|want to die|me tuer|me faire du mal|viol|violée?|me frappe|mourir|selbstmord|suizid\\p{L}*|umbringen|ritze|vergewaltig\\p{L}*|schlägt mich|missbrauch\\p{L}*|sterben|suicidi\\p{L}*|matarme|autolesi\\p{L}*|violaron|violación|me pega|maltrat\\p{L}*|morirme',
  // Identity and money
  "passport|social security|ssn|national insurance|iban|bic|tax id|driver'?s licen[cs]e|criminal record|convicted|prison|jail|passeport|numéro de sécu\\p{L}*|sécurité sociale|casier judiciaire|reisepass|personalausweis|sozialversicherung\\p{L}*|steuernummer|vorbestraft|gefängnis|pasaporte|dni|seguridad social|cárcel",
];

const words = new RegExp(`(?<![\\p{L}\\p{N}])(?:${stems.join('|')})(?![\\p{L}\\p{N}])`, 'u');
/** Long numbers: telephones, documents, accounts. */
const numbers = /(?:\d[ .\-/]?){8,}|\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,}/;
const eastern =
  /病|癌|診断|诊断|うつ|抑郁|妊娠|怀孕|薬|药|同性|性生活|宗教|神社|教会|キリスト|仏教|佛教|イスラム|伊斯兰|政治|選挙|选举|投票|労働組合|工会|民族|自殺|自杀|自傷|自残|虐待|護照|护照|身份证|パスポート/;

function hasCardNumber(text: string): boolean {
  return [...text.matchAll(/(?:\d[ -]?){13,19}/g)].some(([digits]) => luhn(digits.replaceAll(/\D/g, '')));
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
