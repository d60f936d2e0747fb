import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import { deleteFile, fileOf, filesOf, makeFile, sendFile, textOf } from '../support/named-files.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { download, picture, sha256 } from '../support/uploads.js';

const MEGABYTE = 1_048_576;
const TABLE = Buffer.from('time,value\n1,2\n');

let thingstore: TestThingstore;
let root: ApiClient;
let truck: ApiClient;
let records: Records;
before(async () => {
  thingstore = await startThingstore();
  ({ root } = thingstore);
  truck = await thingstore.thing('truck');
  records = await Records.open(thingstore.databaseUrl);
  await createOwner(root, { id: 'fleet', kind: 'GROUP', name: 'fleet' });
});
after(async () => {
  await records.close();
  await thingstore.stop();
});

/** All that a refusal is to leave as it was; what never became content is condemned, and gone soon. */
const state = async () =>
  records.ask<{ state: unknown }>(`
    select (select count(*) from resource) as resources, (select count(*) from resource_change) as changes,
      (select count(*) from stored_object where state <> 'CONDEMNED') as objects`);

/** Each answer has a URL of its own. */
const withoutUrl = (file: object | null) => ({ ...file, signedUrl: null });

describe('a file that is uploaded', () => {
  it('belongs to a thing or to a group [S2-001]', async () => {
    for (const ownerId of ['truck', 'fleet']) {
      const file = await makeFile(root, { ownerId, name: 'both.csv', text: `of ${ownerId}` });
      assert.deepEqual(withoutUrl(await fileOf(root, ownerId, 'both.csv')), withoutUrl(file));
      assert.equal(await textOf(root, ownerId, 'both.csv'), `of ${ownerId}`);
      assert.deepEqual(file.resource, {
        ...{ id: file.id, path: 'files/both.csv', ownerId, coownerId: null, kind: 'FILE', type: 'text/csv' },
        ...{ state: 'READY', version: 1, dataCreatedAt: file.createdAt },
      });
    }
  });

  it('may have the name of one of another thing or group [S2-008]', async () => {
    await thingstore.thing('truck-2');
    for (const ownerId of ['truck', 'truck-2', 'fleet']) {
      await makeFile(root, { ownerId, name: 'same.txt', text: ownerId, type: 'text/plain' });
    }
    for (const ownerId of ['truck', 'truck-2', 'fleet']) {
      assert.equal(await textOf(root, ownerId, 'same.txt'), ownerId);
    }
    await deleteFile(root, 'fleet', 'same.txt');
    assert.equal(await textOf(root, 'truck', 'same.txt'), 'truck');
  });

  it('has the name that it was given, else that of the upload [S2-006]', async () => {
    const given = await sendFile(truck, { ownerId: 'truck', name: 'given.csv' }, { bytes: TABLE, name: 'sent.csv' });
    assert.equal(given.file?.name, 'given.csv');
    for (const name of ['sent-only.csv', 'Straße 東京 🛰.csv', '%2e%2e', 'a (quoted) name.csv', '.profile', 'x;y=z']) {
      const { file } = await sendFile(truck, { ownerId: 'truck', name: null }, { bytes: TABLE, name });
      assert.equal(file?.name, name);
      assert.equal((await fileOf(truck, 'truck', name))?.id, file.id);
    }
  });

  it('has a name in NFC, and is found by any form of it', async () => {
    const { file } = await sendFile(truck, { ownerId: 'truck' }, { bytes: TABLE, name: 'cafe\u0301.csv' });
    assert.equal(file?.name, 'caf\u00e9.csv');
    for (const name of ['cafe\u0301.csv', 'caf\u00e9.csv']) {
      assert.equal((await fileOf(truck, 'truck', name))?.id, file.id);
      assert.equal((await filesOf(truck, { ownerId: 'truck', filter: { name } })).totalCount, 1);
      const again = await sendFile(truck, { ownerId: 'truck', name }, { bytes: TABLE });
      assert.equal(again.refusal?.extensions.code, 'FILE_EXISTS');
    }
    assert.equal(await deleteFile(truck, 'truck', 'cafe\u0301.csv'), file.id);
  });

  it('has the class, format, time and metadata that were given [S2-009 S2-010 S2-011 S2-012]', async () => {
    const said = { format: 'csv', time: 1710000000.25, metadata: { site: 'north', deep: { list: [1, null] } } };
    for (const known of ['image', 'document', 'bim', 'pointcloud', 'binary', 'video', 'Telemetry of mine']) {
      const file = await makeFile(truck, { ownerId: 'truck', name: `given ${known}`, class: known, ...said });
      assert.deepEqual(
        { class: file.class, format: file.format, time: file.time, metadata: file.metadata },
        { class: known, ...said },
      );
      assert.equal(file.resource.dataCreatedAt, '2024-03-09T16:00:00.250Z');
    }
    for (const format of ['csv', 'pdf', 'png', 'ifc', 'json', 'Own Format']) {
      const file = await makeFile(truck, { ownerId: 'truck', name: `format ${format}`, format });
      assert.equal(file.format, format);
    }
    const plural = await makeFile(truck, { ownerId: 'truck', name: 'plural', class: 'Point Clouds' });
    assert.equal(plural.class, 'pointcloud');
  });

  it('is told by name, bytes and clock where nothing was given, or null', async () => {
    const png = await picture('png');
    const nothing = { class: null, format: null, time: null, metadata: null };
    for (const [name, said] of [
      ['derived-1.PNG', {}],
      ['derived-2.PNG', nothing],
      ['derived-3.PNG', { class: '', format: ' ' }],
    ] as const) {
      const { file } = await sendFile(truck, { ownerId: 'truck', name, ...said }, { bytes: png });
      assert.ok(file);
      assert.deepEqual([file.class, file.format, file.metadata], ['image', 'png', {}]);
      assert.equal(file.time, Date.parse(file.createdAt) / 1000);
      assert.deepEqual([file.resource.kind, file.details.contentType], ['IMAGE', 'image/png']);
    }
    const bare = await sendFile(truck, { ownerId: 'truck', name: 'derived' }, { bytes: randomBytes(9) });
    assert.deepEqual([bare.file?.class, bare.file?.format], ['binary', null]);
  });

  it('may be empty', async () => {
    const { file } = await sendFile(truck, { ownerId: 'truck', name: 'empty.log' }, { bytes: Buffer.alloc(0) });
    assert.deepEqual([file?.details.size, file?.class], [0, 'document']);
    assert.equal((await download(file?.signedUrl.url ?? '')).length, 0);
  });

  it('may have UPLOAD_SIZE_LIMIT, 1 MB by default, and not a byte more', async () => {
    const bytes = randomBytes(MEGABYTE + 1);
    const whole = await sendFile(truck, { ownerId: 'truck', name: 'whole' }, { bytes: bytes.subarray(1) });
    assert.deepEqual([whole.file?.details.size, whole.file?.details.sha256], [MEGABYTE, sha256(bytes.subarray(1))]);
    const before = await state();
    const { refusal } = await sendFile(truck, { ownerId: 'truck', name: 'larger' }, { bytes });
    assert.equal(refusal?.extensions.code, 'PAYLOAD_TOO_LARGE');
    assert.deepEqual(refusal.extensions.params, { limit: MEGABYTE });
    assert.match(refusal.message, /\/files.*requestUpload/);
    assert.deepEqual(await state(), before);
    assert.equal(await fileOf(truck, 'truck', 'larger'), null);
  });
});

