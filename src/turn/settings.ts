import { defaultChoices, type Place, type PlaceChoices, type PlaceSettings } from '../commands/settings.ts';
import type { Codec, Store } from '../core/store.ts';

/** Choices of servers and workspaces, in records of their own. Nothing in them is about a person. */
export function createPlaceSettings(store: Store): PlaceSettings {
  const records = store.records('places', choicesCodec);
  const keyOf = (place: Place) => [place.platform, place.tenant];
  const of = async (place: Place) => (await records.get(keyOf(place))) ?? defaultChoices;
  return {
    of,
    change: (place, change) =>
      store.locks.withLock(`place/${keyOf(place).join('/')}`, async () => {
        const { rooms, country, memory } = { ...(await of(place)), ...change };
        const changed = {
          memory: memory ?? defaultChoices.memory,
          ...(rooms ? { rooms } : {}),
          ...(country ? { country } : {}),
        };
        await records.set(keyOf(place), changed);
        return changed;
      }),
    forget: (place) => records.delete(keyOf(place)),
  };
}

/** Written by this file alone; what is missing or of another kind counts as not decided. */
const choicesCodec: Codec<PlaceChoices> = {
  parse(json) {
    const { rooms, country, memory } = Object(json) as { readonly [name: string]: unknown };
    return {
      memory: typeof memory === 'boolean' ? memory : defaultChoices.memory,
      ...(Array.isArray(rooms) ? { rooms: rooms.filter((room) => typeof room === 'string') } : {}),
      ...(typeof country === 'string' ? { country } : {}),
    };
  },
};
