import { detectCrisis } from '../care/crisis.ts';
import { meetingLine, softLine } from '../care/disclosure.ts';
import type { Guard } from '../care/gate.ts';
import type { Caller, CommandTools } from '../commands/command.ts';
import type { Clock } from '../core/clock.ts';
import type { Catalog } from '../core/language.ts';
import type { Memory } from '../core/memory.ts';
import type { ReplyPart } from '../core/reply.ts';
import type { PromptParts } from '../persona/prompt-parts.ts';
import type { Occasion, Prepared } from './prepare.ts';
import type { Speak } from './speak.ts';

const maxOutputTokens = 2_000;

/** Has a story or poem written: the same way as talk, with a task instead of a message. */
export function createWrite(tools: {
  readonly memory: Memory;
  readonly prepare: (occasion: Occasion) => Promise<Prepared>;
  readonly speak: Speak;
  readonly guardsFor: (parts: PromptParts) => readonly Guard[];
  /** What stands under every piece made without a model; absent with one. */
  readonly label?: Catalog<string>;
  readonly name: string;
  readonly clock: Clock;
}): CommandTools['write'] {
  const { memory, clock } = tools;

  return (caller, piece) => ({ visibility: 'public', place: 'new', body: body(caller, piece) });

  async function* body(
    caller: Caller,
    piece: Parameters<CommandTools['write']>[1],
  ): AsyncIterable<ReplyPart> {
    const switches = await memory.switches(caller.account);
    const message = { name: caller.name, text: piece.about, attachments: [], contentAvailable: true };
    const prepared = await tools.prepare({ caller, switches, message, lineIds: new Set(), piece });
    const speech = { ...prepared, guards: tools.guardsFor(prepared.parts), maxOutputTokens };

    let begun = false;
    for await (const text of tools.speak(speech, caller.signal)) {
      const meeting =
        begun || switches.metAt !== undefined ? '' : `${meetingLine(caller.language, tools.name)}\n\n`;
      begun = true;
      yield { kind: 'text', text: meeting + text };
    }
    if (caller.signal.aborted) return;
    // What a piece is about is material, so it gets written; somebody may still mean it.
    if (detectCrisis(piece.about)) yield { kind: 'text', text: `\n\n${softLine(caller.language)}` };
    if (tools.label) yield { kind: 'text', text: `\n\n(${tools.label[caller.language]})` };
    yield { kind: 'end', buttons: [], files: [] };
    const at = clock.now();
    await memory.setSwitches(caller.account, { lastAt: at, metAt: switches.metAt ?? at });
  }
}
