import type { APIInteraction, GatewayMessageCreateDispatchData } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, targetOf } from '../../../src/adapters/discord/address.ts';
import {
  type ParseContext,
  parseDelete,
  parseEdit,
  parseGuildDelete,
  parseMessage,
} from '../../../src/adapters/discord/parse.ts';
import { parseInteraction } from '../../../src/adapters/discord/parse-interaction.ts';
import { specs } from './specs.ts';

const bot = { id: '11', username: 'Wren', global_name: null, discriminator: '0', avatar: null, bot: true };
const ilse = { id: '21', username: 'ilse', global_name: null, discriminator: '0', avatar: null };
const context: ParseContext = {
  names: () => ({
    botId: '11',
    ownRoles: [],
    roleName: () => undefined,
    channelName: () => undefined,
    threadParent: () => undefined,
    nickname: () => undefined,
  }),
  mayAdminister: () => true,
  messageContent: false,
  now: 1_000,
};

/** A direct message as the gateway sends it, with what a case changes. */
function raw(change: object = {}): GatewayMessageCreateDispatchData {
  return {
    id: '100',
    channel_id: '200',
    author: ilse,
    content: 'hi',
    timestamp: '2026-11-23T10:00:00.000000+00:00',
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: 0,
    ...change,
  } as GatewayMessageCreateDispatchData;
}

describe('reading events', () => {
  it('takes a direct message as private, also when Discord does not say what kind of channel it is', () => {
    expect(parseMessage(raw(), context)?.audience.kind).toBe('private');
    expect(parseMessage(raw({ channel_type: 1 }), context)?.audience.kind).toBe('private');
  });

  it('never takes a group for private', () => {
    expect(parseMessage(raw({ channel_type: 3 }), context)).toBeUndefined();
    expect(parseMessage(raw({ channel_type: 3, mentions: [bot] }), context)?.audience.kind).toBe('shared');
  });

  it.each([
    ['a bot', { author: bot }],
    ['a webhook', { webhook_id: '5' }],
    ['the system', { author: { ...ilse, system: true } }],
    ['a join', { type: 7 }],
    ['a pin', { type: 6 }],
    ['a thread’s first line', { type: 21 }],
  ])('takes no notice of %s', (_who, change) => {
    expect(parseMessage(raw(change), context)).toBeUndefined();
    expect(
      parseEdit(raw({ ...change, edited_timestamp: '2026-11-23T10:01:00+00:00' }), context, true),
    ).toBeUndefined();
  });

  it('falls back to the user name where there is no display name', () => {
    expect(parseMessage(raw(), context)?.name).toBe('ilse');
  });

  it('reads any content without failing, and the same event as the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (content, inGuild) => {
        const event = raw({ content, ...(inGuild ? { guild_id: '300', mentions: [bot] } : {}) });
        const parsed = parseMessage(event, context);
        expect(parsed).toEqual(parseMessage(event, context));
        expect(parsed?.dedupeKeys).toEqual([parsed?.eventId]);
      }),
    );
  });

  it('reads lone surrogates, right-to-left text and zalgo as they are', () => {
    for (const content of ['\ud83d', '\u202eabc', 'Z\u0351\u036b', '🫠🫠']) {
      expect(parseMessage(raw({ content }), context)?.text).toBe(content);
    }
  });

  it('gives every edit of a message its own id', () => {
    const edit = (minute: number) =>
      parseEdit(raw({ edited_timestamp: `2026-11-23T10:0${minute}:00+00:00` }), context, false)?.eventId;
    expect(edit(1)).not.toBe(edit(2));
    expect(edit(1)).toBe(edit(1));
  });

  it('reads deletions and removals', () => {
    expect(parseDelete({ id: '1', channel_id: '200', guild_id: '300' }, 5)).toEqual([
      {
        kind: 'deleted',
        eventId: 'discord/delete/1',
        dedupeKeys: ['discord/delete/1'],
        at: 5,
        room: { platform: 'discord', tenant: '300', id: '200' },
        messageId: '1',
      },
    ]);
    expect(parseGuildDelete({ id: '300', unavailable: true }, 5)).toBeUndefined();
    expect(parseGuildDelete({ id: '300' }, 5)).toMatchObject({ kind: 'removed', tenant: '300' });
  });
});

describe('reading interactions', () => {
  const interaction = (change: object) =>
    ({
      id: '1440000000000000000',
      application_id: '10',
      token: 'tok',
      version: 1,
      channel: { id: '200', type: 1 },
      user: ilse,
      context: 1,
      locale: 'fr',
      type: 3,
      data: { custom_id: 'u~me~show~2~', component_type: 2 },
      message: raw({ author: bot, flags: 64 }),
      ...change,
    }) as unknown as APIInteraction;

  it.each([
    ['p~poem~again~~', 'press', 'public'],
    ['e~me~show~~', 'press', 'private'],
    ['u~me~show~2~', 'press', 'update'],
    ['something of another program', 'press', 'private'],
    ['p~turn~stop~~', 'stopped', 'update'],
  ])('reads the button %s as a %s, acknowledged as %s', (id, kind, acknowledged) => {
    const parsed = parseInteraction(interaction({ data: { custom_id: id, component_type: 2 } }), specs);
    expect(parsed?.incoming.kind).toBe(kind);
    expect(parsed?.acknowledged).toBe(acknowledged);
  });

  it('takes two other people’s direct messages as shared', () => {
    const parsed = parseInteraction(interaction({ context: 2 }), specs);
    expect(parsed?.incoming.audience.kind).toBe('shared');
  });

  it('answers a command it no longer knows privately', () => {
    const parsed = parseInteraction(
      interaction({ type: 2, data: { id: '1', name: 'gone', type: 1 }, message: undefined }),
      specs,
    );
    expect(parsed).toMatchObject({
      acknowledged: 'private',
      incoming: { call: { command: 'gone', options: {} } },
    });
  });

  it('takes no notice of menus and forms it never offered', () => {
    expect(parseInteraction(interaction({ type: 4 }), specs)).toBeUndefined();
    expect(parseInteraction(interaction({ type: 5 }), specs)).toBeUndefined();
    expect(
      parseInteraction(interaction({ type: 2, data: { id: '1', name: 'x', type: 2 } }), specs),
    ).toBeUndefined();
  });

  it('writes addresses that survive being stored', () => {
    const parsed = parseInteraction(interaction({}), specs);
    const address = parsed?.incoming.address;
    if (!address) throw new Error('There is no address.');
    const stored = JSON.parse(JSON.stringify(address)) as typeof address;
    expect(targetOf(stored)).toEqual(targetOf(address));
    expect(targetOf(stored)).toMatchObject({ kind: 'interaction', pressedId: '100', pressedPrivate: true });
  });

  it('does not read addresses of another room', () => {
    expect(targetOf({ platform: 'slack', to: { kind: 'channel', channelId: '1' } })).toBeUndefined();
    expect(targetOf({ platform: 'discord', to: { kind: 'channel' } })).toBeUndefined();
    expect(targetOf({ platform: 'discord', to: { kind: 'letter', channelId: '1' } })).toBeUndefined();
    const target = { kind: 'channel', channelId: '1', messageId: '2', direct: true } as const;
    expect(targetOf(addressOf(target))).toEqual(target);
  });
});
