import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  grantWorld,
  heldBy,
  holds,
  makeWorld,
  OWNERS,
  PATHS,
  PROJECT,
  worlds,
  type People,
  type World,
} from '../../test/support/granted.js';
import { accountViewer, PERMISSIONS, thingViewer } from '../../test/support/listeners.js';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { AccountRole, type Viewer } from '../auth/viewer.js';
import { ensureFeedEpoch } from '../changes/feed-epoch.js';
import { sql } from '../database/sql.js';
import { OrderDirection, ResourceOrderField } from './resource-filter.input.js';
import type { OwnerResourcesArgs } from './resource.args.js';
import { ResourceQueries } from './resource.queries.js';

interface Entry {
  readonly id: string;
  readonly ownerId: string;
  readonly coownerId: string | null;
  readonly path: string;
  readonly second: number;
  readonly isArchived: boolean;
}

/** Many of them at the same time, some co-owned, a few archived. */
const ENTRIES: readonly Entry[] = OWNERS.flatMap((ownerId, owner) =>
  PATHS.flatMap((path, place) =>
    [0, 1, 2, 3, 4].map((turn) => ({
      id: randomUUID(),
      ownerId,
      coownerId: turn % 2 === 1 ? (OWNERS[(owner + place) % OWNERS.length] ?? null) : null,
      path: turn < 2 ? path : `${path}/${turn.toString()}`,
      second: (owner * 7 + place * 3 + turn) % 11,
      isArchived: turn === 4 && place % 2 === 0,
    })),
  ),
);

let opened: OpenedTestDatabase;
let people: People;
let resources: ResourceQueries;

before(async () => {
  opened = await openTestDatabase();
  await ensureFeedEpoch(opened.database);
  people = await makeWorld(opened.database);
  for (const entry of ENTRIES) {
    const time = new Date(Date.UTC(2026, 0, 1, 0, 0, entry.second));
    await opened.database.statement(sql`
      insert into resource (project_id, id, owner_id, coowner_id, path, type, kind, state, data, metadata, created_at,
        data_created_at, updated_at, archived_at, version, last_epoch, last_xid)
      values (${PROJECT}, ${entry.id}, ${entry.ownerId}, ${entry.coownerId}, ${entry.path}, 'application/json', 'JSON',
        'READY', '{}', '{}', ${time}, ${time}, ${time}, ${entry.isArchived ? time : null}, 1, 1, pg_current_xact_id())`);
  }
  resources = new ResourceQueries(opened.database, PERMISSIONS);
});
after(async () => opened.close());

const asks = fc.record({
  size: fc.constantFrom(1, 1, 2, 7, 20, 150),
  isBackward: fc.boolean(),
  field: fc.constantFrom(null, ResourceOrderField.DATA_CREATED_AT, ResourceOrderField.PATH),
  direction: fc.constantFrom(OrderDirection.ASC, OrderDirection.DESC),
  ownerId: fc.constantFrom(null, ...OWNERS),
  /** What is thought of the viewer may be wrong: that is slower, and nothing else. */
  isThoughtToSeeAll: fc.boolean(),
});

type Ask = typeof asks extends fc.Arbitrary<infer Asked> ? Asked : never;

/** All pages of a list, one after the other, and its count. */
async function walk(viewer: Viewer, ask: Ask) {
  const ids: string[] = [];
  const order = ask.field === null ? {} : { order: [{ field: ask.field, direction: ask.direction }] };
  let count = 0;
  for (let cursor: string | null = null, isMore = true; isMore;) {
    const span = ask.isBackward ? { last: ask.size, before: cursor } : { first: ask.size, after: cursor };
    const args: OwnerResourcesArgs = { ...span, ...order };
    const extras = { count: true, feedCursor: false };
    const [page] =
      ask.ownerId === null
        ? [await resources.page(viewer, args, extras)]
        : await resources.ownerPages(viewer, { ownerIds: [ask.ownerId], args, extras });
    assert.ok(page !== undefined);
    const found = page.nodes.map((node) => node.id);
    ids.push(...(ask.isBackward ? found.reverse() : found));
    count = page.count ?? -1;
    isMore = ask.isBackward ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage;
    cursor = ask.isBackward ? page.pageInfo.startCursor : page.pageInfo.endCursor;
  }
  return { ids: ask.isBackward ? ids.reverse() : ids, count };
}

function inOrder(entries: readonly Entry[], ask: { readonly field: string | null; readonly direction: string }) {
  const isAscending = ask.field !== null && ask.direction === 'ASC';
  const key = (entry: Entry) => (ask.field === 'PATH' ? entry.path : String(entry.second).padStart(2, '0'));
  const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const ordered = entries.toSorted((a, b) => compareText(key(a), key(b)) || compareText(a.id, b.id));
  return isAscending ? ordered : ordered.reverse();
}

/** Walks the list as one who asks, and holds it against the rules as they are said in test/support/granted.ts. */
async function compare(world: World, ask: Ask, asking: 'thing' | 'account'): Promise<void> {
  await grantWorld(opened.database, world, people);
  const seesProject = ask.isThoughtToSeeAll;
  const viewer =
    asking === 'thing'
      ? thingViewer(PROJECT, 'cam-1')
      : accountViewer({ projectId: PROJECT, accountId: people.me, role: AccountRole.READ, seesProject });
  const held = heldBy(world, asking, 'editor');
  const visible = ENTRIES.filter(
    (entry) =>
      !entry.isArchived &&
      (ask.ownerId === null || entry.ownerId === ask.ownerId) &&
      holds(held, 'ResourceViewer', entry),
  );
  const { ids, count } = await walk(viewer, ask);
  assert.deepEqual(
    ids,
    inOrder(visible, ask).map(({ id }) => id),
  );
  assert.equal(count, visible.length);
}

describe('a list of entries', () => {
  it('has exactly what the viewer may see, in order and counted, whatever it was given', async () => {
    const asking = fc.constantFrom('thing' as const, 'account' as const);
    await fc.assert(fc.asyncProperty(worlds, asks, asking, compare), { numRuns: 80 });
  });

  it('goes on where an entry is found in two scopes at once', async () => {
    const order = { isBackward: false, field: null, direction: OrderDirection.DESC };
    const oneByOne: Ask = { ...order, size: 1, ownerId: 'yard', isThoughtToSeeAll: false };
    await compare({ given: [], membership: null }, oneByOne, 'thing');
    await compare({ given: [], membership: null }, { ...oneByOne, ownerId: null }, 'thing');
  });
});
