import type { AccountViewer, ThingViewer, Viewer } from '../../auth/viewer.js';
import { Unauthenticated } from '../../errors/unauthenticated.js';

/** Who may ask: a thing with its key, or an account with its token. */
export type RestCredential = 'THING' | 'ACCOUNT';

/** Errors: UNAUTHENTICATED. */
export function asThing(viewer: Viewer | null): ThingViewer {
  if (viewer?.kind === 'THING') return viewer;
  throw new Unauthenticated('This is for things: send Authorization: Thing <key>.');
}

/** Errors: UNAUTHENTICATED. */
export function asAccount(viewer: Viewer | null): AccountViewer {
  if (viewer?.kind === 'ACCOUNT') return viewer;
  throw new Unauthenticated('This is for accounts: send Authorization: Bearer <token>.');
}
