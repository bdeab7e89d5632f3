import type { types } from '@slack/bolt';
import { type Button, stopButtonId } from '../../core/button.ts';
import { type Catalog, languageOf } from '../../core/language.ts';
import type { Part } from '../../delivery/surface.ts';

/** What one message says: Markdown alone, or blocks with a line for notifications. Slack takes never both. */
export type MessageBody =
  | { readonly markdown_text: string }
  | { readonly text: string; readonly blocks: types.KnownBlock[] };

const stopLabel: Catalog<string> = { en: 'Stop', fr: 'Arrêter' };
const fileNote: Catalog<string> = {
  en: 'The file is in your direct messages with me.',
  fr: 'Le fichier est dans tes messages directs avec moi.',
};
const maxButtons = 25;
const maxLabelCharacters = 75;
const maxNotificationCharacters = 300;
/** Slack takes 13,200 for all blocks of a message; 25 buttons leave this much for the text. */
const maxBlockBytes = 9_000;

/**
 * Breaks everything in a text that would call somebody; Slack has no switch for that. What comes out
 * for the beginning of a text is the beginning of what comes out for the whole, so that it can be
 * streamed. Only an invisible space is added, and `<!DOCTYPE>` and the like stay untouched.
 */
export function neutralise(text: string): string {
  return text.replaceAll(
    /(?:<|&(?:lt|LT|#0*60|#[xX]0*3[cC]);)(?:!(?=[ches])|@(?=[UWBS]))/g,
    (opening) => `${opening}\u200b`,
  );
}

/** Text for mrkdwn fields: Slack's three control characters escaped. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** True for a text that Slack would take as Markdown, but not as blocks: those count as JSON. */
export function isHeavy(part: Part): boolean {
  return Buffer.byteLength(JSON.stringify(part.text)) > maxBlockBytes;
}

/** A part of an answer as a message. `blocks` forces blocks, for messages that once had some. */
export function renderPart(
  part: Part,
  options: { readonly locale?: string; readonly blocks?: boolean } = {},
): MessageBody {
  const stop: readonly Button[] = part.stop
    ? [{ id: stopButtonId, label: stopLabel[languageOf(options.locale)] }]
    : [];
  const actions = isHeavy(part) ? [] : renderButtons([...part.buttons, ...stop]);
  const text =
    part.text.trim() === '' ? part.files.map(({ name }) => name).join(', ') || '\u2026' : part.text;
  if (actions.length === 0 && (!options.blocks || isHeavy(part))) return { markdown_text: text };
  return {
    text: escapeText(text.slice(0, maxNotificationCharacters).replace(/[\ud800-\udbff]$/, '')),
    blocks: [{ type: 'markdown', text }, ...actions],
  };
}

/** Buttons as one row of at most 25, all in the same quiet style; none gives no block. */
export function renderButtons(buttons: readonly Button[]): types.KnownBlock[] {
  if (buttons.length === 0) return [];
  return [
    {
      type: 'actions',
      elements: buttons.slice(0, maxButtons).map(({ id, label }) => ({
        type: 'button' as const,
        action_id: id,
        text: { type: 'plain_text' as const, text: shorten(label), emoji: true },
      })),
    },
  ];
}

/** The part with a line that says where its files went. */
export function withFileNote(part: Part, locale: string | undefined): Part {
  if (part.files.length === 0) return part;
  const note = fileNote[languageOf(locale)];
  return { ...part, text: part.text.trim() === '' ? note : `${part.text}\n\n${note}` };
}

function shorten(label: string): string {
  return label.length <= maxLabelCharacters
    ? label
    : `${label.slice(0, maxLabelCharacters - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
