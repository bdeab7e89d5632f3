/** A person's line without what is not their own words: quotations, code, forwarded text, addresses. */
export function ownWordsOf(text: string): string {
  return plainSpelling(text)
    .replace(forwarded, ' ')
    .replaceAll(/```[\s\S]*?(?:```|$)/g, ' ')
    .replaceAll(/`[^`\n]*`/g, ' ')
    .replace(/^>>>[\s\S]*/m, ' ')
    .replaceAll(/^\s*>.*$/gm, ' ')
    .replaceAll(/"[^"]*(?:"|$)|“[^”]*(?:”|$)|„[^“]*(?:“|$)|«[^»]*(?:»|$)|「[^」]*(?:」|$)/g, (quotation) =>
      // A title or a single word in quotation marks is still the person speaking.
      quotation.trim().split(/\s+/).length < 3 ? quotation : ' ',
    )
    .replaceAll(/\b(?:https?:\/\/|www\.)\S+/gi, ' ');
}

/** One spelling for apostrophes, spaces and compatible signs, so that what looks the same is the same. */
export function plainSpelling(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[‘’ʼ´](?=\p{L})/gu, "'")
    .replaceAll(/[^\S\n]+/g, ' ');
}

/** Where a message that somebody else wrote begins. Everything after it is theirs. */
const forwarded =
  /(?:^|\n)\s*(?:-{2,} ?(?:forwarded|original|weitergeleitete|message transféré|mensaje reenviado)[\s\S]*|(?:forwarded from|fwd:|transféré de|weitergeleitet von|reenviado de)[\s\S]*|(?:from|de|von): .+\n(?:(?:sent|to|date|subject|envoyé|à|objet|gesendet|an|betreff|enviado|para|asunto): .*\n?)+[\s\S]*)/i;
