/** Longest line or whole JSON answer that is read, in characters; beyond it the rest is not waited for. */
const maxHeldCharacters = 4_000_000;

/** Splits the body of an answer into the JSON values in it. */
export type EventReader = {
  /** The values completed by these bytes; undefined in place of one that cannot be read. */
  push(bytes: Uint8Array): readonly unknown[];
  /** The values left when the body ended. */
  end(): readonly unknown[];
  /** True after the stream's own end mark: nothing that follows counts. */
  readonly finished: boolean;
};

/**
 * Reads server-sent events, or a plain JSON answer from a server that does not stream. Throws a
 * RangeError when a line never ends.
 */
export function createEventReader(): EventReader {
  const decoder = new TextDecoder();
  let shape: 'unknown' | 'events' | 'json' = 'unknown';
  let held = '';
  let data: string[] = [];
  let finished = false;

  const takeEvent = (): readonly unknown[] => {
    if (data.length === 0 || finished) return [];
    const text = data.join('\n').trim();
    data = [];
    finished = text.startsWith('[DONE]');
    return finished || text === '' ? [] : [parsed(text)];
  };

  const takeLine = (line: string): readonly unknown[] => {
    if (line === '') return takeEvent();
    if (line.startsWith('data:')) data.push(line.slice('data:'.length));
    return [];
  };

  const read = (text: string, ended: boolean): readonly unknown[] => {
    held += text;
    if (shape === 'unknown') {
      held = held.trimStart();
      if (held !== '') shape = held.startsWith('{') ? 'json' : 'events';
    }
    if (shape !== 'events') {
      assertSane(held);
      return ended && held !== '' ? [parsed(held)] : [];
    }
    const cut = ended ? held.length : lastLineEnd(held);
    const lines = held.slice(0, cut).split(/\r\n|\n|\r/);
    held = held.slice(cut);
    assertSane(held);
    return ended ? [...lines.flatMap(takeLine), ...takeEvent()] : lines.slice(0, -1).flatMap(takeLine);
  };

  return {
    push: (bytes) => read(decoder.decode(bytes, { stream: true }), false),
    end: () => read(decoder.decode(), true),
    get finished() {
      return finished;
    },
  };
}

/** Index after the last complete line. A carriage return at the very end may be half of a line's end: it waits. */
function lastLineEnd(text: string): number {
  const complete = text.endsWith('\r') ? text.slice(0, -1) : text;
  return Math.max(complete.lastIndexOf('\n'), complete.lastIndexOf('\r')) + 1;
}

function assertSane(held: string): void {
  if (held.length > maxHeldCharacters) throw new RangeError('A line of the answer never ended.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
