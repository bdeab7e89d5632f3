import type { Noticed } from './noticed.ts';
import { wordSet as words } from './word-set.ts';

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
  'mère père maman papa parents grand-mère grand-père mamie papi sœur soeur frère sœurs frères fils fille enfant enfants bébé femme mari copain copine tante oncle cousin cousine nièce neveu ami amie amis voisin voisine voisins patron patronne prof médecin infirmière propriétaire plombier curé garçon collègue notaire inconnu inconnue capitaine chauffeur serveur serveuse cuisinier boulanger boulangère boucher fermier marin soldat policier gardien gardienne caissier caissière client cliente locataire avocat avocate juge facteur dentiste mécanicien auteur autrice lecteur lectrice héros héroïne roi reine dame monsieur équipe collègues élève veuve veuf',
);

/** What a French clause names after the article at `index`; elided articles are words of their own. */
export function frenchNoun(clause: readonly string[], index: number): Noticed | undefined {
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
