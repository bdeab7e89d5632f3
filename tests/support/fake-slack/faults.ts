/** What to do to calls that match, instead of or before answering. */
export type Fault =
  | { readonly kind: 'rate-limit'; readonly retryAfterSeconds: number }
  /** 200 with `{ ok: false, error }`. */
  | { readonly kind: 'refuse'; readonly error: string }
  /** 500, and nothing was done. */
  | { readonly kind: 'fail' }
  /** 500, though everything was done. */
  | { readonly kind: 'fail-after-accepting' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** The connection is closed without an answer. */
  | { readonly kind: 'hang-up' };

export type Faults = {
  /** Does this to the next calls of a method such as `chat.update`; once, when `times` is not said. */
  on(method: string, fault: Fault, times?: number): void;
  /** From now on a method may be called this often in a minute, per workspace. */
  limitPerMinute(method: string, calls: number): void;
  /** From now on the bot lacks the scope a method needs. */
  withoutScopeFor(method: string): void;
  /** Every token is refused with `invalid_auth` from now on. */
  refuseTokens(): void;
  /** Every later event reaches the bot this often. */
  deliverEvents(times: number): void;
};

type Waiting = { readonly method: string; readonly fault: Fault; left: number };

export type FaultReader = Faults & {
  readonly tokensRefused: () => boolean;
  readonly eventCopies: () => number;
  readonly next: (method: string, team: string, now: number) => Fault | undefined;
};

/** The faults a test ordered, as the fake reads them. */
export function createFaults(): FaultReader {
  const waiting: Waiting[] = [];
  const limits = new Map<string, number>();
  const calls = new Map<string, number[]>();
  const missing = new Set<string>();
  let refused = false;
  let copies = 1;

  function overLimit(method: string, team: string, now: number): Fault | undefined {
    const limit = limits.get(method);
    if (limit === undefined) return undefined;
    const key = `${team} ${method}`;
    const recent = (calls.get(key) ?? []).filter((at) => at > now - 60_000);
    const [first = now] = recent;
    calls.set(key, recent);
    if (recent.length >= limit) {
      return { kind: 'rate-limit', retryAfterSeconds: Math.max(1, Math.ceil((first + 60_000 - now) / 1000)) };
    }
    recent.push(now);
    return undefined;
  }

  return {
    on: (method, fault, times = 1) => {
      waiting.push({ method, fault, left: times });
    },
    limitPerMinute: (method, count) => {
      limits.set(method, count);
    },
    withoutScopeFor: (method) => {
      missing.add(method);
    },
    refuseTokens: () => {
      refused = true;
    },
    deliverEvents: (times) => {
      copies = times;
    },
    tokensRefused: () => refused,
    eventCopies: () => copies,
    next: (method, team, now) => {
      if (missing.has(method)) return { kind: 'refuse', error: 'missing_scope' };
      const found = waiting.find((entry) => entry.left > 0 && entry.method === method);
      if (found) {
        found.left -= 1;
        return found.fault;
      }
      return overLimit(method, team, now);
    },
  };
}
