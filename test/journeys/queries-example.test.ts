import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createEntry, createOwner } from '../support/entries.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('../../../docs/examples/queries.mjs', import.meta.url));

describe('the example of queries', () => {
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore();
    await createOwner(thingstore.root, { id: 'cam-1', kind: 'OTHER', name: 'Camera' });
    for (const [path, hour, label, score] of [
      ['captures/1', 6, 'cat', 0.95],
      ['captures/2', 9, 'dog', 0.9],
      ['captures/3', 9, 'cat', 0.2],
      ['captures/4', 15, 'dog', 0.99],
      ['labels/front', 16, 'bird', 1],
    ] as const) {
      const dataCreatedAt = new Date(Date.UTC(2026, 4, 4, hour, 30)).toISOString();
      await createEntry(thingstore.root, {
        ownerId: 'cam-1',
        path,
        dataCreatedAt,
        metadata: { inference: { label, score } },
      });
    }
  });
  after(() => thingstore.stop());

  it('tells what is there, when it was seen, and what deserves a look', async () => {
    const token = thingstore.root.authorization?.replace('Bearer ', '') ?? '';
    const env = { PATH: process.env['PATH'], THINGSTORE_URL: thingstore.url, THINGSTORE_TOKEN: token };
    const { stdout } = await run(process.execPath, [SCRIPT, 'cam-1', '2026-05-04'], { env });
    assert.deepEqual(stdout.trim().split('\n'), [
      'folder captures: 4, newest of 2026-05-04T15:30:00.000Z',
      'folder labels: 1, newest of 2026-05-04T16:30:00.000Z',
      'hours 0 0 0 0 0 0 0 0 1 0 0 2 0 0 0 0 0 1 1 0 0 0 0 0',
      'noon captures/3',
      'sure captures/4 dog',
      'sure captures/2 dog',
      'sure captures/1 cat',
      'newest of cam-1: labels/front',
    ]);
  });
});
