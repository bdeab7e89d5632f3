import { InteractionResponseType, MessageFlags } from 'discord.js';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Acknowledged } from './address.ts';
import type { DiscordApi } from './api.ts';
import { codeOf } from './problems.ts';
import { createRecent } from './recent.ts';

const deadlineMs = 2_800;
const maxRemembered = 1_000;

const callbacks = {
  public: { type: InteractionResponseType.DeferredChannelMessageWithSource },
  private: {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral },
  },
  update: { type: InteractionResponseType.DeferredMessageUpdate },
} as const;

/** Acknowledges interactions, and remembers for deliveries what became of it. */
export type Acknowledgements = {
  /**
   * Runs `write` and then acknowledges; an event that could not be written, or was written before, is
   * not acknowledged. Takes the waiting "is thinking" away when `settled` resolves and nothing was
   * shown. Never rejects.
   */
  acknowledge(
    interaction: {
      readonly id: string;
      readonly applicationId: string;
      readonly token: string;
      readonly acknowledged: Acknowledged;
    },
    write: () => Promise<boolean>,
    settled: () => Promise<void>,
  ): Promise<void>;
  /** Resolves to whether the interaction was acknowledged; true for one of an earlier process. */
  outcome(interactionId: string): Promise<boolean>;
  /** Notes that "is thinking" gave way to an answer. */
  filled(interactionId: string): void;
};

/** Keeps the newest acknowledgements. A delivery may well be ready before its acknowledgement is. */
export function createAcknowledgements(
  api: DiscordApi,
  options: { readonly clock: Clock; readonly log: Log },
): Acknowledgements {
  const outcomes = createRecent<Promise<boolean>>(maxRemembered);
  const waiting = createRecent<true>(maxRemembered);

  const written = async (id: string, write: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await write();
    } catch {
      options.log.error('An interaction could not be written down and is not acknowledged.', {
        event: `discord/interaction/${id}`,
      });
      return false;
    }
  };

  const run = async (
    { id, token, acknowledged }: Parameters<Acknowledgements['acknowledge']>[0],
    write: () => Promise<boolean>,
  ): Promise<boolean> => {
    const startedAt = options.clock.now();
    if (!(await written(id, write))) return false;
    const abort = new AbortController();
    const deadline = options.clock.wait(deadlineMs, abort.signal).then(() => abort.abort());
    try {
      await api.acknowledge(id, token, callbacks[acknowledged], abort.signal);
      return true;
    } catch (error) {
      const code = codeOf(error);
      // It did arrive: the answer to the first try was lost.
      if (code === '40060') return true;
      options.log.warn('An interaction could not be acknowledged.', {
        event: `discord/interaction/${id}`,
        code: code ?? 'unreachable',
        ms: options.clock.now() - startedAt,
      });
      return false;
    } finally {
      abort.abort();
      await deadline;
    }
  };

  const tidyAfter = async (
    settled: () => Promise<void>,
    { id, applicationId, token }: Parameters<Acknowledgements['acknowledge']>[0],
  ): Promise<void> => {
    try {
      await settled();
      if (!waiting.get(id)) return;
      await api.deleteInteractionMessage({ applicationId, token, messageId: '@original' });
    } catch {
      // Somebody else took it away, or the token is dead: either way nothing waits any more.
    }
  };

  return {
    acknowledge: async (interaction, write, settled) => {
      const { id, acknowledged } = interaction;
      // The first of two deliveries of one event decides.
      if (outcomes.get(id) !== undefined) return;
      const outcome = run(interaction, write);
      outcomes.set(id, outcome);
      if (acknowledged !== 'update') waiting.set(id, true);
      if (!(await outcome) || acknowledged === 'update') return;
      // Not awaited: the event is on its way, and closing down must not wait for its answer.
      void tidyAfter(settled, interaction);
    },
    outcome: (id) => outcomes.get(id) ?? Promise.resolve(true),
    filled: (id) => waiting.delete(id),
  };
}
