/** By what an account is known: what has to stand as it is for the viewer to stay one. */
type AccountCredential =
  /** A token of login; it ends when the account's session version is raised. */
  | { readonly kind: 'SESSION'; readonly version: number }
  | { readonly kind: 'ACCESS_TOKEN'; readonly id: string }
  /** A token of the outside issuer, which names the account by its e-mail. */
  | { readonly kind: 'OUTSIDE'; readonly email: string };

/** An account that logged in, or a program that acts as one. */
export interface AccountViewer {
  readonly kind: 'ACCOUNT';
  readonly projectId: string;
  readonly accountId: string;
  readonly role: AccountRole;
  readonly credential: AccountCredential;
  /**
   * Whether it may read the whole project, as far as is known: it says how a list is best read. What may be read is asked
   * by the statement itself.
   */
  readonly seesProject: boolean;
  /** When its token ends; null when it does not. */
  readonly expiresAt: Date | null;
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

/** Whose rights are asked about: who is asking, or an account that somebody else asks about. */
export type Subject =
  | Pick<AccountViewer, 'kind' | 'projectId' | 'accountId' | 'role'>
  | Pick<ThingViewer, 'kind' | 'projectId' | 'ownerId'>;

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

/** What happens by the clock. */
export const SYSTEM: Actor = { kind: 'SYSTEM', id: null };

export function actorOf(viewer: Viewer): Actor {
  return viewer.kind === 'ACCOUNT' ? { kind: 'ACCOUNT', id: viewer.accountId } : { kind: 'THING', id: viewer.ownerId };
}
