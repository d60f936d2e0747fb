import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { ApiRefusal, type ApiClient } from '../support/api-client.js';
import { createOwner, entry, updateEntry } from '../support/entries.js';
import { HeldLocks } from '../support/held-locks.js';
import { archive } from '../support/lifecycle.js';
import { deleteFile, fileOf, makeFile, sendChange, sendFile, textOf } from '../support/named-files.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { put, requestUpload } from '../support/uploads.js';

const ROUNDS = 20;

let thingstore: TestThingstore;
let root: ApiClient;
let records: Records;
before(async () => {
  thingstore = await startThingstore({ settings: { DATABASE_POOL_SIZE: '14' } });
  ({ root } = thingstore);
  records = await Records.open(thingstore.databaseUrl);
  await createOwner(root, { id: 'truck', kind: 'DEVICE', name: 'truck' });
});
after(async () => {
  await records.close();
  await thingstore.stop();
});

/** Whatever happened: each record has its bytes, and no other bytes stay. */
afterEach(async () => {
  const lost = await records.ask(
    `select r.path, o.state from resource r left join stored_object o on o.project_id = r.project_id and o.id = r.object_id
     where r.state = 'READY' and o.state is distinct from 'STORED'`,
  );
  const left = await records.ask(
    `select o.key, o.state from stored_object o where o.state <> 'CONDEMNED'
       and not exists (select 1 from resource r where r.project_id = o.project_id and r.object_id = o.id)`,
  );
  assert.deepEqual([lost, left], [[], []]);
});

let made = 0;

/** The name of a new file of the truck. */
const newName = () => `raced-${(made += 1).toString()}.csv`;
const sent = (text: string) => ({ bytes: Buffer.from(text), type: 'text/csv' });
const upload = async (name: string, text: string, said = {}) => {
  const { file, refusal } = await sendFile(root, { ownerId: 'truck', name, ...said }, sent(text));
  return file?.id ?? refusal?.extensions.code;
};
const change = async (name: string, text: string, said = {}) => {
  const { file, refusal } = await sendChange(root, { ownerId: 'truck', name, ...said }, sent(text));
  return file?.resource.version ?? refusal?.extensions.code;
};

const say = async (name: string, said: object) => {
  const { file, refusal } = await sendChange(root, { ownerId: 'truck', name, ...said });
  return file?.resource.version ?? refusal?.extensions.code;
};

/** What it answered, or the code of its refusal. */
async function outcome<Answer>(work: Promise<Answer>): Promise<Answer | string | undefined> {
  try {
    return await work;
  } catch (refusal) {
    if (refusal instanceof ApiRefusal) return refusal.errors[0]?.extensions.code;
    throw refusal;
  }
}

/** Does one after the other, each until it is about to write and is not let; then all may. Answers what they did. */
async function inTurn<One, Other>(first: () => Promise<One>, second: () => Promise<Other>): Promise<[One, Other]> {
  const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table resource in share mode');
  try {
    const one = first();
    await locks.untilWaiting(1);
    const other = second();
    await locks.untilWaiting(2);
    await locks.release();
    return await Promise.all([one, other]);
  } catch (cause) {
    await locks.release();
    throw cause;
  }
}

describe('uploads of one name at the same time', () => {
  it('make one file, and the others are told that it is there', async () => {
    const name = newName();
    const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table resource in share mode');
    const all = Array.from({ length: 6 }, (_, index) => upload(name, `text ${index.toString()}`));
    await locks.untilWaiting(6);
    await locks.release();
    const told = await Promise.all(all);
    const [winner, ...others] = told.flatMap((one, index) => (one === 'FILE_EXISTS' ? [] : [index]));
    assert.deepEqual([others, told.filter((one) => one === 'FILE_EXISTS').length], [[], 5]);
    assert.equal(await textOf(root, 'truck', name), `text ${String(winner)}`);
    const { id } = (await fileOf(root, 'truck', name)) ?? { id: '' };
    assert.deepEqual(
      (await records.history(id)).map(({ action }) => action),
      ['CREATED'],
    );
  });

  it('over REST and over GraphQL make one file too', async () => {
    const name = newName();
    const body = new FormData();
    body.set('file', new Blob(['over REST']), name);
    const truck = await thingstore.thing('truck-of-routes');
    const [posted, uploaded] = await inTurn(
      () => fetch(`${root.url}/files`, { method: 'POST', body, headers: { authorization: truck.authorization ?? '' } }),
      async () =>
        (await sendFile(truck, { ownerId: 'truck-of-routes', name }, sent('over GraphQL'))).refusal?.extensions.code,
    );
    await posted.arrayBuffer();
    assert.deepEqual([posted.status, uploaded], [201, 'FILE_EXISTS']);
    assert.equal(await textOf(root, 'truck-of-routes', name), 'over REST');
  });
});

