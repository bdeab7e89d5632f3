/** Fields that may be logged: ids, counts, durations, codes. Never text, names, facts, tokens or keys. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where a room writes what happened. The message is a fixed sentence; what varies goes into fields. */
export type Log = {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
};
