import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createOwner, entries } from '../support/entries.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const run = promisify(execFile);

describe('the examples of writing', () => {
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore();
    await createOwner(thingstore.root, { id: 'cam-1', kind: 'DEVICE', name: 'cam-1' });
    await createOwner(thingstore.root, { id: 'system', kind: 'SYSTEM', name: 'system' });
  });
  after(() => thingstore.stop());

  async function lines(example: string, ownerId: string): Promise<readonly string[]> {
    const script = fileURLToPath(new URL(`../../../docs/examples/${example}.mjs`, import.meta.url));
    const token = thingstore.root.authorization?.replace('Bearer ', '') ?? '';
    const env = { PATH: process.env['PATH'], THINGSTORE_URL: thingstore.url, THINGSTORE_TOKEN: token };
    const { stdout } = await run(process.execPath, [script, ownerId], { env });
    return stdout.trim().split('\n');
  }

  it('send again what may be lost, replace, and change', async () => {
    assert.deepEqual(await lines('writes', 'cam-1'), [
      'One entry: true.',
      'Settings stay at version 1: true.',
      'Settings are at version 2: every 30 seconds.',
    ]);
    assert.equal((await lines('writes', 'cam-1')).at(-1), 'Settings are at version 4: every 30 seconds.');
    const log = await entries(thingstore.root, { ownerId: 'cam-1', path: 'log', childrenOnly: true });
    assert.equal(log.totalCount, 2);
  });

  it('read translations merged, and know when they changed', async () => {
    assert.deepEqual(await lines('translations', 'system'), [
      'fr-CA over fr over en: {"greeting":{"bye":"Au revoir","hello":"Allô"}}',
      'Fresh: true.',
      'Fresh after a change: false.',
    ]);
  });
});
