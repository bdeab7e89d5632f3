import type { Catalog } from '../core/language.ts';
import type { LinkEnd, LinkRefusal } from '../core/links.ts';
import type { Audience } from '../core/room.ts';

type Share = LinkEnd['share'];

type MeTexts = {
  readonly nothingRecalled: string;
  readonly recalled: string;
  readonly becauseOf: (words: readonly string[]) => string;
  readonly nearby: string;
  readonly boundaryKept: (text: string) => string;
  readonly severalFit: string;
  readonly forgetRoom: string;
  readonly confirmRoom: (audience: Audience['kind']) => string;
  readonly roomForgotten: (gone: { readonly facts: number; readonly lines: number }) => string;
  readonly which: string;
  readonly nothingFits: (what: string) => string;
  readonly forgetNumber: (number: number) => string;
  readonly shareInRoom: string;
  readonly onlyFacts: string;
  readonly notToShare: string;
  readonly shared: (text: string) => string;
  readonly learningChosen: Readonly<Record<'auto' | 'ask' | 'off', string>>;
  readonly unknownZone: string;
  readonly zoneAuto: string;
  readonly zoneChosen: (zone: string, now: string) => string;
  readonly linkCode: (code: string, share: Share) => string;
  readonly acceptLink: (other: string, share: Share) => string;
  readonly confirmLink: (other: string, share: Share) => string;
  readonly linkYes: string;
  readonly linkNo: string;
  readonly linkAccepted: (other: string) => string;
  readonly linkStands: string;
  readonly linkDropped: string;
  readonly linkRefused: Readonly<Record<LinkRefusal, string>>;
  readonly noLinks: string;
  readonly unlinked: (others: string) => string;
};

