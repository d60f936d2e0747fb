import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { CREATE_OWNER, createEntry, createOwner, deleteEntries, entry, entryAt } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { HeldLocks } from '../support/held-locks.js';
import { deleteOwner, lifecycleOf, RESTORE } from '../support/lifecycle.js';
import { codeOf, OwnerRemovals, REVIVED } from '../support/owner-removals.js';
import { assign, grant, person, setMember } from '../support/people.js';
import type { TestThingstore } from '../support/thingstore.js';

const CREATE_DOMAIN = graphql(`
  mutation RemovalCreateDomain($input: CreateDomainInput!) {
    createDomain(input: $input) {
      id
    }
  }
`);

let removals: OwnerRemovals;
let thingstore: TestThingstore;
let root: ApiClient;
before(async () => {
  removals = await OwnerRemovals.open();
  ({ thingstore, root } = removals);
});
after(() => removals.close());

describe('the id of an owner that was deleted', () => {
  it('makes it anew, with nothing of the old but its archived resources', async () => {
    const [group, friend] = [await removals.make('GROUP'), await person(thingstore, 'READ_WRITE')];
    await removals.make('DEVICE', group);
    await setMember(root, { groupId: group, userId: friend.id, role: 'EDITOR' });
    await assign(root, friend, { role: 'ResourceViewer', ownerId: group });
    const old = await removals.file(group, 'files/old.mp4');
    assert.notEqual(await entry(friend.client, old.id), null);
    await removals.remove(group);
    await createOwner(root, { id: group, kind: 'GROUP', name: 'Anew' });
    const { owner, roleAssignments } = await root.request(REVIVED, { id: group });
    assert.deepEqual(owner, {
      ...{ name: 'Anew', kind: 'GROUP', group: null, thingKeys: [], members: [], things: { totalCount: 0 } },
      ...{ domain: { path: '/' }, deletedAt: null },
    });
    assert.deepEqual(
      roleAssignments.filter(({ scope }) => scope.ownerId === group),
      [],
    );
    assert.equal(await entry(friend.client, old.id), null);
    assert.notEqual((await lifecycleOf(root, old.id))?.archivedAt, null);
    assert.equal(await entryAt(root, { ownerId: group, path: 'files/old.mp4' }), null);
    await root.request(RESTORE, { input: { ids: [old.id] } });
    assert.equal((await entryAt(root, { ownerId: group, path: 'files/old.mp4' }))?.id, old.id);
  });

  it('is taken for another kind while it has entries, of which members or a key would open some', async () => {
    const [id, coowner] = [await removals.make(), await removals.make()];
    const { id: value } = await createEntry(root, { ownerId: id, coownerId: coowner, path: 'a/secret' });
    await removals.remove(id);
    await removals.remove(coowner);
    for (const taken of [id, coowner]) {
      const input = { id: taken, kind: 'GROUP', name: 'again' } as const;
      assert.equal(await codeOf(root.refusal(CREATE_OWNER, { input })), 'OWNER_EXISTS');
    }
    await deleteEntries(root, { ids: [value] });
    for (const free of [id, coowner]) {
      assert.equal((await createOwner(root, { id: free, kind: 'GROUP', name: 'again' })).kind, 'GROUP');
    }
  });

  it('knows none of the requests that the old one sent with a key', async () => {
    const id = `thing-${randomUUID()}`;
    const input = { ownerId: id, path: 'boot', data: {}, idempotencyKey: 'boot-1' };
    const { id: old } = await createEntry(await thingstore.thing(id), input);
    await removals.remove(id);
    const { id: fresh } = await createEntry(await thingstore.thing(id), input);
    assert.notEqual(fresh, old);
  });

  it('is taken while the removal is under way', async () => {
    const id = await removals.make();
    const { id: value } = await createEntry(root, { ownerId: id, path: 'value' });
    const locks = await HeldLocks.take(
      thingstore.databaseUrl,
      `select 1 from resource where id = '${value}' for update`,
    );
    await deleteOwner(root, { id });
    const refusal = await root.refusal(CREATE_OWNER, { input: { id, kind: 'DEVICE', name: 'again' } });
    assert.equal(refusal.extensions.code, 'OWNER_EXISTS');
    assert.match(refusal.message, /still being put away/);
    await locks.release();
    await removals.untilPutAway(id);
    await createOwner(root, { id, kind: 'DEVICE', name: 'again' });
    assert.equal(
      await codeOf(root.refusal(CREATE_OWNER, { input: { id, kind: 'DEVICE', name: 'x' } })),
      'OWNER_EXISTS',
    );
  });

  it('is taken for who would gain by it what they could not do where it was', async () => {
    const { createDomain } = await root.request(CREATE_DOMAIN, { input: { name: 'Elsewhere' } });
    const id = await removals.make();
    const { id: secret } = await createEntry(root, { ownerId: id, path: 'secret' });
    await removals.remove(id);
    const schemer = await person(thingstore, 'ROOT');
    const domainId = createDomain.id;
    await grant(root, schemer, { privileges: ['Owners.CREATE', 'Owners.READ', 'Roles.CREATE'], domainId });
    const taken = await removals.make();
    const answers: string[] = [];
    for (const asked of [id, taken]) {
      const input = { id: asked, kind: 'DEVICE', name: 'mine', domainId } as const;
      const { message, extensions } = await schemer.client.refusal(CREATE_OWNER, { input });
      answers.push(`${extensions.code} ${message.replaceAll(asked, '<id>')}`);
    }
    assert.equal(answers[0], answers[1]);
    assert.match(answers[0] ?? '', /^OWNER_EXISTS/);
    assert.equal(await entry(schemer.client, secret), null);
    await createOwner(root, { id, kind: 'DEVICE', name: 'moved', domainId });
  });

  it('is made anew once, however many want it', async () => {
    const id = await removals.make();
    await removals.remove(id);
    const input = { id, kind: 'DEVICE', name: 'x' } as const;
    const tried = await Promise.allSettled(Array.from({ length: 8 }, () => createOwner(root, input)));
    assert.equal(tried.filter(({ status }) => status === 'fulfilled').length, 1);
  });
});
