import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { openClockedJobs } from '../support/clocked-jobs.js';
import { createEntry, createOwner, deleteEntries, entry, entryAt, updateEntry } from '../support/entries.js';
import { PAST_ENTRY, PAST_PLACE } from '../support/history.js';
import { archive, restore } from '../support/lifecycle.js';
import {
  changeFile,
  deleteFile,
  fileOf,
  filesOf,
  makeFile,
  namesOf,
  sendFile,
  textOf,
} from '../support/named-files.js';
import { createPointer, pointer } from '../support/pointers.js';
import { putFile } from '../support/puts.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { download, put, requestUpload } from '../support/uploads.js';

const bytes = Buffer.from('new');
const HOUR_MS = 60 * 60 * 1000;

let thingstore: TestThingstore;
let root: ApiClient;
before(async () => {
  thingstore = await startThingstore();
  ({ root } = thingstore);
  for (const id of ['truck', 'set'])
    await createOwner(root, { id, kind: id === 'set' ? 'SYSTEM' : 'DEVICE', name: id });
});
after(() => thingstore.stop());

const filenameOf = async (url: string) => {
  const response = await fetch(url);
  await response.arrayBuffer();
  return response.headers.get('content-disposition');
};

describe('a file', () => {
  it('is the resource at files/<name>, the same bytes and record', async () => {
    const file = await makeFile(root, { ownerId: 'truck', name: 'x.csv', metadata: { a: 1 } });
    const resource = await entryAt(root, { ownerId: 'truck', path: 'files/x.csv' });
    assert.deepEqual(
      [resource?.id, resource?.metadata, resource?.details?.key, resource?.dataCreatedAt, resource?.version],
      [file.id, file.metadata, file.details.key, new Date(file.time * 1000).toISOString(), 1],
    );
    assert.deepEqual(await download(resource?.signedUrl?.url ?? ''), await download(file.signedUrl.url));
    await updateEntry(root, { id: file.id, metadata: { a: 2 }, dataCreatedAt: '2026-01-02T03:04:05.678Z' });
    const changed = await fileOf(root, 'truck', 'x.csv');
    assert.deepEqual([changed?.metadata, changed?.time], [{ a: 2 }, Date.parse('2026-01-02T03:04:05.678Z') / 1000]);
    await deleteEntries(root, { ids: [file.id] });
    assert.equal(await fileOf(root, 'truck', 'x.csv'), null);
  });

  it('has another name when its resource is moved, also for who downloads it', async () => {
    const { id } = await makeFile(root, { ownerId: 'truck', name: 'a.csv', class: 'Own', text: 'moved' });
    await updateEntry(root, { id, path: 'files/b.txt' });
    assert.equal(await fileOf(root, 'truck', 'a.csv'), null);
    const moved = await fileOf(root, 'truck', 'b.txt');
    assert.deepEqual([moved?.id, moved?.name, moved?.class, moved?.format], [id, 'b.txt', 'Own', 'csv']);
    assert.match((await filenameOf(moved?.signedUrl.url ?? '')) ?? '', /filename="b\.txt"/);
    assert.deepEqual(await namesOf(root, { ownerId: 'truck', filter: { name: 'b.txt' } }), ['b.txt']);
    for (const path of ['notes/b.txt', 'files', 'files/deeper/b.txt']) {
      await assert.rejects(updateEntry(root, { id, path }), /INVALID_ARGUMENTS/);
    }
    const again = await makeFile(root, { ownerId: 'truck', name: 'a.csv' });
    assert.notEqual(again.id, id);
  });

  it('is away while it is archived, and back when it is restored, with all that was said of it', async () => {
    const said = { class: 'Own', format: 'own', time: 1710000000.25, metadata: { site: 'north' } };
    const { id } = await makeFile(root, { ownerId: 'truck', name: 'kept.csv', text: 'kept', ...said });
    await archive(root, { ids: [id] });
    assert.equal(await fileOf(root, 'truck', 'kept.csv'), null);
    assert.deepEqual(await namesOf(root, { ownerId: 'truck', filter: { class: 'Own', format: 'own' } }), []);
    await assert.rejects(changeFile(root, { ownerId: 'truck', name: 'kept.csv', class: 'x' }), /FILE_NOT_FOUND/);
    await assert.rejects(deleteFile(root, 'truck', 'kept.csv'), /FILE_NOT_FOUND/);
    // Its name is free meanwhile.
    const other = await makeFile(root, { ownerId: 'truck', name: 'kept.csv', text: 'other' });
    await assert.rejects(restore(root, { ids: [id] }), /RESOURCE_EXISTS/);
    assert.equal(await deleteFile(root, 'truck', 'kept.csv'), other.id);
    await restore(root, { ids: [id] });
    const back = await fileOf(root, 'truck', 'kept.csv');
    const { class: fileClass, format, time, metadata } = back ?? other;
    assert.deepEqual({ class: fileClass, format, time, metadata }, said);
    assert.deepEqual([back?.id, await textOf(root, 'truck', 'kept.csv')], [id, 'kept']);
  });

  it('goes by the clock when it was told to: archived first, deleted then', async () => {
    const clock = new SetClock();
    const jobs = await openClockedJobs(thingstore, { clock, purgeGraceMs: HOUR_MS });
    try {
      const { id } = await makeFile(root, { ownerId: 'truck', name: 'due.csv' });
      const at = (hours: number) => new Date(clock.now().getTime() + hours * HOUR_MS).toISOString();
      await updateEntry(root, { id, archiveAt: at(1), deleteAt: at(2) });
      await changeFile(root, { ownerId: 'truck', name: 'due.csv' }, { bytes, type: 'text/csv' });
      clock.advance(HOUR_MS + 1000);
      await jobs.archive.run();
      assert.equal(await fileOf(root, 'truck', 'due.csv'), null);
      assert.ok((await entry(root, id))?.archivedAt);
      clock.advance(HOUR_MS);
      await jobs.delete.run();
      assert.equal(await entry(root, id), null);
    } finally {
      await jobs.close();
    }
  });

  it('is shown by pointers, which tell of new bytes and outlive it', async () => {
    const { id } = await makeFile(root, { ownerId: 'truck', name: 'shown.csv', text: 'first' });
    const made = await createPointer(root, { ownerId: 'set', path: 'shown/0001', sourceId: id });
    await changeFile(root, { ownerId: 'truck', name: 'shown.csv' }, { bytes, type: 'text/csv' });
    const shown = await pointer(root, made.id);
    assert.equal((await download(shown.signedUrl?.url ?? '')).toString(), 'new');
    await updateEntry(root, { id, path: 'files/renamed.csv' });
    assert.equal((await pointer(root, made.id)).sourceReference.path, 'files/renamed.csv');
    await deleteFile(root, 'truck', 'renamed.csv');
    const orphan = await pointer(root, made.id);
    assert.deepEqual([orphan.isOrphaned, orphan.sourceReference.state, orphan.signedUrl], [true, 'DELETED', null]);
    // In the folder itself there are stored files alone.
    const { id: sourceId } = await makeFile(root, { ownerId: 'truck', name: 'source.csv' });
    await assert.rejects(createPointer(root, { ownerId: 'truck', path: 'files/p', sourceId }), /INVALID_ARGUMENTS/);
  });

  it('is told as it was', async () => {
    const first = await makeFile(root, { ownerId: 'truck', name: 'past.csv', metadata: { turn: 1 } });
    const second = await changeFile(root, { ownerId: 'truck', name: 'past.csv', metadata: { turn: 2 } });
    await deleteFile(root, 'truck', 'past.csv');
    for (const [asOf, turn] of [
      [first.updatedAt, 1],
      [second.updatedAt, 2],
    ] as const) {
      const { resource } = await root.request(PAST_ENTRY, { id: first.id, asOf });
      const place = await root.request(PAST_PLACE, { ownerId: 'truck', path: 'files/past.csv', asOf });
      assert.deepEqual([resource?.metadata, place.resourceAt?.metadata], [{ turn }, { turn }]);
    }
  });

  it('leaves translations where they are', async () => {
    const english = await createEntry(root, { ownerId: 'truck', path: 'i18n/en', data: { files: 'Files' } });
    await makeFile(root, { ownerId: 'truck', name: 'i18n', text: '{}', type: 'application/json' });
    const german = await makeFile(root, { ownerId: 'truck', name: 'de.json', text: '{}', type: 'application/json' });
    assert.deepEqual([german.resource.kind, german.class], ['FILE', 'document']);
    assert.equal((await entry(root, english.id))?.version, 1);
    assert.ok(!(await namesOf(root, { ownerId: 'truck', first: 200 })).includes('en'));
  });
});

