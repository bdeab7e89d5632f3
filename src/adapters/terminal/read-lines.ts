import { StringDecoder } from 'node:string_decoder';

/**
 * Yields each line of a stream without its line break, the last one also where none ends it. Bytes
 * that are no UTF-8 become U+FFFD. Ends early, and closes the stream, when the signal aborts; a
 * stream that breaks just ends.
 */
export async function* readLines(
  input: NodeJS.ReadableStream,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const decoder = new StringDecoder('utf8');
  const close = () => {
    if ('destroy' in input && typeof input.destroy === 'function') input.destroy();
  };
  if (signal.aborted) return close();
  signal.addEventListener('abort', close, { once: true });
  const open: string[] = [];
  try {
    for await (const chunk of input) {
      const [first = '', ...others] = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n');
      open.push(first);
      for (const piece of others) {
        yield withoutReturn(open.splice(0).join(''));
        if (signal.aborted) return;
        open.push(piece);
      }
    }
  } catch {
    // A terminal that hung up or a reset pipe: nothing more will come.
  } finally {
    signal.removeEventListener('abort', close);
  }
  const last = open.join('') + decoder.end();
  if (last !== '' && !signal.aborted) yield withoutReturn(last);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
