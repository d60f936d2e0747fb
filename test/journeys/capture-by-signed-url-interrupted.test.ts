import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import type { DiskStore } from '../../src/storage/disk/disk-store.js';
import { openDiskStore } from '../contracts/opened-disk-store.js';
import type { ApiClient } from '../support/api-client.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import {
  beginPut,
  capture,
  COMPLETE_UPLOAD,
  completeUpload,
  download,
  keyOf,
  put,
  requestUpload,
  sha256,
} from '../support/uploads.js';
import { until } from '../support/until.js';

describe('a signed upload over a bad line', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let records: Records;
  let store: DiskStore;
  let count = 0;
  before(async () => {
    thingstore = await startThingstore();
    camera = await thingstore.thing('cam-1');
    records = await Records.open(thingstore.databaseUrl);
    store = await openDiskStore(join(thingstore.dataFolder, 'objects'));
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  function request(facts: { readonly size?: number; readonly sha256?: string; readonly replace?: boolean } = {}) {
    count += 1;
    const path = `interrupted/${String(count)}`;
    return requestUpload(camera, { ownerId: 'cam-1', path, type: 'video/mp4', ...facts });
  }

  /** The bytes of an upload stand in the store, and the process died before it could say so. */
  async function storeThenDie(url: string, bytes: Buffer): Promise<void> {
    await store.put(keyOf(url), Readable.from([bytes]), { limit: bytes.length });
  }

  const incoming = () => readdir(join(thingstore.dataFolder, 'objects', '.incoming'));

  async function assertStored(id: string, bytes: Buffer): Promise<void> {
    const stored = await capture(camera, id);
    assert.deepEqual([stored.state, stored.details?.sha256], ['READY', sha256(bytes)]);
    assert.ok((await download(stored.signedUrl?.url ?? '')).equals(bytes));
    assert.deepEqual(
      (await records.history(id)).map(({ action }) => action),
      ['CREATED'],
    );
  }

  it('leaves nothing of a client that is lost half-way, and the same URL works when it is back', async () => {
    const [ticket, bytes] = [await request(), randomBytes(300_000)];
    const lost = beginPut(ticket.upload, bytes.length);
    await lost.send(bytes.subarray(0, 200_000));
    await until(async () => (await incoming()).length === 1);
    await lost.cut();
    await until(async () => (await incoming()).length === 0);
    assert.equal(await store.stat(keyOf(ticket.upload.url)), null);
    assert.equal((await capture(camera, ticket.resource.id)).state, 'AWAITING_UPLOAD');
    assert.equal(await records.stateOf(keyOf(ticket.upload.url)), 'AWAITED');
    assert.equal((await put(ticket.upload, bytes)).status, 201);
    await assertStored(ticket.resource.id, bytes);
    const loud = thingstore.logLines.filter((line) => (JSON.parse(line) as { level: number }).level >= 50);
    assert.deepEqual(loud, [], 'a lost client is nothing to act on');
  });

  it('answers a repeated PUT of the same bytes as it answered the first, whose answer may be lost', async () => {
    const [ticket, bytes] = [await request(), randomBytes(100_000)];
    const first = await put(ticket.upload, bytes);
    assert.deepEqual(await put(ticket.upload, bytes), first);
    assert.deepEqual(await put(ticket.upload, bytes), first);
    await assertStored(ticket.resource.id, bytes);
  });

  it('refuses other bytes for a URL that was used, of any length, and keeps the first', async () => {
    const [ticket, bytes] = [await request(), randomBytes(100_000)];
    await put(ticket.upload, bytes);
    const others = [randomBytes(100_000), bytes.subarray(1), Buffer.concat([bytes, bytes]), Buffer.alloc(0)];
    for (const other of others) {
      const { status, body } = await put(ticket.upload, other);
      assert.deepEqual([status, body.error?.code], [409, 'FILE_EXISTS']);
      assert.match(body.error?.message ?? '', /never overwritten/);
    }
    await assertStored(ticket.resource.id, bytes);
  });

  it('lets exactly one of two different PUTs at once win, whole', async () => {
    const ticket = await request();
    const bodies = [randomBytes(200_000), randomBytes(200_000)];
    const puts = bodies.map((body) => beginPut(ticket.upload, body.length));
    await Promise.all(puts.map((slow, nth) => slow.send((bodies[nth] ?? Buffer.alloc(0)).subarray(0, 100_000))));
    await until(async () => (await incoming()).length === 2);
    await Promise.all(puts.map((slow, nth) => slow.send((bodies[nth] ?? Buffer.alloc(0)).subarray(100_000))));
    const answers = await Promise.all(puts.map((slow) => slow.finish()));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
    const winner = bodies[answers.findIndex(({ status }) => status === 201)] ?? Buffer.alloc(0);
    await assertStored(ticket.resource.id, winner);
    assert.deepEqual(await incoming(), []);
  });

  it('tells both of two equal PUTs at once that they went well, and changes once', async () => {
    const [ticket, bytes] = [await request(), randomBytes(200_000)];
    const puts = [beginPut(ticket.upload, bytes.length), beginPut(ticket.upload, bytes.length)];
    await Promise.all(puts.map((slow) => slow.send(bytes.subarray(0, 100_000))));
    await until(async () => (await incoming()).length === 2);
    await Promise.all(puts.map((slow) => slow.send(bytes.subarray(100_000))));
    const answers = await Promise.all(puts.map((slow) => slow.finish()));
    const expected = { status: 201, body: { resourceId: ticket.resource.id, version: 1 } };
    assert.deepEqual(answers, [expected, expected]);
    await assertStored(ticket.resource.id, bytes);
  });

  it('is ended by completeUpload when the server died after the last byte', async () => {
    const bytes = randomBytes(50_000);
    const [named, unnamed] = [await request(), await request({ size: bytes.length, sha256: sha256(bytes) })];
    for (const ticket of [named, unnamed]) await storeThenDie(ticket.upload.url, bytes);
    await completeUpload(camera, { resourceId: named.resource.id, uploadId: named.uploadId });
    await completeUpload(camera, { resourceId: unnamed.resource.id });
    await assertStored(named.resource.id, bytes);
    await assertStored(unnamed.resource.id, bytes);
  });

  it('is ended by the same PUT once more when the server died after the last byte, and by no other', async () => {
    const [ticket, bytes] = [await request(), randomBytes(50_000)];
    await storeThenDie(ticket.upload.url, bytes);
    const other = await put(ticket.upload, randomBytes(50_000));
    assert.deepEqual([other.status, other.body.error?.code], [409, 'FILE_EXISTS']);
    assert.equal((await capture(camera, ticket.resource.id)).state, 'AWAITING_UPLOAD');
    assert.deepEqual(await put(ticket.upload, bytes), {
      status: 201,
      body: { resourceId: ticket.resource.id, version: 1 },
    });
    await assertStored(ticket.resource.id, bytes);
  });

  it('is never READY with half of its bytes, however it is told to be', async () => {
    const bytes = randomBytes(50_000);
    const ticket = await request({ size: bytes.length, sha256: sha256(bytes) });
    await storeThenDie(ticket.upload.url, bytes.subarray(0, 40_000));
    const input = { resourceId: ticket.resource.id, uploadId: ticket.uploadId };
    const refused = await camera.refusal(COMPLETE_UPLOAD, { input });
    assert.equal(refused.extensions.code, 'UPLOAD_MISMATCH');
    assert.deepEqual(refused.extensions.params, { expected: 50_000, found: 40_000 });
    assert.equal((await capture(camera, ticket.resource.id)).state, 'AWAITING_UPLOAD');
    assert.equal(await records.stateOf(keyOf(ticket.upload.url)), 'CONDEMNED');
    assert.equal((await camera.refusal(COMPLETE_UPLOAD, { input })).extensions.code, 'UPLOAD_NOT_FOUND');
  });

  it('asks which one is meant when several uploads of a resource have bytes', async () => {
    const [first, bytes] = [await request(), randomBytes(1000)];
    const second = await requestUpload(camera, { ownerId: 'cam-1', path: first.resource.path, type: 'video/mp4' });
    for (const ticket of [first, second]) await storeThenDie(ticket.upload.url, bytes);
    const { extensions } = await camera.refusal(COMPLETE_UPLOAD, { input: { resourceId: first.resource.id } });
    assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'uploadId']);
    await completeUpload(camera, { resourceId: first.resource.id, uploadId: second.uploadId });
    await assertStored(first.resource.id, bytes);
    assert.equal(await records.stateOf(keyOf(first.upload.url)), 'CONDEMNED');
  });

  it('is completed once by many who say so at once', async () => {
    const [ticket, bytes] = [await request(), randomBytes(50_000)];
    await storeThenDie(ticket.upload.url, bytes);
    const input = { resourceId: ticket.resource.id, uploadId: ticket.uploadId };
    const told = await Promise.all(Array.from({ length: 6 }, () => completeUpload(camera, input)));
    for (const { version, state } of told) assert.deepEqual([version, state], [1, 'READY']);
    await assertStored(ticket.resource.id, bytes);
  });

  it('lets nobody request its place anew while it completes', async () => {
    const [ticket, bytes] = [await request(), randomBytes(100)];
    const waiting = async (sessions: number) => {
      const [row] = await records.ask<{ count: string }>(
        `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return Number(row?.count) >= sessions;
    };
    // Stops the completion in the middle of its transaction.
    await records.ask('begin');
    await records.ask('select 1 from stored_object where id = $1 for update', ticket.uploadId);
    const completing = put(ticket.upload, bytes);
    await until(() => waiting(1));
    const again = { ownerId: 'cam-1', path: ticket.resource.path, type: 'video/mp4' };
    const asked = requestUpload(camera, again).catch((error: unknown) => error);
    await Promise.race([asked, until(() => waiting(2))]);
    await records.ask('rollback');
    assert.equal((await completing).status, 201);
    assert.match(String(await asked), /RESOURCE_EXISTS/);
    await assertStored(ticket.resource.id, bytes);
  });
});
