import type { Draft } from './draft.ts';
import { cutMarkdown, isBlank } from './split-markdown.ts';
import type { Part, Surface } from './surface.ts';

/** A part as it should be shown, and where in the prepared text it ends. */
export type Planned = { readonly part: Part; readonly end: number };

/** Shorter answers are over before anybody could press Stop. */
const stopFromCharacters = 200;

/**
 * Lays out a draft as the messages it should be shown in. `painted` are the parts as they were last
 * laid out and shown, which append-only surfaces must keep.
 */
export function planParts(
  surface: Pick<Surface, 'growth' | 'maxCharacters' | 'prepare'>,
  draft: Draft,
  painted: readonly Planned[],
): readonly Planned[] {
  const writing = draft.state.kind === 'writing';
  if (writing && surface.growth === 'none') return [];
  const text = surface.prepare(readable(draft.text, writing), writing);
  const growing = {
    ends: painted.slice(0, -1).map(({ end }) => end),
    atLeast: painted.at(-1)?.end ?? 0,
    open: writing,
  };
  const all = cutMarkdown(text, surface.maxCharacters, surface.growth === 'append' ? growing : {});
  // A stopped answer says no more than it already did, and shows nothing new.
  const said = draft.state.kind === 'aborted' ? all.slice(0, painted.length) : all;
  const cuts = said.length === 0 && draft.files.length > 0 ? [{ text: '', end: 0 }] : said;
  const stop = writing && draft.pieces > 1 && draft.text.length >= stopFromCharacters;
  return cuts.map((cut, index) => {
    const isLast = index === cuts.length - 1;
    const part: Part = {
      index,
      text: cut.text,
      buttons: isLast ? draft.buttons : [],
      files: isLast ? draft.files : [],
      writing: isLast && writing,
      stop: isLast && stop,
    };
    return { part, end: cut.end };
  });
}

/** True when the draft holds something to show. */
export function hasContent(draft: Draft): boolean {
  return !isBlank(draft.text) || draft.files.length > 0;
}

/** Text every platform takes: one kind of line break, no control characters, no halves of characters. */
function readable(text: string, writing: boolean): string {
  const whole = writing ? text.replace(/[\ud800-\udbff]$/, '') : text;
  return whole
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
