import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, deleteEntries, updateEntry } from '../support/entries.js';
import { FEED_VERSIONS, feedNow, lines } from '../support/feed.js';
import { HISTORY_PAGE, historyPage, told } from '../support/history.js';
import { assign, person } from '../support/people.js';
import { Records } from '../support/records.js';
import { secondProject } from '../support/second-project.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

describe('the history', () => {
  const clock = new SetClock(new Date('2026-05-04T10:00:00.000Z'));
  let thingstore: TestThingstore;
  let root: ApiClient;
  before(async () => {
    thingstore = await startThingstore({ clock });
    root = thingstore.root;
    for (const id of ['cam-1', 'cam-2', 'cam-3', 'gone']) await createOwner(root, { id, kind: 'DEVICE', name: id });
  });
  after(() => thingstore.stop());

  it('lists every change of an entry in order, what was deleted included', async () => {
    const { id } = await createEntry(root, { ownerId: 'cam-1', path: 'a/b', data: { n: 1 } });
    await updateEntry(root, { id, metadata: { score: 1 } });
    await updateEntry(root, { id, path: 'a/c', deleteAt: '2027-01-01T00:00:00.000Z' });
    await deleteEntries(root, { ids: [id] });
    const of = { filter: { resourceIds: [id] } };
    const expected = ['CREATED 1 a/b', 'UPDATED 2 a/b', 'UPDATED 3 a/c', 'DELETED 4 a/c'];
    assert.deepEqual(await told(root, of), expected);
    assert.deepEqual(await told(root, { ...of, direction: 'DESC' }), expected.toReversed());
    const { nodes } = await historyPage(root, of);
    assert.deepEqual(
      nodes.map((change) => change.data),
      [{ n: 1 }, { n: 1 }, { n: 1 }, { n: 1 }],
    );
    assert.deepEqual(
      nodes.map((change) => change.deleteAt),
      [null, null, ...Array.from({ length: 2 }, () => '2027-01-01T00:00:00.000Z')],
    );
    assert.deepEqual(
      nodes.map((change) => [change.previousPath, change.resource]),
      [
        [null, null],
        [null, null],
        ['a/b', null],
        [null, null],
      ],
    );
    for (const path of ['a', 'a/b', 'a/c'])
      assert.ok((await told(root, { filter: { ...of.filter, path } })).length > 0);
  });

  it('goes on where a subscription ended, and a subscription where a page did', async () => {
    const start = await feedNow(root);
    const entries = [];
    for (const path of ['1', '2', '3']) entries.push(await createEntry(root, { ownerId: 'cam-2', path }));
    const filter = { ownerIds: ['cam-2'] };
    const page = await historyPage(root, { filter, after: start, first: 2 });
    assert.deepEqual(
      page.nodes.map(({ path }) => path),
      ['1', '2'],
    );
    assert.deepEqual(
      page.edges.map(({ cursor }) => cursor),
      page.nodes.map(({ cursor }) => cursor),
    );
    const watching = root.subscribe(FEED_VERSIONS, { filter, after: page.pageInfo.endCursor ?? null });
    await watching.until(({ events }) => events.length === 1);
    await watching.stop();
    const [event] = watching.events.map(({ resourceChanged }) => resourceChanged);
    assert.deepEqual(lines(event === undefined ? [] : [event]), [`CREATED ${entries[2]?.id ?? ''} 1`]);
    await deleteEntries(root, { ids: [entries[0]?.id ?? ''] });
    assert.deepEqual(await told(root, { filter, after: event?.cursor ?? null }), ['DELETED 2 1']);
  });

  it('is of a span of time in which the change happened, or in which the record was made, both from inclusive, to exclusive', async () => {
    const first = clock.now();
    const { id } = await createEntry(root, { ownerId: 'cam-2', path: 'times' });
    clock.advance(3_600_000);
    const second = clock.now();
    await updateEntry(root, { id, metadata: { n: 2 } });
    const of = { filter: { resourceIds: [id] } };
    const later = (time: Date, milliseconds: number) => new Date(time.getTime() + milliseconds).toISOString();
    const changedIn = (from: string | null, to: string | null) => told(root, { ...of, changedAt: { from, to } });
    const madeIn = (from: string | null, to: string | null) => told(root, { ...of, createdAt: { from, to } });
    const [created, updated] = ['CREATED 1 times', 'UPDATED 2 times'];
    assert.deepEqual(await changedIn(first.toISOString(), second.toISOString()), [created]);
    assert.deepEqual(await changedIn(later(first, 1), later(second, 1)), [updated]);
    assert.deepEqual(await changedIn(later(second, 1), null), []);
    assert.deepEqual(await changedIn(null, first.toISOString()), []);
    assert.deepEqual(await changedIn('0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'), [created, updated]);
    assert.deepEqual(await madeIn(first.toISOString(), later(first, 1)), [created, updated]);
    assert.deepEqual(await madeIn(later(first, 1), null), []);
    const backward = { ...of, changedAt: { from: later(first, 1), to: first.toISOString() } };
    assert.equal((await root.refusal(HISTORY_PAGE, backward)).extensions.code, 'INVALID_ARGUMENTS');
  });

  it('of an owner that was deleted stays, for who has a role there', async () => {
    await createEntry(root, { ownerId: 'gone', path: 'x' });
    const viewer = await person(thingstore, 'READ');
    await assign(root, viewer, { role: 'ResourceViewer', ownerId: 'gone', path: 'x' });
    const records = await Records.open(thingstore.databaseUrl);
    await records.ask(`update owner set deleted_at = now() where id = 'gone'`);
    await records.close();
    for (const client of [root, viewer.client]) {
      assert.deepEqual(await told(client, { filter: { ownerIds: ['gone'] } }), ['CREATED 1 x']);
    }
  });

  it('tells of what may be seen alone: what was moved out of sight is deleted at its old path', async () => {
    const viewer = await person(thingstore, 'READ');
    await assign(root, viewer, { role: 'ResourceViewer', ownerId: 'cam-3', path: 'open' });
    const { id } = await createEntry(root, { ownerId: 'cam-3', path: 'open/x', data: { n: 1 } });
    const hidden = await createEntry(root, { ownerId: 'cam-3', path: 'secret/y', data: { secret: true } });
    await updateEntry(root, { id, path: 'secret/x', metadata: { secret: true } });
    await updateEntry(root, { id: hidden.id, path: 'open/y' });
    const page = await historyPage(viewer.client, { filter: { ownerIds: ['cam-3'] } });
    assert.deepEqual(
      page.nodes.map(({ action, path, previousPath }) => [action, path, previousPath]),
      [
        ['CREATED', 'open/x', null],
        ['DELETED', 'open/x', null],
        ['UPDATED', 'open/y', null],
      ],
    );
    assert.doesNotMatch(JSON.stringify(page.nodes[1]), /secret/);
    const other = await secondProject(thingstore);
    for (const filter of [{ ownerIds: ['cam-3'] }, { resourceIds: [id] }, {}]) {
      const { nodes, pageInfo } = await historyPage(other, { filter });
      assert.deepEqual([nodes, pageInfo.hasNextPage, pageInfo.endCursor], [[], false, null]);
    }
    assert.deepEqual(await told(viewer.client, { filter: { path: 'secret' } }), []);
  });

  it('leaves out what a page asks too much of, and refuses a cursor that is none', async () => {
    for (const first of [0, 201]) {
      const { extensions } = await root.refusal(HISTORY_PAGE, { first });
      assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'first']);
    }
    const { extensions } = await root.refusal(HISTORY_PAGE, { after: 'no cursor' });
    assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'after']);
  });
});
