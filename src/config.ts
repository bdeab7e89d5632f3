import { z } from 'zod';
import { BotError } from './core/errors.ts';

/** Everything an operator can decide, checked. Groups are there as a whole or not at all. */
export type Config = {
  readonly discord?: { readonly token: string; readonly apiUrl?: string; readonly messageContent: boolean };
  readonly slack?: { readonly botToken: string; readonly appToken: string; readonly apiUrl?: string };
  readonly terminal: boolean;
  /** Absent: the rehearsal voice speaks. */
  readonly openai?: {
    readonly apiKey: string;
    readonly baseUrl?: string;
    readonly model: string;
    readonly fallbackModels: readonly string[];
    readonly backgroundModel: string;
    readonly embeddingModel?: string;
    readonly contextTokens: number;
  };
  /** Absent: the character that ships with the program. */
  readonly personaFile?: string;
  readonly storeUrl: string;
  readonly dataDir: string;
  readonly masterKey?: string;
  /** What nobody used for so long is forgotten; the memory's own default when absent. */
  readonly retentionDays?: number;
  readonly timeZone: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

const defaults = {
  dataDir: 'data',
  model: 'gpt-4.1-mini',
  contextTokens: 16_000,
  logLevel: 'warn',
} as const;

const flag = z
  .string()
  .transform((value) => value.toLowerCase())
  .pipe(z.enum(['true', 'false', '1', '0', 'yes', 'no'], 'is a switch: write true or false'))
  .transform((value) => ['true', '1', 'yes'].includes(value));
const url = z.url({ protocol: /^https?$/, error: 'is not an address: write it with http:// or https://' });
const names = z.string().transform((value) =>
  value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);

const variables = z.object({
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: url.optional(),
  DISCORD_MESSAGE_CONTENT: flag.optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith(
      'xoxb-',
      'is not a bot token: it starts with xoxb- and stands under OAuth & Permissions of your Slack app',
    )
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith(
      'xapp-',
      'is not an app-level token: it starts with xapp- and is made under Basic Information, App-Level Tokens',
    )
    .optional(),
  SLACK_API_URL: url.optional(),
  TERMINAL: flag.optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: url.optional(),
  OPENAI_MODEL: z.string().optional(),
  OPENAI_FALLBACK_MODELS: names.optional(),
  OPENAI_BACKGROUND_MODEL: z.string().optional(),
  OPENAI_EMBEDDING_MODEL: z.string().optional(),
  OPENAI_CONTEXT_TOKENS: z.coerce
    .number('is a number of tokens, such as 16000')
    .int('is a whole number of tokens')
    .min(6_000, 'must be at least 6000: the character alone needs half of that')
    .max(2_000_000, 'must be at most 2000000')
    .optional(),
  PERSONA_FILE: z.string().optional(),
  STORE_URL: z
    .string()
    .regex(/^(sqlite:|postgres(ql)?:\/\/)/, 'starts with sqlite: (a file, such as sqlite:data/vis-a-vis.db)')
    .optional(),
  DATA_DIR: z.string().optional(),
  MASTER_KEY: z
    .string()
    .regex(
      /^([0-9a-fA-F]{64}|[A-Za-z0-9+/_-]{43}=?)$/,
      'is 32 bytes in hexadecimal or Base64: make one with "openssl rand -hex 32"',
    )
    .optional(),
  RETENTION_DAYS: z.coerce
    .number('is a number of days, such as 365')
    .int('is a whole number of days')
    .min(1, 'must be at least 1')
    .max(36_500, 'must be at most 36500')
    .optional(),
  DEFAULT_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'is not a time zone: write a name such as Europe/Paris')
    .optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
      'is one of trace, debug, info, warn, error, silent',
    )
    .optional(),
});

/** Every variable the program reads, for .env.example and its test. */
export const variableNames = Object.keys(variables.shape) as readonly (keyof typeof variables.shape)[];

/** Variables whose value may stand in a file named by the variable with `_FILE` behind it. */
export const secretNames = [
  'DISCORD_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'OPENAI_API_KEY',
  'MASTER_KEY',
] as const;