describe('an upload of a name that a signed upload was asked for', () => {
  const ask = async () => {
    const name = newName();
    return { name, ...(await requestUpload(root, { ownerId: 'truck', path: `files/${name}`, type: 'text/csv' })) };
  };

  it('wins when it completes first', async () => {
    const { name, resource, upload: link } = await ask();
    const [uploaded, completed] = await inTurn(
      () => upload(name, 'uploaded'),
      () => put(link, Buffer.from('signed')),
    );
    assert.deepEqual([uploaded, completed.body.error?.code], [resource.id, 'UPLOAD_NOT_FOUND']);
    assert.equal(await textOf(root, 'truck', name), 'uploaded');
  });

  it('finds the file there when the other completes first', async () => {
    const { name, resource, upload: link } = await ask();
    const [completed, uploaded] = await inTurn(
      () => put(link, Buffer.from('signed')),
      () => upload(name, 'uploaded'),
    );
    assert.deepEqual([completed.status, completed.body.resourceId, uploaded], [201, resource.id, 'FILE_EXISTS']);
    assert.equal(await textOf(root, 'truck', name), 'signed');
  });

  it(`is one whole file in any case, ${ROUNDS.toString()} times over`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { name, resource, upload: link } = await ask();
      const [completed, uploaded] = await Promise.all([put(link, Buffer.from('signed')), upload(name, 'uploaded')]);
      const isUploaded = uploaded === resource.id;
      assert.deepEqual([completed.status < 300, uploaded === 'FILE_EXISTS'], [!isUploaded, !isUploaded]);
      assert.equal(await textOf(root, 'truck', name), isUploaded ? 'uploaded' : 'signed');
      assert.deepEqual(
        (await records.history(resource.id)).map(({ action }) => action),
        ['CREATED'],
      );
    }
  });
});

