import { type InteractionOptions, pressButton, runCommand } from './interactions.ts';
import { mentionsIn } from './mentions.ts';
import { directMessages } from './rest-messages.ts';
import {
  addMessage,
  changeMessage,
  type FakeAttachment,
  type FakeChannel,
  type FakeInteraction,
  type FakeMessage,
  type FakeUser,
  removeMessage,
  type World,
} from './world.ts';

export type SayOptions = {
  readonly attachments?: readonly FakeAttachment[];
  readonly stickers?: readonly string[];
};

/** Somebody with a Discord client. `@Name` of anybody known becomes a mention. */
export type FakePerson = FakeUser & {
  says(channel: FakeChannel, text: string, options?: SayOptions): FakeMessage;
  /** Writes to the bot in their direct messages. */
  writesToBot(text: string, options?: SayOptions): FakeMessage;
  /** Replies; `ping` is the switch beside the text box, on by default. */
  replies(
    message: FakeMessage,
    text: string,
    options?: SayOptions & { readonly ping?: boolean },
  ): FakeMessage;
  /** Forwards a text from elsewhere. */
  forwards(channel: FakeChannel, text: string): FakeMessage;
  edits(message: FakeMessage, text: string): void;
  deletes(message: FakeMessage): void;
  runs(
    command: string,
    values: Readonly<Record<string, string>>,
    channel: FakeChannel,
    options?: InteractionOptions,
  ): FakeInteraction;
  presses(message: FakeMessage, label: string, options?: InteractionOptions): FakeInteraction;
};

/** Gives somebody a hand on the world. */
export function createPerson(world: World, user: FakeUser): FakePerson {
  const write = (
    channel: FakeChannel,
    text: string,
    options: SayOptions & {
      readonly replyTo?: FakeMessage;
      readonly ping?: boolean;
      readonly forwarded?: string;
    } = {},
  ): FakeMessage => {
    const content = withMentions(world, text);
    const found = mentionsIn(content);
    // Replying to an answer to a slash command notifies nobody.
    const pinged = options.replyTo && options.ping !== false && !options.replyTo.interactionId;
    return addMessage(world, {
      channel,
      author: user,
      content,
      replyTo: options.replyTo?.id,
      forwarded: options.forwarded,
      attachments: options.attachments ?? [],
      stickers: options.stickers ?? [],
      mentions: {
        ...found,
        users: [
          ...new Set([...found.users, ...(pinged && options.replyTo ? [options.replyTo.author.id] : [])]),
        ],
      },
    });
  };
  const channelOf = (message: FakeMessage): FakeChannel => {
    const channel = world.channels.get(message.channelId);
    if (!channel) throw new Error('The channel is gone.');
    return channel;
  };
  return {
    ...user,
    says: write,
    writesToBot: (text, options) => write(directMessages(world, user.id), text, options),
    replies: (message, text, options = {}) =>
      write(channelOf(message), text, { ...options, replyTo: message }),
    forwards: (channel, text) => write(channel, '', { forwarded: text }),
    edits: (message, text) => {
      if (message.author.id !== user.id) throw new Error('Only the author can edit a message.');
      const content = withMentions(world, text);
      const kept = message.mentions.filter((id) => id !== message.author.id && message.replyTo !== undefined);
      const found = mentionsIn(content);
      changeMessage(world, message, {
        content,
        mentions: { ...found, users: [...new Set([...found.users, ...kept])] },
      });
    },
    deletes: (message) => removeMessage(world, message),
    runs: (command, values, channel, options = {}) =>
      runCommand(world, user, channel, command, values, options),
    presses: (message, label, options = {}) => pressButton(world, user, message, label, options),
  };
}

/** Turns mentions into the names a client shows. */
export function withNames(world: World, text: string): string {
  return text.replaceAll(/<@!?(\d+)>/g, (mention, id: string) => {
    const user = id === world.bot.id ? world.bot : world.users.get(id);
    return user ? `@${user.displayName ?? user.username}` : mention;
  });
}

/** Turns `@Wren` into the mention a client would send. */
function withMentions(world: World, text: string): string {
  const everybody = [world.bot, ...world.users.values()].map((user) => ({
    name: user.displayName ?? user.username,
    mention: `<@${user.id}>`,
  }));
  const roles = [...world.guilds.values()].flatMap((guild) =>
    guild.roles.map((role) => ({ name: `&${role.name}`, mention: `<@&${role.id}>` })),
  );
  const longestFirst = [...everybody, ...roles].sort((a, b) => b.name.length - a.name.length);
  return longestFirst.reduce((result, { name, mention }) => result.replaceAll(`@${name}`, mention), text);
}
