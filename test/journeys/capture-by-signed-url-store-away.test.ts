import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { graphql } from '../support/generated/index.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import {
  answerOf,
  capture,
  COMPLETE_UPLOAD,
  download,
  keyOf,
  picture,
  put,
  requestUpload,
  sha256,
} from '../support/uploads.js';

const CREATE = graphql(`
  mutation AwayCreate($input: CreateResourceInput!) {
    createResource(input: $input) {
      id
      data
    }
  }
`);

describe('while the disk of the object store is away', () => {
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

  /** Runs the work while a file or folder of the data folder has another name. */
  async function without<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const place = join(thingstore.dataFolder, name);
    await rename(place, `${place}.away`);
    try {
      return await work();
    } finally {
      await rename(`${place}.away`, place);
    }
  }

  async function ready(): Promise<{ readonly status: number; readonly body: unknown }> {
    const response = await fetch(`${thingstore.url}/readyz`);
    return { status: response.status, body: await response.json() };
  }

  it('uploads and downloads say so and name it, and both work again by themselves [S1-125]', async () => {
    const bytes = await picture('png');
    const [old, next] = [await requestUpload(camera, ask('away/old')), await requestUpload(camera, ask('away/next'))];
    await put(old.upload, bytes);
    const link = (await capture(camera, old.resource.id)).signedUrl?.url ?? '';
    await without('objects', async () => {
      for (const answer of [
        await put(next.upload, bytes),
        await put(old.upload, bytes),
        await answerOf(await fetch(link)),
        await answerOf(await fetch(link, { headers: { range: 'bytes=0-1' } })),
      ]) {
        assert.deepEqual([answer.status, answer.body.error?.code], [503, 'SERVICE_UNAVAILABLE']);
        assert.match(answer.body.error?.message ?? '', /object store/);
        assert.ok(!JSON.stringify(answer.body).includes(thingstore.dataFolder));
      }
      const input = { resourceId: next.resource.id, uploadId: next.uploadId };
      assert.equal((await camera.refusal(COMPLETE_UPLOAD, { input })).extensions.code, 'SERVICE_UNAVAILABLE');
      const file = { path: 'variables.input.file', bytes, name: 'a.png', type: 'image/png' };
      const direct = await camera.upload(CREATE, { input: { ...ask('away/direct'), file: null } }, file);
      assert.equal(direct.errors?.[0]?.extensions.code, 'SERVICE_UNAVAILABLE');
    });
    assert.equal((await capture(camera, next.resource.id)).state, 'AWAITING_UPLOAD');
    assert.equal(await records.stateOf(keyOf(next.upload.url)), 'AWAITED', 'an outage gives up no upload');
    assert.equal((await put(next.upload, bytes)).status, 201);
    assert.equal((await put(old.upload, bytes)).status, 201);
    assert.equal(sha256(await download(link)), sha256(bytes));
  });

  it('nothing is written to the empty folder that stands in its place, what is mounted there later would hide it', async () => {
    const ticket = await requestUpload(camera, ask('away/unmounted'));
    const bytes = await picture('png');
    await without(join('objects', '.thingstore-objects'), async () => {
      assert.equal((await put(ticket.upload, bytes)).status, 503);
    });
    assert.equal((await put(ticket.upload, bytes)).status, 201);
  });

  it('the process lives, is not ready, and says which part is missing [S1-126]', async () => {
    await without('objects', async () => {
      assert.equal((await fetch(`${thingstore.url}/healthz`)).status, 200);
      assert.deepEqual(await ready(), {
        status: 503,
        body: { status: 'unavailable', database: 'ok', objectStore: 'unavailable' },
      });
    });
    assert.deepEqual(await ready(), { status: 200, body: { status: 'ok', database: 'ok', objectStore: 'ok' } });
  });

  it('values are written and read as ever, and uploads are requested for later', async () => {
    const bytes = await picture('png');
    const ticket = await without('objects', async () => {
      const input = { ownerId: 'cam-1', path: 'away/value', data: { celsius: 21.5 } };
      const { createResource } = await camera.request(CREATE, { input });
      assert.deepEqual((await capture(camera, createResource.id)).data, { celsius: 21.5 });
      return requestUpload(camera, ask('away/later'));
    });
    assert.equal((await put(ticket.upload, bytes)).status, 201);
  });
});
