import type { Clock } from '../core/clock.ts';
import { BotError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Answerable } from '../core/message.ts';
import { accountKey, type MessageRef, type Platform } from '../core/room.ts';
import type { Queue, Vault } from '../core/store.ts';

/** Events that are owed an answer, durable and sealed from acceptance to receipt. */
export type Inbox = {
  /** False when the event is known already. Not `held`: only written down, for the next process to take up. */
  write(event: Answerable, options: { readonly held: boolean }): Promise<boolean>;
  paint(eventId: string, message: MessageRef): Promise<void>;
  /** Answered, or needs no answer. */
  close(eventIds: readonly string[]): Promise<void>;
  /** Not answered by us: anybody may take it up, from now on or after a while. `failed` counts as an attempt. */
  release(
    eventIds: readonly string[],
    how?: { readonly failed?: boolean; readonly delayMs?: number },
  ): Promise<void>;
  /** An event that is held now says something else. */
  rewrite(event: Answerable): Promise<void>;
  takeAbandoned(): Promise<readonly Left[]>;
  /** Waits until it is worth looking for abandoned events again. */
  idle(): Promise<void>;
  /** Stops renewing leases and hands over what is still held. */
  stop(): Promise<void>;
};

/** An event an earlier process accepted and did not finish. */
export type Left = {
  readonly event: Answerable;
  readonly attempts: number;
  readonly painted: readonly MessageRef[];
};

/** Long enough for a busy process to renew, short enough that nobody waits long after a crash. */
const leaseMs = 10_000;
const renewEveryMs = 3_000;
const dedupeMs = 24 * 60 * 60 * 1000;
const takenAtOnce = 50;

export function createInbox(tools: {
  readonly queue: Queue;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether this process has a room open on a platform; every one when absent. */
  readonly serves?: (platform: Platform) => boolean;
}): Inbox {
  const { queue, vault, clock, log, serves = () => true } = tools;
  const held = new Set<string>();
  const over = new AbortController();
  void keepLeases();

  async function keepLeases(): Promise<void> {
    while (!over.signal.aborted) {
      await clock.wait(renewEveryMs, over.signal);
      if (held.size === 0 || over.signal.aborted) continue;
      await queue
        .renew([...held], leaseMs)
        .catch(() => log.warn('Leases could not be renewed.', { held: held.size }));
    }
  }

  /** The payload starts with the sealing owner, who must be known before it can be opened. */
  async function pack(event: Answerable): Promise<string> {
    const owner = vault.pseudonym('account', accountKey(event.account));
    return `${owner} ${await vault.seal(owner, `queue/${event.eventId}`, JSON.stringify(event))}`;
  }

  async function unpack(id: string, payload: string): Promise<Answerable | undefined> {
    const [owner = '', sealed = ''] = payload.split(' ');
    const text = await vault.open(owner, `queue/${id}`, sealed);
    // Written by `pack` and authenticated by the seal, so its shape needs no second check.
    return text === undefined ? undefined : (JSON.parse(text) as Answerable);
  }

  async function close(eventIds: readonly string[]): Promise<void> {
    for (const id of eventIds) {
      held.delete(id);
      await queue.done(id);
    }
  }

  return {
    async write(event, options) {
      const { eventId: id, dedupeKeys } = event;
      const lease = options.held ? leaseMs : 0;
      const payload = await pack(event);
      const fresh = await queue.enqueue({ id, dedupeKeys, payload, leaseMs: lease, dedupeMs });
      if (fresh && options.held) held.add(id);
      return fresh;
    },
    paint: (eventId, message) => queue.paint(eventId, JSON.stringify(message)),
    close,
    async release(eventIds, { failed = false, delayMs = 0 } = {}) {
      for (const id of eventIds) held.delete(id);
      if (failed) await queue.renew(eventIds, delayMs);
      else await queue.giveBack(eventIds, delayMs);
    },
    rewrite: async (event) => queue.rewrite(event.eventId, await pack(event)),
    async takeAbandoned() {
      const left: Left[] = [];
      for (const item of await queue.takeAbandoned(takenAtOnce, leaseMs)) {
        // After a pause of the whole machine our own leases look abandoned: what we work on stays one answer.
        if (held.has(item.id)) continue;
        held.add(item.id);
        const event = await unpack(item.id, item.payload).catch((error: unknown) => {
          if (!(error instanceof BotError && error.code === 'key')) throw error;
          // Sealed under a key that was destroyed since, or tampered with: no other row may wait for it.
          log.warn('An event could not be opened and is closed.', { event: item.id });
          return undefined;
        });
        // The account was forgotten meanwhile: nobody is left to answer.
        if (!event) await close([item.id]);
        else if (!serves(event.address.platform)) {
          // Another process that shares the store has that room open, or will have.
          held.delete(item.id);
          await queue.giveBack([item.id], leaseMs);
        } else {
          const painted = item.painted.map((json) => JSON.parse(json) as MessageRef);
          left.push({ event, attempts: item.attempts, painted });
        }
      }
      return left;
    },
    idle: () => clock.wait(leaseMs / 2, over.signal),
    async stop() {
      over.abort();
      const ids = [...held];
      held.clear();
      if (ids.length > 0) await queue.giveBack(ids, 0);
    },
  };
}
