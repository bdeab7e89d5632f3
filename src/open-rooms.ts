import { createTerminalAdapter } from './adapters/terminal/index.ts';
import type { Command } from './commands/command.ts';
import type { Config } from './config.ts';
import type { Adapter } from './core/adapter.ts';
import type { Clock } from './core/clock.ts';
import { type Catalog, languageOf } from './core/language.ts';
import type { Log } from './core/log.ts';
import type { Platform } from './core/room.ts';

/** The process's own ends, for the terminal. */
export type Terminal = {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly interactive: boolean;
  readonly colour: boolean;
  readonly user: string;
  /** BCP 47 or POSIX; empty when unknown. */
  readonly locale: string;
};

/**
 * The rooms the configuration opens. `finished` resolves when the person at the terminal left. The
 * large packages are loaded only where something uses them: the terminal alone starts in half the time.
 */
export async function openRooms(
  config: Config,
  terminal: Terminal,
  tools: {
    readonly log: Log;
    readonly clock: Clock;
    readonly name: string;
    readonly commands: readonly Command[];
    readonly rehearsal: boolean;
  },
): Promise<{
  readonly adapters: ReadonlyMap<Platform, Adapter>;
  readonly finished: Promise<void> | undefined;
}> {
  const { log, clock, name } = tools;
  const adapters = new Map<Platform, Adapter>();
  if (config.discord) {
    const { createDiscordAdapter } = await import('./adapters/discord/index.ts');
    const throttleIdentify = config.discord.apiUrl === undefined;
    adapters.set(
      'discord',
      createDiscordAdapter({ ...config.discord, throttleIdentify, commands: tools.commands, clock, log }),
    );
  }
  if (config.slack) {
    const { createSlackAdapter } = await import('./adapters/slack/index.ts');
    adapters.set('slack', createSlackAdapter({ ...config.slack, clock, log }));
  }
  if (!config.terminal) return { adapters, finished: undefined };

  const { input, output, interactive, user, locale } = terminal;
  const room = createTerminalAdapter({
    input,
    output,
    interactive,
    user,
    colour: interactive && terminal.colour,
    name: `${name} (AI)`,
    greeting: greetings[languageOf(locale)](name, tools.rehearsal),
    timeZone: config.timeZone,
    clock,
    log,
    ...(locale ? { locale } : {}),
  });
  adapters.set('terminal', room);
  return { adapters, finished: room.finished };
}

const greetings: Catalog<(name: string, rehearsal: boolean) => string> = {
  en: (name, rehearsal) =>
    `${name} is an AI, not a human.${rehearsal ? ' No model is connected: this is the rehearsal voice, it works with your own words. OPENAI_API_KEY or OPENAI_BASE_URL connects one (see .env.example).' : ''} /help lists what you can do, /quit ends.`,
  fr: (name, rehearsal) =>
    `${name} est une IA, pas un humain.${rehearsal ? ' Aucun modèle n’est branché : voici la voix de répétition, elle travaille avec tes propres mots. OPENAI_API_KEY ou OPENAI_BASE_URL en branche un (voir .env.example).' : ''} /help dit ce que tu peux faire, /quit termine.`,
};
