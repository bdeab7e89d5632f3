import { estimateTokens } from './estimate-tokens.ts';

/** What is left of a prompt's budget. */
export type Purse = {
  left(): number;
  /** Pays for a text and the line end after it. False, and nothing paid, when it is too dear. */
  pay(text: string): boolean;
  payTokens(tokens: number): boolean;
};

/** A purse of so many tokens. */
export function createPurse(tokens: number): Purse {
  let left = tokens;
  const payTokens = (price: number): boolean => {
    if (price > left) return false;
    left -= price;
    return true;
  };
  return { left: () => left, pay: (text) => payTokens(estimateTokens(text) + 1), payTokens };
}
