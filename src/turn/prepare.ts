import { rulesOfCare } from '../care/disclosure.ts';
import type { Caller } from '../commands/command.ts';
import type { Clock } from '../core/clock.ts';
import type { Fact, Line, Memory, Recalled, Switches } from '../core/memory.ts';
import type { Surroundings } from '../core/message.ts';
import type { Task } from '../core/model.ts';
import { type Audience, roomKey } from '../core/room.ts';
import type { Vault } from '../core/store.ts';
import type { Persona } from '../persona/persona.ts';
import type { HistoryLine, NewMessage, PieceTask, PromptParts } from '../persona/prompt-parts.ts';

/** What is to be answered, or written about. */
export type Occasion = {
  readonly caller: Caller;
  readonly switches: Switches;
  readonly message: NewMessage;
  /** Ids of the lines that make up the message: they are not history yet. */
  readonly lineIds: ReadonlySet<string>;
  readonly surroundings?: Surroundings;
  readonly piece?: PieceTask;
};

/** Everything a model needs for one answer. */
export type Prepared = {
  readonly parts: PromptParts;
  readonly task: Task;
  readonly cacheKey: string;
  /** Today's lines between this person and the character here, without the new message. */
  readonly today: readonly Line[];
};

/** More than anybody says in a day, so that the prompt's cut of a long talk stays where it is. */
const maxHistoryLines = 1_000;
const maxRecalledCharacters = 2_400;
const earlierReplies = 20;
/** A talk that has just begun picks up where the last one ended. */
const lastTalkLines = 12;
/** How many of the last lines help to find memories, beside the new message. */
const recallLines = 2;

/** Gathers history, profile and recollections. What a shared room may see is decided by the types of its queries. */
export function createPrepare(tools: {
  readonly persona: Persona;
  readonly memory: Memory;
  readonly vault: Pick<Vault, 'pseudonym'>;
  readonly clock: Clock;
}): (occasion: Occasion) => Promise<Prepared> {
  const { persona, memory, vault, clock } = tools;

  return async (occasion) => {
    const { caller, switches, message, surroundings, piece } = occasion;
    const { account, audience, language } = caller;
    const held = await memory.today(account, audience, maxHistoryLines);
    const today = held.filter((line) => !occasion.lineIds.has(line.id));
    const history = beforeSurroundings(today, surroundings);
    const before =
      today.length < lastTalkLines ? await memory.lastTalk(account, audience, lastTalkLines) : [];
    const isPaused = switches.paused;
    const query = {
      account,
      words: [
        message.text,
        ...today
          .filter((line) => line.role === 'person')
          .slice(-recallLines)
          .reverse()
          .map((line) => line.text),
      ],
      maxCharacters: maxRecalledCharacters,
      timeZone: caller.timeZone,
    };
    const common = {
      persona,
      careRules: rulesOfCare(language, persona.name),
      language,
      history: history.map(
        (line): HistoryLine => ({ ...line, name: line.role === 'person' ? caller.name : persona.name }),
      ),
      message,
      now: clock.now(),
      timeZone: caller.timeZone,
      nonce: vault.pseudonym('fence', roomKey(caller.room)).slice(0, 16),
      ...(surroundings ? { surroundings } : {}),
      ...(switches.lastAt === undefined ? {} : { lastAt: switches.lastAt }),
      ...(piece ? { task: piece } : {}),
    };
    /** What the prompt shows anyway need not be found again. */
    const exclude = (profile: readonly Fact[]) =>
      new Set([
        ...occasion.lineIds,
        ...[...history, ...before].map((line) => line.id),
        ...profile.map((fact) => fact.id),
      ]);
    let parts: PromptParts;
    if (audience.kind === 'private') {
      const profile = isPaused ? [] : await memory.profile(account, audience);
      const found = await memory.recall({ ...query, audience, exclude: exclude(profile) });
      const recalled = [...found, ...asRecalled(before, audience)];
      const linked = (await memory.links.of(account)).map((link) => link.account);
      parts = { ...common, room: 'private', audience, linked, profile, recalled };
    } else {
      const profile = isPaused ? [] : await memory.profile(account, audience);
      const found = await memory.recall({ ...query, audience, exclude: exclude(profile) });
      const recalled = [...found, ...asRecalled(before, audience)];
      parts = { ...common, room: 'shared', audience, profile, recalled };
    }
    const own = [
      ...today.filter((line) => line.role === 'character').map((line) => line.text),
      ...(surroundings?.lines ?? []).filter((line) => line.own).map((line) => line.text),
    ];
    const task: Task = {
      kind: piece?.kind ?? 'talk',
      said: piece?.about ?? message.text,
      language,
      earlier: own.slice(-earlierReplies),
      seed: caller.eventId,
      ...(piece?.form ? { form: piece.form } : {}),
    };
    return { parts, task, today, cacheKey: vault.pseudonym('prompt-cache', roomKey(caller.room)) };
  };
}

/** What the room still shows needs no second telling from memory. */
function beforeSurroundings(today: readonly Line[], surroundings: Surroundings | undefined): readonly Line[] {
  const shown = surroundings?.lines[0]?.at;
  return shown === undefined ? today : today.filter((line) => line.at < shown);
}

function asRecalled<A extends Audience>(lines: readonly Line[], audience: A): readonly Recalled<A>[] {
  return lines.map((line) => ({ ...line, kind: 'line', heardAt: line.at, audience, score: 0 }));
}
