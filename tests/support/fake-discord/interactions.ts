import { objectsOf, type Raw } from './json.ts';
import { rawChannel, rawMember, rawMessage, rawUser } from './payloads.ts';
import {
  buttonsOf,
  type FakeChannel,
  type FakeInteraction,
  type FakeMessage,
  type FakeUser,
  newInteractionToken,
  type World,
} from './world.ts';

const administrator = String(1n << 3n);
const ordinary = String((1n << 10n) | (1n << 11n) | (1n << 16n) | (1n << 31n));

/** What somebody may add to running a command or pressing a button. */
export type InteractionOptions = {
  /** Language of their client, `en-US` when absent. */
  readonly locale?: string;
  readonly admin?: boolean;
  /** The app is theirs, not the place's. */
  readonly userInstalledOnly?: boolean;
};

/** Runs a published command, as the client would: `/me show` with its options by name. */
export function runCommand(
  world: World,
  person: FakeUser,
  channel: FakeChannel,
  command: string,
  values: Readonly<Record<string, string>>,
  options: InteractionOptions,
): FakeInteraction {
  const [name = '', sub] = command.replace(/^\//, '').split(' ');
  const published = world.commands.find((known) => known['name'] === name);
  if (!published) throw new Error(`Discord shows no command /${name}.`);
  const inner = objectsOf(published['options']);
  const subcommand = inner.find((option) => option['type'] === 1 && option['name'] === sub);
  if (inner.some((option) => option['type'] === 1) && !subcommand) {
    throw new Error(`/${name} can be run with a subcommand only.`);
  }
  const specs = subcommand ? objectsOf(subcommand['options']) : inner;
  checkValues(name, specs, values);
  const filled = Object.entries(values).map(([key, value]) => ({ type: 3, name: key, value }));
  return tell(world, person, channel, options, {
    type: 2,
    data: {
      id: published['id'],
      name,
      type: 1,
      options: subcommand ? [{ type: 1, name: sub, options: filled }] : filled,
    },
  });
}

/** Presses the button with this label under a message that the person can see. */
export function pressButton(
  world: World,
  person: FakeUser,
  message: FakeMessage,
  label: string,
  options: InteractionOptions,
): FakeInteraction {
  const button = buttonsOf(message).find((candidate) => candidate.label === label);
  if (!button) throw new Error(`There is no button "${label}" under this message.`);
  if (message.deleted) throw new Error('The message is gone.');
  if (message.privateTo !== undefined && message.privateTo !== person.id) {
    throw new Error('Only somebody else can see this message.');
  }
  const channel = world.channels.get(message.channelId);
  if (!channel) throw new Error('The channel is gone.');
  return tell(
    world,
    person,
    channel,
    options,
    { type: 3, data: { custom_id: button.id, component_type: 2 }, message: rawMessage(world, message, true) },
    message,
  );
}

function checkValues(name: string, specs: readonly Raw[], values: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(values)) {
    if (!specs.some((spec) => spec['name'] === key)) throw new Error(`/${name} has no option ${key}.`);
  }
  for (const spec of specs) {
    const value = values[String(spec['name'])];
    if (value === undefined) {
      if (spec['required'] === true) throw new Error(`/${name} needs ${String(spec['name'])}.`);
      continue;
    }
    const choices = objectsOf(spec['choices']).map((choice) => choice['value']);
    if (choices.length > 0 && !choices.includes(value)) throw new Error(`${value} is no choice of /${name}.`);
    if (value.length > Number(spec['max_length'] ?? 6000))
      throw new Error(`${String(spec['name'])} is too long.`);
  }
}

function tell(
  world: World,
  person: FakeUser,
  channel: FakeChannel,
  options: InteractionOptions,
  specific: Raw,
  pressed?: FakeMessage,
): FakeInteraction {
  const interaction: FakeInteraction = {
    id: world.nextId(),
    token: newInteractionToken(),
    person,
    channelId: channel.id,
    createdAt: world.now(),
    pressed,
    userInstalledOnly: options.userInstalledOnly ?? false,
    expired: false,
    acknowledged: undefined,
    acknowledgedAfterMs: undefined,
    original: undefined,
    followUps: 0,
  };
  world.interactions.set(interaction.token, interaction);
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  const withBot = channel.type === 1 && channel.recipients.length === 1;
  world.tell({
    kind: 'raw',
    event: 'INTERACTION_CREATE',
    guildId: channel.guildId,
    data: {
      id: interaction.id,
      application_id: world.applicationId,
      token: interaction.token,
      version: 1,
      channel_id: channel.id,
      channel: rawChannel(channel),
      locale: options.locale ?? 'en-US',
      entitlements: [],
      app_permissions: ordinary,
      attachment_size_limit: 10_485_760,
      authorizing_integration_owners: options.userInstalledOnly
        ? { '1': person.id }
        : { '0': guild?.id ?? '0' },
      context: guild ? 0 : withBot ? 1 : 2,
      ...(guild
        ? {
            guild_id: guild.id,
            guild_locale: 'en-US',
            guild: { id: guild.id, locale: 'en-US', features: [] },
            member: {
              ...rawMember(guild, person.id),
              user: rawUser(person),
              permissions: options.admin || guild.ownerId === person.id ? administrator : ordinary,
            },
          }
        : { user: rawUser(person) }),
      ...specific,
    },
  });
  return interaction;
}
