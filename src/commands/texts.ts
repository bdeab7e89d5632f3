import type { Catalog } from '../core/language.ts';
import type { Refusal, Switches } from '../core/memory.ts';
import type { Audience } from '../core/room.ts';
import type { OptionProblem } from './command-text.ts';
import type { PlaceChoices } from './settings.ts';

type CommandTexts = {
  readonly helpOpening: (name: string) => string;
  readonly helpClosing: string;
  readonly aboutModel: (model: string) => string;
  readonly aboutRehearsal: string;
  readonly aboutStored: (
    stored: Pick<Switches, 'consent' | 'paused'> & {
      readonly facts: number;
      readonly kept: number;
      readonly today: number;
    },
  ) => string;
  readonly whoCanSee: string;
  readonly aboutVersion: (version: string) => string;
  readonly consentState: (switches: Switches) => string;
  readonly nothingKept: string;
  readonly showClosing: (page: number, pages: number) => string;
  readonly newer: string;
  readonly older: string;
  readonly keptFact: (text: string, audience: Audience['kind']) => string;
  readonly refused: (refusal: Refusal) => string;
  readonly corrected: (text: string) => string;
  readonly noSuchNumber: string;
  readonly linesAreVerbatim: string;
  readonly forgotten: (text: string) => string;
  readonly confirmForgetting: string;
  readonly forgetEverything: string;
  readonly keepIt: string;
  readonly spared: string;
  readonly everythingForgotten: (gone: { readonly facts: number; readonly lines: number }) => string;
  readonly paused: string;
  readonly resumed: string;
  readonly exported: string;
  readonly exportAbout: string;
  readonly exportTitle: (date: string) => string;
  readonly exportFacts: string;
  readonly exportLines: string;
  readonly exportYou: string;
  readonly exportMe: string;
  readonly languageChosen: string;
  readonly adminsOnly: string;
  readonly setupInServer: string;
  readonly countryUnknown: string;
  readonly chooseRoomsFirst: string;
  readonly setupChoices: (
    choices: PlaceChoices & { readonly channels: number | undefined; readonly here: boolean },
  ) => string;
  readonly unknownCommand: (name: string, nearest: string | undefined) => string;
  readonly problem: (command: string, problem: OptionProblem) => string;
};

