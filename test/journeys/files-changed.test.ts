import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import type { UpdateFileInput } from '../support/generated/graphql.js';
import {
  changeFile,
  deleteFile,
  fileOf,
  makeFile,
  sendChange,
  textOf,
  type SentBytes,
} from '../support/named-files.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { picture, sha256 } from '../support/uploads.js';

const SAID = { class: 'Own', format: 'own', time: 1710000000.25, metadata: { site: 'north' } };

let thingstore: TestThingstore;
let truck: ApiClient;
let records: Records;
let made = 0;
before(async () => {
  thingstore = await startThingstore();
  truck = await thingstore.thing('truck');
  records = await Records.open(thingstore.databaseUrl);
});
after(async () => {
  await records.close();
  await thingstore.stop();
});

/** A new table of the truck, of which all was said. */
async function standing(said: Omit<UpdateFileInput, 'ownerId' | 'name' | 'file'> = SAID) {
  made += 1;
  return makeFile(truck, { ownerId: 'truck', name: `table-${made.toString()}.csv`, text: 'old', ...said });
}

const csv = (text: string): SentBytes => ({ bytes: Buffer.from(text), name: 'another-v2.csv', type: 'text/csv' });

/** What was changed, by each row of the history after the first. */
const changes = async (id: string) => (await records.history(id)).slice(1).map(({ changed }) => [...changed].sort());

describe('new bytes of a file', () => {
  it('take the place of the old under its name, and all that was said of it stays [S2-035]', async () => {
    const before = await standing();
    const after = await changeFile(truck, { ownerId: 'truck', name: before.name }, csv('new'));
    assert.equal(await textOf(truck, 'truck', before.name), 'new');
    const { id, name, class: fileClass, format, time, metadata } = after;
    assert.deepEqual(
      { id, name, class: fileClass, format, time, metadata },
      { id: before.id, name: before.name, ...SAID },
    );
    assert.equal(after.details.sha256, sha256(Buffer.from('new')));
    assert.deepEqual([after.resource.version, after.createdAt], [2, before.createdAt]);
    assert.ok(Date.parse(after.updatedAt) > Date.parse(before.updatedAt));
    assert.deepEqual(await changes(before.id), [['file']]);
    assert.deepEqual(
      [await records.stateOf(before.details.key), await records.stateOf(after.details.key)],
      ['CONDEMNED', 'STORED'],
    );
    assert.equal(await fileOf(truck, 'truck', 'another-v2.csv'), null);
  });

  it('leave class and format as the old told them', async () => {
    const before = await standing({});
    assert.deepEqual([before.class, before.format], ['document', 'csv']);
    const png = { bytes: await picture('png'), type: 'image/png' };
    const after = await changeFile(truck, { ownerId: 'truck', name: before.name }, png);
    assert.deepEqual([after.class, after.format, after.time], ['document', 'csv', before.time]);
    assert.deepEqual([after.resource.type, after.resource.kind], ['image/png', 'IMAGE']);
    assert.deepEqual(await changes(before.id), [['file', 'type']]);
    const told = await changeFile(truck, { ownerId: 'truck', name: before.name, format: 'raw', class: null });
    assert.deepEqual([told.class, told.format], ['image', 'raw']);
  });

  it('that stood there already change nothing, and are not kept twice', async () => {
    const before = await standing();
    const stored = () => records.ask(`select key from stored_object where state = 'STORED' order by key`);
    const objects = await stored();
    const after = await changeFile(truck, { ownerId: 'truck', name: before.name }, csv('old'));
    assert.deepEqual([after.details, after.updatedAt, after.resource.version], [before.details, before.updatedAt, 1]);
    assert.deepEqual(await changes(before.id), []);
    assert.deepEqual(await stored(), objects);
  });

  it('may come with what is said of them, in one change', async () => {
    const before = await standing();
    const said = { class: 'documents', format: 'tsv', time: 1720000000, metadata: { crew: 'b' } };
    const after = await changeFile(truck, { ownerId: 'truck', name: before.name, ...said }, csv('both'));
    const { class: fileClass, format, time, metadata } = after;
    assert.deepEqual({ class: fileClass, format, time, metadata }, { ...said, class: 'document' });
    assert.deepEqual(await changes(before.id), [['class', 'dataCreatedAt', 'file', 'format', 'metadata']]);
    assert.equal(await textOf(truck, 'truck', before.name), 'both');
  });

  it('that are too many leave the old', async () => {
    const before = await standing();
    const bytes = Buffer.alloc(1_048_577);
    const { refusal } = await sendChange(truck, { ownerId: 'truck', name: before.name, class: 'x' }, { bytes });
    assert.equal(refusal?.extensions.code, 'PAYLOAD_TOO_LARGE');
    assert.deepEqual(await changes(before.id), []);
    assert.equal(await textOf(truck, 'truck', before.name), 'old');
    const whole = await changeFile(truck, { ownerId: 'truck', name: before.name }, { bytes: bytes.subarray(1) });
    assert.equal(whole.details.size, 1_048_576);
  });
});

