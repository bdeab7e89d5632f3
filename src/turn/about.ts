import type { LogFields } from '../core/log.ts';
import type { Answerable } from '../core/message.ts';

/** What a log may say of an event. */
export function about(event: Answerable): LogFields {
  return { platform: event.address.platform, kind: event.kind, audience: event.audience.kind };
}

/** A failure's code or class, never its message: that may quote people. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
