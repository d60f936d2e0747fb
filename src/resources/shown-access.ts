import type { Subject } from '../auth/viewer.js';
import { mayChange, mayRemove, type EntryAccess } from './entry-access.js';
import type { ResourceAccess } from './resource-access.entity.js';
import type { ResourceEntry } from './resource.entity.js';

/** What somebody may do with an entry, as the API tells it. */
export function shownAccess(
  subject: Subject,
  entry: Pick<ResourceEntry, 'projectId' | 'archivedAt' | 'past'>,
  given: EntryAccess | null,
): ResourceAccess {
  if (given === null) return NO_ACCESS;
  const isLive = entry.past === undefined;
  return {
    role: given.role,
    grantedThrough: { projectId: entry.projectId, ...given.through },
    canUpdate: isLive && mayChange(subject, given) && entry.archivedAt === null,
    canDelete: isLive && mayRemove(subject, given),
  };
}

export const NO_ACCESS: ResourceAccess = { role: null, grantedThrough: null, canUpdate: false, canDelete: false };
