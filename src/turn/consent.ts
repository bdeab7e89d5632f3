import type { Caller } from '../commands/command.ts';
import { type Button, buttonId } from '../core/button.ts';
import type { Clock } from '../core/clock.ts';
import type { Catalog } from '../core/language.ts';
import type { Memory, Switches } from '../core/memory.ts';
import { type Reply, replyOf } from '../core/reply.ts';
import { type Account, accountKey } from '../core/room.ts';
import type { Claims } from '../core/store.ts';

/** What the card needs to know of whom it asks. */
type Asked = Pick<Caller, 'language' | 'owner' | 'audience'>;

/** The card that asks whether to remember, and what its buttons do. */
export type Consent = {
  /** Whether the card may be offered: unasked for, once a day at most, and never again after a no. */
  mayOffer(switches: Switches): boolean;
  /** Takes today's only offer. False when it was taken at the same moment elsewhere. */
  takeOffer(account: Account): Promise<boolean>;
  card(caller: Asked): {
    readonly text: string;
    readonly buttons: readonly Button[];
  };
  /** The card as an answer of its own, for somebody who asked to be remembered. */
  asReply(caller: Caller): Reply;
  press(verb: string, caller: Caller): Promise<Reply | undefined>;
};

const dayMs = 24 * 60 * 60 * 1000;

export function createConsent(tools: {
  readonly memory: Memory;
  readonly claims: Claims;
  readonly clock: Clock;
  readonly pseudonym: (name: string) => string;
  /** After how many days without use what is kept is forgotten. */
  readonly retentionDays: number;
}): Consent {
  const { memory, clock } = tools;

  function card({ language, owner, audience }: Asked) {
    const words = texts[language];
    const button = (verb: string, label: string): Button => ({
      // Who agreed to what is nobody else's business.
      id: buttonId({
        acknowledge: audience.kind === 'private' ? 'public' : 'private',
        action: 'consent',
        verb,
        owner,
      }),
      label,
    });
    const buttons = [
      button('agree', words.agree),
      button('decline', words.decline),
      button('explain', words.explain),
    ];
    return { text: words.question, buttons };
  }

  return {
    mayOffer: ({ consent, paused, askedAt }) =>
      !paused && (consent === 'unasked' || consent === 'asked') && clock.now() - (askedAt ?? 0) >= dayMs,
    async takeOffer(account) {
      if (!(await tools.claims.claim(`card/${tools.pseudonym(accountKey(account))}`, dayMs))) return false;
      await memory.setSwitches(account, { consent: 'asked', askedAt: clock.now() });
      return true;
    },
    card,
    asReply: (caller) => {
      const { text, buttons } = card(caller);
      return replyOf(text, { visibility: 'private', buttons });
    },
    async press(verb, caller) {
      const words = texts[caller.language];
      const visibility = caller.audience.kind === 'private' ? ('public' as const) : ('private' as const);
      if (verb === 'explain')
        return replyOf(words.explanation(tools.retentionDays), { visibility, buttons: card(caller).buttons });
      const { consent } = await memory.switches(caller.account);
      if (verb === 'agree') {
        if (consent === 'agreed') return replyOf(words.already, { visibility });
        await memory.agree(caller.account);
        return replyOf(words.agreed, { visibility });
      }
      if (verb === 'decline') {
        await memory.decline(caller.account);
        return replyOf(consent === 'agreed' ? words.withdrawn : words.declined, { visibility });
      }
      return undefined;
    },
  };
}

type ConsentTexts = {
  readonly explanation: (retentionDays: number) => string;
} & {
  readonly [K in
    | 'question'
    | 'agree'
    | 'decline'
    | 'explain'
    | 'agreed'
    | 'already'
    | 'declined'
    | 'withdrawn']: string;
};

const texts: Catalog<ConsentTexts> = {
  en: {
    question: 'Shall I remember what you tell me?',
    agree: 'Remember · I’m 18 or over',
    decline: 'Just today',
    explain: 'What’s kept, who can see',
    explanation: (days) =>
      [
        `If you say remember: what you write to me and my answers, word for word, and short facts in your words that I pick up from it or that you ask me to keep. All of it sealed under a key of your own, recalled for you alone, and never from here into a channel. What is not used for ${days} days goes by itself.`,
        'If you say just today: this talk is gone within 24 hours, and I won’t ask again. We talk all the same.',
        'See, correct, export or forget it whenever you like: /me. Who can see more: whoever runs this program holds the keys to its storage, the language model’s provider (if one is connected) reads what is sent to it, and a Slack workspace’s owners may be able to export direct messages.',
      ].join('\n\n'),
    agreed: 'I’ll remember. /me show has all of it, /me forget ends it.',
    already: 'I remember already. /me show has all of it.',
    declined:
      'Just today, then. Nothing stays beyond 24 hours, and I won’t ask again. /me resume if you change your mind.',
    withdrawn:
      'I keep nothing new from now on. What was kept is still there: /me forget everything removes it.',
  },
  fr: {
    question: 'Veux-tu que je me souvienne de ce que tu me dis ?',
    agree: 'Souviens-toi · j’ai 18 ans ou plus',
    decline: 'Juste aujourd’hui',
    explain: 'Ce qui est gardé, qui le voit',
    explanation: (days) =>
      [
        `Si tu dis oui : ce que tu m’écris et mes réponses, mot pour mot, et de courts faits dans tes mots, que j’en retiens ou que tu me demandes de garder. Le tout scellé sous une clé à toi, rappelé pour toi seul·e, jamais d’ici vers un salon. Ce qui ne sert pas pendant ${days} jours part tout seul.`,
        'Si tu dis juste aujourd’hui : cette conversation disparaît sous 24 heures et je ne redemande pas. On se parle quand même.',
        'Voir, rectifier, exporter ou oublier, quand tu veux : /me. Qui en voit plus : la personne qui fait tourner ce programme tient les clés du stockage, le fournisseur du modèle de langue (s’il y en a un) lit ce qui lui est envoyé, et les propriétaires d’un espace Slack peuvent parfois exporter les messages privés.',
      ].join('\n\n'),
    agreed: 'Je m’en souviendrai. /me show montre tout, /me forget y met fin.',
    already: 'Je me souviens déjà. /me show montre tout.',
    declined:
      'Juste aujourd’hui, alors. Rien ne reste au-delà de 24 heures et je ne redemande pas. /me resume si tu changes d’avis.',
    withdrawn:
      'Je ne garde plus rien de nouveau. Ce qui était gardé est encore là : /me forget everything l’efface.',
  },
};
