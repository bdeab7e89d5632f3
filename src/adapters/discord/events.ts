import {
  type APIInteraction,
  GatewayDispatchEvents,
  type GatewayGuildDeleteDispatchData,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
  type GatewayMessageUpdateDispatchData,
} from 'discord.js';
import type { Accept, CommandSpecs } from '../../core/adapter.ts';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Incoming } from '../../core/message.ts';
import { type ParseContext, parseDelete, parseEdit, parseGuildDelete, parseMessage } from './parse.ts';
import { type ParsedInteraction, parseInteraction } from './parse-interaction.ts';
import type { Places } from './places.ts';
import { createRecent } from './recent.ts';

/** Raw events in, accepted ones out. */
export type Events = {
  /** Handles one event of the gateway. Never throws; what it began is awaited by `idle`. */
  handle(event: GatewayDispatchEvents, data: unknown, view: View): void;
  /** Resolves when everything begun is written down or given up. */
  idle(): Promise<void>;
};

/** What the connection an event came over can see. */
export type View = { readonly places: Places; readonly messageContent: boolean };

const remembered = 1_000;
const retryAfterMs = [500, 2_000];

/** Turns the gateway's events into what `accept` takes. Interactions go through `interact`, which acknowledges. */
export function createEvents(options: {
  readonly accept: Accept;
  readonly commands: CommandSpecs;
  readonly interact: (raw: APIInteraction, parsed: ParsedInteraction) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}): Events {
  const { accept, clock, log } = options;
  const underWay = new Set<Promise<void>>();
  // Messages handed on, with the time of their last edit: an edit that no longer mentions the
  // character is still heard, a refreshed link preview is not.
  const taken = createRecent<string>(remembered);

  const handOn = async (incoming: Incoming): Promise<void> => {
    // The gateway will not deliver again: trying again is all that can be done.
    for (const delayMs of [...retryAfterMs, undefined]) {
      try {
        await accept(incoming);
        return;
      } catch {
        if (delayMs === undefined) break;
        await clock.wait(delayMs);
      }
    }
    log.error('An event could not be written down and is lost.', {
      event: incoming.eventId,
      kind: incoming.kind,
    });
  };

  const begin = (work: Promise<void>): void => {
    const settled = work
      .catch(() => log.error('An event of Discord could not be handled.'))
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
  };

  const edit = (raw: GatewayMessageUpdateDispatchData, context: ParseContext): Incoming[] => {
    const last = taken.get(raw.id);
    const incoming = parseEdit(raw, context, last !== undefined);
    if (!incoming || last === raw.edited_timestamp) return [];
    taken.set(raw.id, raw.edited_timestamp ?? '');
    return [incoming];
  };

  const incomingOf = (
    event: GatewayDispatchEvents,
    data: unknown,
    context: ParseContext,
  ): readonly Incoming[] => {
    switch (event) {
      case GatewayDispatchEvents.MessageCreate: {
        const message = parseMessage(whole(data) as GatewayMessageCreateDispatchData, context);
        if (message) taken.set(message.messageId, '');
        return message ? [message] : [];
      }
      case GatewayDispatchEvents.MessageUpdate:
        return edit(whole(data) as GatewayMessageUpdateDispatchData, context);
      case GatewayDispatchEvents.MessageDelete:
      case GatewayDispatchEvents.MessageDeleteBulk:
        return parseDelete(
          data as GatewayMessageDeleteDispatchData | GatewayMessageDeleteBulkDispatchData,
          context.now,
        );
      case GatewayDispatchEvents.GuildDelete: {
        const removed = parseGuildDelete(data as GatewayGuildDeleteDispatchData, context.now);
        return removed ? [removed] : [];
      }
      default:
        return [];
    }
  };

  return {
    handle: (event, data, { places, messageContent }) => {
      const { names, mayAdminister } = places;
      try {
        if (event === GatewayDispatchEvents.InteractionCreate) {
          const raw = data as APIInteraction;
          const parsed = parseInteraction(raw, options.commands);
          if (parsed) begin(options.interact(raw, parsed));
          return;
        }
        const context = { names, mayAdminister, messageContent, now: clock.now() };
        for (const incoming of incomingOf(event, data, context)) begin(handOn(incoming));
      } catch (error) {
        // A payload of a shape nobody has documented must not end the process.
        log.error('An event of Discord could not be read.', {
          event,
          error: error instanceof Error ? error.name : 'unknown',
        });
      }
    },
    idle: async () => {
      await Promise.all(underWay);
    },
  };
}

/** Lists that Discord promises and other servers of its protocol may leave out when they are empty. */
function whole(data: unknown): unknown {
  return { mentions: [], mention_roles: [], attachments: [], ...Object(data) };
}
