import { webApi } from '@slack/bolt';
import type { Clock } from '../../core/clock.ts';
import { isOpenEnded, isTokenRefused } from './problems.ts';
import { objectOf, type Raw } from './raw.ts';

export type SlackApi = {
  /** A call that does the same however often it is made: tried again when Slack does not answer. */
  repeatable(method: string, body: Raw): Promise<Raw>;
  /** A call that must not happen twice. Made once. */
  once(method: string, body: Raw): Promise<Raw>;
  /** Status, names and looks: made once, over a client of its own, so that it holds up nothing that matters. */
  cosmetic(method: string, body: Raw): Promise<Raw>;
  upload(file: {
    readonly channel: string;
    readonly threadTs?: string;
    readonly name: string;
    readonly content: Uint8Array;
  }): Promise<void>;
  /** Posts an answer to a command's or a press's own address. Resolves with the status. */
  respond(url: string, body: Raw): Promise<number>;
};

const timeoutMs = 8_000;
const retryAfterMs = [250, 1_000] as const;

/**
 * The Web API. Nothing waits inside the SDK: a rate limit there holds up every other call of the same
 * client, and its retries would post twice. Rejects with the SDK's own errors; see problems.ts.
 */
export function createApi(options: {
  readonly token: string;
  /** Ends with a slash; Slack's own when absent. */
  readonly apiUrl?: string;
  readonly clock: Clock;
  readonly logger: webApi.Logger;
  readonly onTokenRefused: () => void;
}): SlackApi {
  const client = () =>
    new webApi.WebClient(options.token, {
      ...(options.apiUrl ? { slackApiUrl: options.apiUrl } : {}),
      logger: options.logger,
      timeout: timeoutMs,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
  const main = client();
  const aside = client();

  async function watched<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      if (isTokenRefused(error)) options.onTokenRefused();
      throw error;
    }
  }

  async function call(by: webApi.WebClient, method: string, body: Raw): Promise<Raw> {
    return objectOf(await watched(by.apiCall(method, { ...body })));
  }

  return {
    once: (method, body) => call(main, method, body),
    cosmetic: (method, body) => call(aside, method, body),
    async repeatable(method, body) {
      for (const waitMs of retryAfterMs) {
        try {
          return await call(main, method, body);
        } catch (error) {
          if (!isOpenEnded(error)) throw error;
          await options.clock.wait(waitMs);
        }
      }
      return call(main, method, body);
    },
    async upload({ channel, threadTs, name, content }) {
      const file = Buffer.from(content);
      await watched(
        main.filesUploadV2({
          file,
          filename: name,
          channel_id: channel,
          ...(threadTs ? { thread_ts: threadTs } : {}),
        } as webApi.FilesUploadV2Arguments),
      );
    },
    async respond(url, body) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return answer.status;
    },
  };
}
