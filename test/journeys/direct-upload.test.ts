import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { graphql } from '../support/generated/index.js';
import type { CreateResourceInput } from '../support/generated/graphql.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, download, picture, sha256 } from '../support/uploads.js';

const MEGABYTE = 1_048_576;

const CREATE = graphql(`
  mutation DirectCreate($input: CreateResourceInput!) {
    createResource(input: $input) {
      id
    }
  }
`);

describe('a file inside a GraphQL request', () => {
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

  function send(
    input: Partial<CreateResourceInput> & { readonly path: string },
    file: { readonly bytes: Uint8Array; readonly name?: string; readonly type?: string },
    client = camera,
  ) {
    const sent = { path: 'variables.input.file', name: 'file.bin', type: 'application/octet-stream', ...file };
    return client.upload(CREATE, { input: { ownerId: 'cam-1', ...input, file: null } }, sent);
  }

  async function created(answer: Awaited<ReturnType<typeof send>>) {
    assert.deepEqual(answer.errors, undefined);
    return capture(camera, answer.data?.createResource.id ?? '');
  }

  const keys = () => records.ask<{ key: string; state: string }>('select key, state from stored_object order by key');

  it('is READY in one step, with one history row', async () => {
    const bytes = await picture('png', { width: 33, height: 44 });
    const answer = await send(
      { path: 'direct/one', metadata: { a: 1 }, dataCreatedAt: '2026-01-02T03:04:05.678Z' },
      { bytes, name: 'Straße 東京.png', type: 'image/png' },
    );
    assert.equal(answer.status, 200);
    const stored = await created(answer);
    assert.deepEqual([stored.state, stored.kind, stored.type, stored.version], ['READY', 'IMAGE', 'image/png', 1]);
    assert.deepEqual([stored.metadata, stored.dataCreatedAt], [{ a: 1 }, '2026-01-02T03:04:05.678Z']);
    const { size, width, height, filename, sha256: hash } = stored.details ?? {};
    assert.deepEqual([size, width, height, filename, hash], [bytes.length, 33, 44, 'Straße 東京.png', sha256(bytes)]);
    assert.ok((await download(stored.signedUrl?.url ?? '')).equals(bytes));
    const history = await records.history(stored.id);
    assert.deepEqual(
      history.map(({ action, data }) => [action, data]),
      [['CREATED', null]],
    );
  });

  it('has the type that was given, else the one that its bytes tell, else the one of its part', async () => {
    const png = await picture('png');
    const given = await created(await send({ path: 'direct/given', type: 'image/x-raw' }, { bytes: png }));
    const told = await created(await send({ path: 'direct/told' }, { bytes: png, type: 'application/octet-stream' }));
    const csv = await created(
      await send({ path: 'direct/csv' }, { bytes: Buffer.from('a,b\n1,2\n'), type: 'text/csv' }),
    );
    assert.deepEqual([given.type, told.type, csv.type], ['image/x-raw', 'image/png', 'text/csv']);
    assert.deepEqual([told.kind, csv.kind], ['IMAGE', 'FILE']);
    assert.deepEqual([given.details?.contentType, given.details?.declaredType], ['image/png', 'image/x-raw']);
  });

  it('may have 1 MB, and one byte more is refused with a hint to signed URLs [S1-105 S1-106 S1-112 S1-114]', async () => {
    const bytes = randomBytes(MEGABYTE + 1);
    const whole = await created(await send({ path: 'direct/whole' }, { bytes: bytes.subarray(1) }));
    assert.equal(whole.details?.size, MEGABYTE);
    const before = await keys();
    const answer = await send({ path: 'direct/larger' }, { bytes });
    const [error] = answer.errors ?? [];
    assert.deepEqual([answer.status, error?.extensions.code], [413, 'PAYLOAD_TOO_LARGE']);
    assert.match(error?.message ?? '', /Request entity too large.*requestUpload/);
    assert.deepEqual(error?.extensions.params, { limit: MEGABYTE });
    const added = (await keys()).filter(({ key }) => !before.some((old) => old.key === key));
    assert.deepEqual(
      added.map(({ state }) => state),
      ['CONDEMNED'],
    );
    await created(await send({ path: 'direct/larger' }, { bytes: bytes.subarray(0, 10) }));
  });

  it('is refused before it is read when the whole body is too large', async () => {
    const answer = await send({ path: 'direct/huge' }, { bytes: Buffer.alloc(6 * MEGABYTE) });
    assert.deepEqual([answer.status, answer.errors?.[0]?.extensions.code], [413, 'PAYLOAD_TOO_LARGE']);
    assert.match(answer.errors?.[0]?.message ?? '', /Request entity too large.*requestUpload/);
  });

  it('does not touch what stands at its place: RESOURCE_EXISTS, and its own bytes are condemned', async () => {
    const bytes = randomBytes(1000);
    const standing = await created(await send({ path: 'direct/taken' }, { bytes }));
    const before = await keys();
    const refused = await send({ path: 'direct/taken' }, { bytes: randomBytes(1000) });
    assert.equal(refused.errors?.[0]?.extensions.code, 'RESOURCE_EXISTS');
    const added = (await keys()).filter(({ key }) => !before.some((old) => old.key === key));
    assert.deepEqual(
      added.map(({ state }) => state),
      ['CONDEMNED'],
    );
    const now = await capture(camera, standing.id);
    assert.deepEqual([now.version, now.details?.sha256], [1, sha256(bytes)]);
    assert.ok((await download(now.signedUrl?.url ?? '')).equals(bytes));
  });

  it('wins its place once when many come at once', async () => {
    const bodies = Array.from({ length: 5 }, () => randomBytes(2000));
    const answers = await Promise.all(bodies.map((bytes) => send({ path: 'direct/raced' }, { bytes })));
    const winners = answers.flatMap(({ errors }, nth) => (errors === undefined ? [nth] : []));
    assert.equal(winners.length, 1);
    for (const { errors } of answers) assert.ok([undefined, 'RESOURCE_EXISTS'].includes(errors?.[0]?.extensions.code));
    const [winner = -1] = winners;
    const stored = await capture(camera, answers[winner]?.data?.createResource.id ?? '');
    assert.equal(stored.details?.sha256, sha256(bodies[winner] ?? Buffer.alloc(0)));
  });

  it('is refused without a trace when the rest of the request is not in order', async () => {
    const before = await keys();
    const bytes = randomBytes(100);
    const refusals = [
      [await send({ path: '../up' }, { bytes }), 'INVALID_ARGUMENTS', 'path'],
      [await send({ path: 'direct/bad', type: 'nonsense' }, { bytes }), 'INVALID_ARGUMENTS', 'type'],
      [await send({ path: 'direct/bad', data: {} }, { bytes }), 'INVALID_ARGUMENTS', undefined],
      [await send({ path: 'direct/bad' }, { bytes }, thingstore.anonymous), 'UNAUTHENTICATED', undefined],
    ] as const;
    for (const [{ errors }, code, property] of refusals) {
      assert.equal(errors?.[0]?.extensions.code, code);
      if (property !== undefined) assert.equal(errors[0].extensions.property, property);
    }
    assert.deepEqual(await keys(), before);
  });
});
