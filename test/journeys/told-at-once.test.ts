import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { Client, type Notification } from 'pg';
import { CHANGE_CHANNEL } from '../../src/changes/change-announcer.js';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, deleteEntries, updateEntry } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { picture, put, requestUpload } from '../support/uploads.js';

const CREATE = graphql(`
  mutation ToldCreate($input: CreateResourceInput!) {
    createResource(input: $input) {
      id
    }
  }
`);

describe('whoever follows the changes', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let listener: Client;
  before(async () => {
    thingstore = await startThingstore();
    camera = await thingstore.thing('cam-1');
    listener = new Client({ connectionString: thingstore.databaseUrl });
    await listener.connect();
    await listener.query(`listen ${CHANGE_CHANNEL}`);
  });
  after(async () => {
    await listener.end();
    await thingstore.stop();
  });

  it('is told of each sort of change when it is made, and need not wait for a look at the history', async () => {
    const png = await picture('png');
    const place = { ownerId: 'cam-1', path: 'told/file', type: 'image/png' };
    const file = { path: 'variables.input.file', name: 'a.png', type: 'image/png', bytes: png };
    let id = '';
    const changes: Readonly<Record<string, () => Promise<unknown>>> = {
      created: async () => ({ id } = await createEntry(camera, { ownerId: 'cam-1', path: 'told/json' })),
      updated: () => updateEntry(camera, { id, metadata: { note: 1 } }),
      moved: () => updateEntry(camera, { id, path: 'told/moved' }),
      deleted: () => deleteEntries(camera, { ids: [id] }),
      sent: () => camera.upload(CREATE, { input: { ownerId: 'cam-1', path: 'told/sent', file: null } }, file),
      uploaded: async () => put((await requestUpload(camera, place)).upload, png),
      replaced: async () => {
        const { upload } = await requestUpload(camera, { ...place, replace: true });
        return put(upload, await picture('png', { shade: 9 }));
      },
    };
    for (const [name, change] of Object.entries(changes)) {
      const told = once(listener, 'notification', { signal: AbortSignal.timeout(10_000) }).catch(() => []);
      await change();
      const [notification] = (await told) as Notification[];
      assert.match(notification?.payload ?? '', / default$/, name);
    }
  });
});
