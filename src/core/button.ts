import type { Acknowledge } from './command.ts';

/** A button under a message. All buttons of a message look equal. */
export type Button = { readonly id: string; readonly label: string };

/** What a button means. Kept in its id, so that a button still works after a restart. */
export type ButtonMeaning = {
  readonly acknowledge: Exclude<Acknowledge, 'form'>;
  /** Who handles it: the name of a command, or of something the turn itself offered. */
  readonly action: string;
  /** What to do: a subcommand or a verb, at most 24 characters. */
  readonly verb: string;
  /** One short value, such as a page or an id. */
  readonly value?: string;
  /** Tag of the only account that may press it (see `ownerTag` in care); absent when anybody may. */
  readonly owner?: string;
};

/** The shortest limit of the platforms we speak to (Discord's custom_id). */
const maxButtonIdCharacters = 100;

/** The id under which every adapter shows its own Stop button while a long answer is written. */
export const stopButtonId = 'p~turn~stop~~';

const letters = { public: 'p', private: 'e', update: 'u' } as const;

/** Writes a button's meaning as an id of at most 100 characters. Throws a RangeError when it is longer. */
export function buttonId(meaning: ButtonMeaning): string {
  const parts = [meaning.action, meaning.verb, meaning.value ?? '', meaning.owner ?? ''];
  const id = [letters[meaning.acknowledge], ...parts.map(encodePart)].join('~');
  if (id.length > maxButtonIdCharacters) {
    throw new RangeError(
      `A button id may have ${maxButtonIdCharacters} characters, this one has ${id.length}.`,
    );
  }
  return id;
}

/** Reads a button's id back; undefined for an id this program did not write. */
export function parseButtonId(id: string): ButtonMeaning | undefined {
  const [letter, action, verb, value, owner, ...rest] = id.split('~');
  if (!action || !verb || value === undefined || owner === undefined || rest.length > 0) return undefined;
  const acknowledge =
    letter === 'p' ? 'public' : letter === 'e' ? 'private' : letter === 'u' ? 'update' : undefined;
  if (!acknowledge) return undefined;
  try {
    return {
      acknowledge,
      action: decodeURIComponent(action),
      verb: decodeURIComponent(verb),
      ...(value ? { value: decodeURIComponent(value) } : {}),
      ...(owner ? { owner: decodeURIComponent(owner) } : {}),
    };
  } catch {
    return undefined;
  }
}

function encodePart(part: string): string {
  return encodeURIComponent(part).replaceAll('~', '%7E');
}
