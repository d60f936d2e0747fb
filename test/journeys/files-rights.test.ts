import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import {
  DELETE_FILE,
  deleteFile,
  fileOf,
  FILES,
  filesOf,
  makeFile,
  sendChange,
  sendFile,
  textOf,
} from '../support/named-files.js';
import { deleteOwner } from '../support/lifecycle.js';
import { assign, grant, person, type Person } from '../support/people.js';
import { putFile } from '../support/puts.js';
import { reading, statementsOf } from '../support/statements.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const WITH_OWNER = graphql(`
  query FileRightsOwner($ownerId: ID!, $name: String!) {
    file(ownerId: $ownerId, name: $name) {
      name
      resource {
        ownerId
      }
      owner {
        id
      }
    }
  }
`);

const NAMES_ALONE = graphql(`
  query FileRightsNames($ownerId: ID!) {
    files(ownerId: $ownerId) {
      nodes {
        name
      }
    }
  }
`);

const BELOW_OWNERS = graphql(`
  query FileRightsBelow($ids: [ID!], $counts: Boolean = true, $filter: FileFilter) {
    owners(filter: { ids: $ids }, first: 200) {
      nodes {
        id
        kind
        files(first: 2, filter: $filter) {
          nodes {
            name
          }
          totalCount @include(if: $counts)
        }
      }
    }
  }
