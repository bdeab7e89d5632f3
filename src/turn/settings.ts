import { defaultChoices, type Place, type PlaceChoices, type PlaceSettings } from '../commands/settings.ts';
import type { Codec, Store } from '../core/store.ts';

/** Choices of servers and workspaces, in records of their own. Nothing in them is about a person. */
export function createPlaceSettings(store: Store, codec: Codec<PlaceChoices>): PlaceSettings {
  const records = store.records('places', codec);
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
