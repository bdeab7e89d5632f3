import { DiscordAPIError, RateLimitError } from 'discord.js';
import { SurfaceError, type SurfaceErrorKind } from '../../delivery/surface.ts';

const kinds: Readonly<Record<string, SurfaceErrorKind>> = {
  '10003': 'gone', // unknown channel
  '10008': 'gone', // unknown message
  '10013': 'gone', // unknown user
  '10015': 'expired', // unknown webhook: the interaction was never acknowledged
  '10062': 'expired', // unknown interaction
  '30046': 'rate', // too many edits of a message older than an hour
  '40005': 'too-long', // request entity too large
  '40094': 'expired', // no follow-ups left
  '50001': 'forbidden', // missing access
  '50005': 'forbidden', // not our message
  '50007': 'forbidden', // the person takes no messages from us
  '50013': 'forbidden', // missing permissions
  '50027': 'expired', // the interaction's token is dead
  '50083': 'forbidden', // archived thread
  '50278': 'forbidden', // no server in common
  '160005': 'forbidden', // locked thread
};

/** True when Discord refused the bot's own token, now or in an earlier call. */
export function isTokenRefused(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401 && error.code !== 50027;
  // After one 401, discord.js forgets the token and throws this before asking.
  return error instanceof Error && error.message.startsWith('Expected token to be set');
}

/** Discord's error code, or undefined when Discord did not answer with one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof DiscordAPIError ? String(error.code) : undefined;
}

/** Any error of a request as delivery understands it. Holds the platform's code and no text. */
export function surfaceErrorOf(error: unknown): SurfaceError {
  if (error instanceof SurfaceError) return error;
  if (error instanceof RateLimitError) {
    const retryAfterMs = Math.max(error.retryAfter, error.sublimitTimeout, error.timeToReset);
    return new SurfaceError('rate', 'Discord asks to wait.', { retryAfterMs });
  }
  if (isTokenRefused(error)) return new SurfaceError('auth', 'Discord refused the bot token.');
  const code = codeOf(error);
  if (error instanceof DiscordAPIError && code !== undefined) {
    const kind = kinds[code] ?? (code === '50035' && isTooLong(error) ? 'too-long' : 'unreachable');
    return new SurfaceError(kind, `Discord refused with ${code}.`);
  }
  // No cause: errors of discord.js carry the address, and with it an interaction's token.
  return new SurfaceError('unreachable', 'Discord did not answer.');
}

/** True when a post failed only because of the message it replies to. */
export function isAboutReference(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === '160002' || (code === '50035' && JSON.stringify(rawErrors(error)).includes('message_reference'))
  );
}

function isTooLong(error: DiscordAPIError): boolean {
  return JSON.stringify(rawErrors(error)).includes('BASE_TYPE_MAX_LENGTH');
}

function rawErrors(error: unknown): unknown {
  if (!(error instanceof DiscordAPIError)) return {};
  return 'errors' in error.rawError ? error.rawError.errors : {};
}
