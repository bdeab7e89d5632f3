import { meetingLine, saysItIsAi } from '../care/disclosure.ts';
import type { Guard } from '../care/gate.ts';
import type { Caller } from '../commands/command.ts';
import { type PlaceSettings, placeOf } from '../commands/settings.ts';
import type { Adapter } from '../core/adapter.ts';
import type { Clock } from '../core/clock.ts';
import type { Catalog, Language } from '../core/language.ts';
import type { Line, Memory, Switches } from '../core/memory.ts';
import type { Message } from '../core/message.ts';
import type { ReplyPart } from '../core/reply.ts';
import type { Platform } from '../core/room.ts';
import type { NewMessage, PromptParts } from '../persona/prompt-parts.ts';
import type { Consent } from './consent.ts';
import type { Answer } from './job.ts';
import type { NewsNotes } from './news.ts';
import type { Occasion, Prepared } from './prepare.ts';
import type { Speak } from './speak.ts';

export type Talk = (messages: readonly Message[], caller: Caller) => Promise<Answer>;

const maxLinesAbove = 20;
const maxOutputTokens = 800;
/** From this exchange of a day on, a talk is worth asking about even if nothing concrete was said. */
const exchangesBeforeCard = 3;

/** Recall → prompt → model → guard, for one message or a burst of them. */
export function createTalk(tools: {
  readonly memory: Memory;
  readonly settings: PlaceSettings;
  readonly consent: Consent;
  readonly news: NewsNotes;
  readonly prepare: (occasion: Occasion) => Promise<Prepared>;
  readonly speak: Speak;
  readonly guardsFor: (parts: PromptParts) => readonly Guard[];
  readonly adapters: ReadonlyMap<Platform, Pick<Adapter, 'look'>>;
  readonly worthKeeping: (text: string, language: Language) => boolean;
  /** What stands under the first reply of a day when no model is connected; absent with a model. */
  readonly label?: Catalog<string>;
  readonly name: string;
  readonly clock: Clock;
}): Talk {
  const { memory, consent, clock } = tools;

  return async (messages, caller) => {
    const { account, audience, signal } = caller;
    const [switches, choices] = [
      await memory.switches(account),
      await tools.settings.of(placeOf(caller.room)),
    ];
    const mayKeep = choices.memory;
    for (const message of messages) {
      const { eventId: id, text, at, name } = message;
      const line: Line = { id, role: 'person', text, at, ...(name === '' ? {} : { name }) };
      await memory.hear(account, audience, line, { source: message, mayKeep });
    }
    const message = asOne(messages);
    const lineIds = new Set(messages.map((each) => each.eventId));
    const surroundings = await look(messages, signal);
    const prepared = await tools.prepare({
      caller,
      switches,
      message,
      lineIds,
      ...(surroundings ? { surroundings } : {}),
    });
    const speech = { ...prepared, guards: tools.guardsFor(prepared.parts), maxOutputTokens };

    let spoken = '';
    let hasNews = false;
    async function* body(): AsyncIterable<ReplyPart> {
      for await (const text of tools.speak(speech, signal)) {
        const unmet = spoken === '' && switches.metAt === undefined && !saysItIsAi(text, caller.language);
        spoken += text;
        yield { kind: 'text', text: unmet ? `${meetingLine(caller.language, tools.name)} ${text}` : text };
      }
      if (signal.aborted) return;
      const isFirstToday = !prepared.today.some((line) => line.role === 'character');
      if (tools.label && isFirstToday) yield { kind: 'text', text: `\n(${tools.label[caller.language]})` };
      const card = mayKeep ? await offer(message, prepared, caller, switches) : undefined;
      // One thing at a time under an answer.
      const note = card ?? (mayKeep ? await tools.news.note(caller) : undefined);
      hasNews = note !== undefined && note !== card;
      if (note) yield { kind: 'text', text: `\n\n${note.text}` };
      yield { kind: 'end', buttons: note?.buttons ?? [], files: [] };
    }

    return {
      reply: { visibility: 'public', place: 'new', body: body() },
      settle: async (receipt) => {
        if (receipt.text === '') return;
        const at = clock.now();
        await memory.setSwitches(account, { lastAt: at, metAt: switches.metAt ?? at });
        if (hasNews) await tools.news.told(caller);
        if (spoken.trim() === '') return;
        const line: Line = { id: `${caller.eventId}/reply`, role: 'character', text: spoken.trim(), at };
        await memory.hear(account, audience, line, { mayKeep });
      },
    };
  };

  /** In a direct message the history is ours; in a shared room it is what the room still shows. */
  async function look(messages: readonly Message[], signal: AbortSignal) {
    const first = messages[0];
    if (!first || first.audience.kind === 'private') return undefined;
    const adapter = tools.adapters.get(first.address.platform);
    return adapter?.look(first, { maxLines: maxLinesAbove, signal });
  }

  async function offer(message: NewMessage, { today }: Prepared, caller: Caller, switches: Switches) {
    if (caller.audience.kind === 'shared' || !consent.mayOffer(switches)) return undefined;
    const exchanges = today.filter((line) => line.role === 'person').length + 1;
    if (exchanges < exchangesBeforeCard && !tools.worthKeeping(message.text, caller.language))
      return undefined;
    return (await consent.takeOffer(caller.account)) ? consent.card(caller) : undefined;
  }
}

/** A burst reads like one message of several lines. */
function asOne(messages: readonly Message[]): NewMessage {
  const quoted = messages.find((message) => message.quoted)?.quoted;
  return {
    name: messages.at(-1)?.name ?? '',
    text: messages.map((message) => message.text).join('\n'),
    attachments: messages.flatMap((message) => message.attachments),
    contentAvailable: messages.every((message) => message.contentAvailable),
    ...(quoted ? { quoted } : {}),
  };
}
