import { rootCommandName } from '../core/command.ts';
import type { Reply, ReplyPart } from '../core/reply.ts';
import type { Platform } from '../core/room.ts';

/**
 * Writes the names of commands in what the program itself says as one types them on that platform:
 * in Slack they stand under one root, `/wren me` instead of `/me`.
 */
export function spelledFor(
  platform: Platform,
  options: { readonly character: string; readonly commands: readonly string[] },
): (text: string) => string {
  if (platform !== 'slack') return (text) => text;
  const root = rootCommandName(options.character);
  const names = new RegExp(
    `(?<![\\p{L}\\p{N}/])/(?=(?:${options.commands.join('|')})(?![\\p{L}\\p{N}-]))`,
    'gu',
  );
  return (text) => text.replaceAll(names, `/${root} `);
}

/** The same reply with its texts spelled that way. */
export function spelledReply(reply: Reply, spell: (text: string) => string): Reply {
  async function* body(): AsyncIterable<ReplyPart> {
    for await (const part of reply.body)
      yield part.kind === 'text' ? { ...part, text: spell(part.text) } : part;
  }
  return { ...reply, body: body() };
}
