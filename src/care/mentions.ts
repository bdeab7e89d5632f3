/** Stands between the sign and the name: the text reads the same and calls nobody. */
const wordJoiner = '\u2060';

/**
 * Makes mentions harmless whatever platform they are written for: `@everyone`, `@here`, `<@…>`,
 * `<#…>`, `<!…>`. Addresses such as a@b.example and plain @names stay as they are; adapters look
 * again at what their own platform understands.
 */
export function neutraliseMentions(text: string): string {
  return text
    .replaceAll(
      /(?<![\p{L}\p{N}])[@＠](?=(?:everyone|here|channel|group)\b)/giu,
      (sign) => `${sign}${wordJoiner}`,
    )
    .replaceAll(/<(?=[@!#＠][^<>\s]{1,80}>)/gu, `<${wordJoiner}`);
}