`);

const bytes = Buffer.from('new');

let thingstore: TestThingstore;
let root: ApiClient;
let stranger: Person;
before(async () => {
  thingstore = await startThingstore();
  ({ root } = thingstore);
  stranger = await person(thingstore, 'READ_WRITE');
});
after(() => thingstore.stop());

/** The answers to all that can be asked of a file, each without what differs from request to request. */
async function answers(client: ApiClient, ownerId: string, name: string) {
  const told = (refusal: { readonly message: string; readonly extensions: object } | undefined) =>
    JSON.stringify([refusal?.message, { ...refusal?.extensions, requestId: null }]).replaceAll(ownerId, '<owner>');
  return {
    file: await fileOf(client, ownerId, name),
    files: await filesOf(client, { ownerId }),
    upload: told((await sendFile(client, { ownerId, name: 'new.csv' }, { bytes })).refusal),
    taken: told((await sendFile(client, { ownerId, name }, { bytes })).refusal),
    change: told((await sendChange(client, { ownerId, name, class: 'x' })).refusal),
    replace: told((await sendChange(client, { ownerId, name }, { bytes })).refusal),
    delete: told(await client.refusal(DELETE_FILE, { input: { ownerId, name } })),
  };
}

describe('the files of an owner that may not be seen', () => {
  it('are like those of one that is not there, and those of one that is gone', async () => {
    const other = await thingstore.thing('other');
    await createOwner(root, { id: 'hidden', kind: 'DEVICE', name: 'hidden' });
    await createOwner(root, { id: 'gone', kind: 'GROUP', name: 'gone' });
    for (const ownerId of ['hidden', 'gone']) await makeFile(root, { ownerId, name: 'there.csv' });
    await deleteOwner(root, { id: 'gone' });
    for (const client of [stranger.client, other]) {
      const nothing = await answers(client, 'never', 'there.csv');
      assert.match(nothing.upload, /OWNER_NOT_FOUND/);
      assert.deepEqual([nothing.file, nothing.files.totalCount], [null, 0]);
      for (const ownerId of ['hidden', 'gone']) {
        assert.deepEqual(await answers(client, ownerId, 'there.csv'), nothing);
        assert.deepEqual(await answers(client, ownerId, 'missing.csv'), nothing);
      }
    }
    assert.equal(await textOf(root, 'hidden', 'there.csv'), 'a,b\n1,2\n');
  });

  it('are read by who has a role on the folder alone, and tell no more of the owner than its id', async () => {
    await createOwner(root, { id: 'shown', kind: 'DEVICE', name: 'shown' });
    for (const name of ['one.csv', 'two.csv']) await makeFile(root, { ownerId: 'shown', name });
    const [reader, reader2] = [await person(thingstore, 'READ_WRITE'), await person(thingstore, 'READ_WRITE')];
    await assign(root, reader, { role: 'ResourceViewer', ownerId: 'shown', path: 'files' });
    await assign(root, reader2, { role: 'ResourceViewer', ownerId: 'shown', path: 'files/two.csv' });
    assert.equal((await filesOf(reader.client, { ownerId: 'shown' })).totalCount, 2);
    const { nodes, totalCount } = await filesOf(reader2.client, { ownerId: 'shown' });
    assert.deepEqual([nodes.map(({ name }) => name), totalCount], [['two.csv'], 1]);
    assert.equal(await fileOf(reader2.client, 'shown', 'one.csv'), null);
    const asked = { ownerId: 'shown', name: 'two.csv' };
    const { extensions } = await reader2.client.refusal(WITH_OWNER, asked);
    assert.equal(extensions.code, 'OWNER_NOT_FOUND');
    assert.equal((await root.request(WITH_OWNER, asked)).file?.owner.id, 'shown');
  });

  it('are changed by who may write there, and FORBIDDEN to who may read, whatever stands there', async () => {
    await createOwner(root, { id: 'readable', kind: 'DEVICE', name: 'readable' });
    await makeFile(root, { ownerId: 'readable', name: 'there.csv' });
    const [reader, editor] = [await person(thingstore, 'READ_WRITE'), await person(thingstore, 'READ_WRITE')];
    await assign(root, reader, { role: 'ResourceViewer', ownerId: 'readable' });
    await assign(root, editor, { role: 'ResourceEditor', ownerId: 'readable', path: 'files/there.csv' });
    for (const name of ['there.csv', 'missing.csv']) {
      const { taken, change, replace, delete: deletion } = await answers(reader.client, 'readable', name);
      for (const one of [taken, change, replace, deletion]) assert.match(one, /FORBIDDEN/);
    }
    assert.equal(
      (await sendChange(editor.client, { ownerId: 'readable', name: 'there.csv' }, { bytes })).file?.name,
      'there.csv',
    );
    const elsewhere = await sendFile(editor.client, { ownerId: 'readable', name: 'else.csv' }, { bytes });
    assert.equal(elsewhere.refusal?.extensions.code, 'FORBIDDEN');
  });
});

describe('an owner that is neither a device nor a group', () => {
  it('has no files, and gets none', async () => {
    await createOwner(root, { id: 'plant', kind: 'SYSTEM', name: 'plant' });
    const { put } = await putFile(root, { ownerId: 'plant', path: 'files/there.csv' }, { bytes });
    assert.equal(put?.path, 'files/there.csv');
    assert.equal(await fileOf(root, 'plant', 'there.csv'), null);
    assert.equal((await filesOf(root, { ownerId: 'plant' })).totalCount, 0);
    for (const { refusal } of [
      await sendFile(root, { ownerId: 'plant', name: 'new.csv' }, { bytes }),
      await sendChange(root, { ownerId: 'plant', name: 'there.csv', class: 'x' }),
    ]) {
      assert.deepEqual([refusal?.extensions.code, refusal?.extensions.property], ['INVALID_ARGUMENTS', 'ownerId']);
    }
    await assert.rejects(deleteFile(root, 'plant', 'there.csv'), /INVALID_ARGUMENTS/);
  });
});

describe('the files of many owners', () => {
  const MANY = 30;
  const ids = Array.from({ length: MANY }, (_, index) => `many-${index.toString().padStart(2, '0')}`);
  before(async () => {
    for (const [index, id] of ids.entries()) {
      await createOwner(root, { id, kind: index % 2 === 0 ? 'DEVICE' : 'GROUP', name: id });
    }
    for (const [index, ownerId] of ids.slice(0, 4).entries()) {
      for (let n = 0; n <= index; n += 1) await makeFile(root, { ownerId, name: `${n.toString()}.csv`, time: n });
    }
  });

  for (const counts of [true, false]) {
    it(`are one statement, whoever asks${counts ? ', the counts with them' : ''}`, async () => {
      const reader = await person(thingstore, 'ROOT');
      await grant(root, reader, { privileges: ['Owners.READ', 'Groups.READ'] });
      for (const ownerId of ids) await assign(root, reader, { role: 'ResourceViewer', ownerId });
      for (const client of [root, reader.client]) {
        const statements = await statementsOf(async () => {
          const { owners } = await client.request(BELOW_OWNERS, { ids, counts });
          assert.deepEqual(
            owners.nodes.map(({ id, files }) => [id, files.nodes.map(({ name }) => name), files.totalCount]),
            ids.map((id, index) => {
              const names = Array.from({ length: Math.min(2, index + 1) }, (_, n) => `${(index - n).toString()}.csv`);
              return [id, index < 4 ? names : [], counts ? (index < 4 ? index + 1 : 0) : undefined];
            }),
          );
        });
        assert.equal(reading('resource r', statements).length, 1, statements.join('\n'));
      }
    });
  }

  it('of one are one statement too, with their count', async () => {
    for (const document of [FILES, NAMES_ALONE]) {
      const statements = await statementsOf(() => root.request(document, { ownerId: 'many-03' }));
      assert.equal(reading('resource r', statements).length, 1);
    }
  });
});