/** What /me says about single memories, links and settings. */
export const meTexts: Catalog<MeTexts> = {
  en: {
    nothingRecalled:
      'I have recalled nothing lately; what you see above is what I knew from the talk itself.',
    recalled: 'For my last answer to you I recalled:',
    becauseOf: (words) => `because of ${words.join(', ')}`,
    nearby: 'said close to something that fits',
    boundaryKept: (text) => `Understood, and kept: “${text}”. I won’t bring it up.`,
    severalFit: 'Several things have these words. Use the number from /me show.',
    forgetRoom: 'Forget it',
    confirmRoom: (audience) =>
      `Everything you said to me ${audience === 'private' ? 'in our direct messages' : 'in this room'}, with what I made of it, will be gone for good. Sure?`,
    roomForgotten: ({ facts, lines }) =>
      `Done. ${lines === 1 ? 'One line' : `${lines} lines`} and ${facts === 1 ? 'one fact' : `${facts} facts`} are gone.`,
    which: 'Which of these shall I forget? Lines that say the same go along.',
    nothingFits: (what) => `I keep nothing that fits “${what}”. /me show lists what there is.`,
    forgetNumber: (number) => `Forget ${number}`,
    shareInRoom: 'Run that in the server it should be for: /me share and the number from /me show.',
    onlyFacts: 'Only facts can be shared. Make one with /me keep.',
    notToShare: 'That is also about somebody else, or no longer true, so it stays where it was said.',
    shared: (text) =>
      `I may now use this in this server, for you alone: “${text}”. Others there can read what I answer.`,
    learningChosen: {
      auto: 'I pick up lasting facts from what you tell me, in your words, and say so when I did.',
      ask: 'I ask before I keep a fact. Our talk itself is kept as before; /me pause stops that too.',
      off: 'I pick up nothing by myself. /me keep still works, and our talk itself is kept; /me pause stops that too.',
    },
    unknownZone:
      'I do not know that time zone. Write a name such as Europe/Paris or America/New_York, or auto.',
    zoneAuto: 'I go by your platform’s time zone again.',
    zoneChosen: (zone, now) => `Your clock is in ${zone} now, where it is ${now}.`,
    linkCode: (code, share) =>
      `Your code: ${code}. On your other account, within ten minutes: /me link ${code}. Then come back here and run /me link again. ${crossing.en[share]} Give the code to nobody: whoever enters it asks to read your memory.`,
    acceptLink: (other, share) =>
      `This links you with ${other}. ${crossing.en[share]} It works both ways. Only go on if that account is yours.`,
    confirmLink: (other, share) =>
      `${other} entered your code. ${crossing.en[share]} It works both ways. Only go on if that account is yours.`,
    linkYes: 'Yes, that is me',
    linkNo: 'No',
    linkAccepted: (other) => `Good. Now go back to ${other} and run /me link there once more.`,
    linkStands: 'Linked. Both sides keep what is theirs; /me unlink ends it at once.',
    linkDropped: 'Nothing is linked.',
    linkRefused: {
      wrong: 'That code is wrong, used or too old. Make a new one on the other account with /me link.',
      'same-account': 'That is this very account’s code. Enter it on the other one.',
      'already-linked': 'These two are linked already.',
      'too-many-tries': 'Too many wrong codes. Try again in an hour.',
      'too-many-links': 'Five links are the most. /me unlink ends them.',
    },
    noLinks: 'This account is linked with no other.',
    unlinked: (others) => `No longer linked with ${others}. Nothing crosses any more.`,
  },
  fr: {
    nothingRecalled:
      'Je ne me suis rien rappelé récemment ; ce que je savais venait de la conversation même.',
    recalled: 'Pour ma dernière réponse, je me suis rappelé :',
    becauseOf: (words) => `à cause de ${words.join(', ')}`,
    nearby: 'dit tout près de quelque chose qui convient',
    boundaryKept: (text) => `Compris, et gardé : « ${text} ». Je n’en parlerai pas.`,
    severalFit: 'Plusieurs choses contiennent ces mots. Donne le numéro de /me show.',
    forgetRoom: 'L’oublier',
    confirmRoom: (audience) =>
      `Tout ce que tu m’as dit ${audience === 'private' ? 'en privé' : 'dans ce salon'}, et ce que j’en ai tiré, disparaîtra pour de bon. Certain·e ?`,
    roomForgotten: ({ facts, lines }) =>
      `C’est fait. ${lines} ligne${lines > 1 ? 's' : ''} et ${facts} fait${facts > 1 ? 's' : ''} ont disparu.`,
    which: 'Laquelle dois-je oublier ? Les lignes qui disent la même chose partent avec.',
    nothingFits: (what) => `Je ne garde rien qui corresponde à « ${what} ». /me show montre ce qu’il y a.`,
    forgetNumber: (number) => `Oublier ${number}`,
    shareInRoom: 'Fais-le sur le serveur concerné : /me share et le numéro de /me show.',
    onlyFacts: 'Seuls les faits se partagent. Fais-en un avec /me keep.',
    notToShare: 'Cela parle aussi de quelqu’un d’autre, ou n’est plus vrai : ça reste où ça a été dit.',
    shared: (text) =>
      `Je peux maintenant l’utiliser sur ce serveur, pour toi : « ${text} ». Les autres y lisent ce que je réponds.`,
    learningChosen: {
      auto: 'Je retiens des faits durables de ce que tu me dis, avec tes mots, et je le signale.',
      ask: 'Je demande avant de garder un fait. Nos échanges sont gardés comme avant ; /me pause arrête cela aussi.',
      off: 'Je ne retiens rien de moi-même. /me keep marche toujours, nos échanges sont gardés ; /me pause arrête cela aussi.',
    },
    unknownZone: 'Je ne connais pas ce fuseau. Écris un nom comme Europe/Paris ou America/Montreal, ou auto.',
    zoneAuto: 'Je suis de nouveau le fuseau de ta plateforme.',
    zoneChosen: (zone, now) => `Ton horloge est à ${zone}, où il est ${now}.`,
    linkCode: (code, share) =>
      `Ton code : ${code}. Sur ton autre compte, dans les dix minutes : /me link ${code}. Puis reviens ici et refais /me link. ${crossing.fr[share]} Ne donne ce code à personne : qui le saisit demande à lire ta mémoire.`,
    acceptLink: (other, share) =>
      `Cela te lie à ${other}. ${crossing.fr[share]} Dans les deux sens. Ne continue que si ce compte est le tien.`,
    confirmLink: (other, share) =>
      `${other} a saisi ton code. ${crossing.fr[share]} Dans les deux sens. Ne continue que si ce compte est le tien.`,
    linkYes: 'Oui, c’est moi',
    linkNo: 'Non',
    linkAccepted: (other) => `Bien. Retourne maintenant sur ${other} et refais-y /me link.`,
    linkStands: 'Liés. Chacun garde ce qui est à lui ; /me unlink y met fin aussitôt.',
    linkDropped: 'Rien n’est lié.',
    linkRefused: {
      wrong:
        'Ce code est faux, déjà utilisé ou trop vieux. Fais-en un nouveau sur l’autre compte avec /me link.',
      'same-account': 'C’est le code de ce compte-ci. Saisis-le sur l’autre.',
      'already-linked': 'Ces deux-là sont déjà liés.',
      'too-many-tries': 'Trop de codes faux. Réessaie dans une heure.',
      'too-many-links': 'Cinq liens au plus. /me unlink y met fin.',
    },
    noLinks: 'Ce compte n’est lié à aucun autre.',
    unlinked: (others) => `Plus de lien avec ${others}. Rien ne traverse plus.`,
  },
};

const crossing: Catalog<Readonly<Record<Share, string>>> = {
  en: {
    all: 'In direct messages each account may use everything the other one keeps.',
    style:
      'In direct messages each account may use how the other wants to be talked to: names, jokes, boundaries. Nothing else.',
  },
  fr: {
    all: 'En message privé, chaque compte peut utiliser tout ce que l’autre garde.',
    style:
      'En message privé, chaque compte peut utiliser la façon dont on te parle : noms, blagues, limites. Rien d’autre.',
  },
};
