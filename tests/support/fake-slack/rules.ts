import { objectOf, objectsOf, type Raw, textOf } from './json.ts';
import { demand } from './problem.ts';

const maxTextPosted = 40_000;
const maxTextUpdated = 4_000;
const maxMarkdown = 12_000;
const maxBlocks = 50;
const maxBlocksJson = 13_200;

/** What a message will look like, after Slack's own checks. */
export type Content = { readonly text: string; readonly markup: string; readonly blocks: readonly Raw[] };

/** Reads and checks the content of a post, an update or an ephemeral. */
export function contentOf(body: Raw, how: 'post' | 'update'): Content {
  const markdown = textOf(body['markdown_text']);
  const text = textOf(body['text']);
  const blocks = objectsOf(body['blocks']);
  if (markdown !== undefined) {
    demand(text === undefined && blocks.length === 0, 'markdown_text_conflict');
    demand(markdown.length <= maxMarkdown, 'msg_too_long');
    demand(markdown.trim() !== '', 'no_text');
    return { text: markdown, markup: markdown, blocks: [] };
  }
  demand((text ?? '').trim() !== '' || blocks.length > 0, 'no_text');
  if (how === 'update') demand((text ?? '').length <= maxTextUpdated, 'msg_too_long');
  checkBlocks(blocks);
  const inBlocks = blockTexts(blocks);
  const cut = (text ?? '').slice(0, maxTextPosted);
  return {
    // With blocks, `text` is only what a notification says.
    text: blocks.length > 0 ? inBlocks.join('\n') : cut,
    markup: [cut, ...inBlocks].join('\n'),
    blocks,
  };
}

/** Throws what Slack would say to blocks that break its limits. */
export function checkBlocks(blocks: readonly Raw[]): void {
  demand(blocks.length <= maxBlocks, 'invalid_blocks');
  demand(JSON.stringify(blocks).length <= maxBlocksJson, 'msg_blocks_too_long');
  let markdown = 0;
  for (const block of blocks) {
    demand((textOf(block['block_id']) ?? '').length <= 255, 'invalid_blocks');
    const text = textOf(objectOf(block['text'])['text']) ?? textOf(block['text']) ?? '';
    if (block['type'] === 'section') demand(text.length >= 1 && text.length <= 3000, 'invalid_blocks');
    else if (block['type'] === 'header') demand(text.length >= 1 && text.length <= 150, 'invalid_blocks');
    else if (block['type'] === 'markdown') {
      demand(text.length >= 1, 'invalid_blocks');
      markdown += text.length;
    } else if (block['type'] === 'actions') checkActions(objectsOf(block['elements']));
    else demand(['context', 'divider'].includes(String(block['type'])), 'invalid_blocks');
  }
  demand(markdown <= maxMarkdown, 'msg_blocks_too_long');
}

function checkActions(elements: readonly Raw[]): void {
  demand(elements.length >= 1 && elements.length <= 25, 'invalid_blocks');
  const ids = new Set<string>();
  for (const element of elements) {
    demand(element['type'] === 'button', 'invalid_blocks');
    const label = objectOf(element['text']);
    demand(label['type'] === 'plain_text', 'invalid_blocks');
    const text = textOf(label['text']) ?? '';
    demand(text.length >= 1 && text.length <= 75, 'invalid_blocks');
    const id = textOf(element['action_id']) ?? '';
    demand(id.length >= 1 && id.length <= 255 && !ids.has(id), 'invalid_blocks');
    demand((textOf(element['value']) ?? '').length <= 2000, 'invalid_blocks');
    ids.add(id);
  }
}

function blockTexts(blocks: readonly Raw[]): string[] {
  return blocks.flatMap((block) => {
    const text = textOf(objectOf(block['text'])['text']) ?? textOf(block['text']);
    return text === undefined ? [] : [text];
  });
}

/** The buttons of a message, in order. */
export function buttonsOf(
  blocks: readonly Raw[],
): { readonly label: string; readonly id: string; readonly element: Raw; readonly blockId: string }[] {
  return blocks.flatMap((block, index) =>
    block['type'] === 'actions'
      ? objectsOf(block['elements']).map((element) => ({
          label: textOf(objectOf(element['text'])['text']) ?? '',
          id: textOf(element['action_id']) ?? '',
          element,
          blockId: textOf(block['block_id']) ?? `block${index}`,
        }))
      : [],
  );
}

/** Everything in a text that would call somebody: Slack has no switch to turn this off. */
export function pingsIn(markup: string, options: { readonly linkNames: boolean }): string[] {
  const marked = markup.match(/<(?:!(?:channel|here|everyone)|!subteam\^\w+|@[UW]\w+)(?:\|[^>]*)?>/g) ?? [];
  const plain = options.linkNames ? (markup.match(/@(?:channel|here|everyone)\b/g) ?? []) : [];
  return [...marked, ...plain];
}
