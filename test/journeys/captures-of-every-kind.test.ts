import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, deleteEntries, entries, entry, entryAt, paths } from '../support/entries.js';
import { putFile } from '../support/puts.js';
import { Records } from '../support/records.js';
import { secondProject } from '../support/second-project.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { capture, download, findCapture, keyOf, picture, put, requestUpload, sha256 } from '../support/uploads.js';

const ownerId = 'cam-1';
/** The beginnings of films, which is what their type is told by. */
const MP4 = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex');
const WEBM = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701', 'hex');

describe('what a device captures', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    root = thingstore.root;
    records = await Records.open(thingstore.databaseUrl);
    await createOwner(root, { id: ownerId, kind: 'DEVICE', name: ownerId });
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  /** Uploads by signed URL; answers the resource. */
  async function store(path: string, type: string, bytes: Uint8Array) {
    const ticket = await requestUpload(root, { ownerId, path, type });
    assert.equal((await put(ticket.upload, bytes)).status, 201);
    return capture(root, ticket.resource.id);
  }

  it('is a file, a text or JSON, and each is read back as it was [S1-001]', async () => {
    const bytes = await picture('png');
    const file = await store('each/file', 'image/png', bytes);
    const text = await createEntry(root, { ownerId, path: 'each/text', data: null, text: 'plain' });
    const json = await createEntry(root, { ownerId, path: 'each/json', data: { a: [1, { b: null }] } });
    assert.ok((await download(file.signedUrl?.url ?? '')).equals(bytes));
    assert.equal((await entry(root, text.id))?.data, 'plain');
    assert.deepEqual((await entry(root, json.id))?.data, { a: [1, { b: null }] });
    const kinds = (await Promise.all([file, text, json].map(({ id }) => entry(root, id)))).map((read) => read?.kind);
    assert.deepEqual(kinds, ['IMAGE', 'TEXT', 'JSON']);
  });

  it('may belong to owners of every kind [S1-002]', async () => {
    for (const kind of ['SYSTEM', 'DEVICE', 'USER', 'BLUEPRINT', 'GROUP', 'OTHER'] as const) {
      const owner = await createOwner(root, { id: `an-${kind}`, kind, name: kind });
      const made = await createEntry(root, { ownerId: owner.id, path: 'notes', data: null, text: kind });
      assert.deepEqual([(await entry(root, made.id))?.ownerId, made.data], [owner.id, kind]);
    }
  });

  it('over time is listed with all that was captured [S1-003]', async () => {
    for (const [path, type, day] of [
      ['time/picture', 'image/png', '01'],
      ['time/film', 'video/mp4', '02'],
      ['time/blob', 'application/octet-stream', '03'],
    ] as const) {
      const bytes = type === 'image/png' ? await picture('png') : MP4;
      const dataCreatedAt = `2026-01-${day}T00:00:00.000Z`;
      const ticket = await requestUpload(root, { ownerId, path, type, dataCreatedAt });
      await put(ticket.upload, bytes);
    }
    const { nodes } = await entries(root, { ownerId, path: 'time', childrenOnly: true });
    assert.deepEqual(
      nodes.map(({ path }) => path),
      ['time/blob', 'time/film', 'time/picture'],
    );
  });

  it('as a picture is an image, whatever its format, and comes back byte for byte [S1-005 S1-016 S1-024 S1-033]', async () => {
    for (const format of ['jpeg', 'png', 'gif', 'webp'] as const) {
      const bytes = await picture(format, { width: 40, height: 30 });
      const stored = await store(`pictures/${format}`, `image/${format}`, bytes);
      const { contentType, detectedType, width, height } = stored.details ?? {};
      assert.deepEqual(
        [stored.kind, stored.type, contentType, detectedType, width, height],
        ['IMAGE', `image/${format}`, `image/${format}`, `image/${format}`, 40, 30],
      );
      const answer = await fetch(stored.signedUrl?.url ?? '');
      assert.equal(answer.headers.get('content-type'), `image/${format}`);
      assert.equal(sha256(Buffer.from(await answer.arrayBuffer())), sha256(bytes));
    }
  });

  it('as a film is a video, whatever its format [S1-017 S1-025 S1-034]', async () => {
    for (const [type, bytes] of [
      ['video/mp4', MP4],
      ['video/webm', WEBM],
    ] as const) {
      const stored = await store(`films/${type}`, type, bytes);
      assert.deepEqual([stored.kind, stored.type, stored.details?.detectedType], ['VIDEO', type, type]);
      assert.ok((await download(stored.signedUrl?.url ?? '')).equals(bytes));
    }
  });

  it('as an export is a file, JSON and CSV too: it has details, and its bytes are its content [S1-018 S1-026]', async () => {
    for (const [name, type] of [
      ['settings.json', 'application/json'],
      ['table.csv', 'text/csv'],
    ] as const) {
      const bytes = Buffer.from(name.endsWith('json') ? '{"a": 1}' : 'a,b\n1,2\n');
      const { put: made } = await putFile(root, { ownerId, path: `files/${name}` }, { bytes, name, type });
      const stored = await capture(root, made?.id ?? '');
      assert.deepEqual([stored.kind, stored.type, stored.details?.filename], ['FILE', type, name]);
      assert.equal(stored.details?.size, bytes.length);
      assert.ok((await download(stored.signedUrl?.url ?? '')).equals(bytes));
    }
  });

  it('as an inference snapshot is an image, found by what was found in it [S1-019]', async () => {
    const metadata = { inference: { label: 'person', score: 0.93, boxes: [[1, 2, 3, 4]] } };
    const input = { ownerId, path: 'snapshots/1', type: 'image/png', metadata };
    const ticket = await requestUpload(root, input);
    await put(ticket.upload, await picture('png'));
    const stored = await capture(root, ticket.resource.id);
    assert.deepEqual([stored.kind, stored.metadata], ['IMAGE', metadata]);
    const found = async (label: string, above: number) => {
      const conditions = [
        { path: 'inference.label', equals: label },
        { path: 'inference.score', greaterThan: above },
      ];
      return paths(root, { ownerId, filter: { kinds: ['IMAGE'], metadata: conditions } });
    };
    assert.deepEqual(await found('person', 0.9), ['snapshots/1']);
    assert.deepEqual(await found('car', 0.9), []);
    assert.deepEqual(await found('person', 0.93), []);
  });

  it('has an id that nothing else has, in any project, and is not seen from another [S1-028 S1-031]', async () => {
    const foreign = await secondProject(thingstore);
    await createOwner(foreign, { id: ownerId, kind: 'DEVICE', name: ownerId });
    await createOwner(root, { id: 'cam-2', kind: 'DEVICE', name: 'cam-2' });
    const place = { path: 'ids', data: {} };
    const made = [
      await createEntry(root, { ...place, ownerId }),
      await createEntry(root, { ...place, ownerId: 'cam-2' }),
      await createEntry(foreign, { ...place, ownerId }),
    ];
    assert.equal(new Set(made.map(({ id }) => id)).size, 3);
    const [ours, , theirs] = made;
    assert.notEqual(ours?.projectId, theirs?.projectId);
    assert.equal(await entry(foreign, ours?.id ?? ''), null);
    assert.equal((await entryAt(foreign, { ownerId, path: 'ids' }))?.id, theirs?.id);
  });

  it('lies at a path as at a file’s, which comes back as it was sent [S1-032]', async () => {
    const path = 'inspections/2025-01-15/front';
    const made = await createEntry(root, { ownerId, path });
    assert.deepEqual([made.path, (await entryAt(root, { ownerId, path }))?.path], [path, path]);
  });

  it('is kept, replaced and removed by the server alone: the bytes follow the API [S1-013]', async () => {
    const [one, two] = [await picture('png', { shade: 1 }), await picture('png', { shade: 2 })];
    const stored = await store('kept', 'image/png', one);
    const ticket = await requestUpload(root, { ownerId, path: 'kept', type: 'image/png', replace: true });
    await put(ticket.upload, two);
    const [first, second] = [stored.details?.key ?? '', keyOf(ticket.upload.url)];
    assert.deepEqual([await records.stateOf(first), await records.stateOf(second)], ['CONDEMNED', 'STORED']);
    assert.ok((await download((await capture(root, stored.id)).signedUrl?.url ?? '')).equals(two));
    await deleteEntries(root, { ids: [stored.id] });
    assert.equal(await records.stateOf(second), 'CONDEMNED');
  });

  it('is found by id, by its place and in lists, and is downloaded from there [S1-014]', async () => {
    const bytes = await picture('png', { shade: 3 });
    const stored = await store('found', 'image/png', bytes);
    const at = await entryAt(root, { ownerId, path: 'found' });
    const { nodes } = await entries(root, { ownerId, path: 'found' });
    assert.deepEqual([at?.id, nodes[0]?.id], [stored.id, stored.id]);
    assert.ok((await download((await findCapture(root, stored.id))?.signedUrl?.url ?? '')).equals(bytes));
  });
});
