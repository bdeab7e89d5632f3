import type { Account, Room } from '../core/room.ts';

/** What the administrators of a server or workspace decided. */
export type PlaceChoices = {
  /** Ids of the channels it may talk in; absent means everywhere it was let in. */
  readonly rooms?: readonly string[];
  /** ISO 3166 code of the country whose help lines are shown; absent means unknown. */
  readonly country?: string;
  /** Whether anything said here, or by accounts of this workspace, may be remembered beyond today. */
  readonly memory: boolean;
};

export type Place = { readonly platform: Room['platform']; readonly tenant: string };

/** Choices per server or workspace, kept without anything about a person. */
export type PlaceSettings = {
  /** Defaults where nobody decided anything. Rejects with a BotError `store` when the store fails. */
  of(place: Place): Promise<PlaceChoices>;
  change(
    place: Place,
    change: { readonly [K in keyof PlaceChoices]?: PlaceChoices[K] | undefined },
  ): Promise<PlaceChoices>;
  /** The character was taken out of the place. */
  forget(place: Place): Promise<void>;
};

export const defaultChoices: PlaceChoices = { memory: true };

/** The place whose administrators decide about a room: its server or workspace. */
export function placeOf(room: Room | Account): Place {
  return { platform: room.platform, tenant: room.tenant };
}
