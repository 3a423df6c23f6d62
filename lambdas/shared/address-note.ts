import { ADDRESS_NOTES } from './told-tags';

/** Where player-query finds an instance. */
export interface AddressNote {
  readonly launchedAt: Date;
  /** Public IP address. */
  readonly address: string;
}

/** Key of the note of an instance. */
export const addressNote = (instanceId: string): string => `${ADDRESS_NOTES}${instanceId}`;

/** As a note, e.g. `2026-11-29T20:16:00.000Z 198.51.100.7`. */
export function addressNoteText({ launchedAt, address }: AddressNote): string {
  return `${launchedAt.toISOString()} ${address}`;
}

/** @returns undefined where nothing is noted */
export function readAddressNote(text: string | undefined): AddressNote | undefined {
  const [launchedAt, address] = text?.split(' ') ?? [];
  return launchedAt === undefined || address === undefined ? undefined : { launchedAt: new Date(launchedAt), address };
}
