import { createHash } from 'node:crypto';
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
  type RawFile,
} from 'discord.js';
import { type Button, stopButtonId } from '../../core/button.ts';
import { type Catalog, languageOf } from '../../core/language.ts';
import type { Part } from '../../delivery/surface.ts';

/** What one message holds. The same for posts and edits, so that nothing of an earlier state stays. */
export type MessageBody = {
  readonly content: string;
  readonly components: readonly APIActionRowComponent<APIButtonComponentWithCustomId>[];
  readonly allowed_mentions: { readonly parse: []; readonly replied_user: false };
};

/** What an edit says besides. */
export type EditBody = MessageBody & {
  readonly attachments?: readonly { readonly id: number; readonly filename: string }[];
};

const stopLabel: Catalog<string> = { en: 'Stop', fr: 'Arrêter' };
const buttonsPerRow = 5;
const maxRows = 5;
const maxLabelCharacters = 80;

/** A part of an answer as a message body. Nobody is ever pinged, whatever the text says. */
export function renderPart(part: Part, locale?: string): MessageBody {
  const stop: readonly Button[] = part.stop
    ? [{ id: stopButtonId, label: stopLabel[languageOf(locale)] }]
    : [];
  return {
    content: part.text,
    components: renderButtons([...part.buttons, ...stop]),
    // Discord parses with its own defaults where this is absent, on edits too.
    allowed_mentions: { parse: [], replied_user: false },
  };
}

/** Buttons in rows of five, all in the same quiet style. More than 25 cannot be shown and are left out. */
export function renderButtons(
  buttons: readonly Button[],
): readonly APIActionRowComponent<APIButtonComponentWithCustomId>[] {
  const shown = buttons.slice(0, buttonsPerRow * maxRows).map(
    ({ id, label }): APIButtonComponentWithCustomId => ({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      custom_id: id,
      label: shorten(label),
    }),
  );
  return Array.from({ length: Math.ceil(shown.length / buttonsPerRow) }, (_, row) => ({
    type: ComponentType.ActionRow,
    components: shown.slice(row * buttonsPerRow, (row + 1) * buttonsPerRow),
  }));
}

/** A part as the body of an edit: files named anew replace those an earlier attempt may have left. */
export function renderEdit(part: Part, locale?: string): EditBody {
  const body = renderPart(part, locale);
  if (part.files.length === 0) return body;
  return { ...body, attachments: part.files.map(({ name }, id) => ({ id, filename: name })) };
}

/** The files of a part, as multipart uploads. */
export function renderFiles(part: Part): RawFile[] {
  return part.files.map(({ name, type, content }) => ({
    name,
    contentType: type,
    data: Buffer.from(content),
  }));
}

/**
 * The nonce of one part of one answer: at most 25 characters, the same on every attempt, so that
 * Discord hands back the message an earlier attempt posted.
 */
export function nonceOf(eventId: string, partIndex: number): string {
  return createHash('sha256').update(`${eventId}/${partIndex}`).digest('base64url').slice(0, 25);
}

function shorten(label: string): string {
  if (label.length <= maxLabelCharacters) return label;
  const characters = Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(label));
  let kept = '';
  for (const { segment } of characters) {
    if (kept.length + segment.length >= maxLabelCharacters) break;
    kept += segment;
  }
  return `${kept}…`;
}
