import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import {
  CREATE_ENTRY,
  createEntry,
  createOwner,
  entry,
  entryAt,
  UPDATE_ENTRY,
  updateEntry,
} from '../support/entries.js';
import type { CreateResourceInput, UpdateResourceInput } from '../support/generated/graphql.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const ownerId = 'cam-1';

describe('a text that is kept as a value', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    root = thingstore.root;
    await createOwner(root, { id: ownerId, kind: 'DEVICE', name: ownerId });
    records = await Records.open(thingstore.databaseUrl);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const write = (input: Partial<CreateResourceInput> & { readonly path: string }) =>
    createEntry(root, { ownerId, data: null, ...input });
  const refused = async (input: Partial<CreateResourceInput>) => {
    const { extensions } = await root.refusal(CREATE_ENTRY, { input: { ownerId, path: 'refused', ...input } });
    return [extensions.code, extensions.property];
  };
  const refusedUpdate = async (input: UpdateResourceInput) => {
    const { extensions } = await root.refusal(UPDATE_ENTRY, { input });
    return [extensions.code, extensions.property];
  };

  it('is answered as it was sent, by id and by triplet, with one row of history', async () => {
    const text = 'Straße 東京 🚲\r\n\t"quoted" \\ {"not": "parsed"}\n';
    const made = await write({ path: 'notes/today', text });
    assert.deepEqual(
      [made.kind, made.type, made.data, made.details, made.signedUrl, made.writeableUrl],
      ['TEXT', 'text/plain', text, null, null, null],
    );
    assert.equal((await entry(root, made.id))?.data, text);
    assert.equal((await entryAt(root, { ownerId, path: 'notes/today' }))?.data, text);
    const history = await records.history(made.id);
    assert.deepEqual(
      history.map(({ action, data, changed }) => [action, data, changed]),
      [['CREATED', text, ['data', 'metadata', 'path']]],
    );
  });

  it('keeps its type, beside JSON and translations of the same device [S1-004]', async () => {
    const csv = await write({ path: 'kept/table', text: 'a,b\n1,2\n', type: 'text/csv' });
    const plain = await write({ path: 'kept/plain', text: 'plain', type: 'Text/PLAIN; charset=utf-8' });
    const json = await createEntry(root, { ownerId, path: 'kept/json', data: { a: 1 } });
    const words = await createEntry(root, { ownerId, path: 'i18n/de', data: { hello: 'Hallo' } });
    const read = await Promise.all([csv, plain, json, words].map(async ({ id }) => entry(root, id)));
    assert.deepEqual(
      read.map((found) => [found?.type, found?.kind]),
      [
        ['text/csv', 'TEXT'],
        ['text/plain; charset=utf-8', 'TEXT'],
        ['application/json', 'JSON'],
        ['application/json', 'I18N'],
      ],
    );
  });

  it('may be empty, and as long as a body may be', async () => {
    const empty = await write({ path: 'empty', text: '' });
    assert.deepEqual([empty.kind, empty.data], ['TEXT', '']);
    const long = 'x'.repeat(5 * 1_048_576 - 2000);
    assert.equal((await write({ path: 'long', text: long })).data, long);
    const { status, errors } = await root.send(
      'mutation ($input: CreateResourceInput!) { createResource(input: $input) { id } }',
      {
        input: { ownerId, path: 'longer', text: 'x'.repeat(5 * 1_048_576) },
      },
    );
    assert.deepEqual([status, errors?.[0]?.extensions.code], [413, 'PAYLOAD_TOO_LARGE']);
  });

  it('has a type of text/*, and no characters that cannot be kept', async () => {
    for (const type of ['application/json', 'image/png', 'texts/plain', 'text']) {
      assert.deepEqual(await refused({ text: 'a', type }), ['INVALID_ARGUMENTS', 'type'], type);
    }
    for (const text of ['a\0b', 'half \ud83d of it']) {
      assert.deepEqual(await refused({ text }), ['INVALID_ARGUMENTS', 'text']);
    }
  });

  it('is the only content that is given', async () => {
    for (const input of [{ text: 'a', data: {} }, { text: null, data: null }, {}]) {
      const { extensions } = await root.refusal(CREATE_ENTRY, { input: { ownerId, path: 'refused', ...input } });
      assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'data']);
      assert.deepEqual(extensions.params?.['properties'], ['data', 'text', 'file']);
    }
    const { id } = await write({ path: 'single', text: 'a' });
    assert.deepEqual(await refusedUpdate({ id, text: 'b', data: {} }), ['INVALID_ARGUMENTS', 'text']);
    assert.deepEqual(await refusedUpdate({ id, text: null }), ['INVALID_ARGUMENTS', 'text']);
    assert.equal((await entry(root, id))?.data, 'a');
  });

  it('stays a text wherever it lies: below i18n/ too, and when it moves in or out', async () => {
    const made = await write({ path: 'i18n/readme', text: 'how to translate' });
    assert.equal(made.kind, 'TEXT');
    for (const path of ['readme', 'i18n/app/readme']) {
      const moved = await updateEntry(root, { id: made.id, path });
      assert.deepEqual([moved.kind, moved.type, moved.data], ['TEXT', 'text/plain', 'how to translate']);
    }
    const words = await createEntry(root, { ownerId, path: 'words/fr', data: { hello: 'Bonjour' } });
    assert.equal((await updateEntry(root, { id: words.id, path: 'i18n/fr' })).kind, 'I18N');
    assert.equal((await updateEntry(root, { id: words.id, path: 'words/fr' })).kind, 'JSON');
  });

  it('is replaced by another text, by an empty one, and keeps its type then', async () => {
    const made = await write({ path: 'replaced', text: 'a,b', type: 'text/csv' });
    const changed = await updateEntry(root, { id: made.id, text: 'a;b' });
    assert.deepEqual([changed.data, changed.type, changed.version], ['a;b', 'text/csv', 2]);
    assert.equal((await updateEntry(root, { id: made.id, text: '' })).data, '');
    assert.equal((await updateEntry(root, { id: made.id, text: '' })).version, 3);
    assert.equal((await updateEntry(root, { id: made.id, type: 'text/html' })).type, 'text/html');
    assert.deepEqual(await refusedUpdate({ id: made.id, type: 'application/json' }), ['INVALID_ARGUMENTS', 'type']);
    const history = await records.history(made.id);
    assert.deepEqual(
      history.map(({ changed: names }) => names),
      [['data', 'metadata', 'path'], ['data'], ['data'], ['type']],
    );
  });

  it('becomes JSON by data, and JSON a text by text: the kind follows the content', async () => {
    const { id } = await write({ path: 'i18n/it', text: '{}', type: 'text/csv' });
    const json = await updateEntry(root, { id, data: { ciao: 1 } });
    assert.deepEqual([json.kind, json.type, json.data], ['I18N', 'application/json', { ciao: 1 }]);
    const text = await updateEntry(root, { id, text: 'ciao', type: 'text/markdown' });
    assert.deepEqual([text.kind, text.type, text.data], ['TEXT', 'text/markdown', 'ciao']);
    assert.deepEqual(await refusedUpdate({ id, data: {}, type: 'text/markdown' }), ['INVALID_ARGUMENTS', 'type']);
    const [last] = (await records.history(id)).slice(-1);
    assert.deepEqual(last?.changed, ['type', 'data']);
  });

  it('does not lie below "files" of a device', async () => {
    assert.deepEqual(await refused({ text: 'a', path: 'files/readme.txt' }), ['INVALID_ARGUMENTS', 'path']);
  });
});
