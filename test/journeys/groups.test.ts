import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import type { UpdateOwnerInput } from '../support/generated/graphql.js';
import { graphql } from '../support/generated/index.js';
import { grant, person, removeMember, setMember } from '../support/people.js';
import { reading, statementsOf } from '../support/statements.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const GROUP = graphql(`
  query GroupsOne($id: ID!) {
    owner(id: $id) {
      id
      members {
        user {
          id
        }
        role
        addedBy {
          email
        }
        createdAt
      }
      things(first: 10) {
        totalCount
        nodes {
          id
          group {
            id
          }
        }
      }
    }
  }
`);

const UPDATE = graphql(`
  mutation GroupsUpdateOwner($input: UpdateOwnerInput!) {
    updateOwner(input: $input) {
      id
      group {
        id
      }
    }
  }
`);

const SET = graphql(`
  mutation GroupsSetMember($input: SetGroupMemberInput!) {
    setGroupMember(input: $input) {
      members {
        role
      }
    }
  }
`);

const SET_AGAIN = 'mutation ($input: SetGroupMemberInput!) { setGroupMember(input: $input) { id } }';

const REMOVE = graphql(`
  mutation GroupsRemoveMember($input: RemoveGroupMemberInput!) {
    removeGroupMember(input: $input) {
      members {
        role
      }
    }
  }
`);

const LISTED = graphql(`
  query GroupsListed($filter: OwnerFilter) {
    owners(filter: $filter) {
      nodes {
        id
      }
    }
  }
`);

const ALL_GROUPS = graphql(`
  query GroupsAll {
    owners(filter: { kinds: [GROUP] }) {
      nodes {
        id
        members {
          role
        }
        things(first: 1) {
          totalCount
          nodes {
            id
          }
        }
      }
    }
  }
