/** A bounded memory of ids with one value each; the oldest is forgotten first. */
export type Recent<T> = {
  get(id: string): T | undefined;
  set(id: string, value: T): void;
  delete(id: string): void;
};

/** Remembers the newest `limit` ids. */
export function createRecent<T>(limit: number): Recent<T> {
  const values = new Map<string, T>();
  return {
    get: (id) => values.get(id),
    set: (id, value) => {
      values.delete(id);
      values.set(id, value);
      const oldest = values.size > limit ? values.keys().next() : undefined;
      if (oldest && !oldest.done) values.delete(oldest.value);
    },
    delete: (id) => {
      values.delete(id);
    },
  };
}
