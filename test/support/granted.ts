import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { RESOURCE_ROLES, type ResourceRole } from '../../src/auth/resource-role.js';
import type { Database } from '../../src/database/database.js';
import { sql } from '../../src/database/sql.js';

/** A small world in which anything may be granted to anybody. */
export const OWNERS = ['cam-1', 'cam-2', 'yard', 'gate'] as const;
/** Of these, "yard" and "gate" are groups; "cam-1" is a thing of the yard. */
const GROUPS = ['yard', 'gate'] as const;
export const PATHS = ['a', 'a/b', 'a/b/c', 'ab', 'a-b/c', 'files', 'files/x', 'filesystem', 'i18n/en'] as const;

export interface Given {
  /** Null: to everyone. */
  readonly to: 'me' | 'another' | null;
  /** Null: on the whole project. */
  readonly ownerId: string | null;
  readonly path: string | null;
  readonly role: ResourceRole;
}

export interface World {
  readonly given: readonly Given[];
  /** What "me" is in the yard, when it is a member. */
  readonly membership: 'VIEWER' | 'EDITOR' | 'ADMIN' | null;
}

const given: fc.Arbitrary<Given> = fc.record({
  to: fc.constantFrom('me' as const, 'me' as const, 'another' as const, null),
  ownerId: fc.constantFrom(...OWNERS, null),
  path: fc.constantFrom(...PATHS, null),
  role: fc.constantFrom(...RESOURCE_ROLES),
});

export const worlds: fc.Arbitrary<World> = fc.record({
  given: fc
    .array(given, { maxLength: 6 })
    .map((all) => all.map((one) => (one.ownerId === null ? { ...one, path: null } : one))),
  membership: fc.constantFrom(null, 'VIEWER' as const, 'EDITOR' as const, 'ADMIN' as const),
});

export const PROJECT = 'farm';

/** The people of the world; "me" is who asks. */
export interface People {
  readonly me: string;
  readonly another: string;
}

export async function makeWorld(database: Database): Promise<People> {
  const people = { me: randomUUID(), another: randomUUID() };
  const domain = randomUUID();
  await database.statement(sql`insert into project (id, name, created_at) values (${PROJECT}, 'farm', now())`);
  await database.statement(sql`
    insert into domain (project_id, id, name, path, created_at) values (${PROJECT}, ${domain}, 'root', '/', now())`);
  await database.statement(sql`
    insert into owner (project_id, id, kind, name, metadata, domain_id, created_at, updated_at)
    select ${PROJECT}, id, case when id = any(${GROUPS}::text[]) then 'GROUP' else 'DEVICE' end, id, '{}', ${domain}, now(), now()
    from unnest(${OWNERS}::text[]) id`);
  await database.statement(sql`update owner set group_id = 'yard' where id = 'cam-1'`);
  await database.statement(sql`
    insert into account (project_id, id, email, name, role, password_hash, created_at)
    select ${PROJECT}, id, id::text, 'x', 'READ', '', now() from unnest(${Object.values(people)}::uuid[]) id`);
  return people;
}

/** Grants what the world says, and nothing else. */
export async function grantWorld(database: Database, { given: all, membership }: World, people: People): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(sql`delete from role_assignment`);
    await tx.query(sql`delete from group_member`);
    for (const { to, ownerId, path, role } of all) {
      await tx.query(sql`
        insert into role_assignment (project_id, id, role, account_id, owner_id, path, created_at)
        values (${PROJECT}, ${randomUUID()}, ${role}, ${to === null ? null : people[to]}, ${ownerId}, ${path}, now())
        on conflict do nothing`);
    }
    if (membership !== null) {
      await tx.query(sql`
        insert into group_member (project_id, group_id, account_id, role, created_at)
        values (${PROJECT}, 'yard', ${people.me}, ${membership}, now())`);
    }
  });
}

/** The rules, said once more and as plainly as can be: what the asking account, or the thing "cam-1", was given. */
export function heldBy(
  { given: all, membership }: World,
  asking: 'account' | 'thing',
  groupFileReadRole: 'viewer' | 'editor',
): readonly Omit<Given, 'to'>[] {
  const assigned = all.filter(({ to }) => to === null || (to === 'me' && asking === 'account'));
  if (asking === 'thing') {
    return [
      ...assigned,
      { ownerId: 'cam-1', path: null, role: 'ResourceEditor' },
      { ownerId: 'yard', path: 'files', role: 'ResourceViewer' },
    ];
  }
  if (membership === null || (membership === 'VIEWER' && groupFileReadRole === 'editor')) return assigned;
  const role = membership === 'VIEWER' ? 'ResourceViewer' : 'ResourceEditor';
  return [...assigned, { ownerId: 'yard', path: 'files', role }];
}

export interface Place {
  readonly ownerId: string;
  readonly coownerId: string | null;
  readonly path: string;
}

export function holds(
  held: readonly Omit<Given, 'to'>[],
  least: ResourceRole,
  { ownerId, coownerId, path }: Place,
): boolean {
  return held.some(
    (grant) =>
      RESOURCE_ROLES.indexOf(grant.role) >= RESOURCE_ROLES.indexOf(least) &&
      (grant.ownerId === null || grant.ownerId === ownerId || grant.ownerId === coownerId) &&
      (grant.path === null || grant.path === path || path.startsWith(`${grant.path}/`)),
  );
}
