import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { graphql } from '../support/generated/index.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import {
  beginPut,
  CAPTURE,
  capture,
  COMPLETE_UPLOAD,
  completeUpload,
  download,
  keyOf,
  picture,
  put,
  REQUEST_UPLOAD,
  requestUpload,
  sha256,
} from '../support/uploads.js';

const CREATE_VALUE = graphql(`
  mutation ReplacedCreateValue($input: CreateResourceInput!) {
    createResource(input: $input) {
      id
      writeableUrl {
        url
      }
    }
  }
`);

const NOW = graphql(`
  query ReplacedNow {
    changeCursor
  }
`);

const EVENTS = graphql(`
  subscription ReplacedEvents($filter: ResourceChangeFilter, $after: Cursor) {
    resourceChanged(filter: $filter, after: $after) {
      action
      changed
      version
      data
      details {
        sha256
        key
      }
    }
  }
`);

describe('new bytes for a file that stands', () => {
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
  const ask = (path: string) => ({ ownerId: 'cam-1', path, type: 'image/png' });

  /** A READY picture. */
  async function standing(path: string) {
    const bytes = await picture('png', { shade: 10 });
    const ticket = await requestUpload(camera, { ...ask(path), metadata: { note: 'old' }, filename: 'old.png' });
    assert.equal((await put(ticket.upload, bytes)).status, 201);
    return { id: ticket.resource.id, bytes, key: keyOf(ticket.upload.url) };
  }

  it('leave the old ones readable until they are verified, and then take their place', async () => {
    const old = await standing('replaced/one');
    const bytes = await picture('png', { shade: 20, width: 100 });
    const ticket = await requestUpload(camera, { ...ask('replaced/one'), replace: true, filename: 'new.png' });
    assert.deepEqual([ticket.resource.id, ticket.resource.state], [old.id, 'READY']);

    const slow = beginPut(ticket.upload, bytes.length);
    await slow.send(bytes.subarray(0, 40));
    const meanwhile = await capture(camera, old.id);
    assert.deepEqual([meanwhile.state, meanwhile.version], ['READY', 1]);
    assert.ok((await download(meanwhile.signedUrl?.url ?? '')).equals(old.bytes));
    await slow.send(bytes.subarray(40));
    assert.deepEqual((await slow.finish()).body, { resourceId: old.id, version: 2 });

    const now = await capture(camera, old.id);
    assert.deepEqual([now.version, now.details?.sha256, now.details?.width], [2, sha256(bytes), 100]);
    assert.deepEqual([now.metadata, now.details?.filename], [{ note: 'old' }, 'new.png']);
    assert.ok((await download(now.signedUrl?.url ?? '')).equals(bytes));
    assert.equal(await records.stateOf(old.key), 'CONDEMNED');
    assert.ok((await download(meanwhile.signedUrl?.url ?? '')).equals(old.bytes), 'kept for the grace time');
    const history = await records.history(old.id);
    assert.deepEqual(
      history.map(({ action, changed }) => [action, changed]),
      [
        ['CREATED', history[0]?.changed],
        ['UPDATED', ['file']],
      ],
    );
  });

  it('may bring metadata and another type along, and the history says so', async () => {
    const { id } = await standing('replaced/all');
    const ticket = await requestUpload(camera, {
      ...ask('replaced/all'),
      type: 'image/jpeg',
      replace: true,
      metadata: { note: 'new' },
      dataCreatedAt: '2026-01-01T00:00:00.000Z',
    });
    await put(ticket.upload, await picture('jpeg'));
    const now = await capture(camera, id);
    assert.deepEqual(
      [now.type, now.metadata, now.dataCreatedAt],
      ['image/jpeg', { note: 'new' }, '2026-01-01T00:00:00.000Z'],
    );
    const [, update] = await records.history(id);
    assert.deepEqual([...(update?.changed ?? [])].sort(), ['dataCreatedAt', 'file', 'metadata', 'type']);
  });

  it('change nothing when they are not those that were announced', async () => {
    const old = await standing('replaced/wrong');
    const ticket = await requestUpload(camera, { ...ask('replaced/wrong'), replace: true, sha256: 'a'.repeat(64) });
    const answer = await put(ticket.upload, await picture('png', { shade: 30 }));
    assert.deepEqual([answer.status, answer.body.error?.code], [422, 'UPLOAD_MISMATCH']);
    const now = await capture(camera, old.id);
    assert.deepEqual([now.version, now.details?.sha256], [1, sha256(old.bytes)]);
    assert.equal(await records.stateOf(keyOf(ticket.upload.url)), 'CONDEMNED');
    assert.equal(await records.stateOf(old.key), 'STORED');
  });

  it('are asked for in vain without replace, and where a value stands', async () => {
    await standing('replaced/asked');
    const taken = await camera.refusal(REQUEST_UPLOAD, { input: ask('replaced/asked') });
    assert.equal(taken.extensions.code, 'RESOURCE_EXISTS');
    await camera.request(CREATE_VALUE, { input: { ownerId: 'cam-1', path: 'replaced/value', data: { a: 1 } } });
    const refused = await camera.refusal(REQUEST_UPLOAD, { input: { ...ask('replaced/value'), replace: true } });
    assert.deepEqual([refused.extensions.code, refused.extensions.property], ['INVALID_ARGUMENTS', 'replace']);
  });

  it('come once by a writeableUrl, which writes nothing until it is used', async () => {
    const old = await standing('replaced/writeable');
    const objects = async () => records.ask('select id from stored_object where resource_id = $1 order by id', old.id);
    const before = await objects();
    const link = (await capture(camera, old.id)).writeableUrl;
    assert.ok(link);
    assert.deepEqual(await objects(), before);

    const bytes = await picture('png', { shade: 40 });
    assert.deepEqual((await put(link, bytes)).body, { resourceId: old.id, version: 2 });
    const now = await capture(camera, old.id);
    assert.equal(now.details?.sha256, sha256(bytes));
    assert.equal((await records.history(old.id)).at(-1)?.actor_id, 'cam-1');
    assert.equal(await records.stateOf(old.key), 'CONDEMNED');

    const second = await put(link, await picture('png', { shade: 41 }));
    assert.deepEqual([second.status, second.body.error?.code], [409, 'FILE_EXISTS']);
    assert.equal((await capture(camera, old.id)).details?.sha256, sha256(bytes));
    const completed = await completeUpload(camera, { resourceId: old.id, uploadId: link.uploadId ?? '' });
    assert.deepEqual([completed.version, completed.details?.sha256], [2, sha256(bytes)]);
  });

  it('may come by a writeableUrl of a capture that still waits', async () => {
    const ticket = await requestUpload(camera, ask('replaced/first'));
    const link = (await capture(camera, ticket.resource.id)).writeableUrl;
    assert.ok(link);
    assert.equal((await put(link, await picture('png'))).status, 201);
    const history = await records.history(ticket.resource.id);
    assert.deepEqual(
      history.map(({ action }) => action),
      ['CREATED'],
    );
    assert.equal(await records.stateOf(keyOf(ticket.upload.url)), 'CONDEMNED');
  });

  it('take many first uses of one writeableUrl at once for one', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await standing(`replaced/at-once-${String(round)}`);
      const { writeableUrl } = await capture(camera, id);
      assert.ok(writeableUrl);
      const bytes = await picture('png', { shade: round + 1 });
      const answers = await Promise.all(Array.from({ length: 8 }, () => put(writeableUrl, bytes)));
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
      assert.equal((await capture(camera, id)).version, 2);
    }
  });

  it('have no writeableUrl for a value, and none that was altered', async () => {
    const { createResource } = await camera.request(CREATE_VALUE, {
      input: { ownerId: 'cam-1', path: 'replaced/other-value', data: [1] },
    });
    assert.equal(createResource.writeableUrl, null);
    const { id } = await standing('replaced/altered');
    const uploadId = (await capture(camera, id)).writeableUrl?.uploadId ?? '';
    for (const altered of [
      `${uploadId}x`,
      `${uploadId.slice(0, 40)}${uploadId[40] === 'A' ? 'B' : 'A'}${uploadId.slice(41)}`,
      'wg_',
      'wg_e30',
    ]) {
      const refused = await camera.refusal(COMPLETE_UPLOAD, { input: { resourceId: id, uploadId: altered } });
      assert.equal(refused.extensions.code, 'UPLOAD_NOT_FOUND', altered);
    }
  });

  it('are no business of other things: they see neither the file nor a URL of it', async () => {
    const { id } = await standing('replaced/foreign');
    const stranger = await thingstore.thing('cam-2');
    assert.equal((await stranger.request(CAPTURE, { id })).resource, null);
    const refused = await stranger.refusal(COMPLETE_UPLOAD, { input: { resourceId: id } });
    assert.equal(refused.extensions.code, 'RESOURCE_NOT_FOUND');
  });

  it('are told to subscribers with their hash, and with no URL', async () => {
    const { changeCursor: cursor } = await camera.request(NOW, {});
    const path = 'replaced/watched';
    const watching = camera.subscribe(EVENTS, { filter: { path }, after: cursor });
    const old = await standing(path);
    const ticket = await requestUpload(camera, { ...ask(path), replace: true });
    const bytes = await picture('png', { shade: 50 });
    await put(ticket.upload, bytes);
    await watching.until(({ events }) => events.length === 2);
    await watching.stop();
    assert.deepEqual(
      watching.events.map(({ resourceChanged: { action, version, data, details } }) => [
        action,
        version,
        data,
        details,
      ]),
      [
        ['CREATED', 1, null, { sha256: sha256(old.bytes), key: old.key }],
        ['UPDATED', 2, null, { sha256: sha256(bytes), key: keyOf(ticket.upload.url) }],
      ],
    );
    const rows = await records.ask<{ row: string }>('select to_jsonb(c)::text as row from resource_change c');
    for (const { row } of rows) assert.doesNotMatch(row, /signature|objects\//);
  });
});
