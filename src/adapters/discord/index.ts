/*
 * Discord. discord.js keeps the connection and the request queue; events are read raw and answers are
 * written by hand, so that nothing depends on what happens to be cached.
 */
import type { APIInteraction, Client } from 'discord.js';
import type { Adapter, Capabilities, CommandSpecs, Delivery, Doors } from '../../core/adapter.ts';
import type { Surroundings } from '../../core/message.ts';
import type { Receipt } from '../../core/reply.ts';
import { deliverTo } from '../../delivery/deliver.ts';
import { createPacer } from '../../delivery/pacer.ts';
import type { Surface } from '../../delivery/surface.ts';
import { targetOf } from './address.ts';
import { createApi, type DiscordApi } from './api.ts';
import { createChannelSurface, maxMessageCharacters } from './channel-surface.ts';
import { createEvents, type Events } from './events.ts';
import { createInteractionSurface } from './interaction-surface.ts';
import { type Acknowledgements, createAcknowledgements } from './interactions.ts';
import { introduce } from './introduce.ts';
import { lookAround } from './look.ts';
import type { ParsedInteraction } from './parse-interaction.ts';
import { createPlaces, type Places } from './places.ts';
import { codeOf } from './problems.ts';
import { publishCommands } from './publish-commands.ts';
import { openSession, type SessionOptions, tokenRefused } from './session.ts';
import { createTyping, type Typing } from './typing.ts';

export type DiscordOptions = SessionOptions & {
  /** Published on start, when Discord has others. */
  readonly commands: CommandSpecs;
};

const closingDeadlineMs = 3_000;

const capabilities: Capabilities = {
  maxCharacters: maxMessageCharacters,
  edits: true,
  buttons: true,
  privateReplies: true,
  threads: true,
  reactions: true,
  files: true,
};

/** Everything that lives as long as one client. */
type Connection = {
  readonly client: Client;
  readonly messageContent: boolean;
  readonly places: Places;
  readonly api: DiscordApi;
  readonly acknowledgements: Acknowledgements;
  readonly typing: Typing;
  readonly events: Events;
};

/** The character's room in Discord: direct messages, mentions and replies, slash commands, buttons. */
export function createDiscordAdapter(options: DiscordOptions): Adapter {
  const { clock, log } = options;
  const pacer = createPacer({ clock });
  let connection: Connection | undefined;
  let taking = false;

  const open = (client: Client, messageContent: boolean, doors: Doors): Connection => {
    const api = createApi(client.rest, () => doors.fail(tokenRefused()));
    const acknowledgements = createAcknowledgements(api, { clock, log });
    const interact = (raw: APIInteraction, { incoming, acknowledged }: ParsedInteraction) =>
      acknowledgements.acknowledge(
        { id: raw.id, applicationId: raw.application_id, token: raw.token, acknowledged },
        async () => (await doors.accept(incoming)) === 'taken',
        () => doors.settled(incoming.eventId),
      );
    return {
      client,
      messageContent,
      places: createPlaces(client),
      api,
      acknowledgements,
      typing: createTyping(api.showTyping, clock),
      events: createEvents({ accept: doors.accept, commands: options.commands, interact, clock, log }),
    };
  };

  return {
    platform: 'discord',
    capabilities,
    start: async (doors) => {
      taking = true;
      const client = await openSession(options, (opening, messageContent) => {
        const current = open(opening, messageContent, doors);
        connection = current;
        return {
          dispatch: (event, data) => {
            if (taking) current.events.handle(event, data, current);
          },
          lost: doors.fail,
        };
      });
      introduce(client, log);
      await publish(client, options);
    },
    stop: async () => {
      taking = false;
      const current = connection;
      if (!current) return;
      current.typing.endAll();
      await current.events.idle();
      // discord.js waits for a connection that is just being made, however long that takes.
      await Promise.race([current.client.destroy(), clock.wait(closingDeadlineMs)]);
    },
    deliver: async (delivery) => {
      if (!connection) return nowhere('unreachable');
      const surface = surfaceFor(connection, delivery, options);
      return surface ? deliverTo(surface, delivery, { clock, pacer, log }) : nowhere('gone');
    },
    busy: (address) => {
      const target = targetOf(address);
      // A deferred answer says "is thinking" by itself.
      if (!connection || target?.kind !== 'channel') return () => {};
      return connection.typing.begin(target.channelId);
    },
    look: async (message, look): Promise<Surroundings> => {
      if (!connection) return { lines: [], hidden: 'error' };
      const { api, places, messageContent } = connection;
      return lookAround(api, message, { ...places, messageContent }, look);
    },
  };
}

function surfaceFor(
  { api, acknowledgements }: Connection,
  delivery: Delivery,
  { clock }: DiscordOptions,
): Surface | undefined {
  const target = targetOf(delivery.address);
  if (!target) return undefined;
  if (target.kind === 'channel') return createChannelSurface(api, delivery, target);
  return createInteractionSurface(api, delivery, target, {
    clock,
    acknowledged: acknowledgements.outcome(target.interactionId),
    filled: () => acknowledgements.filled(target.interactionId),
  });
}

function nowhere(reason: string): Receipt {
  return { outcome: 'failed', text: '', messages: [], reason };
}

/** Publishes the commands from the process that runs the first shard. Failing leaves the ones Discord has. */
async function publish(client: Client, { commands, shards, log }: DiscordOptions): Promise<void> {
  if (!client.application || (shards && !shards.ids.includes(0))) return;
  try {
    const changed = await publishCommands(client.rest, client.application.id, commands);
    if (changed) log.info('Commands published.', { count: commands.length });
  } catch (error) {
    log.error('The commands could not be published. Discord keeps the ones it has.', {
      code: codeOf(error) ?? 'unreachable',
    });
  }
}
