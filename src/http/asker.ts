import { actorOf, type Viewer } from '../auth/viewer.js';

/** Whom limits count: an account or a thing, with whatever credential it comes. */
export function viewerKey(viewer: Viewer): string {
  const { kind, id } = actorOf(viewer);
  return `${viewer.projectId} ${kind} ${id ?? ''}`;
}

/** Whom limits count where it may be that nobody is logged in. */
export function askerKey(viewer: Viewer | null, address: string): string {
  return viewer === null ? `address ${address}` : viewerKey(viewer);
}
