import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, deleteEntries, updateEntry } from '../support/entries.js';
import { operations, perform } from '../support/history-operations.js';
import { storedPicture } from '../support/pointers.js';
import { documentedSql, runExample } from '../support/history.js';
import { FEED_VERSIONS } from '../support/feed.js';
import { waitUntilNothingIsHeldBack } from '../support/feed-horizon.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { picture, put, requestUpload } from '../support/uploads.js';

/** A row of the view, by its documented names. */
interface HistoryRow {
  readonly id: string;
  readonly projectId: string;
  readonly ownerId: string;
  readonly coownerId: string | null;
  readonly path: string;
  readonly type: string;
  readonly kind: string;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly data: unknown;
  readonly metadata: unknown;
  readonly createdAt: Date;
  readonly dataCreatedAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt: Date | null;
  readonly archivedAt: Date | null;
  readonly action: string;
  readonly version: number;
}

const LIVE = `
  select id, project_id as "projectId", owner_id as "ownerId", coowner_id as "coownerId", path, type, kind, details, data,
    metadata, created_at as "createdAt", data_created_at as "dataCreatedAt", updated_at as "updatedAt",
    archived_at as "archivedAt", archive_at as "archiveAt", delete_at as "deleteAt", source_id as "sourceId", version
  from resource where state = 'READY' and owner_id = $1 order by id`;

