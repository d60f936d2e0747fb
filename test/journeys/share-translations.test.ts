import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { roleAssignments } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { CREATE_ENTRY, createEntry, createOwner, entryAt, paths } from '../support/entries.js';
import { accountOf, secondProject } from '../support/second-project.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('../../../docs/examples/share-translations.mjs', import.meta.url));
const BLUEPRINTS = Array.from({ length: 205 }, (_, number) => `blueprint-${number.toString()}`);

describe('the example that shares translations', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let user: ApiClient;
  before(async () => {
    thingstore = await startThingstore();
    root = thingstore.root;
    user = await accountOf(thingstore, { projectId: 'default', role: 'READ' });
    await createOwner(root, { id: 'system', kind: 'SYSTEM', name: 'S' });
    await createOwner(root, { id: 'other-system', kind: 'SYSTEM', name: 'O' });
    for (const id of BLUEPRINTS) await createOwner(root, { id, kind: 'BLUEPRINT', name: id });
    for (const ownerId of ['system', 'other-system', 'blueprint-0', 'blueprint-204']) {
      await createEntry(root, { ownerId, path: 'i18n/en', data: { hello: `Hello from ${ownerId}` } });
      await createEntry(root, { ownerId, path: 'photos/front' });
    }
  });
  after(() => thingstore.stop());

  const share = async (client: ApiClient) => {
    const token = client.authorization?.replace('Bearer ', '') ?? '';
    const env = { PATH: process.env['PATH'], THINGSTORE_URL: thingstore.url, THINGSTORE_TOKEN: token };
    return run(process.execPath, [SCRIPT, 'system'], { env });
  };

  it('begins where nobody reads what was not given to them [S1-097]', async () => {
    assert.deepEqual(await paths(user, {}), []);
    assert.equal(await entryAt(user, { ownerId: 'blueprint-0', path: 'i18n/en' }), null);
    await assert.rejects(share(user), /OWNER_NOT_FOUND/);
  });

  it('opens i18n of the system and of every blueprint to the whole project, and nothing else [S1-098 S1-099 S1-100]', async () => {
    const { stdout } = await share(root);
    assert.equal(stdout.trim().split('\n').length, 1 + BLUEPRINTS.length);
    const thing = await thingstore.thing('camera');
    for (const client of [user, thing]) {
      for (const ownerId of ['system', 'blueprint-0', 'blueprint-204']) {
        const found = await entryAt(client, { ownerId, path: 'i18n/en' });
        assert.deepEqual(found?.data, { hello: `Hello from ${ownerId}` });
        assert.equal(await entryAt(client, { ownerId, path: 'photos/front' }), null);
        assert.deepEqual(await paths(client, { ownerId }), ['i18n/en']);
      }
      assert.deepEqual(await paths(client, { ownerId: 'other-system' }), []);
    }
    const input = { ownerId: 'system', path: 'i18n/de', data: {} };
    assert.equal((await user.refusal(CREATE_ENTRY, { input })).extensions.code, 'FORBIDDEN');
    const foreign = await secondProject(thingstore);
    assert.equal(await entryAt(foreign, { ownerId: 'system', path: 'i18n/en' }), null);
  });

  it('may run again, and changes nothing', async () => {
    const before = await roleAssignments(root);
    await share(root);
    assert.deepEqual(await roleAssignments(root), before);
    assert.equal(before.length, 2 + BLUEPRINTS.length);
  });
});
