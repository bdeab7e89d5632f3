import type { Caller } from '../commands/command.ts';
import { type Button, buttonId } from '../core/button.ts';
import type { Catalog } from '../core/language.ts';
import type { Memory } from '../core/memory.ts';
import { type Reply, replyOf } from '../core/reply.ts';

/** What stands under an answer when something was learnt since the last one. */
export type NewsNote = { readonly text: string; readonly buttons: readonly Button[] };

/** Says once, small, what was learnt; asks where the person wants to be asked. Never a message of its own. */
export type NewsNotes = {
  /** Undefined when there is nothing to say in this room. */
  note(caller: Caller): Promise<NewsNote | undefined>;
  /** The note was read. */
  told(caller: Caller): Promise<void>;
  press(verb: string, caller: Caller): Promise<Reply | undefined>;
};

const mostAsked = 3;

export function createNewsNotes({ memory }: { readonly memory: Memory }): NewsNotes {
  return {
    async note(caller) {
      const { account, audience, language, owner } = caller;
      const { kept, proposed } = await memory.news(account, audience);
      const words = texts[language];
      const button = (action: string, verb: string, label: string): Button => ({
        id: buttonId({ acknowledge: 'private', action, verb, owner }),
        label,
      });
      // What somebody said is not quoted where others read it.
      if (proposed.length > 0 && audience.kind === 'private') {
        const quotes = proposed.slice(0, mostAsked).map(({ text }) => `“${text}”`);
        return {
          text: words.ask(quotes.join(', '), proposed.length - quotes.length),
          buttons: [button('learn', 'keep', words.keep), button('learn', 'drop', words.drop)],
        };
      }
      if (kept === 0) return undefined;
      return { text: `*${words.kept(kept)}*`, buttons: [button('me', 'show', words.see)] };
    },
    told: ({ account, audience }) => memory.newsTold(account, audience),
    async press(verb, caller) {
      if (verb !== 'keep' && verb !== 'drop') return undefined;
      const words = texts[caller.language];
      const count = await memory.answerProposed(caller.account, verb === 'keep');
      const text = count === 0 ? words.nothingLeft : verb === 'keep' ? words.kept(count) : words.dropped;
      return replyOf(text, { visibility: 'private' });
    },
  };
}

type NewsTexts = {
  readonly kept: (count: number) => string;
  readonly see: string;
  readonly ask: (quotes: string, more: number) => string;
  readonly keep: string;
  readonly drop: string;
  readonly dropped: string;
  readonly nothingLeft: string;
};

const texts: Catalog<NewsTexts> = {
  en: {
    kept: (count) => (count === 1 ? 'kept one thing' : `kept ${count} things`),
    see: 'See',
    ask: (quotes, more) => `Shall I keep this? ${quotes}${more > 0 ? ` and ${more} more` : ''}`,
    keep: 'Keep',
    drop: 'No',
    dropped: 'Not kept.',
    nothingLeft: 'That is settled already. /me show has what is kept.',
  },
  fr: {
    kept: (count) => (count === 1 ? 'une chose retenue' : `${count} choses retenues`),
    see: 'Voir',
    ask: (quotes, more) => `Je garde ceci ? ${quotes}${more > 0 ? ` et ${more} de plus` : ''}`,
    keep: 'Garder',
    drop: 'Non',
    dropped: 'Pas gardé.',
    nothingLeft: 'C’est déjà réglé. /me show montre ce qui est gardé.',
  },
};