`);

let thingstore: TestThingstore;
let root: ApiClient;
before(async () => {
  thingstore = await startThingstore();
  ({ root } = thingstore);
  for (const id of ['site-1', 'site-2']) await createOwner(root, { id, kind: 'GROUP', name: id });
});
after(() => thingstore.stop());

const update = async (client: ApiClient, input: UpdateOwnerInput) =>
  (await client.request(UPDATE, { input })).updateOwner;
const refusal = async (client: ApiClient, input: UpdateOwnerInput) => {
  const { code, property } = (await client.refusal(UPDATE, { input })).extensions;
  return [code, property];
};

describe('a group', () => {
  it('has members, each with a role and who gave it, and things', async () => {
    const member = await person(thingstore, 'READ_WRITE');
    await setMember(root, { groupId: 'site-1', userId: member.id, role: 'EDITOR' });
    await thingstore.thing('gate-1');
    assert.deepEqual(await update(root, { id: 'gate-1', groupId: 'site-1' }), {
      id: 'gate-1',
      group: { id: 'site-1' },
    });
    const { owner } = await root.request(GROUP, { id: 'site-1' });
    const [first] = owner?.members ?? [];
    assert.deepEqual([first?.user.id, first?.role, first?.addedBy?.email], [member.id, 'EDITOR', 'root@example.org']);
    assert.deepEqual(owner?.things, { totalCount: 1, nodes: [{ id: 'gate-1', group: { id: 'site-1' } }] });
    const { owners } = await root.request(LISTED, { filter: { groupId: 'site-1' } });
    assert.deepEqual(owners.nodes, [{ id: 'gate-1' }]);
    await setMember(root, { groupId: 'site-1', userId: member.id, role: 'VIEWER' });
    assert.equal((await root.request(GROUP, { id: 'site-1' })).owner?.members[0]?.role, 'VIEWER');
    await removeMember(root, { groupId: 'site-1', userId: member.id });
    assert.deepEqual((await root.request(GROUP, { id: 'site-1' })).owner?.members, []);
    assert.deepEqual(await update(root, { id: 'gate-1', groupId: null }), { id: 'gate-1', group: null });
  });

  it('is a group, and its things are devices', async () => {
    await createOwner(root, { id: 'system', kind: 'SYSTEM', name: 'x' });
    await thingstore.thing('gate-2');
    for (const groupId of ['system', 'gate-2', 'nobody']) {
      assert.deepEqual(await refusal(root, { id: 'gate-2', groupId }), ['GROUP_NOT_FOUND', 'groupId']);
    }
    assert.deepEqual(await refusal(root, { id: 'system', groupId: 'site-1' }), ['INVALID_ARGUMENTS', 'groupId']);
    const nobody = { groupId: 'site-1', userId: 'nobody', role: 'VIEWER' } as const;
    for (const userId of ['nobody', '019a0000-0000-7000-8000-000000000001']) {
      const { extensions } = await root.refusal(SET, { input: { ...nobody, userId } });
      assert.deepEqual([extensions.code, extensions.property], ['USER_NOT_FOUND', 'userId']);
      const removal = await root.refusal(REMOVE, { input: { groupId: 'site-1', userId } });
      assert.equal(removal.extensions.code, 'USER_NOT_FOUND');
    }
  });

  it('is seen by its members and its things, and by nobody else without the privilege', async () => {
    const [member, stranger] = [await person(thingstore, 'READ'), await person(thingstore, 'ROOT')];
    await setMember(root, { groupId: 'site-2', userId: member.id, role: 'VIEWER' });
    const thing = await thingstore.thing('gate-3');
    assert.equal((await thing.request(GROUP, { id: 'site-2' })).owner, null);
    await update(root, { id: 'gate-3', groupId: 'site-2' });
    assert.equal((await member.client.request(GROUP, { id: 'site-2' })).owner?.members.length, 1);
    // A thing sees its group, and not who is in it.
    assert.deepEqual((await thing.request(GROUP, { id: 'site-2' })).owner?.members, []);
    assert.equal((await stranger.client.request(GROUP, { id: 'site-2' })).owner, null);
    await grant(root, stranger, { privileges: ['Groups.READ'] });
    assert.equal((await stranger.client.request(GROUP, { id: 'site-2' })).owner?.id, 'site-2');
    const { owners } = await stranger.client.request(LISTED, {});
    assert.deepEqual(owners.nodes.map((node) => node.id).sort(), ['site-1', 'site-2']);
  });

  it('lets its admins say who is a member and which things are in it, and its editors not', async () => {
    const [admin, editor, other] = await Promise.all(
      (['READ_WRITE', 'READ_WRITE', 'READ'] as const).map((role) => person(thingstore, role)),
    );
    assert.ok(admin && editor && other);
    await setMember(root, { groupId: 'site-1', userId: admin.id, role: 'ADMIN' });
    await setMember(root, { groupId: 'site-1', userId: editor.id, role: 'EDITOR' });
    const input = { groupId: 'site-1', userId: other.id, role: 'ADMIN' } as const;
    const { extensions } = await editor.client.refusal(SET, { input });
    assert.deepEqual(
      [extensions.code, extensions.params],
      ['FORBIDDEN', { groupId: 'site-1', role: 'ADMIN', privilege: 'Groups.UPDATE' }],
    );
    await admin.client.request(SET, { input });
    // An admin whose account may only read changes nothing: its role is the ceiling.
    const lowered = await other.client.refusal(REMOVE, { input: { groupId: 'site-1', userId: editor.id } });
    assert.equal(lowered.extensions.code, 'FORBIDDEN');
    const elsewhere = await admin.client.refusal(SET, { input: { ...input, groupId: 'site-2' } });
    assert.deepEqual([elsewhere.extensions.code, elsewhere.extensions.property], ['GROUP_NOT_FOUND', 'groupId']);
  });

  it('lets nobody back in who is being removed, however often they ask meanwhile', async () => {
    const admin = await person(thingstore, 'READ_WRITE');
    const self = { groupId: 'site-2', userId: admin.id, role: 'ADMIN' } as const;
    for (let round = 0; round < 5; round += 1) {
      await setMember(root, self);
      const again = Array.from({ length: 6 }, () => admin.client.send(SET_AGAIN, { input: self }));
      await removeMember(root, { groupId: self.groupId, userId: self.userId });
      await Promise.all(again);
      assert.equal((await admin.client.request(GROUP, { id: 'site-2' })).owner, null);
    }
  });

  it('tells who may not see it nothing of the things in it', async () => {
    await createOwner(root, { id: 'unseen', kind: 'GROUP', name: 'x' });
    await thingstore.thing('gate-4');
    await update(root, { id: 'gate-4', groupId: 'unseen' });
    const keeper = await person(thingstore, 'READ_WRITE');
    await grant(root, keeper, { privileges: ['Owners.READ', 'Owners.UPDATE'] });
    const { owners } = await keeper.client.request(LISTED, { filter: { groupId: 'unseen' } });
    assert.deepEqual(owners.nodes, []);
    assert.deepEqual(await refusal(keeper.client, { id: 'gate-4', groupId: 'unseen' }), ['GROUP_NOT_FOUND', 'groupId']);
    assert.ok(await keeper.client.request(UPDATE, { input: { id: 'gate-4', name: 'renamed' } }));
  });

  it('is listed with its members and things in a fixed number of statements', async () => {
    const count = async () => {
      const statements = await statementsOf(() => root.request(ALL_GROUPS, {}));
      return ['owner', 'group_member'].map((table) => reading(table, statements).length);
    };
    const before = await count();
    for (let more = 0; more < 5; more += 1) {
      await createOwner(root, { id: `many-${more.toString()}`, kind: 'GROUP', name: 'x' });
    }
    assert.deepEqual(await count(), before);
  });
});
