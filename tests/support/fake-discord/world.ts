import { randomBytes } from 'node:crypto';

export type FakeUser = {
  readonly id: string;
  readonly username: string;
  readonly displayName: string | null;
  readonly bot: boolean;
};

export type FakeRole = {
  readonly id: string;
  readonly name: string;
  readonly permissions: string;
  readonly ownBot: boolean;
};

export type FakeGuild = {
  readonly id: string;
  readonly name: string;
  ownerId: string;
  readonly roles: FakeRole[];
  /** Role ids by user id. */
  readonly memberRoles: Map<string, string[]>;
  readonly nicknames: Map<string, string>;
};

/** What the bot may not do in a channel. */
export type Denied = 'view' | 'send' | 'history';

export type FakeChannel = {
  readonly id: string;
  readonly name: string;
  /** 0 text, 1 direct message, 3 group direct message, 11 public thread. */
  readonly type: number;
  readonly guildId: string | undefined;
  readonly parentId: string | undefined;
  /** People in a direct message, the bot aside. */
  readonly recipients: readonly FakeUser[];
  readonly denied: Set<Denied>;
  deleted: boolean;
  /** People in it do not take messages from the bot. */
  blocked: boolean;
  /** Every message ever, deleted ones included. */
  readonly everything: FakeMessage[];
  /** Messages that can be seen by somebody. */
  readonly messages: readonly FakeMessage[];
  /** What the bot shows to everybody now, oldest first, placeholders left out. */
  shown(): string[];
  /** What the bot shows to this person, their own private answers included. */
  shownTo(person: { readonly id: string }): string[];
};

/** One state of a message. */
export type Version = { readonly at: number; readonly content: string; readonly buttons: readonly string[] };

export type FakeMessage = {
  readonly id: string;
  readonly channelId: string;
  readonly author: FakeUser;
  readonly type: number;
  readonly createdAt: number;
  readonly replyTo: string | undefined;
  readonly forwarded: string | undefined;
  attachments: readonly FakeAttachment[];
  readonly stickers: readonly string[];
  readonly webhookId: string | undefined;
  /** The interaction it answers. */
  readonly interactionId: string | undefined;
  /** The only person who sees it. */
  readonly privateTo: string | undefined;
  content: string;
  components: readonly unknown[];
  mentions: readonly string[];
  mentionsEveryone: boolean;
  mentionRoles: readonly string[];
  editedAt: number | undefined;
  /** "… is thinking" */
  waiting: boolean;
  deleted: boolean;
  readonly history: Version[];
};

export type FakeAttachment = { readonly name: string; readonly type: string; readonly bytes: number };

export type FakeInteraction = {
  readonly id: string;
  readonly token: string;
  readonly person: FakeUser;
  readonly channelId: string;
  readonly createdAt: number;
  /** The message whose button was pressed. */
  readonly pressed: FakeMessage | undefined;
  /** Not installed in this place: at most five follow-ups. */
  readonly userInstalledOnly: boolean;
  expired: boolean;
  /** Callback type of the first answer: 4, 5, 6 or 7. */
  acknowledged: number | undefined;
  acknowledgedAfterMs: number | undefined;
  original: FakeMessage | undefined;
  followUps: number;
};

/** A notification somebody would have got. */
export type Ping = { readonly messageId: string; readonly who: string; readonly by: 'send' | 'edit' };

/** Something the gateway tells, with what decides who is told. */
export type Happening =
  | { readonly kind: 'created' | 'updated'; readonly message: FakeMessage }
  | { readonly kind: 'deleted'; readonly message: FakeMessage }
  | { readonly kind: 'deleted-many'; readonly channelId: string; readonly messageIds: readonly string[] }
  | {
      readonly kind: 'raw';
      readonly event: string;
      readonly guildId: string | undefined;
      readonly data: unknown;
    };

export type World = {
  readonly now: () => number;
  readonly token: string;
  readonly applicationId: string;
  readonly bot: FakeUser;
  readonly users: Map<string, FakeUser>;
  readonly guilds: Map<string, FakeGuild>;
  readonly channels: Map<string, FakeChannel>;
  /** By token. */
  readonly interactions: Map<string, FakeInteraction>;
  readonly pings: Ping[];
  readonly typing: { readonly channelId: string; readonly at: number }[];
  commands: readonly Readonly<Record<string, unknown>>[];
  nextId(): string;
  /** Where happenings go; set by the gateway. */
  tell(happening: Happening): void;
  listen(listener: (happening: Happening) => void): void;
};

const discordEpoch = 1_420_070_400_000n;

