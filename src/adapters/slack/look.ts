import type { Message, RoomLine, Surroundings } from '../../core/message.ts';
import { type MessageTarget, targetOf } from './address.ts';
import type { SlackApi } from './api.ts';
import { attachmentsOf } from './parse.ts';
import type { People } from './people.ts';
import { mentionedIn, plainText } from './plain-text.ts';
import { surfaceErrorOf } from './problems.ts';
import { objectOf, objectsOf, type Raw, textOf } from './raw.ts';
import { type Identity, timeOf } from './speaker.ts';

const maxPages = 5;
const pageSize = 200;
const namesWithinMs = 1_500;
/** What stands in histories and is talk, by people or by bots. */
const talk = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message', 'bot_message']);

/**
 * Reads up to `maxLines` lines above a message: of its thread when it stands in one, otherwise of its
 * channel. Never rejects: `hidden` says why there may be more than can be seen.
 */
export async function lookAround(
  tools: { readonly api: SlackApi; readonly people: People; readonly identity: Identity },
  message: Message,
  options: { readonly maxLines: number; readonly signal: AbortSignal },
): Promise<Surroundings> {
  const target = targetOf(message.address);
  if (target?.kind !== 'message' || options.maxLines <= 0) return { lines: [] };
  const { people, identity } = tools;
  let above: readonly Raw[] = [];
  let hidden: Surroundings['hidden'];
  try {
    above = await unlessAborted(
      target.threadTs === target.ts
        ? channelAbove(tools.api, target, options.maxLines)
        : threadAbove(tools.api, target, options),
      options.signal,
    );
  } catch (error) {
    const { kind } = surfaceErrorOf(error);
    hidden = kind === 'forbidden' || kind === 'gone' ? 'permission' : 'error';
  }
  const spoken = above.filter((raw) => talk.has(textOf(raw['subtype']))).slice(-options.maxLines);
  const users = spoken.flatMap((raw) => [
    textOf(raw['user']) ?? '',
    ...mentionedIn(textOf(raw['text']) ?? ''),
  ]);
  await people.learn(
    users.filter((user) => user !== '' && user !== identity.userId),
    namesWithinMs,
  );
  return {
    lines: spoken.flatMap((raw) => lineOf(raw, tools, message.account.user)),
    ...(hidden ? { hidden } : {}),
  };
}

async function channelAbove(api: SlackApi, target: MessageTarget, maxLines: number): Promise<readonly Raw[]> {
  const answer = await api.cosmetic('conversations.history', {
    channel: target.channel,
    latest: target.ts,
    inclusive: false,
    limit: maxLines,
  });
  return objectsOf(answer['messages']).toReversed();
}

/** A thread is given from its beginning, so a long one takes several pages to reach its end. */
async function threadAbove(
  api: SlackApi,
  target: MessageTarget,
  options: { readonly maxLines: number; readonly signal: AbortSignal },
): Promise<readonly Raw[]> {
  let found: readonly Raw[] = [];
  let root: Raw | undefined;
  let cursor: string | undefined;
  for (let page = 0; page < maxPages && !options.signal.aborted; page += 1) {
    const answer = await api.cosmetic('conversations.replies', {
      channel: target.channel,
      ts: target.threadTs,
      latest: target.ts,
      inclusive: false,
      limit: pageSize,
      ...(cursor ? { cursor } : {}),
    });
    const messages = objectsOf(answer['messages']).filter((raw) => (textOf(raw['ts']) ?? '') < target.ts);
    root ??= messages[0];
    found = [...found, ...messages].slice(-options.maxLines);
    cursor = textOf(objectOf(answer['response_metadata'])['next_cursor']);
    if (!cursor) break;
  }
  // What a thread is about stands in its first message.
  if (!root || found.includes(root)) return found;
  return [root, ...found.slice(1)];
}

function lineOf(
  raw: Raw,
  tools: { readonly people: People; readonly identity: Identity },
  asking: string,
): readonly RoomLine[] {
  const { people, identity } = tools;
  const user = textOf(raw['user']) ?? '';
  const names = { botId: identity.userId, nameOf: (id: string) => people.known(id)?.name };
  const files = attachmentsOf(raw).map(({ name }) => `[${name}]`);
  const text = [plainText(textOf(raw['text']) ?? '', names), ...files]
    .filter((part) => part !== '')
    .join(' ');
  if (text === '') return [];
  const bot = textOf(objectOf(raw['bot_profile'])['name']) ?? textOf(raw['username']);
  return [
    {
      name: people.known(user)?.name ?? bot ?? 'somebody',
      own: user === identity.userId || raw['bot_id'] === identity.botId,
      same: user === asking,
      text,
      at: timeOf(textOf(raw['ts']) ?? '0'),
    },
  ];
}

/** Slack's client cannot be interrupted, so an aborted look stops waiting for it. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => undefined);
  signal.throwIfAborted();
  let listener: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    listener = () => reject(signal.reason);
    signal.addEventListener('abort', listener, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', listener);
  }
}
