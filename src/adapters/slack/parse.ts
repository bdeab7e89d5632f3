import type { Attachment, Deleted, Edited, Incoming, Message, Removed, Stopped } from '../../core/message.ts';
import type { Account, Audience, Room } from '../../core/room.ts';
import { addressOf } from './address.ts';
import { type Names, plainText } from './plain-text.ts';
import { objectOf, objectsOf, type Raw, textOf } from './raw.ts';

/** Who the bot is in this workspace, as `auth.test` says. */
export type Identity = {
  /** The workspace, or the organisation where the app is installed for all of it. */
  readonly tenant: string;
  readonly teamId: string;
  readonly userId: string;
  readonly botId: string;
};

/** What the workspace knows of somebody. */
export type Person = {
  readonly name: string;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly admin: boolean;
};

/** What a parser must know that the event itself does not say. */
export type ParseContext = {
  readonly identity: Identity;
  /** Undefined for somebody not known (yet). */
  person(userId: string): Person | undefined;
  readonly now: number;
};

/** Subtypes that are people talking; everything else is Slack talking about itself. */
const talk = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message']);

/** An Events API payload as an Incoming; undefined for everything that is not for the character. */
export function parseEvent(body: Raw, context: ParseContext): Incoming | undefined {
  const event = objectOf(body['event']);
  const eventId = textOf(body['event_id']) ?? `${event['type']}/${event['event_ts']}`;
  switch (event['type']) {
    case 'app_mention':
      return parseMessage(event, eventId, context);
    case 'message':
      if (event['subtype'] === 'message_changed') return parseChange(event, eventId, context);
      if (event['subtype'] === 'message_deleted') return parseDelete(event, eventId, context);
      return parseMessage(event, eventId, context);
    case 'agent_session_stopped':
      return parseStop(event, eventId, context);
    case 'app_uninstalled':
    case 'tokens_revoked':
      return parseRemoval(event, eventId, context);
    default:
      return undefined;
  }
}

/** The account behind a user id of this workspace. */
export function accountOf(identity: Identity, user: string): Account {
  return { platform: 'slack', tenant: identity.tenant, user };
}

/** A whole direct message is one room; elsewhere each thread is a room within its channel. */
export function roomOf(
  identity: Identity,
  place: { readonly channel: string; readonly threadTs: string | undefined; readonly direct: boolean },
): Room {
  const { channel, threadTs, direct } = place;
  const room = { platform: 'slack', tenant: identity.tenant } as const;
  return direct || threadTs === undefined
    ? { ...room, id: channel }
    : { ...room, id: `${channel}:${threadTs}`, within: channel };
}

/** Who hears what is said. Everybody in a channel can read its threads, so those share its audience. */
export function audienceOf(account: Account, channel: string, direct: boolean): Audience {
  return direct
    ? { kind: 'private', account }
    : { kind: 'shared', platform: 'slack', tenant: account.tenant, room: channel };
}

/** What is said of the speaker everywhere. */
export function speakerOf(context: ParseContext, user: string, fallbackName?: string) {
  const person = context.person(user);
  return {
    account: accountOf(context.identity, user),
    name: person?.name ?? fallbackName ?? 'somebody',
    ...(person?.locale ? { locale: person.locale } : {}),
    ...(person?.timeZone ? { timeZone: person.timeZone } : {}),
    ...(person ? { admin: person.admin } : {}),
  };
}

/** The names a text may mention. */
export function namesOf(context: ParseContext): Names {
  return {
    botId: context.identity.userId,
    nameOf: (userId) => context.person(userId)?.name,
  };
}

/** Milliseconds since 1970 of a Slack timestamp. */
export function timeOf(ts: string): number {
  return Math.round(Number(ts) * 1000);
}

/** True for what people write themselves: no bots, no apps, not ourselves, no system messages. */
export function isFromPerson(message: Raw, identity: Identity): boolean {
  const user = textOf(message['user']);
  if (user === undefined || user === identity.userId || user === 'USLACKBOT') return false;
  if (message['bot_id'] || message['app_id'] || message['hidden']) return false;
  return talk.has(textOf(message['subtype']));
}

/** Files by name and type. */
export function attachmentsOf(message: Raw): readonly Attachment[] {
  return objectsOf(message['files']).map((file) => ({
    name: textOf(file['name']) ?? textOf(file['title']) ?? 'file',
    type: textOf(file['mimetype']) ?? 'application/octet-stream',
    ...(typeof file['size'] === 'number' ? { bytes: file['size'] } : {}),
  }));
}

function parseMessage(event: Raw, eventId: string, context: ParseContext): Message | undefined {
  const spoken = spokenIn(event, event, context);
  if (!spoken) return undefined;
  const { ts, text } = spoken;
  const id = `slack/${context.identity.tenant}/${spoken.channel}/${ts}`;
  const quoted = quotedIn(event, context);
  return {
    kind: 'message',
    // A mention comes as two events; what they share is the message itself.
    eventId: id,
    dedupeKeys: [id, `slack/event/${eventId}`],
    at: timeOf(ts),
    ...spoken.common,
    messageId: ts,
    text: plainText(text, namesOf(context)),
    contentAvailable: true,
    attachments: attachmentsOf(event),
    ...(quoted ? { quoted } : {}),
    joins: true,
  };
}