describe('a file that is refused', () => {
  it('leaves the one of its name as it is [S2-007]', async () => {
    const first = await makeFile(truck, { ownerId: 'truck', name: 'once.csv', text: 'first', class: 'bim' });
    const before = await state();
    const second = { bytes: Buffer.from('second'), name: 'once.csv' };
    const { refusal } = await sendFile(truck, { ownerId: 'truck', class: 'image' }, second);
    assert.deepEqual([refusal?.extensions.code, refusal?.extensions.property], ['FILE_EXISTS', 'name']);
    assert.deepEqual(await state(), before);
    assert.equal(await textOf(truck, 'truck', 'once.csv'), 'first');
    assert.deepEqual(withoutUrl(await fileOf(truck, 'truck', 'once.csv')), withoutUrl(first));
  });

  it('is told what is at fault, and leaves nothing', async () => {
    const before = await state();
    const refused: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
      ['name', { name: '' }],
      ['name', { name: '..' }],
      ['name', { name: 'a/b' }],
      ['name', { name: 'a\\b' }],
      ['name', { name: 'a\nb' }],
      ['name', { name: 'a'.repeat(1019) }],
      ['class', { class: 'c'.repeat(255) }],
      ['format', { format: 'f'.repeat(255) }],
      ['time', { time: Date.now() / 1000 + 25 * 60 * 60 }],
      ['time', { time: 1e13 }],
      ['metadata', { metadata: { text: 'x'.repeat(65 * 1024) } }],
      ['ownerId', { ownerId: 'plant' }],
    ];
    await createOwner(root, { id: 'plant', kind: 'SYSTEM', name: 'plant' });
    for (const [property, input] of refused) {
      const { refusal } = await sendFile(root, { ownerId: 'truck', name: 'bad.csv', ...input }, { bytes: TABLE });
      assert.deepEqual(
        [refusal?.extensions.code, refusal?.extensions.property],
        ['INVALID_ARGUMENTS', property],
        JSON.stringify(input).slice(0, 100),
      );
    }
    assert.deepEqual(await state(), before);
    const name = 'a'.repeat(1018);
    assert.equal((await sendFile(root, { ownerId: 'truck', name }, { bytes: TABLE })).file?.name, name);
    assert.equal((await fileOf(root, 'truck', name))?.name, name);
  });

  it('comes without a name of its own, and was given none', async () => {
    const document = `mutation ($file: Upload!) { uploadFile(input: { ownerId: "truck", file: $file }) { name } }`;
    const operations = JSON.stringify({ query: document, variables: { file: null } });
    const body = [
      ...['--x', 'Content-Disposition: form-data; name="operations"', '', operations],
      ...['--x', 'Content-Disposition: form-data; name="map"', '', '{"0":["variables.file"]}'],
      ...['--x', 'Content-Disposition: form-data; name="0"', 'Content-Type: application/octet-stream', '', 'bytes'],
      '--x--\r\n',
    ].join('\r\n');
    const response = await fetch(`${thingstore.url}/graphql`, {
      method: 'POST',
      headers: { authorization: root.authorization ?? '', 'content-type': 'multipart/form-data; boundary=x' },
      body,
    });
    const { errors } = (await response.json()) as { errors: { extensions: { code: string; property: string } }[] };
    assert.deepEqual([errors[0]?.extensions.code, errors[0]?.extensions.property], ['INVALID_ARGUMENTS', 'name']);
  });
});
