import { ChannelType, GatewayDispatchEvents, InteractionType } from 'discord.js';
import { expect, it } from 'vitest';
import { createEvents } from '../../../src/adapters/discord/events.ts';
import type { ParsedInteraction } from '../../../src/adapters/discord/parse-interaction.ts';
import type { Places } from '../../../src/adapters/discord/places.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Incoming } from '../../../src/core/message.ts';

const places: Places = {
  names: () => ({
    botId: '100000000000000001',
    ownRoles: [],
    roleName: () => undefined,
    channelName: () => undefined,
    threadParent: () => undefined,
    nickname: () => undefined,
  }),
  mayAdminister: () => false,
  mayReadHistory: () => undefined,
};
const author = {
  id: '100000000000000002',
  username: 'noor',
  discriminator: '0',
  global_name: null,
  avatar: null,
};

/** What the events come to when a server of Discord's protocol leaves out what is empty. */
async function heard(event: GatewayDispatchEvents, data: unknown) {
  const incoming: Incoming[] = [];
  const interactions: ParsedInteraction[] = [];
  const events = createEvents({
    accept: async (each) => {
      incoming.push(each);
      return 'taken';
    },
    commands: [],
    interact: async (_raw, parsed) => {
      interactions.push(parsed);
    },
    clock: systemClock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  events.handle(event, data, { places, messageContent: false });
  await events.idle();
  return { incoming, interactions };
}

it('hears a direct message without lists and channel kind', async () => {
  const data = {
    id: '100000000000000010',
    channel_id: '100000000000000011',
    author,
    content: 'hi',
    timestamp: '2026-01-01T00:00:00.000Z',
    type: 0,
  };
  const { incoming } = await heard(GatewayDispatchEvents.MessageCreate, data);
  expect(incoming).toMatchObject([{ kind: 'message', text: 'hi', audience: { kind: 'private' } }]);
});

it('takes an interaction without a context for private only in a direct message', async () => {
  const press = (channel: unknown, more: object = {}) => ({
    id: '100000000000000020',
    application_id: '100000000000000001',
    token: 'unused',
    type: InteractionType.MessageComponent,
    channel,
    channel_id: '100000000000000011',
    user: author,
    data: { custom_id: 'e~me~show~~', component_type: 2 },
    message: { id: '100000000000000021' },
    ...more,
  });
  const dm = await heard(
    GatewayDispatchEvents.InteractionCreate,
    press({ id: '100000000000000011', type: ChannelType.DM }),
  );
  expect(dm.interactions[0]?.incoming).toMatchObject({ audience: { kind: 'private' } });
  const group = await heard(
    GatewayDispatchEvents.InteractionCreate,
    press({ id: '100000000000000011', type: ChannelType.GroupDM }),
  );
  expect(group.interactions[0]?.incoming).toMatchObject({ audience: { kind: 'shared' } });
  const nowhere = await heard(GatewayDispatchEvents.InteractionCreate, press(undefined));
  expect(nowhere.interactions[0]?.incoming).toMatchObject({
    audience: { kind: 'shared', room: '100000000000000011' },
  });
});
