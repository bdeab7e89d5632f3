import { stopButtonId } from '../../core/button.ts';
import type { CommandCall, Press, Stopped } from '../../core/message.ts';
import { addressOf } from './address.ts';
import { plainText } from './plain-text.ts';
import { objectOf, objectsOf, type Raw, textOf } from './raw.ts';
import { audienceOf, namesOf, type ParseContext, roomOf, speakerOf, timeOf } from './speaker.ts';

/** How long a response address lives, with a minute to spare. */
const responseLivesMs = 29 * 60 * 1000;

/**
 * A slash command as the typed command it holds. `direct` says whether the channel is the direct
 * message between the bot and this person: two people's own direct message looks the same here.
 */
export function parseSlashCommand(
  body: Raw,
  context: ParseContext,
  direct: boolean,
): CommandCall | undefined {
  const channel = textOf(body['channel_id']);
  const user = textOf(body['user_id']);
  const trigger = textOf(body['trigger_id']);
  const responseUrl = textOf(body['response_url']);
  if (!channel || !user || !trigger || !responseUrl) return undefined;
  const speaker = speakerOf(context, user, textOf(body['user_name']));
  const id = `slack/command/${context.identity.tenant}/${trigger}`;
  const text = plainText(textOf(body['text']) ?? '', namesOf(context));
  return {
    kind: 'command',
    eventId: id,
    dedupeKeys: [id],
    at: context.now,
    ...speaker,
    room: roomOf(context.identity, { channel, threadTs: undefined, direct }),
    audience: audienceOf(speaker.account, channel, direct),
    address: addressOf({
      kind: 'response',
      channel,
      user,
      direct,
      responseUrl,
      expiresAt: context.now + responseLivesMs,
      pressedPrivate: false,
      ...(speaker.locale ? { locale: speaker.locale } : {}),
    }),
    call: { kind: 'typed', text: text === '' ? 'help' : text },
  };
}

/** A pressed button: a Press, or for our own Stop button a Stopped. `direct` as in `parseSlashCommand`. */
export function parseBlockAction(
  body: Raw,
  context: ParseContext,
  direct: boolean,
): Press | Stopped | undefined {
  const [action] = objectsOf(body['actions']);
  const button = textOf(action?.['action_id']);
  const container = objectOf(body['container']);
  const channel = textOf(container['channel_id']) ?? textOf(objectOf(body['channel'])['id']);
  const user = textOf(objectOf(body['user'])['id']);
  const messageTs = textOf(container['message_ts']);
  const actionTs = textOf(action?.['action_ts']);
  if (!button || !channel || !user || !messageTs || !actionTs) return undefined;
  const threadTs = textOf(container['thread_ts']) ?? textOf(objectOf(body['message'])['thread_ts']);
  const speaker = speakerOf(context, user, textOf(objectOf(body['user'])['name']));
  const id = `slack/press/${context.identity.tenant}/${channel}/${messageTs}/${actionTs}`;
  const spoken = {
    eventId: id,
    dedupeKeys: [id],
    at: timeOf(actionTs),
    ...speaker,
    room: roomOf(context.identity, { channel, threadTs, direct }),
    audience: audienceOf(speaker.account, channel, direct),
    address: addressOf({
      kind: 'response',
      channel,
      user,
      direct,
      responseUrl: textOf(body['response_url']) ?? '',
      expiresAt: context.now + responseLivesMs,
      pressedTs: messageTs,
      pressedPrivate: container['is_ephemeral'] === true,
      ...(threadTs ? { threadTs } : {}),
      ...(speaker.locale ? { locale: speaker.locale } : {}),
    }),
  };
  return button === stopButtonId ? { kind: 'stopped', ...spoken } : { kind: 'press', button, ...spoken };
}
