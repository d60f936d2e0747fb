import type { EntryRights } from '../../auth/entry-rights.js';
import type { Change } from '../../changes/change.js';

/**
 * A change as one viewer may see it; null when not at all. An entry that was moved out of its sight is gone for it: it
 * gets DELETED at the old path, with nothing of what the entry is now. One that came into sight tells no old path.
 */
export function visibleChange(change: Change, rights: EntryRights): Change | null {
  const { previousPath } = change;
  const saw = previousPath !== null && rights.canRead({ ...change, path: previousPath });
  return changeAsSeen(change, { sees: rights.canRead(change), saw });
}

/** The same, when it is known already whether the viewer may read where the entry lies, and where it was moved from. */
export function changeAsSeen(change: Change, sight: { readonly sees: boolean; readonly saw: boolean }): Change | null {
  const { previousPath } = change;
  if (sight.sees) return previousPath === null || sight.saw ? change : { ...change, previousPath: null };
  if (!sight.saw || previousPath === null) return null;
  return {
    ...change,
    ...unknownMembers(change),
    action: 'DELETED',
    changed: ['deletedAt'],
    path: previousPath,
    previousPath: null,
    data: null,
    details: null,
    sourceId: null,
    metadata: {},
    archiveAt: null,
    deleteAt: null,
    deletedAt: change.updatedAt,
  };
}

/** What the same change gave other values: they are of the new place, and the old ones are not known here. */
function unknownMembers({ changed, kind, createdAt }: Change): Partial<Change> {
  const isStored = kind === 'IMAGE' || kind === 'VIDEO' || kind === 'FILE';
  const type = isStored
    ? { type: 'application/octet-stream', kind: 'FILE' }
    : { type: 'application/json', kind: 'JSON' };
  return {
    ...(changed.includes('type') ? type : {}),
    ...(changed.includes('dataCreatedAt') ? { dataCreatedAt: createdAt } : {}),
  };
}
