import OpenAI from 'openai';
import { BotError } from '../core/errors.ts';
import { type Complaint, complaintOf } from './read-chunk.ts';
import { Late } from './within.ts';

const tooLong =
  /context[_ ](?:length|window|size)|maximum context|too many tokens|prompt is too long|exceeds? the (?:available )?context/i;
const noCredit = /insufficient_quota|insufficient credit|billing/i;

/** What an answer's headers say about a failure. */
export type Circumstances = { readonly requestId?: string; readonly retryAfterMs?: number };

/** A failure of the server or the way to it, in our own words. Holds no key, prompt or body. */
export function modelError(error: unknown, model: string, circumstances: Circumstances = {}): BotError {
  if (error instanceof BotError) return error;
  if (error instanceof Late || error instanceof OpenAI.APIConnectionTimeoutError) {
    return new BotError(
      'model-timeout',
      `The model ${model} did not answer in time. Try again; a smaller model (OPENAI_MODEL) answers sooner.`,
      circumstances,
    );
  }
  if (error instanceof OpenAI.APIError && error.status !== undefined) {
    return complaintError(complaintIn(error), model, circumstancesOf(error.headers));
  }
  return unreachable(model, { ...circumstances, cause: error });
}

/** What a server complained of, in our own words. */
export function complaintError(
  { status, words }: Complaint,
  model: string,
  circumstances: Circumstances,
): BotError {
  if (status === 413 || tooLong.test(words)) {
    return new BotError(
      'model-too-long',
      `The prompt is longer than the model ${model} reads. Set OPENAI_CONTEXT_TOKENS to what it can read.`,
      circumstances,
    );
  }
  if (status === 401 || status === 403) {
    return new BotError(
      'model-auth',
      `The server refused the key for the model ${model}. Check OPENAI_API_KEY and what it may use.`,
      circumstances,
    );
  }
  if (status === 402 || noCredit.test(words)) {
    return new BotError(
      'model-rate',
      `The account that pays for the model ${model} has no credit left. Top it up at the provider.`,
      circumstances,
    );
  }
  if (status === 429) {
    return new BotError('model-rate', `The server of the model ${model} asks to slow down.`, circumstances);
  }
  if (status === 404) {
    return new BotError(
      'model-refused',
      `The server does not know the model ${model}: set OPENAI_MODEL to one it has. If it has it, check OPENAI_BASE_URL (it usually ends in /v1).`,
      circumstances,
    );
  }
  if (status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 409) {
    return new BotError(
      'model-refused',
      `The server refused the request for the model ${model} (status ${status}). Check that OPENAI_MODEL can chat.`,
      circumstances,
    );
  }
  return unreachable(model, circumstances, status);
}

/** What the server itself wrote, to look for known words in. */
export function complaintIn(error: InstanceType<typeof OpenAI.APIError>): Complaint {
  const complaint = complaintOf(error.error, error.status);
  return { ...complaint, words: `${complaint.words} ${error.message}` };
}

/** Worth asking again: the server is busy, broken for the moment, or was not reached. */
export function isPassing(error: BotError): boolean {
  return error.code === 'model-rate' || error.code === 'model-unreachable';
}

export function empty(model: string, circumstances: Circumstances = {}): BotError {
  return new BotError(
    'model-empty',
    `The model ${model} answered without a word. If it always does, check OPENAI_BASE_URL (it usually ends in /v1) and OPENAI_MODEL.`,
    circumstances,
  );
}

/** Reads the request's id and the wait the server asks for, in seconds, milliseconds or as a date. */
export function circumstancesOf(headers: Headers | undefined): Circumstances {
  const requestId = headers?.get('x-request-id');
  const milliseconds = headers?.get('retry-after-ms');
  const after = headers?.get('retry-after');
  const retryAfterMs = milliseconds
    ? Number(milliseconds)
    : after
      ? Number.isNaN(Number(after))
        ? Date.parse(after) - (Date.parse(headers?.get('date') ?? '') || Date.now())
        : Number(after) * 1000
      : Number.NaN;
  return {
    ...(requestId ? { requestId } : {}),
    ...(Number.isFinite(retryAfterMs) && retryAfterMs >= 0 ? { retryAfterMs } : {}),
  };
}

function unreachable(
  model: string,
  options: Circumstances & { readonly cause?: unknown },
  status?: number,
): BotError {
  const message =
    status === undefined
      ? `The server of the model ${model} cannot be reached, or broke off. Check OPENAI_BASE_URL and that the server runs.`
      : `The server of the model ${model} failed (status ${status}). Try again; if it stays so, look at the server's own log or status page.`;
  return new BotError('model-unreachable', message, options);
}
