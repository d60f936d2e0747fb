import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  accountId,
  ASSIGN,
  assign,
  CREATE_DOMAIN,
  createDomain,
  GRANT,
  grant,
  REVOKE,
  revoke,
  roleAssignments,
} from '../support/administration.js';
import { ApiRefusal, type ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { HeldLocks } from '../support/held-locks.js';
import { Records } from '../support/records.js';
import { accountOf, secondProject } from '../support/second-project.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const MOVE = graphql(`
  mutation RacesMove($input: UpdateDomainInput!) {
    updateDomain(input: $input) {
      path
    }
  }
`);

const UPDATE_USER = graphql(`
  mutation RacesUpdateUser($input: UpdateUserInput!) {
    updateUser(input: $input) {
      role
    }
  }
`);

const DELETE_USER = graphql(`
  mutation RacesDeleteUser($input: DeleteUserInput!) {
    deleteUser(input: $input)
  }
`);

const DELETE_DOMAIN = graphql(`
  mutation RacesDeleteDomain($input: DeleteDomainInput!) {
    deleteDomain(input: $input)
  }
`);

/** Code and property of what was refused; null for what was done. */
async function outcome(work: Promise<unknown>): Promise<readonly [string, string | undefined] | null> {
  try {
    await work;
    return null;
  } catch (cause) {
    if (!(cause instanceof ApiRefusal)) throw cause;
    const [error] = cause.errors;
    return error === undefined ? ['', undefined] : [error.extensions.code, error.extensions.property];
  }
}

describe('who administers at the same moment', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  before(async () => {
    thingstore = await startThingstore();
    root = thingstore.root;
  });
  after(() => thingstore.stop());

  /** Lets all of them come to the lock that a stranger holds, and then go on together. */
  const atOnce = async (lock: string, works: readonly (() => Promise<unknown>)[]) => {
    const held = await HeldLocks.take(thingstore.databaseUrl, lock);
    const outcomes = works.map((work) => outcome(work()));
    await held.untilWaiting(works.length);
    await held.release();
    return Promise.all(outcomes);
  };
  const inDatabase = async <Row extends object>(statement: string, ...values: readonly unknown[]) => {
    const records = await Records.open(thingstore.databaseUrl);
    try {
      return await records.ask<Row>(statement, ...values);
    } finally {
      await records.close();
    }
  };

  it('never leaves a project without a Root account that holds everything', async () => {
    await secondProject(thingstore);
    const works = {
      delete: (client: ApiClient, id: string) => client.request(DELETE_USER, { input: { id } }),
      demote: (client: ApiClient, id: string) => client.request(UPDATE_USER, { input: { id, role: 'READ' } }),
      strip: (client: ApiClient, userId: string) =>
        client.request(REVOKE, { input: { userId, privileges: ['Roles.CREATE'] } }),
    };
    const combinations = [
      ['delete', 'delete', ['id']],
      ['demote', 'demote', ['role']],
      ['strip', 'strip', ['privileges']],
      ['delete', 'strip', ['id', 'privileges']],
      ['demote', 'delete', ['role', 'id']],
    ] as const;
    for (const [index, [first, other, properties]] of combinations.entries()) {
      await inDatabase(`delete from account where project_id = 'second'`);
      const account = (name: string) =>
        accountOf(thingstore, { projectId: 'second', role: 'ROOT', email: `${name}${index.toString()}@keepers.org` });
      // The third may do all of this, and holds less than everything itself.
      const [one, two, third] = [await account('one'), await account('two'), await account('third')];
      const [oneId, twoId, thirdId] = [await accountId(one), await accountId(two), await accountId(third)];
      await revoke(third, { userId: thirdId, privileges: ['Owners.READ'] });
      const outcomes = await atOnce(`select 1 from project where id = 'second' for update`, [
        () => works[first](third, oneId),
        () => works[other](third, twoId),
      ]);
      const names = `${first} and ${other}: ${JSON.stringify(outcomes)}`;
      const refusals = outcomes.filter((refusal) => refusal !== null);
      assert.equal(refusals.length, 1, names);
      assert.equal(refusals[0]?.[0], 'INVALID_ARGUMENTS', names);
      assert.ok(
        properties.some((property) => property === refusals[0]?.[1]),
        names,
      );
      const keepers = await inDatabase<{ id: string }>(
        `select a.id from account a join privilege_grant g on g.project_id = a.project_id and g.account_id = a.id
         where a.project_id = 'second' and a.role = 'ROOT' group by a.id having count(*) = 32`,
      );
      assert.equal(keepers.length, 1, names);
    }
  });

  it('cannot make two domains lie below each other', async () => {
    const [a, b] = [await createDomain(root, { name: 'a' }), await createDomain(root, { name: 'b' })];
    const [c, d] = [
      await createDomain(root, { name: 'c', parentId: a.id }),
      await createDomain(root, { name: 'd', parentId: b.id }),
    ];
    const place = `select pg_advisory_xact_lock(hashtextextended('domains of default', 0))`;
    const outcomes = await atOnce(place, [
      () => root.request(MOVE, { input: { id: a.id, parentId: d.id } }),
      () => root.request(MOVE, { input: { id: b.id, parentId: c.id } }),
    ]);
    assert.deepEqual(
      outcomes.filter((refusal) => refusal !== null),
      [['INVALID_ARGUMENTS', 'parentId']],
    );
    const lost = await inDatabase(`
      with recursive reached as (
        select id from domain where project_id = 'default' and parent_id is null
        union all select d.id from domain d join reached on d.parent_id = reached.id)
      select path from domain where project_id = 'default' and id not in (select id from reached)`);
    assert.deepEqual(lost, []);
  });

  it('cannot put a domain below one that is being moved, and have it left behind', async () => {
    const [from, to] = [await createDomain(root, { name: 'from' }), await createDomain(root, { name: 'to' })];
    const place = `select pg_advisory_xact_lock(hashtextextended('domains of default', 0))`;
    const outcomes = await atOnce(place, [
      () => root.request(MOVE, { input: { id: from.id, parentId: to.id } }),
      ...['x', 'y', 'z'].map((name) => () => root.request(CREATE_DOMAIN, { input: { name, parentId: from.id } })),
    ]);
    assert.deepEqual(outcomes, [null, null, null, null]);
    const rows = await inDatabase<{ path: string }>(
      `select path from domain where parent_id = $1 order by path collate "C"`,
      from.id,
    );
    assert.deepEqual(
      rows.map(({ path }) => path),
      ['/to/from/x', '/to/from/y', '/to/from/z'],
    );
  });

  it('either puts an owner into a domain or deletes the domain', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await createDomain(root, { name: `contested ${round.toString()}` });
      const owner = { id: `contested-${round.toString()}`, kind: 'SYSTEM', name: 'S', domainId: id } as const;
      const [made, deleted] = await Promise.all([
        outcome(createOwner(root, owner)),
        outcome(root.request(DELETE_DOMAIN, { input: { id } })),
      ]);
      assert.ok(made === null || made[0] === 'DOMAIN_NOT_FOUND', JSON.stringify(made));
      assert.ok(deleted === null || deleted[0] === 'INVALID_ARGUMENTS', JSON.stringify(deleted));
      assert.notEqual(made === null, deleted === null);
    }
  });

  it('gives one role once, however many give it', async () => {
    await createOwner(root, { id: 'once', kind: 'SYSTEM', name: 'S' });
    const scope = { ownerId: 'once', path: 'i18n' };
    const input = { role: 'ResourceViewer', principal: { any: true }, scope } as const;
    const made = await Promise.all(Array.from({ length: 8 }, () => assign(root, input)));
    assert.equal(new Set(made.map(({ id, createdAt }) => `${id} ${createdAt}`)).size, 1);
    assert.equal((await roleAssignments(root, scope)).length, 1);
  });

  it('gives nothing any more with what was just taken away', async () => {
    const giver = await accountOf(thingstore, { projectId: 'default', role: 'ROOT', email: 'giver@races.org' });
    const userId = await accountId(giver);
    const target = await accountId(await accountOf(thingstore, { projectId: 'default', role: 'READ' }));
    const held = await HeldLocks.take(
      thingstore.databaseUrl,
      `select 1 from project where id = 'default' for update`,
      `delete from privilege_grant where account_id = '${userId}'`,
      `delete from role_assignment where account_id = '${userId}'`,
    );
    const principal = { userId: target };
    const outcomes = [
      outcome(giver.request(GRANT, { input: { userId: target, privileges: ['Owners.READ'] } })),
      outcome(giver.request(ASSIGN, { input: { role: 'ResourceViewer', principal, scope: {} } })),
    ];
    await held.untilWaiting(2);
    await held.commit();
    const codes = (await Promise.all(outcomes)).map((refusal) => refusal?.[0]);
    assert.deepEqual(codes, ['FORBIDDEN', 'FORBIDDEN']);
  });

  it('leaves no privilege of an account that is deleted meanwhile', async () => {
    for (let round = 0; round < 5; round += 1) {
      const email = `leaving${round.toString()}@races.org`;
      const userId = await accountId(await accountOf(thingstore, { projectId: 'default', role: 'READ', email }));
      const [given, deleted] = await Promise.all([
        outcome(grant(root, { userId, privileges: ['Owners.READ'] })),
        outcome(root.request(DELETE_USER, { input: { id: userId } })),
        outcome(assign(root, { role: 'ResourceEditor', principal: { userId }, scope: {} })),
      ]);
      assert.equal(deleted, null);
      assert.ok(given === null || given[0] === 'USER_NOT_FOUND');
      assert.deepEqual(await inDatabase('select 1 from privilege_grant where account_id = $1', userId), []);
      assert.deepEqual(await inDatabase('select 1 from role_assignment where account_id = $1', userId), []);
    }
  });
});