describe('the table resource_server.resource', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    root = thingstore.root;
    records = await Records.open(thingstore.databaseUrl);
    for (const id of ['device-id-here', 'friend', 'busy']) await createOwner(root, { id, kind: 'DEVICE', name: id });
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const rowsOf = (id: string) =>
    records.ask<HistoryRow>('select * from resource_server.resource where id = $1 order by version', id);

  it('has every documented column of a file, and no signed URL [S1-074 S1-075 S1-076 S1-077 S1-078 S1-079 S1-080 S1-082 S1-083 S1-084 S1-085]', async () => {
    const input = { ownerId: 'device-id-here', coownerId: 'friend', path: 'in/photo', type: 'image/png' };
    const dataCreatedAt = '2026-01-02T03:04:05.678Z';
    const { resource, upload } = await requestUpload(root, { ...input, dataCreatedAt, metadata: { label: 'cat' } });
    assert.deepEqual(await rowsOf(resource.id), []);
    const bytes = await picture('png');
    await put(upload, bytes);
    await updateEntry(root, { id: resource.id, metadata: { label: 'dog', score: 0.5 } });
    const [created, updated] = await rowsOf(resource.id);
    assert.ok(created !== undefined && updated !== undefined);
    const { id, projectId, ownerId, coownerId, path, type, kind } = created;
    assert.deepEqual(
      [id, projectId, ownerId, coownerId, path, type, kind],
      [resource.id, 'default', 'device-id-here', 'friend', 'in/photo', 'image/png', 'IMAGE'],
    );
    assert.deepEqual([created.details?.['size'], created.details?.['format']], [bytes.length, 'png']);
    assert.deepEqual([created.metadata, updated.metadata], [{ label: 'cat' }, { label: 'dog', score: 0.5 }]);
    assert.deepEqual([created.data, created.deletedAt, created.archivedAt], [null, null, null]);
    assert.equal(created.dataCreatedAt.toISOString(), dataCreatedAt);
    const [live] = await records.ask<HistoryRow>(LIVE, 'device-id-here');
    assert.deepEqual([updated.createdAt, updated.updatedAt], [live?.createdAt, live?.updatedAt]);
    assert.ok(created.updatedAt < updated.updatedAt);
    assert.doesNotMatch(JSON.stringify([created, updated]), /https?:|signature|expires/i);
  });

  it('has the value of JSON as it stood [S1-081]', async () => {
    const { id } = await createEntry(root, { ownerId: 'device-id-here', path: 'json', data: { n: [1, 'ä'] } });
    await updateEntry(root, { id, data: { n: null } });
    assert.deepEqual(
      (await rowsOf(id)).map(({ data }) => data),
      [{ n: [1, 'ä'] }, { n: null }],
    );
  });

  it('grows by one row with every create, update and delete, and by none that is refused [S1-088 S1-089 S1-090]', async () => {
    const count = async () => (await records.ask('select 1 from resource_server.resource')).length;
    const start = await count();
    const { id } = await createEntry(root, { ownerId: 'friend', path: 'a' });
    const other = await createEntry(root, { ownerId: 'friend', path: 'b' });
    assert.equal(await count(), start + 2);
    await updateEntry(root, { id, metadata: { n: 1 } });
    assert.equal(await count(), start + 3);
    await assert.rejects(createEntry(root, { ownerId: 'friend', path: 'a' }));
    await assert.rejects(updateEntry(root, { id, metadata: { n: 2 }, path: 'b' }));
    await assert.rejects(deleteEntries(root, { ids: [id, 'a0000000-0000-4000-8000-000000000000'] }));
    assert.equal(await count(), start + 3);
    await deleteEntries(root, { ids: [id, other.id] });
    assert.equal(await count(), start + 5);
  });

  it('says when it was deleted on the row of the deletion alone [S1-086]', async () => {
    const { id } = await createEntry(root, { ownerId: 'friend', path: 'soon gone' });
    await updateEntry(root, { id, metadata: { n: 1 } });
    await deleteEntries(root, { ids: [id] });
    const rows = await rowsOf(id);
    assert.deepEqual(
      rows.map(({ deletedAt }) => deletedAt !== null),
      [false, false, true],
    );
    assert.deepEqual(rows[2]?.deletedAt, rows[2]?.updatedAt);
  });

  it('says when it was archived on the row of the archiving [S1-087]', async () => {
    const { id } = await createEntry(root, { ownerId: 'friend', path: 'kept' });
    const archived = { what: 'archive', path: 'kept', to: 'kept', ownerId: 'friend' } as const;
    assert.equal(await perform(root, records, archived), true);
    assert.deepEqual(
      (await rowsOf(id)).map(({ action, archivedAt }) => [action, archivedAt !== null]),
      [
        ['CREATED', false],
        ['ARCHIVED', true],
      ],
    );
  });

  it('is there to be read, and only grows [S1-072]', async () => {
    for (const write of [
      'delete from resource_server.resource',
      `update resource_server.resource set path = 'x'`,
      'insert into resource_server.resource select * from resource_server.resource limit 1',
    ]) {
      await assert.rejects(records.ask(write), /written by Thingstore alone/);
    }
  });

  it('has as the newest row of each id what is there, whatever was done [S1-092]', async () => {
    const { id: sourceId } = await storedPicture(root, { ownerId: 'friend', path: 'pointed' });
    await fc.assert(
      fc.asyncProperty(operations, async (all) => {
        for (const operation of all) {
          const before = await records.ask('select 1 from resource_server.resource');
          const isDone = await perform(root, records, { ...operation, ownerId: 'busy', sourceId });
          const after = await records.ask('select 1 from resource_server.resource');
          if (!isDone) assert.equal(after.length, before.length);
        }
        const newest = await records.ask(
          `select * from (
             select distinct on (id) id, "projectId", "ownerId", "coownerId", path, type, kind, details, data, metadata,
               "createdAt", "dataCreatedAt", "updatedAt", "archivedAt", "archiveAt", "deleteAt", "sourceId", version,
               "deletedAt"
             from resource_server.resource where "ownerId" = $1 order by id, "updatedAt" desc, seq desc
           ) latest where "deletedAt" is null order by id`,
          'busy',
        );
        const expected = (await records.ask(LIVE, 'busy')).map((row) => ({ ...row, deletedAt: null }));
        assert.deepEqual(newest, expected);
      }),
      { numRuns: 8 },
    );
  });

  it('is partitioned by the month of createdAt, made by the server [S1-093]', async () => {
    const rows = await records.ask<{ key: string; partitions: number }>(
      `select pg_get_partkeydef(partrelid) as key,
         (select count(*)::integer from pg_inherits where inhparent = partrelid) as partitions
       from pg_partitioned_table where partrelid = 'resource_change'::regclass`,
    );
    assert.deepEqual(rows, [{ key: 'RANGE (created_at)', partitions: 14 }]);
  });

  it('is read in the months of a createdAt filter alone [S1-094]', async () => {
    const partitionsOf = async (condition: string) => {
      const plan = await records.ask<Record<string, string>>(
        `explain (analyze) select * from resource_server.resource where ${condition}`,
      );
      const text = plan.map((row) => row['QUERY PLAN']).join('\n');
      return new Set([...text.matchAll(/resource_change_(\d{4}_\d\d|default)\b/g)].map(([, name]) => name));
    };
    const month = (ahead: number) => {
      const now = new Date();
      return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString();
    };
    const name = (ahead: number) => month(ahead).slice(0, 7).replace('-', '_');
    const within = `"createdAt" >= '${month(2)}' and "createdAt" < '${month(4)}'`;
    assert.deepEqual(await partitionsOf(within), new Set([name(2), name(3)]));
    assert.deepEqual((await partitionsOf(`"createdAt" >= now() + interval '11 months'`)).has(name(0)), false);
    assert.equal((await partitionsOf('true')).size, 14);
  });

  it('answers the documented queries as they stand in the docs [S1-095]', async () => {
    await records.ask('create role analyst nologin').catch(() => undefined);
    const [usage = '', latest = '', changed = '', moment = ''] = await documentedSql();
    const { id } = await createEntry(root, { ownerId: 'device-id-here', path: 'now', data: { n: 1 } });
    const old = await createEntry(root, { ownerId: 'device-id-here', path: 'old' });
    const longAgo = `created_at = created_at - interval '40 days'`;
    await records.ask(`update resource set ${longAgo} where id = $1`, old.id);
    await records.ask(`update resource_change set ${longAgo} where resource_id = $1`, old.id);
    await updateEntry(root, { id, data: { n: 2 } });
    await updateEntry(root, { id: old.id, metadata: { touched: true } });
    const answered = async (query: string) => {
      const rows = await records.ask<HistoryRow>(query.trim().replace(/;$/, ''));
      assert.equal(new Set(rows.map((row) => row.id)).size, rows.length);
      return new Map(rows.map((row) => [row.id, row.version]));
    };
    const recent = await answered(latest);
    assert.deepEqual([recent.get(id), recent.has(old.id)], [2, false]);
    const touched = await answered(changed);
    assert.deepEqual([touched.get(id), touched.get(old.id)], [2, 2]);
    assert.equal((await answered(moment.replace(/2026-01-01 00:00:00Z/, '2999-01-01'))).get(id), 2);
    for (const statement of usage.trim().split('\n')) await records.ask(statement);
    await records.ask('begin');
    await records.ask('set local role analyst');
    assert.ok((await records.ask('select 1 from resource_server.resource')).length > 0);
    await assert.rejects(records.ask('select 1 from resource_change'), /permission denied/);
    await records.ask('rollback');
    await records.ask('drop owned by analyst');
  });

  it('is told by the example too, with the cursor to go on after', async () => {
    const { id } = await createEntry(root, { ownerId: 'friend', path: 'example/x', data: {} });
    await updateEntry(root, { id, metadata: { n: 1 } });
    await waitUntilNothingIsHeldBack(root.url);
    const printed = await runExample(root, 'friend', 'example');
    assert.equal(printed.length, 3);
    assert.match(printed[0] ?? '', /example\/x v1 CREATED data,metadata,path ACCOUNT$/);
    assert.match(printed[1] ?? '', /example\/x v2 UPDATED metadata ACCOUNT$/);
    const after = printed[2]?.replace('Go on after ', '') ?? '';
    await deleteEntries(root, { ids: [id] });
    const watching = root.subscribe(FEED_VERSIONS, { filter: { ownerIds: ['friend'] }, after });
    await watching.until(({ events }) => events.length === 1);
    assert.equal(watching.events[0]?.resourceChanged.action, 'DELETED');
    await watching.stop();
    await waitUntilNothingIsHeldBack(root.url);
    assert.match((await runExample(root, 'friend', 'nothing there'))[0] ?? '', /^Go on after \S+$/);
  });
});
