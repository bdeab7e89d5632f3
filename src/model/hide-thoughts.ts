/** Takes an answer in pieces and gives back the pieces meant to be read. */
export type ThoughtFilter = {
  /** What of the answer can be shown now; an empty string while that is undecided. */
  push(piece: string): string;
  /** What was held back and turned out to be text. Called once, after the last piece. */
  end(): string;
};

const tags = ['think', 'thinking', 'thought', 'reasoning'].map((name) => ({
  open: `<${name}>`,
  close: `</${name}>`,
}));

/**
 * Drops thinking in tags before an answer's first word, wherever its pieces are cut; a tag that is
 * never closed hides the rest. Tags later in the text are the text's own. Leading blanks go too, so
 * an answer of nothing but blanks comes out empty.
 */
export function createThoughtFilter(): ThoughtFilter {
  let held = '';
  let closing: string | undefined;
  let speaking = false;

  /** Looks at what is held until it is text, or more is needed to tell. */
  const settle = (): string => {
    while (true) {
      if (closing !== undefined) {
        const end = held.search(new RegExp(closing, 'i'));
        if (end === -1) {
          held = held.slice(-closing.length);
          return '';
        }
        held = held.slice(end + closing.length);
        closing = undefined;
      }
      held = held.trimStart();
      const start = held.toLowerCase();
      const opened = tags.find(({ open }) => start.startsWith(open));
      if (opened) {
        held = held.slice(opened.open.length);
        closing = opened.close;
        continue;
      }
      if (tags.some(({ open }) => open.startsWith(start))) return '';
      speaking = true;
      const text = held;
      held = '';
      return text;
    }
  };

  return {
    push(piece) {
      if (speaking) return piece;
      held += piece;
      return settle();
    },
    end: () => (closing === undefined ? held : ''),
  };
}