/** An empty Discord with one bot in it. */
export function createWorld(options: {
  readonly now: () => number;
  readonly botName: string;
  readonly token: string;
}): World {
  let last = 0n;
  const listeners: ((happening: Happening) => void)[] = [];
  const nextId = (): string => {
    const candidate = (BigInt(options.now()) - discordEpoch) << 22n;
    last = candidate > last ? candidate : last + 1n;
    return String(last);
  };
  const applicationId = nextId();
  const bot = { id: nextId(), username: options.botName.toLowerCase(), displayName: null, bot: true };
  return {
    now: options.now,
    token: options.token,
    applicationId,
    bot: { ...bot, username: options.botName },
    users: new Map(),
    guilds: new Map(),
    channels: new Map(),
    interactions: new Map(),
    pings: [],
    typing: [],
    commands: [],
    nextId,
    tell: (happening) => {
      for (const listener of listeners) listener(happening);
    },
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}

/** Adds a place to write in. */
export function addChannel(
  world: World,
  options: {
    readonly name: string;
    readonly type: number;
    readonly guildId?: string;
    readonly parentId?: string;
    readonly recipients?: readonly FakeUser[];
  },
): FakeChannel {
  const everything: FakeMessage[] = [];
  const shown = (see: (message: FakeMessage) => boolean) =>
    everything
      .filter((message) => message.author.id === world.bot.id && !message.deleted && !message.waiting)
      .filter(see)
      .map((message) => message.content);
  const channel: FakeChannel = {
    id: world.nextId(),
    name: options.name,
    type: options.type,
    guildId: options.guildId,
    parentId: options.parentId,
    recipients: options.recipients ?? [],
    denied: new Set(),
    deleted: false,
    blocked: false,
    everything,
    get messages() {
      return everything.filter((message) => !message.deleted);
    },
    shown: () => shown((message) => message.privateTo === undefined),
    shownTo: (person) =>
      shown((message) => message.privateTo === undefined || message.privateTo === person.id),
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** Everything needed to write a message down; what is absent is empty. */
export type Draft = {
  readonly channel: FakeChannel;
  readonly author: FakeUser;
  readonly content: string;
  readonly type?: number;
  readonly replyTo?: string | undefined;
  readonly forwarded?: string | undefined;
  readonly components?: readonly unknown[];
  readonly attachments?: readonly FakeAttachment[];
  readonly stickers?: readonly string[];
  readonly webhookId?: string | undefined;
  readonly interactionId?: string | undefined;
  readonly privateTo?: string | undefined;
  readonly waiting?: boolean;
  readonly mentions: Mentions;
};

export type Mentions = {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly everyone: boolean;
};

/** Writes a message down and tells the gateway. Messages for one person alone are not told. */
export function addMessage(world: World, draft: Draft): FakeMessage {
  const message: FakeMessage = {
    id: world.nextId(),
    channelId: draft.channel.id,
    author: draft.author,
    type: draft.type ?? (draft.replyTo ? 19 : 0),
    createdAt: world.now(),
    replyTo: draft.replyTo,
    forwarded: draft.forwarded,
    attachments: draft.attachments ?? [],
    stickers: draft.stickers ?? [],
    webhookId: draft.webhookId,
    interactionId: draft.interactionId,
    privateTo: draft.privateTo,
    // Discord trims what it stores.
    content: draft.content.trim(),
    components: draft.components ?? [],
    mentions: draft.mentions.users,
    mentionsEveryone: draft.mentions.everyone,
    mentionRoles: draft.mentions.roles,
    editedAt: undefined,
    waiting: draft.waiting ?? false,
    deleted: false,
    history: [],
  };
  remember(world, message);
  draft.channel.everything.push(message);
  if (message.privateTo === undefined) world.tell({ kind: 'created', message });
  return message;
}

/** Changes a message and tells the gateway. */
export function changeMessage(
  world: World,
  message: FakeMessage,
  change: {
    readonly content?: string;
    readonly components?: readonly unknown[];
    readonly mentions?: Mentions;
  },
): void {
  if (change.content !== undefined) message.content = change.content.trim();
  if (change.components) message.components = change.components;
  if (change.mentions) {
    message.mentions = change.mentions.users;
    message.mentionsEveryone = change.mentions.everyone;
    message.mentionRoles = change.mentions.roles;
  }
  // The first words of a deferred answer are not an edit in people's eyes, nor in Discord's.
  if (!message.waiting) message.editedAt = world.now();
  message.waiting = false;
  remember(world, message);
  if (message.privateTo === undefined) world.tell({ kind: 'updated', message });
}

/** Takes a message away and tells the gateway. */
export function removeMessage(world: World, message: FakeMessage): void {
  message.deleted = true;
  if (message.privateTo === undefined) world.tell({ kind: 'deleted', message });
}

/** Notes who would be notified, except the author. */
export function notePings(world: World, message: FakeMessage, mentions: Mentions, by: Ping['by']): void {
  const who = [
    ...mentions.users.filter((id) => id !== message.author.id).map((id) => `@${nameOf(world, id)}`),
    ...mentions.roles.map((id) => `&${id}`),
    ...(mentions.everyone ? ['@everyone'] : []),
  ];
  for (const name of who) world.pings.push({ messageId: message.id, who: name, by });
}

function nameOf(world: World, id: string): string {
  const user = id === world.bot.id ? world.bot : world.users.get(id);
  return user?.displayName ?? user?.username ?? id;
}

function remember(world: World, message: FakeMessage): void {
  if (message.waiting) return;
  message.history.push({ at: world.now(), content: message.content, buttons: labelsOf(message) });
}

/** The labels of all buttons of a message, in order. */
export function labelsOf(message: FakeMessage): string[] {
  return buttonsOf(message).map((button) => button.label);
}

/** The buttons of a message, in order. */
export function buttonsOf(message: FakeMessage): { readonly id: string; readonly label: string }[] {
  const rows = message.components as readonly { readonly components?: readonly unknown[] }[];
  return rows
    .flatMap((row) => row.components ?? [])
    .map((button) => {
      const { custom_id: id, label } = button as { readonly custom_id?: string; readonly label?: string };
      return { id: id ?? '', label: label ?? '' };
    });
}

/** A new interaction token. */
export function newInteractionToken(): string {
  return randomBytes(24).toString('base64url');
}
