/** What is known about who is mentioned, to make mentions readable. */
export type Names = {
  readonly botId: string;
  /** Display name of somebody; undefined when it is not known (yet). */
  nameOf(userId: string): string | undefined;
};

/**
 * Slack's text as plain Markdown: the bot's own mention is gone, other people, groups and channels
 * stand by their names, links and emphasis are Markdown, and Slack's escapes are taken back.
 */
export function plainText(text: string, names: Names): string {
  const own = `<@${names.botId}(?:\\|[^>]*)?>`;
  const withoutOwn = text
    // At the start of a line the mention is an address and takes its comma along; elsewhere the space
    // before it goes, so that "what do you think @Wren?" ends well.
    .replaceAll(new RegExp(`^[ \\t]*${own}[,:]?[ \\t]*|[ \\t]*${own}`, 'gm'), '');
  return withoutOwn
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((piece, index) => {
      const readable = piece.replaceAll(/<([^<>]+)>/g, (_, inner: string) => tokenText(inner, names));
      return index % 2 === 1 ? readable : emphasis(readable);
    })
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

/** Ids of everybody a text mentions, the bot included. */
export function mentionedIn(text: string): readonly string[] {
  return [...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)].map(([, id = '']) => id);
}

function tokenText(inner: string, names: Names): string {
  const [target = '', label] = splitOnce(inner);
  if (target.startsWith('@')) return `@${label ?? names.nameOf(target.slice(1)) ?? 'somebody'}`;
  if (target.startsWith('#')) return `#${label || 'channel'}`;
  if (target.startsWith('!subteam^')) return label ? `@${label.replace(/^@/, '')}` : '@group';
  if (target.startsWith('!date^')) return label ?? '';
  if (target.startsWith('!')) return `@${target.slice(1)}`;
  const address = target.replace(/^(?:mailto|tel):/, '');
  if (label === undefined || label === '' || isSameAddress(label, address)) return address;
  return `[${label}](${target})`;
}

/** Slack shows `example.org` for `http://example.org`; that is no label of its own. */
function isSameAddress(label: string, address: string): boolean {
  const bare = (value: string) => value.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return bare(label) === bare(address);
}

function splitOnce(inner: string): readonly [string, string | undefined] {
  const bar = inner.indexOf('|');
  return bar < 0 ? [inner, undefined] : [inner.slice(0, bar), inner.slice(bar + 1)];
}

/** Slack's `*bold*` and `~struck~` are other things in Markdown. */
function emphasis(text: string): string {
  return text
    .replaceAll(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])/gu, '**$1**')
    .replaceAll(/(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*[^~\s])~(?![\p{L}\p{N}~])/gu, '~~$1~~');
}
