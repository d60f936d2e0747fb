/** An account that logged in. */
export interface AccountViewer {
  readonly kind: 'ACCOUNT';
  readonly projectId: string;
  readonly accountId: string;
  readonly role: AccountRole;
  /** When its token ends. */
  readonly expiresAt: Date;
}

/** A device that showed its key. */
export interface ThingViewer {
  readonly kind: 'THING';
  readonly projectId: string;
  /** The owner record of the thing. */
  readonly ownerId: string;
  readonly keyId: string;
}

/** Who is asking. */
export type Viewer = AccountViewer | ThingViewer;

/** The ceiling of what an account may do at all. */
export enum AccountRole {
  READ = 'READ',
  READ_WRITE = 'READ_WRITE',
  ROOT = 'ROOT',
}

/** Who did something, as history keeps it. */
export interface Actor {
  readonly kind: 'ACCOUNT' | 'THING' | 'SYSTEM';
  readonly id: string | null;
}

export function actorOf(viewer: Viewer): Actor {
  return viewer.kind === 'ACCOUNT' ? { kind: 'ACCOUNT', id: viewer.accountId } : { kind: 'THING', id: viewer.ownerId };
}
