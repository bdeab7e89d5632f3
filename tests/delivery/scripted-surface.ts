import type { Delivery } from '../../src/core/adapter.ts';
import type { Log } from '../../src/core/log.ts';
import type { Reply, ReplyPart } from '../../src/core/reply.ts';
import type { MessageRef } from '../../src/core/room.ts';
import { deliverTo } from '../../src/delivery/deliver.ts';
import { createPacer, type Pacer } from '../../src/delivery/pacer.ts';
import type { Part, Surface } from '../../src/delivery/surface.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export function ref(id: string): MessageRef {
  return { platform: 'discord', native: { id } };
}

/** Everything a surface was asked to do, with the time it began. */
type Call = { readonly at: number; readonly id: string } & (
  | { readonly kind: 'post' | 'edit' | 'replace'; readonly part: Part }
  | { readonly kind: 'remove' }
  | { readonly kind: 'react' | 'status'; readonly text: string | undefined }
);

/** A surface that keeps what it shows, and fails where a test says so. */
export type ScriptedSurface = Surface & {
  readonly calls: Call[];
  /** What people see now, in order. */
  visible(): readonly Part[];
  /** The next calls of this kind throw these errors, `undefined` meaning none. */
  fail(kind: Call['kind'], ...errors: (Error | undefined)[]): void;
  /** Milliseconds each post and edit takes. */
  slow(milliseconds: number): void;
  underWay(): number;
};

export function createScriptedSurface(
  clock: FakeClock,
  options: Partial<Pick<Surface, 'maxCharacters' | 'growth' | 'channel' | 'prepare'>> & {
    readonly earlier?: readonly string[];
  } = {},
): ScriptedSurface {
  const calls: Call[] = [];
  const screen = new Map<string, Part | undefined>((options.earlier ?? []).map((id) => [id, undefined]));
  const failures = new Map<Call['kind'], (Error | undefined)[]>();
  let takesMs = 0;
  let mostUnderWay = 0;
  let underWay = 0;
  const started = clock.now();

  async function act(call: Call): Promise<void> {
    calls.push(call);
    underWay += 1;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    if (takesMs > 0) await clock.wait(takesMs);
    underWay -= 1;
    const error = failures.get(call.kind)?.shift();
    if (error) throw error;
  }
  const at = () => clock.now() - started;
  async function show(kind: 'post' | 'replace', part: Part): Promise<MessageRef> {
    const id = kind === 'replace' ? 'pressed' : `m${part.index}`;
    await act({ kind, at: at(), id, part });
    screen.set(id, part);
    return ref(id);
  }
  const idOf = (message: MessageRef) => String(message.native['id']);

  return {
    maxCharacters: options.maxCharacters ?? 2_000,
    channel: options.channel ?? 'channel',
    growth: options.growth ?? 'edit',
    prepare: options.prepare ?? ((markdown) => markdown),
    post: (part) => show('post', part),
    replace: (part) => show('replace', part),
    async edit(message, part) {
      const id = idOf(message);
      await act({ kind: 'edit', at: at(), id, part });
      screen.set(id, part);
    },
    async remove(message) {
      await act({ kind: 'remove', at: at(), id: idOf(message) });
      screen.delete(idOf(message));
    },
    react: (emoji) => act({ kind: 'react', at: at(), id: '', text: emoji }),
    status: (text) => act({ kind: 'status', at: at(), id: '', text }),
    calls,
    visible: () => [...screen.values()].flatMap((part) => (part ? [part] : [])),
    fail: (kind, ...errors) => failures.set(kind, errors),
    slow: (milliseconds) => {
      takesMs = milliseconds;
    },
    underWay: () => mostUnderWay,
  };
}

/** A reply written by hand, piece by piece, while a test looks on. */
export function createScript(options: { visibility?: Reply['visibility']; place?: Reply['place'] } = {}) {
  const parts: (ReplyPart | Error | 'done')[] = [];
  let wake = () => {};
  let reads = 0;
  async function* body(): AsyncGenerator<ReplyPart> {
    reads += 1;
    while (true) {
      const part = parts.shift();
      if (part === 'done') return;
      if (part instanceof Error) throw part;
      if (part) yield part;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  }
  const push = (part: ReplyPart | Error | 'done') => {
    parts.push(part);
    wake();
  };
  const reply: Reply = {
    visibility: options.visibility ?? 'public',
    place: options.place ?? 'new',
    body: { [Symbol.asyncIterator]: body },
  };
  return {
    reply,
    reads: () => reads,
    say: (text: string) => push({ kind: 'text', text }),
    status: (text: string) => push({ kind: 'status', text }),
    react: (emoji: string) => push({ kind: 'reaction', emoji }),
    end: (more: Partial<Extract<ReplyPart, { kind: 'end' }>> = {}) => {
      push({ kind: 'end', buttons: [], files: [], ...more });
      push('done');
    },
    break: (error: Error) => push(error),
  };
}

/** One delivery of a reply to a scripted surface, with everything a test may look at. */
export function startDelivery(
  reply: Reply,
  options: Parameters<typeof createScriptedSurface>[1] & {
    readonly clock?: FakeClock;
    readonly pacer?: Pacer;
    readonly surface?: ScriptedSurface;
    readonly record?: (message: MessageRef) => Promise<void>;
  } = {},
) {
  const clock = options.clock ?? createFakeClock();
  const surface = options.surface ?? createScriptedSurface(clock, options);
  const pacer = options.pacer ?? createPacer({ clock });
  const recorded: MessageRef[] = [];
  const stop = new AbortController();
  const delivery: Delivery = {
    eventId: 'event',
    kind: 'message',
    address: { platform: 'discord', to: {} },
    reply,
    signal: stop.signal,
    paint: {
      known: (options.earlier ?? []).map(ref),
      resumed: false,
      record:
        options.record ??
        (async (message) => {
          recorded.push(message);
        }),
    },
  };
  const receipt = deliverTo(surface, delivery, { clock, pacer, log: silent });
  return { clock, surface, pacer, recorded, receipt, stop: () => stop.abort('stopped') };
}
