import { Forbidden } from '../errors/forbidden.js';
import { roleFor, type Privilege } from './privilege.js';
import type { AccountRole } from './viewer.js';

const ROLE_NAMES: Readonly<Record<AccountRole, string>> = { READ: 'Read', READ_WRITE: 'ReadWrite', ROOT: 'Root' };

/** The account may not do it: names the privilege, the domain where it is missing, and the role that it needs beside it. */
export function privilegeMissing(
  what: string,
  { privilege, domain = '/', role = roleFor(privilege) }: MissingPrivilege,
): Forbidden {
  const place = domain === '/' ? 'the root domain' : `the domain ${domain}`;
  return new Forbidden(`${what} needs the privilege ${privilege} on ${place} and the role ${ROLE_NAMES[role]}.`, {
    privilege,
    role: ROLE_NAMES[role],
    domain,
  });
}

interface MissingPrivilege {
  readonly privilege: Privilege;
  /** Its path; left out: the root domain. */
  readonly domain?: string;
  readonly role?: AccountRole;
}

/** Nobody moves anything to where they may do more with it than where it is. */
export function gainForbidden(privileges: readonly string[]): Forbidden {
  return new Forbidden(
    `To move it there takes on it already what you may do there: ${privileges.join(', ')}. Nobody gives themselves more by moving.`,
    { privileges },
  );
}
