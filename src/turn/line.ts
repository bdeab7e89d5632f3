/** Runs work one at a time per name, in order of asking. Names nobody waits for leave nothing behind. */
export type Line = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export function createLine(): Line {
  const tails = new Map<string, Promise<void>>();
  return (name, work) => {
    const before = tails.get(name) ?? Promise.resolve();
    const result = before.then(work);
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    tails.set(name, tail);
    void tail.then(() => {
      if (tails.get(name) === tail) tails.delete(name);
    });
    return result;
  };
}
