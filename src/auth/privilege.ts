import { AccountRole } from './viewer.js';

const PRIVILEGE_OBJECTS = ['Owners', 'Groups', 'ThingTypes', 'Units', 'Domains', 'Users', 'ApiKeys', 'Roles'] as const;
const PRIVILEGE_ACTIONS = ['READ', 'CREATE', 'UPDATE', 'DELETE'] as const;

export type PrivilegeObject = (typeof PRIVILEGE_OBJECTS)[number];
export type PrivilegeAction = (typeof PRIVILEGE_ACTIONS)[number];
/** What an account may be allowed on a domain and all domains below it, e.g. "ThingTypes.READ". */
export type Privilege = `${PrivilegeObject}.${PrivilegeAction}`;

/** All there are. */
export const PRIVILEGES: readonly Privilege[] = PRIVILEGE_OBJECTS.flatMap((object) =>
  PRIVILEGE_ACTIONS.map((action): Privilege => `${object}.${action}`),
);

export function isPrivilege(text: string): text is Privilege {
  return PRIVILEGES.some((privilege) => privilege === text);
}

/** Changing these is administration: it needs the role Root beside the privilege. */
const ADMINISTERED: ReadonlySet<string> = new Set<PrivilegeObject>(['Units', 'Domains', 'Users', 'ApiKeys', 'Roles']);

const RANK = { [AccountRole.READ]: 0, [AccountRole.READ_WRITE]: 1, [AccountRole.ROOT]: 2 } as const;

/** The account role that a privilege needs beside it: the role is the ceiling of what an account may do at all. */
export function roleFor(privilege: Privilege, unitsReadRole: AccountRole = AccountRole.ROOT): AccountRole {
  const [object = '', action] = privilege.split('.');
  if (privilege === 'Units.READ') return unitsReadRole;
  if (action === 'READ') return AccountRole.READ;
  return ADMINISTERED.has(object) ? AccountRole.ROOT : AccountRole.READ_WRITE;
}

/** Does the role reach up to the other? */
export function reaches(role: AccountRole, needed: AccountRole): boolean {
  return RANK[role] >= RANK[needed];
}
