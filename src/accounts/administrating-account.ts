import type { AccountViewer, Viewer } from '../auth/viewer.js';
import { Forbidden } from '../errors/forbidden.js';

/** The account that administers: a thing never does, whatever was given to any. Errors: FORBIDDEN. */
export function requireAccount(viewer: Viewer): AccountViewer {
  if (viewer.kind === 'THING') throw new Forbidden('A thing administers nothing: log in as an account.');
  return viewer;
}
