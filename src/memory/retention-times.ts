/** What is kept and not used for so long is forgotten, unless the operator says otherwise. */
export const defaultRetentionDays = 365;

/** The name of the job that clears an account's shelves. */
export function clearingName(owner: string): string {
  return `retention/${owner}`;
}
