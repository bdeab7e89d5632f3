import { Client, Events, type GatewayDispatchEvents, GatewayIntentBits, Options } from 'discord.js';
import type { Clock } from '../../core/clock.ts';
import { BotError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';

export type SessionOptions = {
  readonly token: string;
  /** As discord.js's `rest.api`; Discord's own when absent. */
  readonly apiUrl?: string;
  /** Which shards this process runs, of how many; what Discord recommends when absent. */
  readonly shards?: { readonly ids: readonly number[]; readonly count: number };
  /** Asks for the privileged intent that shows every message's text. */
  readonly messageContent: boolean;
  /** False only against a server of one's own: the five seconds between identifies are Discord's rule. */
  readonly throttleIdentify?: boolean;
  readonly clock: Clock;
  readonly log: Log;
};

/** What a connection is told, from before it logs in. */
export type SessionListeners = {
  /** Every event of the gateway, before anything was cached. */
  readonly dispatch: (event: GatewayDispatchEvents, data: unknown) => void;
  /** The connection is over for good. */
  readonly lost: (error: BotError) => void;
};

/** Makes the listeners of a client that is about to log in. `messageContent`: it will see every message's text. */
export type Attach = (client: Client, messageContent: boolean) => SessionListeners;

const readyDeadlineMs = 60_000;
const requestTimeoutMs = 10_000;

// Guilds, GuildMessages and DirectMessages: nothing that Discord has to allow first.
const ordinaryIntents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
];

/**
 * Connects and resolves when events arrive. Without Discord's permission to read every message it
 * connects all the same, with a second client, and the log says so. Rejects with a BotError that says
 * what to do.
 */
export async function openSession(options: SessionOptions, attach: Attach): Promise<Client> {
  try {
    return await connect(options, attach, options.messageContent);
  } catch (error) {
    if (!options.messageContent || !isDisallowed(error)) throw explain(error);
    options.log.warn(
      'Discord does not allow this application to read every message (4014). Starting without: turn on Message Content Intent in the developer portal, or unset DISCORD_MESSAGE_CONTENT.',
    );
  }
  try {
    return await connect(options, attach, false);
  } catch (error) {
    throw explain(error);
  }
}

async function connect(options: SessionOptions, attach: Attach, messageContent: boolean): Promise<Client> {
  const client = createClient(options, messageContent);
  const listeners = attach(client, messageContent);
  const isOpen = listen(client, listeners, options.log);
  const ready = new Promise<'ready'>((resolve) => client.once(Events.ClientReady, () => resolve('ready')));
  const waiting = new AbortController();
  const late = options.clock.wait(readyDeadlineMs, waiting.signal).then(() => 'late' as const);
  try {
    const outcome = await Promise.race([client.login(options.token).then(() => ready), late]);
    if (outcome === 'late') {
      await client.destroy();
      throw new BotError('adapter', 'Discord did not become ready within a minute. Try again later.');
    }
  } finally {
    waiting.abort();
  }
  isOpen();
  return client;
}

/** Forwards what the client says. Losing the connection counts from the moment the returned function is called. */
function listen(client: Client, listeners: SessionListeners, log: Log): () => void {
  let open = false;
  // discord.js drops what happens in uncached channels, direct messages after a restart above all:
  // the raw events say everything.
  client.on(Events.Raw, (packet: { readonly t: GatewayDispatchEvents; readonly d: unknown }) => {
    listeners.dispatch(packet.t, packet.d);
  });
  client.on(Events.Error, (error) => log.warn('discord.js reported an error.', { error: error.name }));
  client.on(Events.ShardError, (error, shard) => {
    log.warn('The connection to Discord had an error.', { shard, error: error.name });
  });
  client.on(Events.ShardReconnecting, (shard) => log.info('Reconnecting to Discord.', { shard }));
  client.on(Events.ShardResume, (shard, replayed) =>
    log.info('Back on Discord.', { shard, count: replayed }),
  );
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (open) listeners.lost(closedForGood(code));
  });
  return () => {
    open = true;
  };
}

function createClient(options: SessionOptions, messageContent: boolean): Client {
  return new Client({
    intents: [...ordinaryIntents, ...(messageContent ? [GatewayIntentBits.MessageContent] : [])],
    ...(options.shards
      ? { shards: [...options.shards.ids], shardCount: options.shards.count }
      : { shards: 'auto' }),
    // Requests are made by hand with the same care; these hold for whatever discord.js sends itself.
    enforceNonce: true,
    failIfNotExists: false,
    allowedMentions: { parse: [], repliedUser: false },
    // Servers, roles, channels and the nicknames of late are all that is read from the caches.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      ThreadMemberManager: 0,
      UserManager: { maxSize: 500, keepOverLimit: (user) => user.id === user.client.user.id },
      GuildMemberManager: { maxSize: 500, keepOverLimit: (member) => member.id === member.client.user.id },
    }),
    rest: {
      timeout: requestTimeoutMs,
      retries: 2,
      // Delivery has newer text by the time a limit is over: it waits itself.
      rejectOnRateLimit: ({ route, method }) =>
        method.toUpperCase() !== 'PUT' && /\/messages(\/|$)|^\/webhooks\//.test(route),
      ...(options.apiUrl ? { api: options.apiUrl } : {}),
    },
    ...(options.throttleIdentify === false
      ? { ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) } }
      : {}),
  });
}

function isDisallowed(error: unknown): boolean {
  return error instanceof Error && error.message.includes('disallowed intents');
}

function explain(error: unknown): BotError {
  if (error instanceof BotError) return error;
  const refused =
    error instanceof Error &&
    (('code' in error && error.code === 'TokenInvalid') || error.message === 'Authentication failed');
  return refused ? tokenRefused() : new BotError('adapter', unreachable, { cause: error });
}

const unreachable =
  'Discord could not be reached. Check the network, and DISCORD_API_URL if it is set, and start again.';

/** The bot's token is no good, or no longer. */
export function tokenRefused(): BotError {
  return new BotError(
    'adapter',
    'Discord refused the bot token. Open your application in the Discord developer portal, reset the token under Bot, put it into DISCORD_TOKEN and start again.',
  );
}

function closedForGood(code: number): BotError {
  if (code === 4004) return tokenRefused();
  return new BotError(
    'adapter',
    `Discord closed the connection for good (${code}). Check the bot's settings in the Discord developer portal and start again.`,
  );
}