/** Everything the commands say in their own name. */
export const texts: Catalog<CommandTexts> = {
  en: {
    helpOpening: (name) => `Talk with ${name} in a direct message, or mention it in a channel. Besides talk:`,
    helpClosing:
      'Where there are no slash commands, mention me and write the command: `poem form:haiku the deploy`.',
    aboutModel: (model) =>
      `What you write is sent to a language model to be answered: ${model}. Whoever runs that model reads what is sent.`,
    aboutRehearsal:
      'No model is connected. This is the rehearsal voice: it counts, finds, rearranges and asks, with your words. Nothing leaves this machine for an answer.',
    aboutStored: ({ consent, paused, facts, kept, today }) =>
      consent === 'agreed'
        ? `Of you I keep ${count(facts, 'fact', 'facts')} and ${count(kept, 'line of our talk', 'lines of our talk')}, sealed under a key of your own, until you forget them with /me forget.${paused ? ' Memory is paused: nothing new is kept or recalled.' : ''}`
        : `You have not agreed to be remembered. I hold today's talk (${count(today, 'line', 'lines')}), sealed, for at most 24 hours.`,
    whoCanSee:
      'What you say in a direct message never shows up in a channel. Who can see more than you: the person who runs this program holds the keys to its storage; a Slack workspace’s owners may be able to export direct messages.',
    aboutVersion: (version) =>
      `Version ${version}. Everything kept: /me show. All of it as a file: /me export.`,
    consentState: ({ consent, paused }) =>
      consent !== 'agreed'
        ? 'I hold today’s talk only, at most 24 hours. Nothing is kept beyond it.'
        : paused
          ? 'You agreed to be remembered; memory is paused now.'
          : 'You agreed to be remembered.',
    nothingKept: 'Nothing is kept about you.',
    showClosing: (page, pages) =>
      `${pages > 1 ? `Page ${page} of ${pages}. ` : ''}Mend with /me correct, delete with /me forget. Only you see this.`,
    newer: 'Newer',
    older: 'Older',
    keptFact: (text, audience) =>
      `Kept: “${text}”. I will use it ${audience === 'private' ? 'between us only' : 'in this room, for you alone'}.`,
    refused: (refusal) =>
      ({
        'no-consent': 'You have not agreed to be remembered yet.',
        'too-long': 'That is too long to keep. One thing at a time, in at most 300 characters.',
        empty: 'There was nothing in it to keep. Write: /me keep followed by what to remember.',
        'not-allowed-here': 'The administrators of this place switched memory off here.',
      })[refusal],
    corrected: (text) => `It now says: “${text}”.`,
    noSuchNumber: 'I have nothing of that number. /me show lists what there is.',
    linesAreVerbatim:
      'That is something you said, word for word, so I do not rewrite it. You can forget it, or keep a better one with /me keep.',
    forgotten: (text) => `Forgotten: “${shorten(text)}”.`,
    confirmForgetting:
      'Everything I keep of you and today’s talk will be gone for good, here and now. Your key is destroyed with it. Sure?',
    forgetEverything: 'Forget everything',
    keepIt: 'Leave it',
    spared: 'Nothing was forgotten.',
    everythingForgotten: ({ facts, lines }) =>
      `Done. ${count(facts, 'thing', 'things')} and ${count(lines, 'line', 'lines')} are gone, and the key that could open them. We meet as strangers.`,
    paused:
      'Paused. I keep nothing new and recall nothing until you say /me resume. What was kept stays where it is.',
    resumed: 'I remember again.',
    exported: 'Everything I keep of you is in these files: one for programs, one to read.',
    exportAbout:
      'Everything kept about you by this program. Times in the JSON file are UTC. Lines of today that are not kept go within 24 hours.',
    exportTitle: (date) => `What is kept about you, ${date}`,
    exportFacts: 'Facts',
    exportLines: 'What was said',
    exportYou: 'You',
    exportMe: 'The character',
    languageChosen: 'Understood. I speak English with you when I speak for myself.',
    adminsOnly: 'That is for people who administer this place.',
    setupInServer: 'Run /setup in the server it is about.',
    chooseRoomsFirst:
      'It talks in every channel now. Run `/setup rooms here` in each channel it should keep to; then `not-here` takes one away.',
    countryUnknown: 'A country is two letters, such as US, GB or FR. “none” clears it.',
    setupChoices: ({ channels, here, country, memory }) =>
      [
        channels === undefined
          ? 'Talks: in every channel it can see.'
          : `Talks: in ${count(channels, 'channel', 'channels')} only; this one is ${here ? 'among them' : 'not among them'}.`,
        `Help lines: ${country ?? 'no country set; findahelpline.com is always shown'}.`,
        `Memory: ${memory ? 'allowed, with each person’s own consent' : 'off; today’s talk only'}.`,
      ].join('\n'),
    unknownCommand: (name, nearest) =>
      `I know no command “${shorten(name)}”.${nearest ? ` Did you mean \`/${nearest}\`?` : ''} \`/help\` lists them.`,
    problem: (command, problem) => {
      switch (problem.kind) {
        case 'missing':
          return `\`/${command}\` needs \`${problem.option}\`.`;
        case 'choice':
          return `\`${problem.option}\` is one of: ${problem.choices.join(', ')}. “${shorten(problem.value)}” is not.`;
        case 'too-long':
          return `\`${problem.option}\` may have ${problem.maxCharacters} characters.`;
        case 'unexpected':
          return `I do not understand “${shorten(problem.text)}” after \`/${command}\`. \`/help\` shows what it takes.`;
      }
    },
  },
  fr: {
    helpOpening: (name) => `Parle avec ${name} en message privé, ou mentionne-le dans un salon. Et aussi :`,
    helpClosing:
      'Là où il n’y a pas de commandes, mentionne-moi et écris la commande : `poem form:haiku la mise en ligne`.',
    aboutModel: (model) =>
      `Ce que tu écris est envoyé à un modèle de langue pour recevoir une réponse : ${model}. Qui exploite ce modèle lit ce qui est envoyé.`,
    aboutRehearsal:
      'Aucun modèle n’est branché. C’est la voix de répétition : elle compte, trouve, réarrange et demande, avec tes mots. Rien ne quitte cette machine pour une réponse.',
    aboutStored: ({ consent, paused, facts, kept, today }) =>
      consent === 'agreed'
        ? `De toi je garde ${count(facts, 'fait', 'faits')} et ${count(kept, 'ligne de nos échanges', 'lignes de nos échanges')}, scellées sous une clé à toi, jusqu’à ce que tu les oublies avec /me forget.${paused ? ' La mémoire est en pause : rien de nouveau n’est gardé ni rappelé.' : ''}`
        : `Tu n’as pas accepté que je me souvienne. Je tiens la conversation du jour (${count(today, 'ligne', 'lignes')}), scellée, au plus 24 heures.`,
    whoCanSee:
      'Ce que tu dis en message privé n’apparaît jamais dans un salon. Qui en voit plus que toi : la personne qui fait tourner ce programme tient les clés du stockage ; les propriétaires d’un espace Slack peuvent parfois exporter les messages privés.',
    aboutVersion: (version) =>
      `Version ${version}. Tout ce qui est gardé : /me show. Le tout en fichier : /me export.`,
    consentState: ({ consent, paused }) =>
      consent !== 'agreed'
        ? 'Je tiens seulement la conversation du jour, au plus 24 heures. Rien n’est gardé au-delà.'
        : paused
          ? 'Tu as accepté que je me souvienne ; la mémoire est en pause.'
          : 'Tu as accepté que je me souvienne.',
    nothingKept: 'Rien n’est gardé sur toi.',
    showClosing: (page, pages) =>
      `${pages > 1 ? `Page ${page} sur ${pages}. ` : ''}Rectifier : /me correct. Effacer : /me forget. Toi seul·e vois ceci.`,
    newer: 'Plus récent',
    older: 'Plus ancien',
    keptFact: (text, audience) =>
      `Gardé : « ${text} ». Je m’en servirai ${audience === 'private' ? 'entre nous seulement' : 'dans ce salon, pour toi seul·e'}.`,
    refused: (refusal) =>
      ({
        'no-consent': 'Tu n’as pas encore accepté que je me souvienne.',
        'too-long': 'C’est trop long à garder. Une chose à la fois, en 300 caractères au plus.',
        empty: 'Il n’y avait rien à garder. Écris : /me keep suivi de ce qu’il faut retenir.',
        'not-allowed-here': 'Les responsables de ce lieu y ont coupé la mémoire.',
      })[refusal],
    corrected: (text) => `C’est noté ainsi : « ${text} ».`,
    noSuchNumber: 'Je n’ai rien sous ce numéro. /me show donne la liste.',
    linesAreVerbatim:
      'C’est une phrase à toi, mot pour mot : je ne la réécris pas. Tu peux l’oublier, ou en garder une meilleure avec /me keep.',
    forgotten: (text) => `Oublié : « ${shorten(text)} ».`,
    confirmForgetting:
      'Tout ce que je garde de toi et la conversation du jour disparaîtront pour de bon, ici et maintenant, et ta clé avec. C’est sûr ?',
    forgetEverything: 'Tout oublier',
    keepIt: 'Laisser',
    spared: 'Rien n’a été oublié.',
    everythingForgotten: ({ facts, lines }) =>
      `C’est fait. ${count(facts, 'chose', 'choses')} et ${count(lines, 'ligne', 'lignes')} ont disparu, avec la clé qui pouvait les ouvrir. Nous ne nous connaissons plus.`,
    paused:
      'En pause. Je ne garde rien de nouveau et ne rappelle rien jusqu’à /me resume. Ce qui était gardé reste où il est.',
    resumed: 'Je me souviens à nouveau.',
    exported: 'Tout ce que je garde de toi est dans ces fichiers : un pour les programmes, un à lire.',
    exportAbout:
      'Tout ce que ce programme garde sur vous. Dans le fichier JSON les heures sont en UTC. Les lignes du jour qui ne sont pas gardées partent sous 24 heures.',
    exportTitle: (date) => `Ce qui est gardé sur vous, ${date}`,
    exportFacts: 'Faits',
    exportLines: 'Ce qui a été dit',
    exportYou: 'Vous',
    exportMe: 'Le personnage',
    languageChosen: 'Entendu. Je te parle français quand je parle en mon nom.',
    adminsOnly: 'C’est réservé aux personnes qui administrent ce lieu.',
    setupInServer: 'Lance /setup dans le serveur dont il s’agit.',
    chooseRoomsFirst:
      'Il parle dans tous les salons. Lance `/setup rooms here` dans chaque salon où il doit rester ; ensuite `not-here` en retire un.',
    countryUnknown: 'Un pays s’écrit en deux lettres, comme FR, BE ou CA. « none » l’efface.',
    setupChoices: ({ channels, here, country, memory }) =>
      [
        channels === undefined
          ? 'Parle : dans chaque salon qu’il peut voir.'
          : `Parle : dans ${count(channels, 'salon', 'salons')} seulement ; celui-ci ${here ? 'en est' : 'n’en est pas'}.`,
        `Lignes d’aide : ${country ?? 'aucun pays choisi ; findahelpline.com est toujours donné'}.`,
        `Mémoire : ${memory ? 'permise, avec l’accord de chacun·e' : 'coupée ; la conversation du jour seulement'}.`,
      ].join('\n'),
    unknownCommand: (name, nearest) =>
      `Je ne connais pas de commande « ${shorten(name)} ».${nearest ? ` Tu voulais dire \`/${nearest}\` ?` : ''} \`/help\` en donne la liste.`,
    problem: (command, problem) => {
      switch (problem.kind) {
        case 'missing':
          return `Il manque \`${problem.option}\` à \`/${command}\`.`;
        case 'choice':
          return `\`${problem.option}\` se choisit parmi : ${problem.choices.join(', ')}. « ${shorten(problem.value)} » n’en est pas.`;
        case 'too-long':
          return `\`${problem.option}\` peut avoir ${problem.maxCharacters} caractères.`;
        case 'unexpected':
          return `Je ne comprends pas « ${shorten(problem.text)} » après \`/${command}\`. \`/help\` montre ce qu’il accepte.`;
      }
    },
  },
};

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length > 80 ? `${characters.slice(0, 80).join('')}…` : text;
}
