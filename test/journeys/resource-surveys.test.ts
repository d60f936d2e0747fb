import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner } from '../support/entries.js';
import { assign, person } from '../support/people.js';
import { Records } from '../support/records.js';
import { requestUpload } from '../support/uploads.js';
import { reading, statementsOf } from '../support/statements.js';
import { BUCKETS, counts, FOLDERS, folders, NEAREST, nearest } from '../support/surveys.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const DAY = { from: '2026-05-04T00:00:00Z', to: '2026-05-05T00:00:00Z' };

/** An hour of that day. */
function at(hour: number): string {
  return `2026-05-04T${hour.toString().padStart(2, '0')}:00:00.000Z`;
}

describe('entries that are surveyed', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  /** Sees "photos" of cam-1, and what cam-2 owns with others. */
  let guest: ApiClient;
  before(async () => {
    thingstore = await startThingstore();
    ({ root } = thingstore);
    for (const id of ['cam-1', 'cam-2', 'many']) await createOwner(root, { id, kind: 'OTHER', name: id });
    const make = (path: string, hour: number, coownerId: string | null = null) =>
      createEntry(root, { ownerId: 'cam-1', path, coownerId, dataCreatedAt: at(hour), metadata: { hour } });
    await make('photos', 1);
    await make('photos/front', 2);
    await make('photos/front/a', 3);
    await make('photos/front/b', 4);
    await make('photos/front-door', 6);
    await make('photos/back/x/y', 8, 'cam-2');
    await make('labels/😀', 10);
    await make('labels/é', 12, 'cam-2');
    const archived = await make('photos/archived', 14);
    await requestUpload(root, { ownerId: 'cam-1', path: 'photos/awaited', type: 'image/png' });
    await createEntry(root, { ownerId: 'cam-2', path: 'photos/other', dataCreatedAt: at(3) });
    const records = await Records.open(thingstore.databaseUrl);
    await records.ask('update resource set archived_at = now() where id = $1', archived.id);
    await records.close();
    const someone = await person(thingstore, 'READ');
    await assign(root, someone, { role: 'ResourceViewer', ownerId: 'cam-1', path: 'photos' });
    await assign(root, someone, { role: 'ResourceViewer', ownerId: 'cam-2' });
    guest = someone.client;
  });
  after(() => thingstore.stop());

  describe('by folder', () => {
    it('show the next level below a path, each with all that lies at it and below it, in the order of paths', async () => {
      assert.deepEqual(await folders(root, { ownerId: 'cam-1' }), [
        ['labels', 2],
        ['photos', 6],
      ]);
      const { resourceFolders } = await root.request(FOLDERS, { ownerId: 'cam-1', path: '/photos/' });
      assert.deepEqual(resourceFolders, [
        { path: 'photos/back', count: 1, latest: at(8) },
        { path: 'photos/front', count: 3, latest: at(4) },
        { path: 'photos/front-door', count: 1, latest: at(6) },
      ]);
      assert.deepEqual(await folders(root, { ownerId: 'cam-1', path: 'labels' }), [
        ['labels/é', 1],
        ['labels/😀', 1],
      ]);
      assert.deepEqual(await folders(root, { ownerId: 'cam-1', path: 'photos/front/a' }), []);
    });

    it('are of any co-owner, of none, or of one', async () => {
      assert.deepEqual(await folders(root, { ownerId: 'cam-1', coownerId: 'cam-2' }), [
        ['labels', 1],
        ['photos', 1],
      ]);
      assert.deepEqual(await folders(root, { ownerId: 'cam-1', coownerId: null }), [
        ['labels', 1],
        ['photos', 5],
      ]);
    });

    it('count what the viewer may see alone', async () => {
      const seen = [
        ['labels', 1],
        ['photos', 6],
      ];
      assert.deepEqual(await folders(guest, { ownerId: 'cam-1' }), seen);
      const stranger = await person(thingstore, 'ROOT');
      for (const ownerId of ['cam-1', 'nobody']) assert.deepEqual(await folders(stranger.client, { ownerId }), []);
    });

    it('are the first thousand, and the next after the last of them', async () => {
      const records = await Records.open(thingstore.databaseUrl);
      await records.ask(`
        insert into resource (project_id, id, owner_id, path, type, kind, state, data, metadata, created_at,
          data_created_at, updated_at, version, last_epoch, last_xid)
        select 'default', gen_random_uuid(), 'many', 'f' || lpad(n::text, 4, '0') || suffix, 'application/json', 'JSON',
          'READY', '{}', '{}', now(), now(), now(), 1, 1, pg_current_xact_id()
        from generate_series(1, 1001) n cross join unnest(array['', '/below', '-beside/x']) suffix
        where suffix <> '-beside/x' or n = 1000`);
      await records.close();
      const first = await folders(root, { ownerId: 'many' });
      assert.deepEqual([first.length, first[0], first.at(-1)], [1000, ['f0001', 2], ['f1000', 2]]);
      assert.deepEqual(await folders(root, { ownerId: 'many', after: 'f1000' }), [
        ['f1000-beside', 1],
        ['f1001', 2],
      ]);
      assert.deepEqual(await folders(root, { ownerId: 'many', after: 'f1000-beside' }), [['f1001', 2]]);
    });

    it('are never asked for by what is no path', async () => {
      for (const [variables, property] of [
        [{ path: '..' }, 'path'],
        [{ after: 'a//b' }, 'after'],
      ] as const) {
        const { extensions } = await root.refusal(FOLDERS, { ownerId: 'cam-1', ...variables });
        assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', property]);
      }
    });
  });

  describe('by the time they are nearest to', () => {
    const to = (time: string, rest: object = {}) => nearest(root, { ownerId: 'cam-1', time, ...rest });

    it('are before it or after it, the earlier of two', async () => {
      assert.equal(await to('2026-05-04T04:59:59Z'), 'photos/front/b');
      assert.equal(await to('2026-05-04T05:00:00Z'), 'photos/front/b');
      assert.equal(await to('2026-05-04T05:00:00.001Z'), 'photos/front-door');
      assert.equal(await to(at(6)), 'photos/front-door');
      assert.deepEqual([await to('0001-01-01T00:00:00Z'), await to('9999-12-31T00:00:00Z')], ['photos', 'labels/é']);
    });

    it('lie at a path or below it, and are what the filter lets through', async () => {
      assert.equal(await to(at(12), { path: 'photos' }), 'photos/back/x/y');
      assert.equal(await to(at(12), { path: 'photos/front' }), 'photos/front/b');
      assert.equal(await to(at(12), { filter: { metadata: [{ path: 'hour', lessThan: 4 }] } }), 'photos/front/a');
      assert.equal(await to(at(14), { filter: { archived: 'INCLUDE' } }), 'photos/archived');
      assert.equal(await to(at(14), { path: 'nowhere' }), null);
    });

    it('are the one made last of those captured at the same time, whichever way they lie', async () => {
      const made: string[] = [];
      for (const path of ['same/1', 'same/2', 'same/3']) {
        made.push((await createEntry(root, { ownerId: 'cam-2', path, dataCreatedAt: at(20) })).id);
      }
      for (const time of [at(19), at(20), at(21)]) {
        const { resourceNearest } = await root.request(NEAREST, { ownerId: 'cam-2', path: 'same', time });
        assert.equal(resourceNearest?.id, made.toSorted().at(-1));
      }
    });

    it('are seen by who may see them alone', async () => {
      assert.equal(await nearest(guest, { ownerId: 'cam-1', time: at(10) }), 'photos/back/x/y');
      assert.equal(await nearest(guest, { ownerId: 'cam-1', time: at(11) }), 'labels/é');
      const stranger = await person(thingstore, 'ROOT');
      assert.equal(await nearest(stranger.client, { ownerId: 'cam-1', time: at(10) }), null);
    });
  });

  describe('by buckets of time', () => {
    it('are counted, with the empty buckets, in the range alone', async () => {
      const hours = await counts(root, { ownerId: 'cam-1', range: DAY, interval: 'HOUR' });
      assert.deepEqual(hours.slice(0, 14), [0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
      assert.equal(hours.length, 24);
      const range = { from: at(2), to: at(8) };
      assert.deepEqual(await counts(root, { ownerId: 'cam-1', range, interval: 'DAY' }), [4]);
      assert.deepEqual(
        await counts(root, { ownerId: 'cam-1', range: { from: at(2), to: at(2) }, interval: 'DAY' }),
        [],
      );
    });

    it('begin by the clock of the time zone', async () => {
      const asked = { ownerId: 'cam-1', range: DAY, interval: 'DAY', timeZone: 'Asia/Tokyo' } as const;
      const { resourceBuckets } = await root.request(BUCKETS, asked);
      assert.deepEqual(resourceBuckets, [
        { start: '2026-05-03T15:00:00.000Z', count: 8 },
        { start: '2026-05-04T15:00:00.000Z', count: 0 },
      ]);
    });

    it('are of an owner or of all, of a path with all below it, and what the filter lets through', async () => {
      const day = (rest: object) => counts(root, { range: DAY, interval: 'DAY', ...rest });
      assert.deepEqual(await day({ path: 'photos' }), [7]);
      assert.deepEqual(await day({ path: 'photos', ownerId: 'cam-1' }), [6]);
      assert.deepEqual(await day({ path: 'photos/front', ownerId: 'cam-1' }), [3]);
      const metadata = [{ path: 'hour', in: [1, 4, 10] }];
      assert.deepEqual(await day({ filter: { metadata } }), [3]);
      assert.deepEqual(await day({ filter: { dataCreatedAt: { from: at(4) } }, ownerId: 'cam-1' }), [5]);
    });

    it('count what the viewer may see alone', async () => {
      const day = (ownerId: string | null) => counts(guest, { ownerId, path: 'photos', range: DAY, interval: 'DAY' });
      assert.deepEqual([await day('cam-1'), await day(null), await day('nobody')], [[6], [7], [0]]);
      assert.deepEqual(await counts(guest, { ownerId: 'cam-1', path: 'labels', range: DAY, interval: 'DAY' }), [1]);
    });

    it('need both ends of the range, a time zone that there is, and are at most 2,000', async () => {
      const refused = async (rest: object) => {
        const variables = { range: DAY, interval: 'DAY', ...rest } as const;
        const { code, property } = (await root.refusal(BUCKETS, variables)).extensions;
        return [code, property];
      };
      assert.deepEqual(await refused({ range: { to: DAY.to } }), ['PROPERTY_REQUIRED', 'from']);
      assert.deepEqual(await refused({ range: { from: DAY.from } }), ['PROPERTY_REQUIRED', 'to']);
      assert.deepEqual(await refused({ range: { from: DAY.to, to: DAY.from } }), ['INVALID_ARGUMENTS', 'from']);
      assert.deepEqual(await refused({ timeZone: 'Mars/Olympus' }), ['INVALID_ARGUMENTS', 'timeZone']);
      const wide = { range: { from: '2020-01-01T00:00:00Z', to: DAY.to } };
      const statements = await statementsOf(async () => {
        assert.deepEqual(await refused({ ...wide, interval: 'HOUR' }), ['INVALID_ARGUMENTS', 'interval']);
      });
      assert.equal(reading('resource', statements).length, 0);
    });
  });

  it('each with one statement', async () => {
    for (const ask of [
      () => folders(guest, { ownerId: 'cam-1' }),
      () => nearest(guest, { ownerId: 'cam-1', time: at(1) }),
      () => counts(guest, { range: DAY, interval: 'DAY' }),
    ]) {
      assert.equal(reading('resource', await statementsOf(ask)).length, 1);
    }
  });
});