describe('what is said of a file', () => {
  const cases: readonly {
    readonly property: 'class' | 'format' | 'time' | 'metadata';
    readonly value: unknown;
    readonly cleared: (file: { readonly createdAt: string }) => unknown;
    readonly changed?: string;
  }[] = [
    { property: 'class', value: 'bim', cleared: () => 'document' },
    { property: 'format', value: 'txt', cleared: () => 'csv' },
    {
      property: 'time',
      value: 1700000000.5,
      cleared: ({ createdAt }) => Date.parse(createdAt) / 1000,
      changed: 'dataCreatedAt',
    },
    { property: 'metadata', value: { a: { b: [1] } }, cleared: () => ({}) },
  ];

  for (const { property, value, cleared, changed = property } of cases) {
    it(`has another ${property} by a value, that of a new file by null, and the same when it is left out`, async () => {
      const before = await standing();
      const say = (said: object) => changeFile(truck, { ownerId: 'truck', name: before.name, ...said });
      const others = ({ class: fileClass, format, time, metadata, details }: typeof before) => ({
        ...{ class: fileClass, format, time, metadata, details },
        [property]: null,
      });
      const other = property === 'metadata' ? { format: 'other' } : { metadata: { other: true } };
      const absent = await say(other);
      assert.deepEqual(absent[property], SAID[property]);
      const set = await say({ [property]: value });
      assert.deepEqual(set[property], value);
      assert.deepEqual(others(set), others(absent));
      const same = await say({ [property]: value });
      assert.deepEqual([same.updatedAt, same.resource.version], [set.updatedAt, set.resource.version]);
      const none = await say({ [property]: null });
      assert.deepEqual(none[property], cleared(before));
      assert.deepEqual(others(none), others(absent));
      assert.deepEqual(await changes(before.id), [Object.keys(other), [changed], [changed]]);
      assert.equal(await textOf(truck, 'truck', before.name), 'old');
    });
  }

  it('stays when nothing is said: no version, no history', async () => {
    const before = await standing();
    const nothing = await changeFile(truck, { ownerId: 'truck', name: before.name });
    const same = await changeFile(truck, { ownerId: 'truck', name: before.name, ...SAID, class: ' Own ' });
    const noFile = await changeFile(truck, { ownerId: 'truck', name: before.name, ...{ file: null } });
    for (const after of [nothing, same, noFile]) {
      assert.deepEqual([after.updatedAt, after.resource.version], [before.updatedAt, 1]);
    }
    assert.deepEqual(await changes(before.id), []);
  });

  it('is refused as a whole', async () => {
    const before = await standing();
    for (const [property, said] of [
      ['class', { class: 'c'.repeat(255), format: 'new' }],
      ['format', { format: 'f'.repeat(255), class: 'new' }],
      ['time', { time: Date.now() / 1000 + 25 * 60 * 60, class: 'new' }],
      ['metadata', { metadata: { text: 'x'.repeat(65 * 1024) }, class: 'new' }],
      ['name', { name: 'a/b', class: 'new' }],
    ] as const) {
      for (const file of [undefined, csv('new')]) {
        const { refusal } = await sendChange(truck, { ownerId: 'truck', name: before.name, ...said }, file);
        assert.deepEqual([refusal?.extensions.code, refusal?.extensions.property], ['INVALID_ARGUMENTS', property]);
      }
    }
    assert.deepEqual(await changes(before.id), []);
    assert.equal(await textOf(truck, 'truck', before.name), 'old');
    const longest = { class: 'c'.repeat(254), format: 'f'.repeat(254) };
    const after = await changeFile(truck, { ownerId: 'truck', name: before.name, ...longest });
    assert.deepEqual({ class: after.class, format: after.format }, longest);
  });
});

describe('a file that is not there', () => {
  it('is neither changed nor deleted: FILE_NOT_FOUND', async () => {
    const { name } = await standing();
    assert.ok(await deleteFile(truck, 'truck', name));
    for (const missing of [name, 'never.csv']) {
      for (const { refusal } of [
        await sendChange(truck, { ownerId: 'truck', name: missing, class: 'x' }),
        await sendChange(truck, { ownerId: 'truck', name: missing }, csv('new')),
      ]) {
        assert.deepEqual([refusal?.extensions.code, refusal?.extensions.property], ['FILE_NOT_FOUND', 'name']);
      }
      await assert.rejects(deleteFile(truck, 'truck', missing), /FILE_NOT_FOUND/);
      assert.equal(await fileOf(truck, 'truck', missing), null);
    }
    assert.equal((await makeFile(truck, { ownerId: 'truck', name, text: 'again' })).resource.version, 1);
  });
});
