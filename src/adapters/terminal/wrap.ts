/** Breaks lines between words for a screen of some width. White space at the end of a piece comes with the next word. */
export type Wrap = (text: string) => string;

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\p{Extended_Pictographic}]/u;

/**
 * `columns` is asked anew for every piece, because windows change. `begunAt` is the column at which
 * the first word will stand. A word wider than the screen is left to the terminal.
 */
export function createWrap(columns: () => number, begunAt: number): Wrap {
  let column = begunAt;
  let space = '';
  return (text) => {
    const limit = columns();
    let out = '';
    for (const token of text.match(/\n|[^\S\n]+|\S+/g) ?? []) {
      if (token === '\n') {
        out += token;
        column = 0;
        space = '';
      } else if (/^\s/.test(token)) {
        space = token;
      } else {
        const width = widthOf(token);
        const breaks = column > 0 && space !== '' && column + space.length + width >= limit;
        out += breaks ? `\n${token}` : space + token;
        column = breaks ? width : column + space.length + width;
        space = '';
      }
    }
    return out;
  };
}

function widthOf(word: string): number {
  return [...word].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}
