/**
 * The words of a text as they are searched: lower-case, without accents, stop words of English and
 * French and single letters. Scripts written without spaces are cut into overlapping pairs.
 */
export function termsOf(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase().normalize('NFD').replace(accents, '').normalize('NFC');
  return (plain.match(runs) ?? []).flatMap((run) =>
    spaceless.test(run) ? pairs(run) : isWord(run) ? [run] : [],
  );
}

const accents = /[\u0300-\u036f]/g;
const scripts = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}ー';
const spaceless = new RegExp(`^[${scripts}]`, 'u');
const runs = new RegExp(`[${scripts}]+|(?:(?![${scripts}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');

function pairs(run: string): string[] {
  const letters = [...run];
  if (letters.length === 1) return letters;
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

function isWord(run: string): boolean {
  return (run.length > 1 || /\p{N}/u.test(run)) && !stopWords.has(run);
}

const english = `
a about after again all also am an and any anyway are aren as at back be because been before being both but by can
cannot could couldn did didn do does doesn doing don done down each even ever every few for from get gets getting go
goes going gonna good got had hadn has hasn have haven having he hello her here hers herself hey hi him himself his how
if in into is isn it its itself just know let like ll lot make many maybe me mean more most much must my myself no nor
not now of off ok okay on once one only or other our ours out over own please quite re really right said same say says
see shall she should shouldn so some something still such sure tell than thank thanks that the their theirs them then
there these they thing things think this those though through to too under until up us use ve very want was wasn way we
well were weren what when where whether which while who whom why will with won would wouldn yeah yes yet you your yours
yourself remember remind`;

const french = `
ai aie ainsi alors apres as assez au aucun aussi autre autres aux avait avant avec avez avoir avons bah beaucoup ben
bien bon bonjour ca car ce cela celle celui ces cet cette chez chose choses ci comme comment dans de deja depuis des dire dis
dit dois doit donc dont du elle elles en encore entre es est et etaient etais etait etant ete etes etre eu faire fais
fait faut fois font ici il ils jamais je juste la le les leur leurs lui ma mais me meme merci mes moi moins mon ne ni non
nos notre nous on ont ou oui par parce pas peu peut peux plus pour pourquoi puis qu quand que quel quelle quelles
quelque quelques quels qui quoi rien sa sais sait salut sans se sera ses si sinon soi son sont sous suis sur ta tant te
tes toi ton toujours tous tout toute toutes tres trop tu un une va vais vas vers veut veux vient voici voila vont vos
votre vous vraiment vu rappelle souviens`;

const stopWords: ReadonlySet<string> = new Set(`${english} ${french}`.trim().split(/\s+/));
