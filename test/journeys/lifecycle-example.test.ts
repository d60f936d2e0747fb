import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createEntry, createOwner, paths } from '../support/entries.js';
import { lifecycleOf } from '../support/lifecycle.js';
import { person } from '../support/people.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import type { ApiClient } from '../support/api-client.js';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('../../../docs/examples/lifecycle.mjs', import.meta.url));
const DAY = 24 * 60 * 60 * 1000;

describe('the example that keeps captures tidy', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  before(async () => {
    thingstore = await startThingstore();
    ({ root } = thingstore);
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
  });
  after(() => thingstore.stop());

  const tidy = async (client: ApiClient) => {
    const token = client.authorization?.replace('Bearer ', '') ?? '';
    const env = { PATH: process.env['PATH'], THINGSTORE_URL: thingstore.url, THINGSTORE_TOKEN: token };
    return (await run(process.execPath, [SCRIPT, 'cam-1', 'today'], { env })).stdout;
  };

  it('archives what lies below a path, brings one back, and leaves the rest to the clock', async () => {
    const { id } = await createEntry(root, { ownerId: 'cam-1', path: 'today/a' });
    for (const path of ['today/b', 'today/c', 'tomorrow/a']) await createEntry(root, { ownerId: 'cam-1', path });
    const began = Date.now();
    const said = await tidy(root);
    assert.match(said, /^Archived 3: today\/a, today\/b, today\/c\.\n3 can be brought back\.\nBack: today\/a\.\n/);
    assert.deepEqual((await paths(root, { ownerId: 'cam-1' })).toSorted(), ['today/a', 'tomorrow/a']);
    const kept = await lifecycleOf(root, id);
    assert.ok(Date.parse(kept?.archiveAt ?? '') >= began + DAY);
    assert.ok(Date.parse(kept?.deleteAt ?? '') >= began + 30 * DAY);
  });

  it('does nothing where nothing is, and nothing for who may not', async () => {
    assert.match(await tidy(root), /^Archived 1: today\/a\.\n/);
    const stranger = await person(thingstore, 'READ_WRITE');
    assert.match(await tidy(stranger.client), /^Archived 0: \.\n0 can be brought back\.\n$/);
  });
});
