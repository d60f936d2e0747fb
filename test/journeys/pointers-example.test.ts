import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, deleteEntries, updateEntry } from '../support/entries.js';
import { assign, person } from '../support/people.js';
import { storedPicture } from '../support/pointers.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('../../../docs/examples/pointers.mjs', import.meta.url));

describe('the example that makes a set of pictures', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let labeller: ApiClient;
  const pictures: string[] = [];
  before(async () => {
    thingstore = await startThingstore();
    root = thingstore.root;
    await createOwner(root, { id: 'cam', kind: 'DEVICE', name: 'cam' });
    await createOwner(root, { id: 'lab', kind: 'SYSTEM', name: 'lab' });
    for (const path of ['captures/1', 'captures/2', 'captures/3']) {
      pictures.push((await storedPicture(root, { ownerId: 'cam', path })).id);
    }
    await createEntry(root, { ownerId: 'cam', path: 'settings', data: {} });
    const somebody = await person(thingstore, 'READ_WRITE');
    labeller = somebody.client;
    await assign(root, somebody, { role: 'ResourceViewer', ownerId: 'cam' });
    await assign(root, somebody, { role: 'ResourceEditor', ownerId: 'lab', path: 'sets' });
  });
  after(() => thingstore.stop());

  const lines = async () => {
    const token = labeller.authorization?.replace('Bearer ', '') ?? '';
    const env = { PATH: process.env['PATH'], THINGSTORE_URL: thingstore.url, THINGSTORE_TOKEN: token };
    const { stdout } = await run(process.execPath, [SCRIPT, 'cam', 'lab', 'sets/first'], { env });
    return stdout.trim().split('\n').sort();
  };

  it('shows each picture in the set, once', async () => {
    const shown = ['shows cam captures/1', 'shows cam captures/2', 'shows cam captures/3'];
    const added = ['added captures/1', 'added captures/2', 'added captures/3'];
    assert.deepEqual(await lines(), [...added, ...shown]);
    assert.deepEqual(await lines(), shown);
  });

  it('adds what is new, follows what is moved, and tells what is gone', async () => {
    await updateEntry(root, { id: pictures[0] ?? '', path: 'kept/1' });
    await deleteEntries(root, { ids: [pictures[1] ?? ''] });
    await storedPicture(root, { ownerId: 'cam', path: 'captures/4' });
    assert.deepEqual(await lines(), [
      'added captures/4',
      'gone cam captures/2',
      'shows cam captures/3',
      'shows cam captures/4',
      'shows cam kept/1',
    ]);
  });
});
