import { BotError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { SlackApi } from './api.ts';
import { codeOf, isTokenRefused } from './problems.ts';
import { objectOf, type Raw, textOf } from './raw.ts';
import type { Identity } from './speaker.ts';

/**
 * Asks Slack who the bot is, and warns when its name does not say that it is an AI. Rejects with a
 * BotError that says what to do.
 */
export async function introduce(api: SlackApi, log: Log): Promise<Identity> {
  let answer: Raw;
  try {
    answer = await api.repeatable('auth.test', {});
  } catch (error) {
    throw startProblem(error, 'SLACK_BOT_TOKEN');
  }
  const teamId = textOf(answer['team_id']) ?? '';
  const enterprise = answer['is_enterprise_install'] === true ? textOf(answer['enterprise_id']) : undefined;
  const userId = textOf(answer['user_id']) ?? '';
  await checkLabel(api, userId, log);
  return { tenant: enterprise ?? teamId, teamId, userId, botId: textOf(answer['bot_id']) ?? '' };
}

async function checkLabel(api: SlackApi, userId: string, log: Log): Promise<void> {
  const answer = await api.cosmetic('users.info', { user: userId }).catch(() => undefined);
  const user = objectOf(answer?.['user']);
  const profile = objectOf(user['profile']);
  const names = [profile['display_name'], profile['real_name'], user['real_name']].map(textOf);
  if (!answer || names.some((name) => name !== undefined && /\b(?:AI|IA|KI)\b/.test(name))) return;
  log.warn(
    'The name people see in Slack does not say that this is an AI. Add "(AI)" under App Home, Display Name.',
  );
}

/** What to do about a start that Slack refused, or that did not reach it. */
export function startProblem(error: unknown, variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'): BotError {
  if (isTokenRefused(error)) return refused(variable);
  const code = codeOf(error);
  if (code === 'missing_scope' || code === 'not_allowed_token_type') {
    return new BotError(
      'adapter',
      `Slack refused ${variable} (${code}). The app-level token needs the scope connections:write, and the two tokens must not be swapped; docs/slack.md shows where each stands.`,
    );
  }
  const reason = code ? `refused (${code})` : 'could not be reached';
  return new BotError('adapter', `Slack ${reason}. Check the network and SLACK_API_URL, then start again.`, {
    cause: error,
  });
}

/** A token is not taken any more. */
export function refused(variable: string): BotError {
  return new BotError(
    'adapter',
    `Slack refused ${variable}. Copy it anew from https://api.slack.com/apps (the app may have been uninstalled) and start again; docs/slack.md shows where.`,
  );
}
