import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  grantWorld,
  heldBy,
  holds,
  makeWorld,
  OWNERS,
  PATHS,
  PROJECT,
  worlds,
  type People,
} from '../../test/support/granted.js';
import { accountViewer, thingViewer } from '../../test/support/listeners.js';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { raw, sql } from '../database/sql.js';
import { readEntryRights, rightsKey } from './entry-rights.js';
import { Permissions, type EntryPlace } from './permissions.js';
import { RESOURCE_ROLES, type ResourceRole } from './resource-role.js';
import { AccountRole, type Viewer } from './viewer.js';

const PLACES: readonly EntryPlace[] = OWNERS.flatMap((ownerId) =>
  [null, ...OWNERS].flatMap((coownerId) => PATHS.map((path) => ({ projectId: PROJECT, ownerId, coownerId, path }))),
);

let opened: OpenedTestDatabase;
let people: People;

before(async () => {
  opened = await openTestDatabase();
  people = await makeWorld(opened.database);
});
after(async () => opened.close());

/** The account with this role, and known by it. */
async function account(role: AccountRole, projectId = PROJECT): Promise<Viewer> {
  await opened.database.statement(sql`update account set role = ${role} where id = ${people.me}`);
  return accountViewer({ projectId, accountId: people.me, role });
}

/** The places where the viewer holds the role, as SQL finds them. */
async function found(permissions: Permissions, viewer: Viewer, least: ResourceRole): Promise<ReadonlySet<number>> {
  const rows = await opened.database.statement<{ readonly n: number }>(sql`
    select p.n from unnest(
      ${PLACES.map((_, n) => n)}::integer[], ${PLACES.map(({ projectId }) => projectId)}::text[],
      ${PLACES.map(({ ownerId }) => ownerId)}::text[], ${PLACES.map(({ coownerId }) => coownerId)}::text[],
      ${PLACES.map(({ path }) => path)}::text[]
    ) as p (n, project_id, owner_id, coowner_id, path)
    where ${permissions.entriesWith(viewer, least, 'p')}`);
  return new Set(rows.map((row) => row.n));
}

describe('the right to entries', () => {
  for (const groupFileReadRole of ['editor', 'viewer'] as const) {
    it(`is what was given, in SQL and in memory, where members read group files as ${groupFileReadRole}`, async () => {
      const permissions = new Permissions({ groupFileReadRole, unitsReadRole: AccountRole.ROOT });
      await fc.assert(
        fc.asyncProperty(
          worlds,
          fc.constantFrom('thing' as const, AccountRole.READ, AccountRole.READ_WRITE, AccountRole.ROOT),
          async (world, asking) => {
            await grantWorld(opened.database, world, people);
            const isThing = asking === 'thing';
            const viewer = isThing ? thingViewer(PROJECT, 'cam-1') : await account(asking);
            const held = heldBy(world, isThing ? 'thing' : 'account', groupFileReadRole);
            const rights = (await readEntryRights({ database: opened.database, permissions }, [viewer])).get(
              rightsKey(viewer),
            );
            for (const least of RESOURCE_ROLES) {
              // The account's own role is the ceiling.
              const isCeiling = asking === AccountRole.READ && least !== 'ResourceViewer';
              const expected = PLACES.flatMap((place, n) => (!isCeiling && holds(held, least, place) ? [n] : []));
              assert.deepEqual(
                [...(await found(permissions, viewer, least))].sort((a, b) => a - b),
                expected,
              );
            }
            const readable = PLACES.filter((place) => rights?.canRead(place));
            assert.deepEqual(
              readable,
              PLACES.filter((place) => holds(held, 'ResourceViewer', place)),
            );
          },
        ),
        { numRuns: 60 },
      );
    });
  }

  it('ends at the project, whatever was given', async () => {
    const permissions = new Permissions({ groupFileReadRole: 'viewer', unitsReadRole: AccountRole.ROOT });
    await opened.database.statement(sql`insert into project (id, name, created_at) values ('field', 'x', now())`);
    const all = { to: null, ownerId: null, path: null, role: 'ResourceAdmin' } as const;
    await grantWorld(opened.database, { given: [all], membership: 'ADMIN' }, people);
    for (const viewer of [await account(AccountRole.ROOT, 'field'), thingViewer('field', 'cam-1')]) {
      const [rights] = (await readEntryRights({ database: opened.database, permissions }, [viewer])).values();
      assert.deepEqual([...(await found(permissions, viewer, 'ResourceViewer'))], []);
      assert.equal(rights?.canRead({ projectId: PROJECT, ownerId: 'cam-1', coownerId: null, path: 'a' }), false);
    }
    assert.equal((await found(permissions, await account(AccountRole.READ), 'ResourceViewer')).size, PLACES.length);
  });
});

describe('the version of the rights of a project', () => {
  const version = async () => {
    const [row] = await opened.database.statement<{ readonly version: string }>(sql`
      select rights_version::text as version from project where id = ${PROJECT}`);
    return Number(row?.version);
  };

  it('counts up once for a statement, however much it gives', async () => {
    const before = await version();
    await opened.database.statement(sql`
      insert into role_assignment (project_id, id, role, owner_id, path, created_at)
      select ${PROJECT}, gen_random_uuid(), 'ResourceViewer', 'cam-1', 'many/' || n, now() from generate_series(1, 50) n`);
    assert.equal(await version(), before + 1);
    await opened.database.statement(sql`delete from role_assignment`);
  });

  for (const [what, statement] of [
    [
      'a role is given',
      `insert into role_assignment (project_id, id, role, created_at)
      values ('farm', gen_random_uuid(), 'ResourceViewer', now())`,
    ],
    ['a role is taken', `delete from role_assignment`],
    [
      'a member is added',
      `insert into group_member (project_id, group_id, account_id, role, created_at)
      select 'farm', 'gate', id, 'VIEWER', now() from account`,
    ],
    ['a member gets another role', `update group_member set role = 'EDITOR'`],
    ['a member leaves', `delete from group_member`],
    ['a thing changes its group', `update owner set group_id = 'gate' where id = 'cam-2'`],
  ] as const) {
    it(`counts up when ${what}`, async () => {
      const before = await version();
      await opened.database.statement(sql`${raw(statement)}`);
      assert.ok((await version()) > before);
    });
  }
});
