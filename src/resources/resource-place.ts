import type { EntryPlace } from '../auth/permissions.js';

/** The name of a triplet in its project: what is locked by whoever creates there or moves there. */
export function placeName(place: EntryPlace): string {
  return JSON.stringify([place.projectId, place.ownerId, place.coownerId, place.path]);
}