function parseChange(event: Raw, eventId: string, context: ParseContext): Edited | Deleted | undefined {
  const message = objectOf(event['message']);
  const before = objectOf(event['previous_message']);
  // A deleted message with replies stays behind as an empty shell.
  if (message['subtype'] === 'tombstone') return parseDelete(event, eventId, context);
  const edited = textOf(objectOf(message['edited'])['ts']);
  if (!edited || message['text'] === before['text']) return undefined;
  const spoken = spokenIn(event, message, context) ?? spokenIn(event, before, context);
  if (!spoken) return undefined;
  const twin = `slack/${context.identity.tenant}/${spoken.channel}/${spoken.ts}/edited/${edited}`;
  return {
    kind: 'edited',
    eventId: twin,
    dedupeKeys: [twin, `slack/event/${eventId}`],
    at: timeOf(edited),
    ...spoken.common,
    messageId: spoken.ts,
    text: plainText(textOf(message['text']) ?? '', namesOf(context)),
  };
}

function parseDelete(event: Raw, eventId: string, context: ParseContext): Deleted | undefined {
  const before = objectOf(event['previous_message']);
  const ts = textOf(event['deleted_ts']) ?? textOf(before['ts']);
  const channel = textOf(event['channel']);
  if (!ts || !channel || before['bot_id'] || before['user'] === context.identity.userId) return undefined;
  const id = `slack/${context.identity.tenant}/${channel}/${ts}/deleted`;
  return {
    kind: 'deleted',
    eventId: id,
    dedupeKeys: [id, `slack/event/${eventId}`],
    at: timeOf(textOf(event['event_ts']) ?? textOf(event['ts']) ?? ts),
    room: roomOf(context.identity, {
      channel,
      threadTs: textOf(before['thread_ts']) ?? ts,
      direct: event['channel_type'] === 'im',
    }),
    messageId: ts,
  };
}

function parseStop(event: Raw, eventId: string, context: ParseContext): Stopped | undefined {
  const channel = textOf(event['channel']);
  const user = textOf(event['user']);
  const ts = textOf(event['thread_ts']);
  if (!channel || !user || !ts) return undefined;
  // Only the bot's own direct messages have sessions among the channels that begin with D.
  const direct = channel.startsWith('D');
  const speaker = speakerOf(context, user);
  return {
    kind: 'stopped',
    eventId: `slack/event/${eventId}`,
    dedupeKeys: [`slack/event/${eventId}`],
    at: timeOf(textOf(event['event_ts']) ?? ts),
    ...speaker,
    room: roomOf(context.identity, { channel, threadTs: ts, direct }),
    audience: audienceOf(speaker.account, channel, direct),
    address: addressOf({ kind: 'message', channel, ts, threadTs: ts, user, direct }),
  };
}

function parseRemoval(event: Raw, eventId: string, context: ParseContext): Removed | undefined {
  if (event['type'] === 'tokens_revoked') {
    const bots = objectOf(event['tokens'])['bot'];
    if (!Array.isArray(bots) || !bots.includes(context.identity.userId)) return undefined;
  }
  const id = `slack/event/${eventId}`;
  return {
    kind: 'removed',
    eventId: id,
    dedupeKeys: [id],
    at: context.now,
    platform: 'slack',
    tenant: context.identity.tenant,
  };
}

/** What a message of a person says, when it is for the character: in its direct message, or by mention. */
function spokenIn(event: Raw, message: Raw, context: ParseContext) {
  const { identity } = context;
  const channel = textOf(event['channel']);
  const ts = textOf(message['ts']);
  const user = textOf(message['user']);
  if (!channel || !ts || !user || !isFromPerson(message, identity)) return undefined;
  const text = textOf(message['text']) ?? '';
  const direct = event['channel_type'] === 'im';
  if (!direct && !new RegExp(`<@${identity.userId}(?:\\|[^>]*)?>`).test(text)) return undefined;
  const threadTs = textOf(message['thread_ts']) ?? ts;
  const speaker = speakerOf(context, user);
  const common = {
    ...speaker,
    room: roomOf(identity, { channel, threadTs, direct }),
    audience: audienceOf(speaker.account, channel, direct),
    address: addressOf({
      kind: 'message',
      channel,
      ts,
      threadTs,
      user,
      direct,
      ...(speaker.locale ? { locale: speaker.locale } : {}),
    }),
  };
  return { channel, ts, text, common };
}

/** A message shared into this one, which the event carries along. */
function quotedIn(event: Raw, context: ParseContext): Message['quoted'] | undefined {
  const shared = objectsOf(event['attachments']).find(
    (attachment) => attachment['is_share'] === true || attachment['is_msg_unfurl'] === true,
  );
  const text = textOf(shared?.['text']);
  if (!shared || text === undefined) return undefined;
  return {
    name: textOf(shared['author_name']) ?? 'a shared message',
    text: plainText(text, namesOf(context)),
  };
}
