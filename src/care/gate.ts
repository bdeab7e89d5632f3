/** Looks at one sentence before anybody sees it: returns it, a mended one, or '' to drop it. */
export type Guard = {
  readonly name: string;
  /** `released` is everything that was let out before. */
  check(sentence: string, released: string): string;
};

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
/** A sentence without an end is looked at in pieces of this size, cut at white space. */
const longestSentence = 1_000;

/**
 * Lets text out only when it was checked. What ends within `holdCharacters` comes out whole; longer
 * text comes sentence by sentence, with its white space. Without guards nothing is changed.
 */
export async function* gate(
  stream: AsyncIterable<string>,
  options: { readonly guards: readonly Guard[]; readonly holdCharacters: number },
): AsyncIterable<string> {
  let held = '';
  let released = '';
  const letOut = (text: string): string => {
    const checked = checkAll(text, released, options.guards);
    released += checked;
    return checked;
  };
  for await (const piece of stream) {
    held += piece;
    if (released === '' && held.length <= options.holdCharacters) continue;
    const { whole, rest } = splitAtLastSentence(held);
    held = rest;
    for (const sentence of whole) {
      const checked = letOut(sentence);
      if (checked !== '') yield checked;
    }
  }
  const last = splitSentences(held).map(letOut).join('');
  if (last !== '') yield last;
}

function checkAll(sentence: string, released: string, guards: readonly Guard[]): string {
  let text = sentence;
  for (const guard of guards) {
    if (text === '') return '';
    try {
      text = guard.check(text, released);
    } catch {
      // A guard that breaks lets nothing through.
      return '';
    }
  }
  return text;
}

/** Everything up to the last boundary after which more text has come; the rest may still grow. */
function splitAtLastSentence(text: string): { readonly whole: readonly string[]; readonly rest: string } {
  const parts = splitSentences(text);
  const rest = parts.at(-1) ?? '';
  if (rest.length <= longestSentence) return { whole: parts.slice(0, -1), rest };
  const cut = rest.lastIndexOf(' ', longestSentence) + 1 || longestSentence;
  const head = endsInSurrogate(rest.slice(0, cut)) ? rest.slice(0, cut - 1) : rest.slice(0, cut);
  return { whole: [...parts.slice(0, -1), head], rest: rest.slice(head.length) };
}

/** Lines and sentences. A line break always ends one: lists, verse and code have no full stops. */
function splitSentences(text: string): readonly string[] {
  return text.split(/(?<=\n)/).flatMap((line) => (line === '' ? [] : sentencesOf(line)));
}

/** What stands together without white space is looked at together: `<!channel>` is one word, whatever `!` may end. */
function sentencesOf(line: string): readonly string[] {
  const whole: string[] = [];
  for (const { segment } of sentences.segment(line)) {
    const last = whole.at(-1);
    if (last !== undefined && !/[\s。！？]$/.test(last)) whole[whole.length - 1] = last + segment;
    else whole.push(segment);
  }
  return whole;
}

function endsInSurrogate(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}