/**
 * Reads the environment. An empty value counts as absent. Throws one BotError `config` that lists
 * every problem with its variable and what to write there.
 */
export function parseConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Config {
  const problems: string[] = [];
  const given: Record<string, string> = {};
  for (const name of variableNames) {
    const value = env[name]?.trim();
    if (value) given[name] = value;
  }
  for (const name of secretNames) {
    const path = env[`${name}_FILE`]?.trim();
    if (!path) continue;
    if (given[name]) problems.push(`${name} and ${name}_FILE are both set. Keep one of them.`);
    try {
      const value = readFile(path).trim();
      if (value === '') problems.push(`${name}_FILE names an empty file.`);
      else given[name] = value;
    } catch {
      problems.push(`${name}_FILE names a file that cannot be read: ${path}.`);
    }
  }
  const result = variables.safeParse(given);
  for (const issue of result.error?.issues ?? []) problems.push(`${String(issue.path[0])} ${issue.message}.`);
  if (!given['SLACK_BOT_TOKEN'] !== !given['SLACK_APP_TOKEN']) {
    const missing = given['SLACK_BOT_TOKEN'] ? 'SLACK_APP_TOKEN' : 'SLACK_BOT_TOKEN';
    problems.push(
      `${missing} is missing: Slack needs SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…). docs/slack.md says where to get both.`,
    );
  }
  if (!result.success || problems.length > 0) {
    throw new BotError(
      'config',
      `The configuration needs attention:\n${problems.map((problem) => `- ${problem}`).join('\n')}\n.env.example explains every variable.`,
    );
  }
  return configOf(result.data);
}

function configOf(env: z.infer<typeof variables>): Config {
  const dataDir = env.DATA_DIR ?? defaults.dataDir;
  const connected = env.OPENAI_API_KEY !== undefined || env.OPENAI_BASE_URL !== undefined;
  const model = env.OPENAI_MODEL ?? defaults.model;
  return {
    ...(env.DISCORD_TOKEN
      ? {
          discord: {
            token: env.DISCORD_TOKEN,
            messageContent: env.DISCORD_MESSAGE_CONTENT ?? false,
            ...(env.DISCORD_API_URL ? { apiUrl: env.DISCORD_API_URL } : {}),
          },
        }
      : {}),
    ...(env.SLACK_BOT_TOKEN && env.SLACK_APP_TOKEN
      ? {
          slack: {
            botToken: env.SLACK_BOT_TOKEN,
            appToken: env.SLACK_APP_TOKEN,
            ...(env.SLACK_API_URL ? { apiUrl: env.SLACK_API_URL } : {}),
          },
        }
      : {}),
    terminal: env.TERMINAL ?? !(env.DISCORD_TOKEN || env.SLACK_BOT_TOKEN),
    ...(connected
      ? {
          openai: {
            // Servers without keys still want a header that is not empty.
            apiKey: env.OPENAI_API_KEY ?? 'none',
            model,
            fallbackModels: env.OPENAI_FALLBACK_MODELS ?? [],
            backgroundModel: env.OPENAI_BACKGROUND_MODEL ?? model,
            ...(env.OPENAI_EMBEDDING_MODEL ? { embeddingModel: env.OPENAI_EMBEDDING_MODEL } : {}),
            contextTokens: env.OPENAI_CONTEXT_TOKENS ?? defaults.contextTokens,
            ...(env.OPENAI_BASE_URL ? { baseUrl: env.OPENAI_BASE_URL } : {}),
          },
        }
      : {}),
    ...(env.PERSONA_FILE ? { personaFile: env.PERSONA_FILE } : {}),
    storeUrl: env.STORE_URL ?? `sqlite:${dataDir}/vis-a-vis.db`,
    dataDir,
    ...(env.MASTER_KEY ? { masterKey: env.MASTER_KEY } : {}),
    ...(env.RETENTION_DAYS === undefined ? {} : { retentionDays: env.RETENTION_DAYS }),
    timeZone: env.DEFAULT_TIME_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    logLevel: env.LOG_LEVEL ?? defaults.logLevel,
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
