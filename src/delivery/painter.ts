import type { Delivery } from '../core/adapter.ts';
import type { MessageRef } from '../core/room.ts';
import type { DeliveryTools } from './delivery-tools.ts';
import type { Draft } from './draft.ts';
import { type Planned, planParts } from './plan.ts';
import { type Part, type Surface, SurfaceError } from './surface.ts';

/** Brings what is shown closer to what should be shown, one call at a time. */
export type Painter = {
  /** Makes the first change that is needed, after waiting for the channel's pace. False when nothing is. Rejects with a SurfaceError when it cannot go on. */
  step(draft: () => Draft): Promise<boolean>;
  shown(): { readonly messages: readonly MessageRef[]; readonly texts: readonly string[] };
};

/** A message of this answer. Without `planned` it is one of an earlier attempt, not touched yet. */
type Shown = { readonly message: MessageRef; readonly planned: Planned | undefined };

type Change =
  | { readonly kind: 'post'; readonly planned: Planned }
  | { readonly kind: 'edit'; readonly index: number; readonly shown: Shown; readonly planned: Planned }
  | { readonly kind: 'remove'; readonly shown: Shown };

/** How often one change may be refused before delivery gives up. */
const maxRefusals = { rate: 8, unreachable: 3, afterAbort: 2 } as const;

/** Makes a painter for one answer. `onFirst` is called when its first message stands. */
export function createPainter(
  surface: Surface,
  delivery: Delivery,
  tools: DeliveryTools,
  onFirst: () => void,
): Painter {
  const { pacer, log } = tools;
  const layout = {
    growth: surface.growth,
    maxCharacters: surface.maxCharacters,
    prepare: rememberingLast((markdown: string, writing: boolean) => surface.prepare(markdown, writing)),
  };
  // What cannot be edited is posted anew: an answer that may appear twice is better than none.
  const known = surface.growth === 'none' ? [] : delivery.paint.known;
  let shown: readonly Shown[] = known.map((message) => ({ message, planned: undefined }));
  let refusals = 0;

  async function step(draft: () => Draft): Promise<boolean> {
    const foreseen = nextChange(draft());
    if (!foreseen) return false;
    if (foreseen.kind === 'edit' || refusals > 0) await pacer.turn(surface.channel, delivery.signal);
    // Meanwhile there may be more to show, so the change is worked out again.
    const change = nextChange(draft());
    if (!change) return true;
    try {
      await perform(change);
      refusals = 0;
    } catch (error) {
      weigh(error, change);
    }
    return true;
  }

  function nextChange(draft: Draft): Change | undefined {
    const painted = shown.flatMap(({ planned }) => (planned ? [planned] : []));
    const plan = planParts(layout, draft, painted);
    for (const [index, planned] of plan.entries()) {
      const there = shown[index];
      if (!there) return { kind: 'post', planned };
      if (!there.planned || differs(there.planned.part, planned.part)) {
        return { kind: 'edit', index, shown: there, planned };
      }
    }
    const surplus = shown.length > plan.length ? shown.at(-1) : undefined;
    const isFinal = draft.state.kind === 'complete' || (draft.state.kind !== 'writing' && plan.length > 0);
    return surplus && isFinal ? { kind: 'remove', shown: surplus } : undefined;
  }

  /** An open stream must be ended; elsewhere `writing` changes nothing anybody could see. */
  function differs(before: Part, now: Part): boolean {
    if (surface.growth === 'append' && before.writing !== now.writing) return true;
    return (
      before.text !== now.text ||
      before.stop !== now.stop ||
      before.buttons.map(({ id }) => id).join() !== now.buttons.map(({ id }) => id).join() ||
      before.files.length !== now.files.length
    );
  }

  async function perform(change: Change): Promise<void> {
    if (change.kind === 'post') return post(change.planned);
    if (change.kind === 'remove') {
      await surface.remove(change.shown.message);
      shown = shown.slice(0, -1);
      return;
    }
    const { index, planned } = change;
    await surface.edit(change.shown.message, planned.part);
    shown = shown.with(index, { ...change.shown, planned });
    if (index === 0) onFirst();
  }

  async function post(planned: Planned): Promise<void> {
    const { part } = planned;
    const replaces = part.index === 0 && delivery.reply.place === 'update' && surface.replace !== undefined;
    const message = replaces && surface.replace ? await surface.replace(part) : await surface.post(part);
    await keep({ message, planned });
    if (part.index === 0) onFirst();
  }

  async function keep(entry: Shown): Promise<void> {
    const index = entry.planned?.part.index ?? shown.length;
    shown = [...shown.slice(0, index), entry, ...shown.slice(index + 1)];
    pacer.note(surface.channel);
    try {
      await delivery.paint.record(entry.message);
    } catch {
      log.warn('A shown message could not be noted.', { event: delivery.eventId, part: index });
    }
  }

  /** Returns when the change may be tried again, and throws when it may not. */
  function weigh(thrown: unknown, change: Change): void {
    const error =
      thrown instanceof SurfaceError
        ? thrown
        : new SurfaceError('unreachable', 'A surface failed.', { cause: thrown });
    refusals += 1;
    const limit = delivery.signal.aborted ? maxRefusals.afterAbort : maxRefusals.rate;
    if (error.kind === 'rate') {
      pacer.slowDown(surface.channel, error.retryAfterMs);
      if (refusals < limit) return;
      throw error;
    }
    if (change.kind === 'remove') {
      if (error.kind !== 'gone') log.warn('A surplus message could not be removed.', { reason: error.kind });
      shown = shown.slice(0, -1);
      return;
    }
    if (change.kind === 'edit' && error.kind === 'gone' && !change.shown.planned) {
      // Left by an earlier attempt and deleted since: the next message takes its place.
      shown = shown.toSpliced(change.index, 1);
      return;
    }
    if (change.kind === 'edit' && error.kind === 'unreachable' && refusals < maxRefusals.unreachable) return;
    throw error;
  }

  return {
    step,
    shown: () => {
      const painted = shown.filter(({ planned }) => planned !== undefined);
      return {
        messages: painted.map(({ message }) => message),
        texts: painted.map(({ planned }) => planned?.part.text ?? ''),
      };
    },
  };
}

/** Several changes are worked out of one text; preparing it may mean parsing it. */
function rememberingLast(prepare: Surface['prepare']): Surface['prepare'] {
  let last: { readonly markdown: string; readonly writing: boolean; readonly result: string } | undefined;
  return (markdown, writing) => {
    if (last?.markdown !== markdown || last.writing !== writing) {
      last = { markdown, writing, result: prepare(markdown, writing) };
    }
    return last.result;
  };
}
