import type { Delivery } from '../../core/adapter.ts';
import type { Button } from '../../core/button.ts';
import { BotError } from '../../core/errors.ts';
import type { Receipt, Reply, ReplyFile } from '../../core/reply.ts';
import type { MessageRef } from '../../core/room.ts';
import { OutputGone, type Screen } from './screen.ts';

/** Writes one answer as it is released. Never rejects; `onBegin` is called with its first visible text. */
export async function showAnswer(
  screen: Screen,
  delivery: Delivery,
  onBegin: () => void,
): Promise<{ readonly receipt: Receipt; readonly buttons: readonly Button[] }> {
  const { signal } = delivery;
  const answer = screen.answer();
  const message: MessageRef = { platform: 'terminal', native: { event: delivery.eventId } };
  let buttons: readonly Button[] = [];
  let files: readonly ReplyFile[] = [];
  let reaction = '';
  let reason: string | undefined;

  async function write(text: string): Promise<void> {
    const before = answer.text();
    await answer.write(text);
    if (before !== '' || answer.text() === '') return;
    onBegin();
    // A terminal cannot change what it printed, so a lost note costs nothing but a repetition after a crash.
    await delivery.paint.record(message).catch(() => undefined);
  }

  let complete = false;
  try {
    for await (const part of untilAborted(delivery.reply.body, signal)) {
      if (part.kind === 'text') await write(part.text);
      else if (part.kind === 'status') await screen.passing(part.text);
      else if (part.kind === 'reaction') reaction = part.emoji;
      else ({ buttons, files } = part);
      complete ||= part.kind === 'end';
    }
    if (answer.text() === '' && complete) await write(reaction);
  } catch (error) {
    // What fails after the end is not the answer any more.
    if (!complete || error instanceof OutputGone) reason = reasonOf(error);
  }
  try {
    await screen.passing(undefined);
    await answer.end(buttons, files);
  } catch {
    reason = 'gone';
  }
  const text = answer.text();
  const said = { text, messages: text === '' && files.length === 0 ? [] : [message] };
  return { receipt: receiptOf(), buttons };

  function receiptOf(): Receipt {
    if (signal.aborted && !complete && reason !== 'gone') return { outcome: 'stopped', ...said };
    if (reason !== undefined) return { outcome: 'failed', ...said, reason };
    if (text === '' && files.length === 0) return { outcome: 'failed', ...said, reason: 'empty' };
    return { outcome: 'delivered', ...said };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof OutputGone) return 'gone';
  return error instanceof BotError ? error.code : 'error';
}

/** The body's parts until its end or the abort, whichever comes first; a body that hangs is left behind. */
async function* untilAborted(body: Reply['body'], signal: AbortSignal): Reply['body'] {
  const iterator = body[Symbol.asyncIterator]();
  const aborted = new Promise<undefined>((resolve) => {
    if (signal.aborted) return resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  while (true) {
    const next = iterator.next();
    next.catch(() => undefined);
    const step = await Promise.race([next, aborted]);
    if (step === undefined) {
      iterator.return?.().catch(() => undefined);
      return;
    }
    if (step.done) return;
    yield step.value;
  }
}
