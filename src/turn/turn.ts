import { type CardLanguage, cardLanguage, cardLanguages, detectCrisis } from '../care/crisis.ts';
import { crisisButtonLabel, crisisCard, crisisChannelLine } from '../care/crisis-card.ts';
import type { Caller } from '../commands/command.ts';
import { type PlaceSettings, placeOf } from '../commands/settings.ts';
import { spelledReply } from '../commands/spelling.ts';
import { buttonId, parseButtonId } from '../core/button.ts';
import type { Memory } from '../core/memory.ts';
import type { Answerable, Message, Press } from '../core/message.ts';
import { type Reply, replyOf } from '../core/reply.ts';
import type { Platform } from '../core/room.ts';
import { greeting } from '../persona/greeting.ts';
import type { Persona } from '../persona/persona.ts';
import type { Consent } from './consent.ts';
import type { Turn } from './desk.ts';
import type { NewsNotes } from './news.ts';
import { type Callers, languageFor } from './place.ts';
import type { CommandRunner } from './run-command.ts';
import type { Talk } from './talk.ts';
import { texts } from './texts.ts';

/** Decides what to say to every kind of event. The only place where care, commands, talk and memory meet. */
export function createTurn(tools: {
  readonly persona: Persona;
  readonly memory: Memory;
  readonly settings: PlaceSettings;
  readonly callers: Callers;
  readonly commands: CommandRunner;
  readonly consent: Consent;
  readonly news: NewsNotes;
  readonly talk: Talk;
  /** How the program's own texts name commands on a platform. */
  readonly spell: (platform: Platform) => (text: string) => string;
}): Turn {
  const { persona, memory, settings, commands } = tools;

  return {
    async urgent(event) {
      // The words of a command are material for a piece; what is said in one's own voice is not.
      if (event.kind !== 'message' || !detectCrisis(event.text)) return undefined;
      const language = cardLanguage(event.text, event.locale);
      return {
        reply: event.audience.kind === 'private' ? await card(event, language) : discreetly(language),
      };
    },

    async allowed(event) {
      const isControl = !this.waits(event);
      if (event.audience.kind === 'private' || isControl) return true;
      const { rooms } = await settings.of(placeOf(event.room));
      return !rooms || rooms.includes(event.room.within ?? event.room.id);
    },

    joins: (event) => isMessage(event) && !commands.inWords(event),

    waits(event) {
      if (event.kind === 'press') return false;
      if (event.kind === 'command') return commands.isPublic(event);
      const words = commands.inWords(event);
      return !words || commands.isPublic(words);
    },

    async answer(events, signal) {
      const event = events.at(-1);
      if (!event) return undefined;
      const caller = await tools.callers(event, signal);
      // A piece is the model's; everything else is the program's own and names commands.
      const own = (reply: Reply) =>
        this.waits(event) ? reply : spelledReply(reply, tools.spell(event.address.platform));
      if (event.kind === 'command') return { reply: own(await commands.call(event, caller)) };
      if (event.kind === 'press') return { reply: own(await press(event, caller)) };
      const words = events.length === 1 ? commands.inWords(event) : undefined;
      if (words) return { reply: own(await commands.runWords(words, event, caller)) };
      const messages = events.filter(isMessage);
      // What was said may have been changed since it came in.
      for (const message of messages) {
        const urgent = await this.urgent(message);
        if (urgent) return urgent;
      }
      return tools.talk(messages, caller);
    },

    async apologise(event) {
      const line = greeting(persona, 'failed', languageFor(event), { seed: event.eventId });
      return { reply: replyOf(line, { visibility: isMessage(event) ? 'public' : 'private' }) };
    },

    async amend(event) {
      await memory.amend(event, event.kind === 'edited' ? event.text : undefined);
    },

    async removed(event) {
      await settings.forget(event);
      await memory.forgetPlace(event);
    },
  };

  async function press(event: Press, caller: Caller): Promise<Reply> {
    const meaning = parseButtonId(event.button);
    const words = texts[caller.language];
    const privately = (text: string) => replyOf(text, { visibility: 'private' });
    if (meaning?.owner && meaning.owner !== caller.owner) return privately(words.someoneElsesButton);
    const reply =
      meaning?.action === 'care'
        ? await card(
            event,
            cardLanguages.find((language) => language === meaning.value),
          )
        : meaning?.action === 'consent'
          ? await tools.consent.press(meaning.verb, caller)
          : meaning?.action === 'learn'
            ? await tools.news.press(meaning.verb, caller)
            : await commands.press(event, caller);
    return reply ?? privately(words.staleButton);
  }

  async function card(event: Message | Press, known: CardLanguage | undefined): Promise<Reply> {
    const { country } = await settings.of(placeOf(event.room));
    const language = known ?? cardLanguage('', event.locale);
    const words = crisisCard({ language, name: persona.name, ...(country ? { country } : {}) });
    return replyOf(words, { visibility: event.kind === 'press' ? 'private' : 'public' });
  }

  /** In a shared room nothing is repeated; the help lines are one private press away. */
  function discreetly(language: CardLanguage): Reply {
    const id = buttonId({ acknowledge: 'private', action: 'care', verb: 'lines', value: language });
    return replyOf(crisisChannelLine(language), { buttons: [{ id, label: crisisButtonLabel(language) }] });
  }
}

function isMessage(event: Answerable): event is Message {
  return event.kind === 'message';
}
