import type { PromptMessage } from '../core/model.ts';

/**
 * A prompt for servers whose templates know one system message at the start and strict turns after
 * it: leading system messages become one, later ones join the message before them, and neighbours of
 * the same role are joined.
 */
export function plainRoles(messages: readonly PromptMessage[]): readonly PromptMessage[] {
  const plain: PromptMessage[] = [];
  for (const message of messages) {
    const last = plain.at(-1);
    const role = message.role === 'system' && last && last.role !== 'system' ? 'user' : message.role;
    if (last?.role === role)
      plain[plain.length - 1] = { role, content: `${last.content}\n\n${message.content}` };
    else plain.push({ role, content: message.content });
  }
  return plain;
}
