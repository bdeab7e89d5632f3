import type { Attachment, Deleted, Edited, Incoming, Message, Removed, Stopped } from '../../core/message.ts';
import { addressOf } from './address.ts';
import { plainText } from './plain-text.ts';
import { objectOf, objectsOf, type Raw, textOf } from './raw.ts';
import {
  audienceOf,
  type Identity,
  namesOf,
  type ParseContext,
  roomOf,
  speakerOf,
  timeOf,
} from './speaker.ts';

/** Subtypes that are people talking; everything else is Slack talking about itself. */
const talk = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message']);

/** An Events API payload as an Incoming; undefined for everything that is not for the character. */
export function parseEvent(body: Raw, context: ParseContext): Incoming | undefined {
  const event = objectOf(body['event']);
  const eventId = textOf(body['event_id']) ?? `${textOf(event['type'])}/${textOf(event['event_ts'])}`;
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

/** True for what people write themselves: no bots, no apps, not ourselves, no system messages. */
function isFromPerson(message: Raw, identity: Identity): boolean {
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
  const threadTs = textOf(event['thread_ts']);
  if (!channel || !user || !threadTs) return undefined;
  // Only the bot's own direct messages have sessions among the channels that begin with D.
  const place = { channel, user, threadTs, direct: channel.startsWith('D') };
  return stoppedIn(place, context, `slack/event/${eventId}`);
}

/** Somebody wants the character to stop writing in a thread. */
export function stoppedIn(
  place: {
    readonly channel: string;
    readonly user: string;
    readonly threadTs: string;
    readonly direct: boolean;
  },
  context: ParseContext,
  eventId: string,
): Stopped {
  const speaker = speakerOf(context, place.user);
  return {
    kind: 'stopped',
    eventId,
    dedupeKeys: [eventId],
    at: context.now,
    ...speaker,
    room: roomOf(context.identity, place),
    audience: audienceOf(speaker.account, place.channel, place.direct),
    address: addressOf({ kind: 'message', ts: place.threadTs, ...place }),
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
