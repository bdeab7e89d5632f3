import type { Delivery } from '../core/adapter.ts';
import type { Clock } from '../core/clock.ts';
import { BotError } from '../core/errors.ts';
import type { Receipt } from '../core/reply.ts';
import { createAsides } from './asides.ts';
import type { DeliveryTools } from './delivery-tools.ts';
import { type DraftReader, readDraft } from './draft.ts';
import { createPainter } from './painter.ts';
import { hasContent } from './plan.ts';
import { isBlank } from './split-markdown.ts';
import { type Surface, SurfaceError } from './surface.ts';

/** Something worth reading is shown at once; a few words wait this long for the next ones. */
const firstPaintMs = 700;
const firstPaintCharacters = 40;
/** Text and end that come together belong in one post. */
const togetherMs = 100;

/**
 * Shows one reply on a surface and says what became of it. Never rejects. Reads the body once, posts
 * at the first release, then edits; records every posted message before it posts another. Messages
 * an earlier attempt left are edited, or removed where the answer needs fewer. A reply without text,
 * file or reaction fails as `empty`. Posts are never repeated after an error that leaves open whether
 * they arrived; edits are.
 */
export async function deliverTo(
  surface: Surface,
  delivery: Delivery,
  tools: DeliveryTools,
): Promise<Receipt> {
  const { log, clock } = tools;
  const asides = createAsides(surface, log);
  const reader = readDraft(delivery.reply.body, delivery.signal, asides.take);
  const painter = createPainter(surface, delivery, tools, asides.clearStatus);
  const gate = openGate(reader, clock);
  let reason: string | undefined;
  try {
    await paintUntilOver();
  } catch (error) {
    reason = reasonOf(error);
    log.warn('An answer could not be shown.', { event: delivery.eventId, reason });
  } finally {
    gate.close();
    if (reason !== undefined) reader.close();
    await reader.finished;
    await asides.finish();
  }
  return receipt();

  async function paintUntilOver(): Promise<void> {
    while (true) {
      const draft = reader.now();
      const isOpen = draft.state.kind !== 'writing' || gate.isOpen();
      if (isOpen && (await painter.step(reader.now))) continue;
      // The step that found nothing to do may have waited, so look again before going to sleep.
      if (reader.now() !== draft) continue;
      if (draft.state.kind !== 'writing') return;
      await reader.changed();
    }
  }

  function receipt(): Receipt {
    const draft = reader.now();
    const { messages, texts } = painter.shown();
    const isWhole = reason === undefined && draft.state.kind === 'complete';
    const text = isWhole ? draft.text.trim() : texts.join('\n');
    const said = { text: isBlank(text) ? '' : text, messages };
    if (reason !== undefined) return { outcome: 'failed', ...said, reason };
    if (draft.state.kind === 'aborted') return { outcome: 'stopped', ...said };
    if (draft.state.kind === 'threw')
      return { outcome: 'failed', ...said, reason: codeOf(draft.state.error) };
    if (hasContent(draft)) return { outcome: 'delivered', ...said };
    const reacted = asides.reaction();
    if (reacted === 'shown') return { outcome: 'delivered', ...said };
    return { outcome: 'failed', ...said, reason: reacted ?? 'empty' };
  }
}

/** Opens when the first text is worth showing. */
function openGate(
  reader: DraftReader,
  clock: Clock,
): { readonly isOpen: () => boolean; readonly close: () => void } {
  const closing = new AbortController();
  let open = false;
  const openAfter = async (milliseconds: number) => {
    await clock.wait(milliseconds, closing.signal);
    open = true;
    reader.wake();
  };
  const watch = async () => {
    const isWorth = (characters: number) => reader.now().text.trim().length >= characters;
    while (!isWorth(1) && !closing.signal.aborted) await reader.changed();
    void openAfter(firstPaintMs);
    while (!isWorth(firstPaintCharacters) && !closing.signal.aborted) await reader.changed();
    void openAfter(togetherMs);
  };
  void watch();
  return {
    isOpen: () => open,
    close: () => {
      closing.abort();
      reader.wake();
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof SurfaceError ? error.kind : 'unreachable';
}

function codeOf(error: unknown): string {
  return error instanceof BotError ? error.code : 'error';
}
