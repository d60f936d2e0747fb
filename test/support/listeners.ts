import { randomUUID } from 'node:crypto';
import { Permissions } from '../../src/auth/permissions.js';
import { AccountRole, type AccountViewer, type ThingViewer } from '../../src/auth/viewer.js';
import type { Change } from '../../src/changes/change.js';
import type { Listener } from '../../src/changes/change-subscription.js';

/** The rules as a server without settings has them. */
export const PERMISSIONS = new Permissions({ groupFileReadRole: 'editor', unitsReadRole: AccountRole.ROOT });

export function thingViewer(projectId: string, ownerId: string): ThingViewer {
  return { kind: 'THING', projectId, ownerId, keyId: randomUUID() };
}

/** An account as a session of it is known. */
export function accountViewer(
  known: Pick<AccountViewer, 'projectId' | 'accountId' | 'role'> & { readonly seesProject?: boolean },
): AccountViewer {
  const credential = { kind: 'SESSION', version: 0 } as const;
  return { kind: 'ACCOUNT', seesProject: false, credential, expiresAt: null, ...known };
}

/** The thing "pump" of a project, which may read all that is its own, and wants all that it may read. */
export function pumpOf(projectId: string, wanted: (change: Change) => Change | null = (change) => change): Listener {
  return {
    viewer: thingViewer(projectId, 'pump'),
    wanted: (change, rights) => (rights.canRead(change) ? wanted(change) : null),
  };
}
