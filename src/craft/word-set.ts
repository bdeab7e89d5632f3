/** A set from a list written as one line. */
export function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
