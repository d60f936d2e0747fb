import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Permissions } from './permissions.js';
import { AccountRole, type Viewer } from './viewer.js';

const permissions = new Permissions();
const PLACE = { projectId: 'p', ownerId: 'cam-1', coownerId: 'gate', path: 'a' } as const;

function account(role: AccountRole, projectId = 'p'): Viewer {
  const credential = { kind: 'SESSION', version: 0 } as const;
  return { kind: 'ACCOUNT', projectId, accountId: '019a', role, credential, expiresAt: new Date(0) };
}

function thing(ownerId: string, projectId = 'p'): Viewer {
  return { kind: 'THING', projectId, ownerId, keyId: '019b' };
}

describe('the right to an entry', () => {
  it('is that of a Root account in its project, and of no other account yet', () => {
    assert.ok(permissions.canReadEntry(account(AccountRole.ROOT), PLACE));
    for (const viewer of [account(AccountRole.READ), account(AccountRole.READ_WRITE), account(AccountRole.ROOT, 'q')]) {
      assert.ok(!permissions.canReadEntry(viewer, PLACE));
      assert.ok(!permissions.canWriteEntry(viewer, PLACE));
    }
  });

  it('is that of the thing which is its owner or its co-owner', () => {
    for (const viewer of [thing('cam-1'), thing('gate')]) {
      assert.ok(permissions.canReadEntry(viewer, PLACE));
      assert.ok(permissions.canWriteEntry(viewer, PLACE));
    }
    for (const viewer of [thing('cam-2'), thing('cam-1', 'q')]) {
      assert.ok(!permissions.canReadEntry(viewer, PLACE));
      assert.ok(!permissions.canWriteEntry(viewer, PLACE));
    }
  });

  it('stands in the statement that reads: the project for all, owner and co-owner for things', () => {
    const root = permissions.readableEntries(account(AccountRole.ROOT), 'r');
    assert.deepEqual([root.text, root.values], ['r.project_id = $1', ['p']]);
    const own = permissions.readableEntries(thing('cam-1'), 'r');
    assert.equal(own.text, '(r.project_id = $1 and (r.owner_id = $2 or r.coowner_id = $3))');
    assert.deepEqual(own.values, ['p', 'cam-1', 'cam-1']);
    assert.equal(permissions.readableEntries(account(AccountRole.READ), 'r').text, 'false');
  });
});

describe('the right to see an owner', () => {
  it('is a thing’s for itself, and a Root account’s for all', () => {
    assert.ok(permissions.canSeeOwner(thing('cam-1'), 'cam-1'));
    assert.ok(!permissions.canSeeOwner(thing('cam-1'), 'cam-2'));
    assert.ok(permissions.canSeeOwner(account(AccountRole.ROOT), 'cam-2'));
    assert.ok(!permissions.canSeeOwner(account(AccountRole.READ_WRITE), 'cam-2'));
  });

  it('never holds for owners of another project, nor for those that are gone', () => {
    for (const viewer of [thing('cam-1'), account(AccountRole.ROOT)]) {
      const { text, values } = permissions.visibleOwners(viewer, 'o');
      assert.match(text, /o\.project_id = \$1 and o\.deleted_at is null/);
      assert.equal(values[0], 'p');
    }
    assert.equal(permissions.visibleOwners(account(AccountRole.READ), 'o').text, 'false');
  });
});

describe('the right to administer owners', () => {
  it('is that of Root accounts alone', () => {
    assert.ok(permissions.canAdministerOwners(account(AccountRole.ROOT)));
    for (const viewer of [account(AccountRole.READ), account(AccountRole.READ_WRITE), thing('cam-1')]) {
      assert.ok(!permissions.canAdministerOwners(viewer));
    }
  });
});
