import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApiRefusal, type ApiClient } from '../support/api-client.js';
import { createOwner, deleteEntries, entry, updateEntry } from '../support/entries.js';
import { HeldLocks } from '../support/held-locks.js';
import { assign, person, unassign } from '../support/people.js';
import { createPointer, pointer, pointersTo, storedPicture } from '../support/pointers.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const ROUNDS = 25;

let thingstore: TestThingstore;
let root: ApiClient;
before(async () => {
  thingstore = await startThingstore({ settings: { DATABASE_POOL_SIZE: '14' } });
  root = thingstore.root;
  for (const id of ['cam', 'set']) await createOwner(root, { id, kind: 'SYSTEM', name: id });
});
after(() => thingstore.stop());

let made = 0;

async function source() {
  made += 1;
  const path = `captures/${made.toString()}`;
  return { path, ...(await storedPicture(root, { ownerId: 'cam', path })) };
}

const pointTo = (sourceId: string, path: string, client = root) =>
  createPointer(client, { ownerId: 'set', path, sourceId });

/** What it answered, or the code of its refusal. */
async function outcome<Answer>(work: Promise<Answer>): Promise<Answer | string> {
  try {
    return await work;
  } catch (refusal) {
    if (refusal instanceof ApiRefusal) return refusal.errors[0]?.extensions.code ?? '';
    throw refusal;
  }
}

describe('a pointer that is made while its source is deleted', () => {
  it('waits for a deletion that is under way, and finds nothing to point to', async () => {
    const { id } = await source();
    const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table stored_object in share mode');
    const deleting = deleteEntries(root, { ids: [id] });
    await locks.untilWaiting(1);
    const pointing = outcome(pointTo(id, 'waits/for-deletion'));
    await locks.untilWaiting(2);
    await locks.release();
    assert.deepEqual(await deleting, [id]);
    assert.equal(await pointing, 'RESOURCE_NOT_FOUND');
  });

  it('is waited for when it came first, and is an orphan then', async () => {
    const { id, path } = await source();
    const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table source_reference in share mode');
    const pointing = pointTo(id, 'came/first');
    await locks.untilWaiting(1);
    const deleting = deleteEntries(root, { ids: [id] });
    await locks.untilWaiting(2);
    await locks.release();
    const orphan = await pointer(root, (await pointing).id);
    await deleting;
    const { sourceReference } = await pointer(root, orphan.id);
    assert.deepEqual([sourceReference.state, sourceReference.path], ['DELETED', path]);
  });

  it('holds up a deletion that is to be refused for pointers, which then is', async () => {
    const { id } = await source();
    const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table source_reference in share mode');
    const pointing = pointTo(id, 'came/before-refused');
    await locks.untilWaiting(1);
    const deleting = outcome(deleteEntries(root, { ids: [id], onPointers: 'REFUSE' }));
    await locks.untilWaiting(2);
    await locks.release();
    assert.equal(await deleting, 'RESOURCE_IN_USE');
    assert.equal((await pointer(root, (await pointing).id)).sourceReference.state, 'OK');
  });

  it(`either finds nothing or is an orphan that tells the last path, ${ROUNDS.toString()} times over`, async () => {
    const seen = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id, path } = await source();
      const name = `raced/${round.toString()}`;
      const [first, second, moved] = await Promise.all([
        outcome(pointTo(id, `${name}/a`)),
        outcome(pointTo(id, `${name}/b`)),
        outcome(updateEntry(root, { id, path: `${path}-moved` })),
        deleteEntries(root, { ids: [id] }),
      ]);
      const last = typeof moved === 'string' ? path : moved.path;
      if (typeof moved === 'string') assert.equal(moved, 'RESOURCE_NOT_FOUND');
      for (const one of [first, second]) {
        seen.add(typeof one === 'string' ? one : 'orphan');
        if (typeof one === 'string') continue;
        const { sourceReference, signedUrl } = await pointer(root, one.id);
        assert.deepEqual([sourceReference.state, sourceReference.path, signedUrl], ['DELETED', last, null]);
      }
    }
    assert.deepEqual(
      [...seen].filter((what) => what !== 'orphan' && what !== 'RESOURCE_NOT_FOUND'),
      [],
    );
  });

  it(`or keeps it, when deleting is refused for pointers, ${ROUNDS.toString()} times over`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await source();
      const [pointing, deleting] = await Promise.all([
        outcome(pointTo(id, `refused/${round.toString()}`)),
        outcome(deleteEntries(root, { ids: [id], onPointers: 'REFUSE' })),
      ]);
      if (typeof pointing === 'string') {
        assert.deepEqual([pointing, deleting], ['RESOURCE_NOT_FOUND', [id]]);
      } else {
        assert.equal(deleting, 'RESOURCE_IN_USE');
        assert.equal((await pointer(root, pointing.id)).sourceReference.state, 'OK');
        assert.ok(await entry(root, id));
      }
    }
  });
});

describe('pointers that are made at the same time', () => {
  it('to one source are all made', async () => {
    const { id } = await source();
    const all = await Promise.all(Array.from({ length: 10 }, (_, n) => pointTo(id, `many/${n.toString()}`)));
    assert.equal(new Set(all.map((one) => one.id)).size, 10);
    assert.equal((await pointersTo(root, id))?.count, 10);
  });

  it('at one place are one, and the others are told that it is taken', async () => {
    const { id } = await source();
    const all = await Promise.all(Array.from({ length: 10 }, () => outcome(pointTo(id, 'one/place'))));
    const refused = all.filter((one) => typeof one === 'string');
    assert.deepEqual(
      refused,
      Array.from({ length: 9 }, () => 'RESOURCE_EXISTS'),
    );
    assert.equal((await pointersTo(root, id))?.count, 1);
  });
});

describe('a pointer that waits for its turn', () => {
  it('is refused when the right to read its source was taken meanwhile', async () => {
    const { id } = await source();
    const somebody = await person(thingstore, 'READ_WRITE');
    await assign(root, somebody, { role: 'ResourceEditor', ownerId: 'set' });
    const reading = await assign(root, somebody, { role: 'ResourceViewer', ownerId: 'cam' });
    const locks = await HeldLocks.take(thingstore.databaseUrl, `select 1 from resource where id = '${id}' for update`);
    const pointing = outcome(pointTo(id, 'right/taken', somebody.client));
    await locks.untilWaiting(1);
    await unassign(root, reading);
    await locks.release();
    assert.equal(await pointing, 'RESOURCE_NOT_FOUND');
  });

  it('finds nothing at a place that its source has left meanwhile', async () => {
    const { id, path } = await source();
    const locks = await HeldLocks.take(
      thingstore.databaseUrl,
      `update resource set path = 'captures/moved-away' where id = '${id}'`,
    );
    const pointing = outcome(
      createPointer(root, { ownerId: 'set', path: 'by/place', source: { ownerId: 'cam', path } }),
    );
    await locks.untilWaiting(1);
    await locks.commit();
    assert.equal(await pointing, 'RESOURCE_NOT_FOUND');
  });
});
