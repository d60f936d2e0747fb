import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createEntry, createOwner, entry, entryAt } from '../support/entries.js';
import { assign, grant, person, type Person } from '../support/people.js';
import { PUT_RESOURCE, putEntry, putFile } from '../support/puts.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { requestUpload } from '../support/uploads.js';

describe('the right to put', () => {
  let thingstore: TestThingstore;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    for (const id of ['cam-1', 'cam-2']) await createOwner(thingstore.root, { id, kind: 'DEVICE', name: id });
    records = await Records.open(thingstore.databaseUrl);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  /** The same put at a place where something stands, and at one where nothing does: what is answered. */
  async function answersOf({ client }: Person, standing: string, empty: string) {
    const answers = [];
    for (const path of [standing, empty]) {
      const { extensions, message } = await client.refusal(PUT_RESOURCE, {
        input: { ownerId: 'cam-1', path, data: {} },
      });
      const { code, property, params } = extensions;
      answers.push(JSON.stringify([message, code, property, params]).replaceAll(path, 'PATH'));
    }
    return answers;
  }

  it('is missing alike where something hidden stands and where nothing does', async () => {
    const stranger = await person(thingstore, 'READ_WRITE');
    const made = await createEntry(thingstore.root, { ownerId: 'cam-1', path: 'hidden' });
    await requestUpload(thingstore.root, { ownerId: 'cam-1', path: 'waiting', type: 'image/png' });
    for (const [privileges, code] of [
      [['Domains.READ'], 'OWNER_NOT_FOUND'],
      [['Owners.READ'], 'FORBIDDEN'],
    ] as const) {
      await grant(thingstore.root, stranger, { privileges });
      for (const standing of ['hidden', 'waiting']) {
        const [taken, free] = await answersOf(stranger, standing, 'nothing');
        assert.equal(taken, free);
        assert.ok(free?.includes(code), free);
      }
    }
    assert.equal((await entry(thingstore.root, made.id))?.version, 1);
  });

  it('is missing to who may read alone, with the role that is missing, and no bytes are taken', async () => {
    const reader = await person(thingstore, 'READ_WRITE');
    await assign(thingstore.root, reader, { role: 'ResourceViewer', ownerId: 'cam-1' });
    await createEntry(thingstore.root, { ownerId: 'cam-1', path: 'readable' });
    const [taken, free] = await answersOf(reader, 'readable', 'unwritten');
    assert.equal(taken, free);
    assert.ok(taken?.includes('FORBIDDEN') && taken.includes('ResourceEditor'), taken);
    const before = await records.ask('select key from stored_object');
    const place = { ownerId: 'cam-1', path: 'readable' };
    const { refusal } = await putFile(reader.client, place, { bytes: randomBytes(5) });
    assert.equal(refusal?.extensions.code, 'FORBIDDEN');
    assert.deepEqual(await records.ask('select key from stored_object'), before);
  });

  it('at the co-owner is enough where something stands, and not where nothing does', async () => {
    const editor = await person(thingstore, 'READ_WRITE');
    await assign(thingstore.root, editor, { role: 'ResourceEditor', ownerId: 'cam-2' });
    const place = { ownerId: 'cam-1', coownerId: 'cam-2', path: 'shared' };
    const input = { ...place, data: { by: 'editor' } };
    const { extensions } = await editor.client.refusal(PUT_RESOURCE, { input });
    assert.deepEqual([extensions.code, extensions.property], ['OWNER_NOT_FOUND', 'ownerId']);
    const made = await createEntry(thingstore.root, place);
    assert.deepEqual((await putEntry(editor.client, input)).version, 2);
    assert.deepEqual((await entryAt(thingstore.root, place))?.id, made.id);
    await requestUpload(thingstore.root, { ...place, path: 'shared-later', type: 'image/png' });
    const waiting = await editor.client.refusal(PUT_RESOURCE, { input: { ...input, path: 'shared-later' } });
    assert.equal(waiting.extensions.code, 'OWNER_NOT_FOUND');
  });

  it('is of the device itself, on what it owns and nothing else', async () => {
    const camera = await thingstore.thing('cam-3');
    assert.equal((await putEntry(camera, { ownerId: 'cam-3', path: 'own', text: 'a' })).version, 1);
    assert.equal((await putEntry(camera, { ownerId: 'cam-3', path: 'own', text: 'b' })).version, 2);
    const other = await camera.refusal(PUT_RESOURCE, { input: { ownerId: 'cam-1', path: 'own', text: 'a' } });
    assert.equal(other.extensions.code, 'OWNER_NOT_FOUND');
  });
});
