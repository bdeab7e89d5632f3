import { randomBytes } from 'node:crypto';
import type { Raw } from './json.ts';

export type FakeUser = {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly admin: boolean;
};

export type FakeBot = FakeUser & { readonly botId: string; readonly token: string };

/** `channel` public, `group` private, `im` a direct message, `mpim` a group one. */
export type ChannelKind = 'channel' | 'group' | 'im' | 'mpim';

/** How a message came to look as it does, with the time of the fake's clock. */
export type Version = {
  readonly at: number;
  readonly how: 'post' | 'update' | 'start' | 'append' | 'stop' | 'delete' | 'edit';
  readonly text: string;
};

export type FakeMessage = {
  readonly channel: FakeChannel;
  readonly ts: string;
  readonly threadTs: string | undefined;
  /** Id of the author; the bot's own user id for what the bot posted. */
  readonly user: string;
  readonly byBot: boolean;
  readonly subtype: string | undefined;
  /** The only person who can see it; undefined when the whole channel can. */
  readonly onlyFor: string | undefined;
  /** As people read it: text, Markdown and the text of blocks. Mentions stay in Slack's own form. */
  text: string;
  blocks: readonly Raw[];
  metadata: Raw | undefined;
  readonly files: readonly Raw[];
  deleted: boolean;
  edits: number;
  readonly versions: Version[];
  readonly reactions: string[];
  stream: FakeStream | undefined;
};

export type FakeStream = {
  readonly startedAt: number;
  markdown: string;
  state: 'live' | 'stopped' | 'stopped-by-user';
};

export type FakeThread = {
  readonly root: FakeMessage;
  /** What the bot shows in it now, oldest first. */
  shown(): string[];
  /** The bot's messages in it that everybody can see now. */
  posts(): FakeMessage[];
};

export type FakeChannel = {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly team: FakeTeamState;
  readonly people: readonly string[];
  botIsMember: boolean;
  archived: boolean;
  gone: boolean;
  /** Every message ever, deleted and private ones included. */
  readonly everything: FakeMessage[];
  /** What the bot shows at the top level of the channel now, oldest first. */
  shown(): string[];
  /** The same, and all threads. */
  shownAnywhere(): string[];
  thread(message: FakeMessage): FakeThread;
};

export type FakeTeamState = {
  readonly id: string;
  readonly name: string;
  readonly bot: FakeBot;
  readonly users: FakeUser[];
  readonly channels: FakeChannel[];
};

/** Status of a thread as `assistant.threads.setStatus` keeps it; empty when there is none. */
export type StatusChange = {
  readonly at: number;
  readonly channel: string;
  readonly threadTs: string;
  readonly status: string;
  /** `reply`: cleared by Slack because the bot answered. */
  readonly by: 'bot' | 'reply';
};

export type SessionChange = {
  readonly at: number;
  readonly channel: string;
  readonly threadTs: string | undefined;
  readonly status: string;
};

export type Ping = { readonly channel: string; readonly mention: string };

/** An id as Slack makes them: a letter and ten capital letters or digits. */
export function newId(letter: string): string {
  const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return letter + [...randomBytes(10)].map((byte) => characters[byte % characters.length]).join('');
}

/** Makes message timestamps: never the same twice, always later than the one before. */
export function createTimestamps(now: () => number): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, now() * 1000);
    const digits = String(last);
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  };
}

export function createChannel(options: {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly team: FakeTeamState;
  readonly people: readonly string[];
}): FakeChannel {
  const letter = { channel: 'C', group: 'C', im: 'D', mpim: 'G' }[options.kind];
  const everything: FakeMessage[] = [];
  const visible = () =>
    everything.filter((message) => message.byBot && !message.deleted && message.onlyFor === undefined);
  const texts = (messages: readonly FakeMessage[]) => messages.map((message) => message.text);
  const channel: FakeChannel = {
    ...options,
    id: newId(letter),
    botIsMember: true,
    archived: false,
    gone: false,
    everything,
    shown: () => texts(visible().filter((message) => message.threadTs === undefined)),
    shownAnywhere: () => texts(visible()),
    thread: (message) => {
      const root = everything.find((other) => other.ts === (message.threadTs ?? message.ts)) ?? message;
      const posts = () => visible().filter((other) => other.threadTs === root.ts);
      return { root, posts, shown: () => texts(posts()) };
    },
  };
  options.team.channels.push(channel);
  return channel;
}

export function createTeam(name: string): FakeTeamState {
  const bot: FakeBot = {
    id: newId('U'),
    botId: newId('B'),
    name: 'Wren',
    locale: 'en-US',
    timeZone: 'Etc/UTC',
    admin: false,
    token: ['xoxb', 'test', name.toLowerCase()].join('-'),
  };
  return { id: newId('T'), name, bot, users: [bot], channels: [] };
}