describe('a change of a file', () => {
  const standing = async () => {
    const { id, name, details } = await makeFile(root, { ownerId: 'truck', name: newName(), text: 'old' });
    return { id, name, oldKey: details.key };
  };

  it('comes before a deletion that waits for it', async () => {
    const { id, name } = await standing();
    const told = await inTurn(
      () => change(name, 'new'),
      () => deleteFile(root, 'truck', name),
    );
    assert.deepEqual(told, [2, id]);
    assert.deepEqual(
      (await records.history(id)).map(({ action }) => action),
      ['CREATED', 'UPDATED', 'DELETED'],
    );
  });

  it('finds no file when the deletion was first', async () => {
    const { id, name } = await standing();
    const told = await inTurn(
      () => deleteFile(root, 'truck', name),
      () => change(name, 'new'),
    );
    assert.deepEqual(told, [id, 'FILE_NOT_FOUND']);
    assert.equal(await fileOf(root, 'truck', name), null);
  });

  it('goes into the archive with a file that is archived after it', async () => {
    const { id, name, oldKey } = await standing();
    const [version] = await inTurn(
      () => change(name, 'new'),
      () => archive(root, { ids: [id] }),
    );
    assert.deepEqual([version, await fileOf(root, 'truck', name)], [2, null]);
    assert.ok((await entry(root, id))?.archivedAt);
    assert.equal(await records.stateOf(oldKey), 'CONDEMNED');
  });

  it('finds no file when that was archived first, and leaves its bytes', async () => {
    const { id, name, oldKey } = await standing();
    const [, told] = await inTurn(
      () => archive(root, { ids: [id] }),
      () => change(name, 'new'),
    );
    assert.deepEqual([told, await records.stateOf(oldKey)], ['FILE_NOT_FOUND', 'STORED']);
  });

  it('finds no file when that was given another name first', async () => {
    const { id, name, oldKey } = await standing();
    const renamed = newName();
    const [, told] = await inTurn(
      () => updateEntry(root, { id, path: `files/${renamed}` }),
      () => change(name, 'new'),
    );
    assert.deepEqual([told, await records.stateOf(oldKey)], ['FILE_NOT_FOUND', 'STORED']);
    assert.equal(await textOf(root, 'truck', renamed), 'old');
  });

  it('is that of the new file when the name was given to another meanwhile', async () => {
    const { id, name } = await standing();
    const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table resource in share mode');
    const deletion = deleteFile(root, 'truck', name);
    await locks.untilWaiting(1);
    const uploading = upload(name, 'another');
    const changing = change(name, 'changed');
    await locks.untilWaiting(1);
    await locks.release();
    assert.equal(await deletion, id);
    const [uploaded, changed] = await Promise.all([uploading, changing]);
    const text = (await fileOf(root, 'truck', name)) === null ? null : await textOf(root, 'truck', name);
    // Who came before the deletion was over found the old one there.
    const outcomes = [uploaded === 'FILE_EXISTS' ? null : 'another', changed === 'FILE_NOT_FOUND' ? null : 'changed'];
    assert.equal(text, outcomes[1] ?? outcomes[0]);
  });

  it('is whole when two are made at the same time: the later one stays, and nothing of the other', async () => {
    const { id, name, oldKey } = await standing();
    const told = await inTurn(
      () => change(name, 'one', { class: 'one', metadata: { one: true } }),
      () => change(name, 'other', { class: 'other', metadata: { other: true } }),
    );
    assert.deepEqual(told, [2, 3]);
    const file = await fileOf(root, 'truck', name);
    assert.deepEqual([file?.class, file?.metadata], ['other', { other: true }]);
    assert.equal(await textOf(root, 'truck', name), 'other');
    const objects = await records.ask<{ key: string; state: string }>(
      `select key, state from stored_object where resource_id = $1 order by state`,
      id,
    );
    assert.deepEqual(
      objects.map(({ state }) => state),
      ['CONDEMNED', 'CONDEMNED', 'STORED'],
    );
    assert.equal(await records.stateOf(oldKey), 'CONDEMNED');
  });

  it(`and others, and deletions and uploads beside it, leave one whole file or none, ${ROUNDS.toString()} times over`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { name } = await standing();
      const told = await Promise.all([
        change(name, 'one', { class: 'one' }),
        change(name, 'other', { class: 'other' }),
        say(name, { metadata: { said: true } }),
        ...(round % 2 === 0
          ? [outcome(deleteFile(root, 'truck', name)), upload(name, 'again', { class: 'again' })]
          : []),
      ]);
      for (const one of told) {
        if (typeof one !== 'string' || !/^[A-Z_]+$/.test(one)) continue;
        assert.ok(['FILE_NOT_FOUND', 'FILE_EXISTS'].includes(one), one);
      }
      const file = await fileOf(root, 'truck', name);
      if (file === null) continue;
      const text = await textOf(root, 'truck', name);
      assert.ok(['old', 'one', 'other', 'again'].includes(text));
      assert.equal(file.class, text === 'old' ? 'document' : text);
    }
  });
});

describe('deletions of one file at the same time', () => {
  it('delete it once', async () => {
    const { id, name } = await makeFile(root, { ownerId: 'truck', name: newName() });
    const told = await inTurn(
      () => deleteFile(root, 'truck', name),
      () => outcome(deleteFile(root, 'truck', name)),
    );
    assert.deepEqual(told, [id, 'FILE_NOT_FOUND']);
    assert.deepEqual(
      (await records.history(id)).map(({ action }) => action),
      ['CREATED', 'DELETED'],
    );
  });
});
