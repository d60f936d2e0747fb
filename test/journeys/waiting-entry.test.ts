import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { updateEntry } from '../support/entries.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, picture, put, requestUpload } from '../support/uploads.js';

const CAPTURED_AT = '2026-01-02T03:04:05.678Z';

describe('an entry that waits for its bytes', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  before(async () => {
    thingstore = await startThingstore();
    camera = await thingstore.thing('cam-1');
  });
  after(async () => thingstore.stop());

  const requested = (path: string, metadata?: Readonly<Record<string, unknown>>) =>
    requestUpload(camera, {
      ownerId: 'cam-1',
      path,
      type: 'text/plain',
      ...(metadata === undefined ? {} : { metadata }),
    });

  it('becomes what was set on it meanwhile, member by member, and else what the upload said', async () => {
    const bytes = Buffer.from('a,b\n1,2\n');
    for (const [path, set, expected] of [
      ['type', { type: 'text/csv' }, ['text/csv', { label: 'asked' }]],
      ['metadata', { metadata: { label: 'set' } }, ['text/plain', { label: 'set' }]],
      ['merged', { mergeMetadata: { more: 1 } }, ['text/plain', { label: 'asked', more: 1 }]],
      ['nothing', {}, ['text/plain', { label: 'asked' }]],
    ] as const) {
      const { upload, resource } = await requested(`waiting/${path}`, { label: 'asked' });
      await updateEntry(camera, { id: resource.id, ...set });
      assert.equal((await put(upload, bytes)).status, 201);
      const { type, metadata, state } = await capture(camera, resource.id);
      assert.deepEqual([type, metadata, state], [...expected, 'READY'], path);
    }
  });

  it('has the time of its capture as it was set', async () => {
    const { upload, resource } = await requested('waiting/time');
    await updateEntry(camera, { id: resource.id, dataCreatedAt: CAPTURED_AT });
    await put(upload, Buffer.from('text'));
    assert.equal((await capture(camera, resource.id)).dataCreatedAt, CAPTURED_AT);
  });

  it('tells of one that is requested later what that said, but for what was set after it', async () => {
    const first = await requested('waiting/twice', { from: 'first' });
    const second = await requested('waiting/twice', { from: 'second' });
    assert.equal(second.resource.id, first.resource.id);
    await updateEntry(camera, { id: first.resource.id, type: 'text/csv' });
    await put(second.upload, Buffer.from('text'));
    const { type, metadata } = await capture(camera, first.resource.id);
    assert.deepEqual([type, metadata], ['text/csv', { from: 'second' }]);
  });

  it('is an image when it is set to be one, whatever the upload was to be', async () => {
    const { upload, resource } = await requested('waiting/kind');
    await updateEntry(camera, { id: resource.id, type: 'image/png' });
    await put(upload, await picture('png', { width: 4, height: 3 }));
    const { kind, type, details } = await capture(camera, resource.id);
    assert.deepEqual([kind, type, details?.width], ['IMAGE', 'image/png', 4]);
  });
});
