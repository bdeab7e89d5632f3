import type { CardLanguage } from './crisis.ts';
import { type CrisisLine, linesFor } from './crisis-lines.ts';

const shownLines = 3;

/**
 * The static answer to signs of a crisis: it says it is an AI, names people who can help, and asks
 * one plain question. Numbers come from resources/crisis-lines.json; those nobody has verified yet
 * are marked, and findahelpline.com always stands beside them.
 */
export function crisisCard(options: {
  readonly language: CardLanguage;
  readonly name: string;
  /** ISO 3166 code; unknown when absent. */
  readonly country?: string;
}): string {
  const words = texts[options.language];
  const lines = (options.country ? linesFor(options.country) : []).slice(0, shownLines);
  return [
    words.opening(options.name),
    words.emergency,
    ...(lines.length > 0 ? [[words.lines, ...lines.map((line) => describe(line, words))].join('\n')] : []),
    words.anywhere,
    words.question,
  ].join('\n\n');
}

/** What a shared room sees: nothing is repeated there. */
export function crisisChannelLine(language: CardLanguage): string {
  return texts[language].channelLine;
}

export function crisisButtonLabel(language: CardLanguage): string {
  return texts[language].button;
}

function describe({ name, number, hours, verifiedOn }: CrisisLine, words: CardTexts): string {
  const details = [hours, verifiedOn ? '' : words.unverified].filter((detail) => detail !== '').join(', ');
  return `• ${name}: ${number}${details === '' ? '' : ` (${details})`}`;
}

type CardTexts = {
  readonly opening: (name: string) => string;
  readonly emergency: string;
  readonly lines: string;
  readonly unverified: string;
  readonly anywhere: string;
  readonly question: string;
  readonly channelLine: string;
  readonly button: string;
};

const texts: Readonly<Record<CardLanguage, CardTexts>> = {
  en: {
    opening: (name) =>
      `I’m setting ${name}’s manner aside. I’m an AI and I can’t keep you safe, but I’m glad you told me.`,
    emergency:
      'If you might act on this now, please call your local emergency number, or go where someone is with you.',
    lines: 'You can reach a trained person:',
    unverified: 'number not verified yet',
    anywhere: 'People near you, in most countries: findahelpline.com',
    question:
      'Are you thinking about ending your life, or are you safe right now? You can answer here in any words.',
    channelLine:
      'I’m an AI, and some things are better not answered in front of everybody. There are people who can help; the button shows them to you alone. Anywhere: findahelpline.com',
    button: 'Private support options',
  },
  fr: {
    opening: (name) =>
      `Je laisse de côté les manières de ${name}. Je suis une IA et je ne peux pas te protéger, mais c’est bien que tu me l’aies dit.`,
    emergency:
      'Si tu risques de passer à l’acte maintenant, appelle le numéro d’urgence de ton pays, ou va là où quelqu’un est avec toi.',
    lines: 'Tu peux joindre une personne formée :',
    unverified: 'numéro pas encore vérifié',
    anywhere: 'Des gens près de toi, dans la plupart des pays : findahelpline.com',
    question:
      'Est-ce que tu penses à mettre fin à tes jours, ou es-tu en sécurité en ce moment ? Tu peux répondre ici, avec tes mots.',
    channelLine:
      'Je suis une IA, et il y a des choses auxquelles on ne répond pas devant tout le monde. Des gens peuvent aider ; le bouton te les montre à toi seul·e. Partout : findahelpline.com',
    button: 'De l’aide, en privé',
  },
  de: {
    opening: (name) =>
      `Ich lege ${name}s Art beiseite. Ich bin eine KI und kann dich nicht schützen, aber es ist gut, dass du es mir gesagt hast.`,
    emergency:
      'Wenn du jetzt danach handeln könntest, ruf bitte die Notrufnummer deines Landes an oder geh dorthin, wo jemand bei dir ist.',
    lines: 'Du kannst einen ausgebildeten Menschen erreichen:',
    unverified: 'Nummer noch nicht geprüft',
    anywhere: 'Menschen in deiner Nähe, in den meisten Ländern: findahelpline.com',
    question:
      'Denkst du daran, dein Leben zu beenden, oder bist du gerade in Sicherheit? Du kannst hier mit deinen Worten antworten.',
    channelLine:
      'Ich bin eine KI, und manches beantwortet man nicht vor allen. Es gibt Menschen, die helfen können; der Knopf zeigt sie nur dir. Überall: findahelpline.com',
    button: 'Hilfe, nur für dich',
  },
  es: {
    opening: (name) =>
      `Dejo a un lado la manera de ser de ${name}. Soy una IA y no puedo protegerte, pero me alegra que me lo hayas dicho.`,
    emergency:
      'Si podrías actuar ahora mismo, llama por favor al número de emergencias de tu país, o ve a donde alguien esté contigo.',
    lines: 'Puedes hablar con una persona formada:',
    unverified: 'número aún sin verificar',
    anywhere: 'Personas cerca de ti, en la mayoría de los países: findahelpline.com',
    question:
      '¿Estás pensando en acabar con tu vida, o estás a salvo en este momento? Puedes responder aquí, con tus palabras.',
    channelLine:
      'Soy una IA, y hay cosas que no se contestan delante de todos. Hay personas que pueden ayudar; el botón te las muestra solo a ti. En cualquier lugar: findahelpline.com',
    button: 'Ayuda, en privado',
  },
};
