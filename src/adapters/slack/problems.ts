import { webApi } from '@slack/bolt';
import { SurfaceError, type SurfaceErrorKind } from '../../delivery/surface.ts';

const kinds: Readonly<Record<string, SurfaceErrorKind>> = {
  channel_not_found: 'gone',
  message_not_found: 'gone',
  thread_not_found: 'gone',
  user_not_found: 'gone',
  team_not_found: 'gone',
  not_in_channel: 'forbidden',
  is_archived: 'forbidden',
  restricted_action: 'forbidden',
  restricted_action_read_only_channel: 'forbidden',
  restricted_action_thread_only_channel: 'forbidden',
  missing_scope: 'forbidden',
  no_permission: 'forbidden',
  cant_update_message: 'forbidden',
  cant_delete_message: 'forbidden',
  edit_window_closed: 'forbidden',
  access_denied: 'forbidden',
  user_not_in_channel: 'forbidden',
  cannot_dm_bot: 'forbidden',
  msg_too_long: 'too-long',
  msg_blocks_too_long: 'too-long',
  ratelimited: 'rate',
  rate_limited: 'rate',
  message_limit_exceeded: 'rate',
  invalid_auth: 'auth',
  not_authed: 'auth',
  account_inactive: 'auth',
  token_revoked: 'auth',
  token_expired: 'auth',
};

/** Slack's own word for what went wrong; undefined when Slack did not answer with one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined;
}

/** True when Slack no longer takes a token. */
export function isTokenRefused(error: unknown): boolean {
  return kinds[codeOf(error) ?? ''] === 'auth';
}

/** True when nobody knows whether the call was carried out. */
export function isOpenEnded(error: unknown): boolean {
  return error instanceof webApi.WebAPIRequestError || error instanceof webApi.WebAPIHTTPError;
}

/** Any error of a call as delivery understands it. Holds Slack's code and no text. */
export function surfaceErrorOf(error: unknown): SurfaceError {
  if (error instanceof SurfaceError) return error;
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new SurfaceError('rate', 'Slack asks to wait.', { retryAfterMs: error.retryAfter * 1000 });
  }
  const code = codeOf(error);
  if (code !== undefined)
    return new SurfaceError(kinds[code] ?? 'unreachable', `Slack refused with ${code}.`);
  return new SurfaceError('unreachable', 'Slack did not answer.');
}

/** Waits for a call and turns what it is refused with into what delivery understands. */
export async function translated<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw surfaceErrorOf(error);
  }
}
