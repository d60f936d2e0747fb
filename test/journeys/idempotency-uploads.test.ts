import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { openClockedJobs, type ClockedJobs } from '../support/clocked-jobs.js';
import { deleteEntries, UPDATE_ENTRY } from '../support/entries.js';
import { CREATE_MULTIPART, createMultipart } from '../support/keyed-writes.js';
import { archive } from '../support/lifecycle.js';
import { assign, person, unassign } from '../support/people.js';
import { Records } from '../support/records.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, completeUpload, keyOf, put, REQUEST_UPLOAD, requestUpload, sha256 } from '../support/uploads.js';

const ownerId = 'cam-1';
const HOUR = 60 * 60 * 1000;

describe('a request for an upload that is sent again with its idempotency key', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let records: Records;
  let jobs: ClockedJobs;
  before(async () => {
    thingstore = await startThingstore({ clock, settings: { TOKEN_LIFETIME: '20d' } });
    camera = await thingstore.thing(ownerId);
    records = await Records.open(thingstore.databaseUrl);
    jobs = await openClockedJobs(thingstore, { clock, purgeGraceMs: 1000 });
  });
  after(async () => {
    await jobs.close();
    await records.close();
    await thingstore.stop();
  });

  const input = (name: string) => ({ ownerId, path: `up/${name}`, type: 'video/mp4', idempotencyKey: name });
  const uploadsOf = async (resourceId: string) =>
    records.ask<{ id: string; state: string }>(
      'select id, state from stored_object where resource_id = $1',
      resourceId,
    );
  const history = async (id: string) => (await records.history(id)).map(({ action }) => action);

  it('twenty times at once asks for one upload, and each answer has a URL that works', async () => {
    const asked = input('twenty');
    const tickets = await Promise.all(Array.from({ length: 20 }, () => requestUpload(camera, asked)));
    assert.equal(new Set(tickets.map(({ uploadId }) => uploadId)).size, 1);
    const [first, last] = [tickets[0], tickets.at(-1)];
    assert.deepEqual(
      (await uploadsOf(first?.resource.id ?? '')).map(({ state }) => state),
      ['AWAITED'],
    );
    const bytes = randomBytes(100);
    assert.equal((await put(last?.upload ?? { url: '', headers: {} }, bytes)).status, 201);
    assert.deepEqual(await history(first?.resource.id ?? ''), ['CREATED']);
  });

  it('is given a URL made anew, for which the upload lives on', async () => {
    const asked = input('anew');
    const first = await requestUpload(camera, asked);
    clock.advance(HOUR / 2);
    const second = await requestUpload(camera, asked);
    assert.notEqual(second.upload.url, first.upload.url);
    assert.equal(keyOf(second.upload.url), keyOf(first.upload.url));
    assert.equal(Date.parse(second.upload.expiresAt) - Date.parse(first.upload.expiresAt), HOUR / 2);
    // By the end of its first URL alone it would be swept now.
    clock.advance(HOUR * 1.5);
    await jobs.sweep.run();
    const third = await requestUpload(camera, asked);
    assert.equal(third.uploadId, first.uploadId);
    assert.equal((await put(third.upload, randomBytes(10))).status, 201);
  });

  it('once its bytes are there is told the resource, and a device that sends them again gets on', async () => {
    const asked = input('done');
    const first = await requestUpload(camera, asked);
    const bytes = randomBytes(100);
    await put(first.upload, bytes);
    const again = await requestUpload(camera, asked);
    assert.deepEqual([again.uploadId, again.resource.state, again.resource.version], [first.uploadId, 'READY', 1]);
    const repeated = await put(again.upload, bytes);
    assert.equal(repeated.body.resourceId, first.resource.id);
    await completeUpload(camera, { resourceId: first.resource.id, uploadId: again.uploadId });
    assert.deepEqual(await history(first.resource.id), ['CREATED']);
    assert.equal((await capture(camera, first.resource.id)).details?.sha256, sha256(bytes));
  });

  it('begins anew when its upload was given up: expired and swept, or refused for its bytes', async () => {
    const expired = input('expired');
    const first = await requestUpload(camera, expired);
    clock.advance(2 * HOUR);
    await jobs.sweep.run();
    const second = await requestUpload(camera, expired);
    assert.notEqual(second.uploadId, first.uploadId);
    assert.equal((await put(second.upload, randomBytes(10))).status, 201);

    const bytes = randomBytes(10);
    const refused = { ...input('refused'), sha256: sha256(bytes) };
    const other = await requestUpload(camera, refused);
    assert.equal((await put(other.upload, randomBytes(10))).status, 422);
    const next = await requestUpload(camera, refused);
    assert.notEqual(next.uploadId, other.uploadId);
    assert.equal((await put(next.upload, bytes)).status, 201);
    assert.deepEqual(await history(next.resource.id), ['CREATED']);
  });

  it('begins anew also when what was given up is forgotten, and not when it became content', async () => {
    const [given, kept] = [input('purged'), input('replaced')];
    const first = await requestUpload(camera, given);
    const stands = await requestUpload(camera, kept);
    await put(stands.upload, randomBytes(10));
    const fresh = await requestUpload(camera, { ...kept, idempotencyKey: null, replace: true });
    await put(fresh.upload, randomBytes(11));
    assert.equal((await requestUpload(camera, kept)).resource.version, 2);
    clock.advance(2 * HOUR);
    await jobs.sweep.run();
    clock.advance(1000);
    await jobs.purge.run();
    assert.deepEqual(await records.ask('select 1 from stored_object where id = $1', first.uploadId), []);
    assert.notEqual((await requestUpload(camera, given)).uploadId, first.uploadId);
  });

  it('does not bring back a capture that was deleted', async () => {
    const asked = input('deleted');
    const ticket = await requestUpload(camera, asked);
    await put(ticket.upload, randomBytes(10));
    await deleteEntries(camera, { ids: [ticket.resource.id] });
    const { extensions } = await camera.refusal(REQUEST_UPLOAD, { input: asked });
    assert.deepEqual([extensions.code, extensions.property], ['RESOURCE_NOT_FOUND', 'idempotencyKey']);
  });

  it('does not bring it back either once its bytes are purged, for as long as the key is known', async () => {
    const asked = input('deleted-and-purged');
    const ticket = await requestUpload(camera, asked);
    await put(ticket.upload, randomBytes(10));
    await deleteEntries(camera, { ids: [ticket.resource.id], purge: true });
    clock.advance(2 * HOUR);
    await jobs.purge.run();
    assert.equal(existsSync(join(thingstore.dataFolder, 'objects', keyOf(ticket.upload.url))), false);
    assert.equal((await camera.refusal(REQUEST_UPLOAD, { input: asked })).extensions.code, 'RESOURCE_NOT_FOUND');
    clock.advance(22 * HOUR);
    await jobs.purge.run();
    assert.deepEqual(await records.ask('select 1 from stored_object where id = $1', ticket.uploadId), []);
    assert.notEqual((await requestUpload(camera, asked)).resource.id, ticket.resource.id);
  });

  it('gives no URL to an archived resource, which nothing can be written to', async () => {
    const asked = input('archived');
    const { resource, upload } = await requestUpload(camera, asked);
    await put(upload, randomBytes(10));
    const replacing = { ...asked, idempotencyKey: 'replacing', replace: true };
    await requestUpload(camera, replacing);
    await archive(camera, { ids: [resource.id] });
    assert.equal((await camera.refusal(REQUEST_UPLOAD, { input: replacing })).extensions.code, 'RESOURCE_ARCHIVED');
  });

  it('with other input is refused, and is another request with another mutation', async () => {
    const asked = input('mutations');
    const ticket = await requestUpload(camera, asked);
    const { extensions } = await camera.refusal(REQUEST_UPLOAD, { input: { ...asked, type: 'image/png' } });
    assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'idempotencyKey']);
    const parts = await createMultipart(camera, asked);
    assert.notEqual(parts.id, ticket.uploadId);
    assert.equal(parts.resource.id, ticket.resource.id);
  });

  it('gives no URL to who may write no more', async () => {
    const editor = await person(thingstore, 'READ_WRITE');
    await assign(thingstore.root, editor, { role: 'ResourceViewer', ownerId });
    const role = await assign(thingstore.root, editor, { role: 'ResourceEditor', ownerId });
    const asked = input('revoked');
    const ticket = await requestUpload(editor.client, asked);
    await unassign(thingstore.root, role);
    const { extensions } = await editor.client.refusal(REQUEST_UPLOAD, { input: asked });
    assert.equal(extensions.code, 'FORBIDDEN');
    const update = { input: { id: ticket.resource.id, metadata: {} } };
    assert.equal((await editor.client.refusal(UPDATE_ENTRY, update)).extensions.code, 'FORBIDDEN');
  });

  it('in parts goes on with the same upload, at once or later, and with those parts that are there', async () => {
    const asked = { ...input('parts'), size: 10 };
    const many = await Promise.all(Array.from({ length: 10 }, () => createMultipart(camera, asked)));
    assert.equal(new Set(many.map(({ id }) => id)).size, 1);
    const [first] = many;
    const [part] = first?.partUrls ?? [];
    assert.ok(first && part);
    const sent = await fetch(part.url, { method: 'PUT', body: Buffer.from(randomBytes(10)) });
    assert.equal(sent.ok, true);
    const again = await createMultipart(camera, asked);
    assert.deepEqual([again.id, again.uploadedParts], [first.id, [1]]);
    const other = await camera.refusal(CREATE_MULTIPART, { input: { ...asked, size: 11 } });
    assert.equal(other.extensions.property, 'idempotencyKey');
  });

  it('in parts begins anew once it was aborted', async () => {
    const asked = { ...input('aborted'), size: 10 };
    const first = await createMultipart(camera, asked);
    await camera.send(`mutation { abortMultipartUpload(input: { id: "${first.id}" }) }`);
    const second = await createMultipart(camera, asked);
    assert.notEqual(second.id, first.id);
    assert.deepEqual(second.uploadedParts, []);
  });

  it('leaves no URL behind', async () => {
    const rows = JSON.stringify(await records.ask('select * from idempotency_key'));
    assert.ok(rows.includes('twenty') && !rows.includes('http') && !rows.includes('signature'), rows);
  });
});
