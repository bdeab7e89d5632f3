import type { Vault } from '../core/store.ts';

const tagCharacters = 8;

/** A short tag that binds a button to an account without naming it. */
export function ownerTag(vault: Pick<Vault, 'pseudonym'>, account: string): string {
  return vault.pseudonym('button', account).slice(0, tagCharacters);
}
