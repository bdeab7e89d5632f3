/** What to do to requests that match, instead of or before answering. */
export type Fault =
  | { readonly kind: 'rate-limit'; readonly retryAfterMs: number }
  | { readonly kind: 'refuse'; readonly status: number; readonly code: number }
  /** 500, and nothing was done. */
  | { readonly kind: 'fail' }
  /** 500, though everything was done. */
  | { readonly kind: 'fail-after-accepting' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** The connection is closed without an answer. */
  | { readonly kind: 'hang-up' };

/** Requests by method and path, such as `'POST', /messages$/`. The path begins with /channels, /webhooks… */
export type FaultFor = {
  readonly method: string;
  readonly path: RegExp;
  readonly fault: Fault;
  /** How many matching requests it happens to. */
  readonly times: number;
};

export type RestFaults = {
  /** Does this to the next matching requests; once, when `times` is not said. */
  on(method: string, path: RegExp, fault: Fault, times?: number): void;
  /** Every authorised request is answered with 401 from now on. */
  refuseToken(): void;
};

type Waiting = { readonly fault: FaultFor; left: number };

/** The queue of faults the REST side reads. */
export function createFaults(): RestFaults & {
  readonly tokenRefused: () => boolean;
  readonly next: (method: string, path: string) => Fault | undefined;
} {
  const waiting: Waiting[] = [];
  let refused = false;
  return {
    on: (method, path, fault, times = 1) => {
      waiting.push({ fault: { method, path, fault, times }, left: times });
    },
    refuseToken: () => {
      refused = true;
    },
    tokenRefused: () => refused,
    next: (method, path) => {
      const found = waiting.find(
        ({ fault, left }) => left > 0 && fault.method === method && fault.path.test(path),
      );
      if (!found) return undefined;
      found.left -= 1;
      return found.fault.fault;
    },
  };
}
