import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, targetOf } from '../../../src/adapters/slack/address.ts';
import { parseEvent } from '../../../src/adapters/slack/parse.ts';
import { parseBlockAction, parseSlashCommand } from '../../../src/adapters/slack/parse-interaction.ts';
import type { ParseContext } from '../../../src/adapters/slack/speaker.ts';

const context: ParseContext = {
  identity: { tenant: 'T0HOME', teamId: 'T0HOME', userId: 'U0WREN', botId: 'B0WREN' },
  person: (id) =>
    id === 'U0NOOR' ? { name: 'Noor', locale: 'fr-FR', timeZone: 'Europe/Paris', admin: false } : undefined,
  now: 1_700_000_000_000,
};

const spoken = {
  type: 'message',
  user: 'U0NOOR',
  text: '<@U0WREN> hi',
  ts: '1700000000.000100',
  channel: 'C1',
  channel_type: 'channel',
};

function parse(event: object) {
  return parseEvent({ type: 'event_callback', event_id: 'Ev1', team_id: 'T0HOME', event }, context);
}

describe('an event of Slack', () => {
  it.each([
    ['a mention', spoken],
    ['a file with a mention', { ...spoken, subtype: 'file_share' }],
    [
      'a thread reply shown to the channel',
      { ...spoken, subtype: 'thread_broadcast', thread_ts: '1699999999.000100' },
    ],
    ['a /me message', { ...spoken, subtype: 'me_message' }],
    ['a direct message without a mention', { ...spoken, text: 'hi', channel: 'D1', channel_type: 'im' }],
    ['a mention event', { ...spoken, type: 'app_mention', channel_type: undefined }],
  ])('is a message when it is %s', (_, event) => {
    expect(parse(event)).toMatchObject({ kind: 'message', text: 'hi', name: 'Noor', at: 1_700_000_000_000 });
  });

  it.each([
    ['is talk among others', { ...spoken, text: 'hi' }],
    ['mentions somebody else', { ...spoken, text: '<@U0ILSE> hi' }],
    ['mentions everybody', { ...spoken, text: '<!channel> <!here> hi' }],
    ['is by a bot', { ...spoken, bot_id: 'B1' }],
    ['is by an app', { ...spoken, app_id: 'A1' }],
    ['is our own', { ...spoken, user: 'U0WREN' }],
    ['is by Slack itself', { ...spoken, user: 'USLACKBOT' }],
    ['has nobody behind it', { ...spoken, user: undefined }],
    ['is a system message', { ...spoken, subtype: 'channel_topic' }],
    ['is a bot message', { ...spoken, subtype: 'bot_message' }],
    ['is a reaction', { ...spoken, type: 'reaction_added' }],
    [
      'is a change of our own message',
      {
        type: 'message',
        subtype: 'message_changed',
        channel: 'C1',
        message: { ...spoken, user: 'U0WREN', bot_id: 'B0WREN', edited: { ts: '2.1' } },
        previous_message: { text: 'x' },
      },
    ],
    [
      'is the end of our own message',
      {
        type: 'message',
        subtype: 'message_deleted',
        channel: 'C1',
        deleted_ts: '1.1',
        previous_message: { user: 'U0WREN', bot_id: 'B0WREN', ts: '1.1' },
      },
    ],
    ['revokes the tokens of people only', { type: 'tokens_revoked', tokens: { oauth: ['U0NOOR'], bot: [] } }],
  ])('is ignored when it %s', (_, event) => {
    expect(parse(event)).toBeUndefined();
  });

  it('counts as one with its twin, by the message they share', () => {
    const first = parse(spoken);
    const second = parseEvent(
      { event_id: 'Ev2', event: { ...spoken, type: 'app_mention', channel_type: undefined } },
      context,
    );
    expect(first && second && first.dedupeKeys.some((key) => second.dedupeKeys.includes(key))).toBe(true);
    expect(first?.eventId).toBe(second?.eventId);
  });

  it('tells of a deleted message that had answers, too', () => {
    const event = {
      type: 'message',
      subtype: 'message_changed',
      channel: 'C1',
      channel_type: 'channel',
      ts: '3.1',
      message: { subtype: 'tombstone', ts: '1.1', user: 'USLACKBOT' },
      previous_message: { user: 'U0NOOR', text: '<@U0WREN> hi', ts: '1.1' },
    };
    expect(parse(event)).toMatchObject({
      kind: 'deleted',
      messageId: '1.1',
      room: { id: 'C1:1.1', within: 'C1' },
    });
  });

  it('brings along what was shared into it', () => {
    const attachments = [{ is_share: true, author_name: 'Ilse', text: 'plum &amp; rye' }];
    expect(parse({ ...spoken, attachments })).toMatchObject({ quoted: { name: 'Ilse', text: 'plum & rye' } });
  });

  it('never breaks the parsers, whatever its shape', () => {
    const keys = fc.constantFrom(
      'type',
      'subtype',
      'event',
      'channel',
      'user',
      'text',
      'ts',
      'message',
      'previous_message',
      'actions',
      'container',
      'thread_ts',
      'files',
    );
    const words = fc.constantFrom(
      'message',
      'app_mention',
      'message_changed',
      'message_deleted',
      'agent_session_stopped',
      'tokens_revoked',
      'C1',
      'U0NOOR',
      '1.1',
      '<@U0WREN>',
    );
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 3 },
        words,
        fc.constant(undefined),
        fc.constant(null),
        fc.integer(),
        fc.array(tie('json'), { maxLength: 2 }),
        fc.dictionary(keys, tie('json'), { maxKeys: 8 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(keys, json, { maxKeys: 10 }), (body) => {
        parseEvent({ event_id: 'Ev', event: body }, context);
        parseEvent(body, context);
        parseSlashCommand(body, context, false);
        parseBlockAction(body, context, true);
      }),
    );
  });
});

describe('an address in Slack', () => {
  it('comes back from the store as it was', () => {
    const message = {
      kind: 'message',
      channel: 'C1',
      ts: '2.1',
      threadTs: '1.1',
      user: 'U1',
      direct: false,
    } as const;
    const response = {
      kind: 'response',
      channel: 'D1',
      user: 'U1',
      direct: true,
      responseUrl: 'http://127.0.0.1/respond',
      expiresAt: 5,
      pressedTs: '3.1',
      pressedPrivate: true,
      locale: 'fr-FR',
    } as const;
    for (const target of [message, response]) {
      expect(targetOf(JSON.parse(JSON.stringify(addressOf(target))))).toEqual(target);
    }
    expect(targetOf({ platform: 'discord', to: { channel: 'C1' } })).toBeUndefined();
    expect(targetOf({ platform: 'slack', to: { channel: 'C1', kind: 'other' } })).toBeUndefined();
  });
});
