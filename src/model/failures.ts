import OpenAI from 'openai';
import { BotError } from '../core/errors.ts';

const tooLong =
  /context[_ ]length|maximum context|context window|too many tokens|prompt is too long|exceeds? the (?:available )?context/i;

/** A failure of the server or the way to it, in our own words. Holds no key, prompt or body. */
export function modelError(error: unknown, model: string): BotError {
  if (error instanceof BotError) return error;
  if (error instanceof OpenAI.APIConnectionTimeoutError) return timeout(model, error);
  if (error instanceof OpenAI.APIConnectionError) return unreachable(model, error);
  if (error instanceof OpenAI.APIError) return statusError(error, model);
  return unreachable(model, error);
}

/** Worth asking again: the server is busy, broken for the moment, or was not reached. */
export function isPassing(error: BotError): boolean {
  return error.code === 'model-rate' || error.code === 'model-unreachable';
}

export function timeout(model: string, cause?: unknown): BotError {
  return new BotError(
    'model-timeout',
    `The model ${model} did not answer in time. A smaller model answers sooner.`,
    { cause },
  );
}

export function empty(model: string): BotError {
  return new BotError('model-empty', `The model ${model} answered without a word.`);
}

function unreachable(model: string, cause: unknown): BotError {
  return new BotError(
    'model-unreachable',
    `The server of the model ${model} cannot be reached. Check OPENAI_BASE_URL and that the server runs.`,
    { cause },
  );
}

function statusError(error: InstanceType<typeof OpenAI.APIError>, model: string): BotError {
  const options = { cause: error, ...(error.requestID ? { requestId: error.requestID } : {}) };
  const { status } = error;
  if (tooLong.test(`${error.code ?? ''} ${error.message}`)) {
    return new BotError(
      'model-too-long',
      `The prompt is longer than the model ${model} reads. Set OPENAI_CONTEXT_TOKENS to what it can read.`,
      options,
    );
  }
  if (status === 401 || status === 403) {
    return new BotError(
      'model-auth',
      `The server refused the key for the model ${model}. Check OPENAI_API_KEY and what it may use.`,
      options,
    );
  }
  if (status === 404) {
    return new BotError(
      'model-refused',
      `The server knows no model ${model}, or the address is wrong. Check OPENAI_MODEL and OPENAI_BASE_URL (it usually ends in /v1).`,
      options,
    );
  }
  if (status === 429) {
    const seconds = Number(error.headers?.get('retry-after'));
    const wait = Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1000 } : {};
    return new BotError(
      'model-rate',
      `The server of the model ${model} asks to slow down, or the account’s quota is used up.`,
      { ...options, ...wait },
    );
  }
  if (status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 409) {
    return new BotError(
      'model-refused',
      `The server refused the request for the model ${model} (status ${status}).`,
      options,
    );
  }
  return unreachable(model, error);
}