describe('a resource that is made at files/<name>', () => {
  const shown = async (name: string) => {
    const file = await fileOf(root, 'truck', name);
    return file === null ? null : [file.class, file.format, file.resource.version];
  };

  it('by a signed URL is a file when its bytes have come, of the class and format that name and bytes tell', async () => {
    const ticket = await requestUpload(root, { ownerId: 'truck', path: 'files/plan.IFC', type: 'text/plain' });
    assert.equal(await shown('plan.IFC'), null);
    assert.equal((await filesOf(root, { ownerId: 'truck', filter: { class: 'bim' } })).totalCount, 0);
    assert.equal((await put(ticket.upload, bytes)).status, 201);
    assert.deepEqual(await shown('plan.IFC'), ['bim', 'ifc', 1]);
    assert.deepEqual(await namesOf(root, { ownerId: 'truck', filter: { class: 'bim', format: 'ifc' } }), ['plan.IFC']);
    // What is said of it from now on is kept, and what it was told by the bytes stays with it.
    await changeFile(root, { ownerId: 'truck', name: 'plan.IFC', class: 'Own' });
    assert.deepEqual(await shown('plan.IFC'), ['Own', 'ifc', 2]);
  });

  it('by a put is a file at once, and keeps what was said of it when it is put once more', async () => {
    const input = { ownerId: 'truck', path: 'files/put.csv' };
    await putFile(root, input, { bytes, type: 'text/csv' });
    assert.deepEqual(await shown('put.csv'), ['document', 'csv', 1]);
    await changeFile(root, { ownerId: 'truck', name: 'put.csv', class: 'Own', format: 'own' });
    await putFile(root, input, { bytes: Buffer.from('newer'), type: 'text/csv' });
    assert.deepEqual(await shown('put.csv'), ['Own', 'own', 3]);
    assert.equal(await textOf(root, 'truck', 'put.csv'), 'newer');
  });

  it('with a co-owner is a resource alone, and leaves the name to others', async () => {
    const input = { ownerId: 'truck', coownerId: 'set', path: 'files/co-owned.csv' };
    await putFile(root, input, { bytes, type: 'text/csv' });
    assert.equal(await shown('co-owned.csv'), null);
    assert.ok(!(await namesOf(root, { ownerId: 'truck', first: 200 })).includes('co-owned.csv'));
    const { file } = await sendFile(root, { ownerId: 'truck', name: 'co-owned.csv' }, { bytes });
    assert.equal(file?.resource.coownerId, null);
    assert.equal((await entryAt(root, input))?.coownerId, 'set');
  });

  it('that waits for its bytes is no file yet: an upload of the name is what it waited for', async () => {
    const ticket = await requestUpload(root, { ownerId: 'truck', path: 'files/waits.csv', type: 'text/csv' });
    const { file } = await sendFile(root, { ownerId: 'truck', name: 'waits.csv', class: 'Own' }, { bytes });
    assert.deepEqual([file?.id, file?.class, file?.resource.version], [ticket.resource.id, 'Own', 1]);
    const late = await put(ticket.upload, Buffer.from('late'));
    assert.equal(late.body.error?.code, 'UPLOAD_NOT_FOUND');
    assert.equal(await textOf(root, 'truck', 'waits.csv'), 'new');
  });
});
