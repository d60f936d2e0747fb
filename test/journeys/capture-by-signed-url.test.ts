import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { graphql } from '../support/generated/index.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import {
  capture,
  completeUpload,
  download,
  keyOf,
  picture,
  put,
  REQUEST_UPLOAD,
  requestUpload,
  sha256,
} from '../support/uploads.js';

const LISTED = graphql(`
  query CapturesListed($path: String!, $filter: ResourceFilter) {
    resources(ownerId: "cam-1", path: $path, filter: $filter) {
      nodes {
        id
        data
        details {
          size
        }
        signedUrl {
          url
        }
        ... on Resource {
          state
        }
      }
      totalCount
    }
  }
`);

const ANNOTATE = graphql(`
  mutation CaptureAnnotate($input: UpdateResourceInput!) {
    updateResource(input: $input) {
      id
      metadata
    }
  }
`);

const CREATE = graphql(`
  mutation CaptureCreateValue($input: CreateResourceInput!) {
    createResource(input: $input) {
      id
    }
  }
`);

describe('a capture that a camera uploads by signed URL', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    camera = await thingstore.thing('cam-1');
    records = await Records.open(thingstore.databaseUrl);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });
  const ask = (path: string) => ({ ownerId: 'cam-1', path, type: 'image/jpeg' });

  it('lies in the object store with all its bytes, and not in the database [S1-011]', async () => {
    const bytes = await picture('jpeg', { width: 200, height: 100 });
    const ticket = await requestUpload(camera, ask('captures/elsewhere'));
    assert.equal((await put(ticket.upload, bytes)).status, 201);
    const { details } = await capture(camera, ticket.resource.id);
    assert.ok((await readFile(join(thingstore.dataFolder, 'objects', details?.key ?? ''))).equals(bytes));
    const columns = await records.ask<{ name: string }>(
      "select column_name as name from information_schema.columns where table_name in ('resource', 'stored_object', 'resource_change') and udt_name in ('bytea', 'oid')",
    );
    assert.deepEqual(columns, []);
    const [row] = await records.ask<{ row: string }>(
      'select to_jsonb(r)::text as row from resource r where id = $1',
      ticket.resource.id,
    );
    assert.equal(row?.row.includes(bytes.toString('base64').slice(0, 40)), false);
  });

  it('is READY by itself after the PUT, and tells what its bytes are [S1-040]', async () => {
    const bytes = await picture('jpeg', { width: 320, height: 200 });
    const before = Date.now();
    const dataCreatedAt = '2026-01-02T03:04:05.678Z';
    const ticket = await requestUpload(camera, {
      ...ask('captures/one'),
      filename: 'C:\\frames\\one.jpg',
      dataCreatedAt,
      metadata: { inference: { cats: 1 } },
    });
    assert.equal(ticket.upload.method, 'PUT');
    assert.equal(ticket.upload.uploadId, ticket.uploadId);
    const { status, body } = await put(ticket.upload, bytes);
    assert.deepEqual([status, body], [201, { resourceId: ticket.resource.id, version: 1 }]);

    const stored = await capture(camera, ticket.resource.id);
    assert.equal(stored.state, 'READY');
    assert.equal(stored.kind, 'IMAGE');
    assert.equal(stored.type, 'image/jpeg');
    assert.deepEqual(stored.metadata, { inference: { cats: 1 } });
    assert.equal(stored.dataCreatedAt, dataCreatedAt);
    assert.ok(Date.parse(stored.createdAt) >= before && Date.parse(stored.createdAt) <= Date.now());
    assert.ok(Date.parse(stored.updatedAt) > Date.parse(stored.createdAt));
    const { etag, ...details } = stored.details ?? { etag: '' };
    assert.deepEqual(details, {
      size: bytes.length,
      sha256: sha256(bytes),
      key: keyOf(ticket.upload.url),
      bucket: null,
      contentType: 'image/jpeg',
      declaredType: 'image/jpeg',
      detectedType: 'image/jpeg',
      filename: 'one.jpg',
      format: 'jpg',
      width: 320,
      height: 200,
    });
    assert.notEqual(etag, '');
    assert.ok((await download(stored.signedUrl?.url ?? '')).equals(bytes));
  });

  it('has exactly one history row, CREATED, and none before its bytes are there', async () => {
    const ticket = await requestUpload(camera, ask('captures/history'));
    assert.deepEqual(await records.history(ticket.resource.id), []);
    const bytes = await picture('jpeg');
    await put(ticket.upload, bytes);
    await completeUpload(camera, { resourceId: ticket.resource.id, uploadId: ticket.uploadId });
    const history = await records.history(ticket.resource.id);
    assert.deepEqual(
      history.map(({ action, version, actor_kind, actor_id }) => [action, version, actor_kind, actor_id]),
      [['CREATED', 1, 'THING', 'cam-1']],
    );
    assert.ok(history[0]?.changed.includes('file'));
    assert.equal(history[0]?.details?.['sha256'], sha256(bytes));
  });

  it('holds its place while it waits, and is in no list unless it is asked for', async () => {
    const ticket = await requestUpload(camera, ask('captures/waiting'));
    assert.equal(ticket.resource.state, 'AWAITING_UPLOAD');
    const listed = async (filter: { states: ('AWAITING_UPLOAD' | 'READY')[] } | null) =>
      (await camera.request(LISTED, { path: 'captures/waiting', filter })).resources;
    assert.deepEqual(await listed(null), { nodes: [], totalCount: 0 });
    assert.deepEqual(await listed({ states: ['READY'] }), { nodes: [], totalCount: 0 });
    assert.deepEqual(await listed({ states: ['AWAITING_UPLOAD', 'READY'] }), {
      nodes: [{ id: ticket.resource.id, state: 'AWAITING_UPLOAD', data: null, details: null, signedUrl: null }],
      totalCount: 1,
    });
    const taken = await camera.refusal(CREATE, { input: { ownerId: 'cam-1', path: 'captures/waiting', data: {} } });
    assert.equal(taken.extensions.code, 'RESOURCE_EXISTS');
  });

  it('keeps what was noted on it while it waited, without a word in its history', async () => {
    const ticket = await requestUpload(camera, { ...ask('captures/noted'), metadata: { note: 'first' } });
    const { id } = ticket.resource;
    await camera.request(ANNOTATE, { input: { id, metadata: { note: 'second' } } });
    assert.deepEqual(await records.history(id), []);
    await put(ticket.upload, await picture('jpeg'));
    assert.deepEqual((await capture(camera, id)).metadata, { note: 'second' });
    const history = await records.history(id);
    assert.deepEqual(
      history.map(({ action, metadata }) => [action, metadata]),
      [['CREATED', { note: 'second' }]],
    );
  });

  it('may be requested again: the same resource, a fresh URL, and the first that completes wins', async () => {
    const first = await requestUpload(camera, { ...ask('captures/raced'), metadata: { by: 'first' } });
    const second = await requestUpload(camera, { ...ask('captures/raced'), metadata: { by: 'second' } });
    const third = await requestUpload(camera, { ...ask('captures/raced'), replace: true });
    assert.equal(second.resource.id, first.resource.id);
    assert.equal(third.resource.id, first.resource.id);
    assert.equal(new Set([first, second, third].map(({ upload }) => keyOf(upload.url))).size, 3);

    const bytes = await picture('jpeg', { shade: 1 });
    assert.equal((await put(second.upload, bytes)).status, 201);
    const stored = await capture(camera, first.resource.id);
    assert.equal(stored.details?.sha256, sha256(bytes));
    assert.deepEqual(stored.metadata, { by: 'second' });
    for (const late of [first, third]) {
      assert.equal(await records.stateOf(keyOf(late.upload.url)), 'CONDEMNED');
      const answer = await put(late.upload, await picture('jpeg', { shade: 2 }));
      assert.deepEqual([answer.status, answer.body.error?.code], [404, 'UPLOAD_NOT_FOUND']);
      assert.match(answer.body.error?.message ?? '', /requestUpload/);
    }
    assert.equal((await capture(camera, first.resource.id)).details?.sha256, sha256(bytes));
    assert.equal((await records.history(first.resource.id)).length, 1);
  });

  it('takes its place once: a further request is RESOURCE_EXISTS', async () => {
    const ticket = await requestUpload(camera, ask('captures/taken'));
    await put(ticket.upload, await picture('jpeg'));
    const taken = await camera.refusal(REQUEST_UPLOAD, { input: ask('captures/taken') });
    assert.equal(taken.extensions.code, 'RESOURCE_EXISTS');
  });

  it('may have 10 MB under the default limits [S1-108]', async () => {
    const bytes = Buffer.alloc(10 * 1024 * 1024, 'video ');
    const ticket = await requestUpload(camera, {
      ownerId: 'cam-1',
      path: 'recordings/large',
      type: 'video/mp4',
      size: bytes.length,
      sha256: sha256(bytes).toUpperCase(),
    });
    assert.equal((await put(ticket.upload, bytes)).status, 201);
    const stored = await capture(camera, ticket.resource.id);
    assert.deepEqual([stored.kind, stored.details?.size], ['VIDEO', bytes.length]);
    assert.ok((await download(stored.signedUrl?.url ?? '')).equals(bytes));
  });

  it('may be empty', async () => {
    const ticket = await requestUpload(camera, { ...ask('captures/empty'), type: 'text/csv', size: 0 });
    assert.equal((await put(ticket.upload, Buffer.alloc(0))).status, 201);
    const stored = await capture(camera, ticket.resource.id);
    assert.deepEqual([stored.details?.size, stored.details?.sha256], [0, sha256(Buffer.alloc(0))]);
    assert.equal((await download(stored.signedUrl?.url ?? '')).length, 0);
  });

  it('is answered with the same resource however often its completion is told', async () => {
    const ticket = await requestUpload(camera, ask('captures/told'));
    await put(ticket.upload, await picture('jpeg'));
    const { id: resourceId } = ticket.resource;
    const [named, again, unnamed] = [
      await completeUpload(camera, { resourceId, uploadId: ticket.uploadId }),
      await completeUpload(camera, { resourceId, uploadId: ticket.uploadId }),
      await completeUpload(camera, { resourceId }),
    ];
    assert.deepEqual([again, unnamed], [named, named]);
    assert.deepEqual([named.id, named.state, named.version], [resourceId, 'READY', 1]);
  });

  it('leaves no signed URL in history and no signature in the log [S1-039]', async () => {
    const kept = await records.ask<{ row: string }>(
      'select to_jsonb(resource_change)::text as row from resource_change',
    );
    assert.ok(kept.length > 0);
    for (const { row } of kept) assert.doesNotMatch(row, /signature|objects\//);
    assert.ok(thingstore.logLines.every((line) => !line.includes('signature')));
  });
});
