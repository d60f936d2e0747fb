import 'reflect-metadata';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { accountViewer, PERMISSIONS } from '../../test/support/listeners.js';
import { makeProject, openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { AccountRole, type AccountViewer } from '../auth/viewer.js';
import { ensureFeedEpoch } from '../changes/feed-epoch.js';
import { sql } from '../database/sql.js';

import type { ResourceConnection } from './resource-connection.entity.js';
import type { OwnerResourcesArgs } from './resource.args.js';
import { OrderDirection, ResourceOrderField, type ResourceFilter } from './resource-filter.input.js';
import { ResourceQueries } from './resource.queries.js';

interface Entry {
  readonly id: string;
  readonly path: string;
  readonly made: Date;
  readonly captured: Date;
  readonly changed: Date;
  readonly metadata: { readonly shade: number };
}

let serial = 0;

/** Many share their times. */
function entry([made, captured, changed, shade]: readonly [number, number, number, number]): Entry {
  serial += 1;
  const at = (second: number) => new Date(Date.UTC(2026, 4, 4, 0, 0, second));
  const path = `${shade % 2 === 0 ? 'photos' : 'photos-b'}/${(serial * 7919).toString(36)}`;
  return { id: randomUUID(), path, made: at(made), captured: at(captured), changed: at(changed), metadata: { shade } };
}

const seconds = fc.nat({ max: 5 });
const entries = (minLength: number, maxLength: number) =>
  fc.array(fc.tuple(seconds, seconds, seconds, fc.nat({ max: 3 })), { minLength, maxLength });

const orders = fc
  .uniqueArray(
    fc.record({
      field: fc.constantFrom(...Object.values(ResourceOrderField)),
      direction: fc.constantFrom(OrderDirection.ASC, OrderDirection.DESC),
    }),
    { maxLength: 3, selector: ({ field }) => field },
  )
  .map((order) => (order.length === 0 ? null : order));

const selections = fc.constantFrom<{ readonly filter: ResourceFilter; readonly path: string | null }>(
  { filter: {}, path: null },
  { filter: {}, path: 'photos' },
  { filter: { metadata: [{ path: 'shade', in: [0, 1] }] }, path: null },
  { filter: { metadata: [{ path: 'shade', greaterThan: 0 }] }, path: 'photos' },
  { filter: { dataCreatedAt: { from: new Date(Date.UTC(2026, 4, 4, 0, 0, 2)) } }, path: null },
);

const walks = fc.record({
  start: entries(0, 30),
  order: orders,
  selection: selections,
  size: fc.constantFrom(1, 2, 3, 7, 40),
  isBackward: fc.boolean(),
  seesProject: fc.boolean(),
  ofOwner: fc.boolean(),
});

type Walk = typeof walks extends fc.Arbitrary<infer Walked> ? Walked : never;

describe('a list that is walked through page by page', () => {
  let opened: OpenedTestDatabase;
  let resources: ResourceQueries;
  const all = viewer(true);
  const scoped = viewer(false);
  before(async () => {
    opened = await openTestDatabase();
    const { database } = opened;
    await ensureFeedEpoch(database);
    await makeProject(database, { id: 'farm', device: 'cam' });
    for (const { accountId, seesProject } of [all, scoped]) {
      await database.statement(sql`
        insert into account (project_id, id, email, name, role, password_hash, created_at)
        values ('farm', ${accountId}, ${accountId}, 'x', 'READ', '', now())`);
      await database.statement(sql`
        insert into role_assignment (project_id, id, role, account_id, owner_id, created_at)
        values ('farm', ${randomUUID()}, 'ResourceViewer', ${accountId}, ${seesProject ? null : 'cam'}, now())`);
    }
    resources = new ResourceQueries(database, PERMISSIONS);
  });
  after(async () => opened.close());

  async function add(some: readonly Entry[]): Promise<void> {
    await opened.database.statement(sql`
      insert into resource (project_id, id, owner_id, path, type, kind, state, data, metadata, created_at,
        data_created_at, updated_at, version, last_epoch, last_xid)
      select 'farm', e.id, 'cam', e.path, 'application/json', 'JSON', 'READY', '{}', e.metadata, e.made, e.captured,
        e.changed, 1, 1, pg_current_xact_id()
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb)
        as e (id uuid, path text, made timestamptz, captured timestamptz, changed timestamptz, metadata jsonb)`);
  }

  /** All ids in the order of the list; `between` runs after each page. */
  async function walked(walk: Walk, between: () => Promise<void>): Promise<readonly string[]> {
    const seen: string[] = [];
    for (let cursor: string | null = null, isMore = true, turn = 0; isMore; turn += 1) {
      const span: Pick<OwnerResourcesArgs, 'first' | 'after' | 'last' | 'before'> = walk.isBackward
        ? { last: walk.size, before: cursor }
        : { first: walk.size, after: cursor };
      const args = {
        ...span,
        order: walk.order,
        filter: walk.selection.filter,
        path: walk.selection.path,
        children: true,
      };
      const viewing = walk.seesProject ? all : scoped;
      const extras = { count: false, feedCursor: false };
      const [page]: ResourceConnection[] = walk.ofOwner
        ? await resources.ownerPages(viewing, { ownerIds: ['cam'], args, extras })
        : [await resources.page(viewing, args, extras)];
      assert.ok(page !== undefined && page.nodes.length <= walk.size);
      const ids = page.nodes.map(({ id }) => id);
      if (walk.isBackward) seen.unshift(...ids);
      else seen.push(...ids);
      cursor = walk.isBackward ? page.pageInfo.startCursor : page.pageInfo.endCursor;
      isMore = walk.isBackward ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage;
      // Not for ever: what is added may come after all that was seen.
      if (isMore && turn < 5) await between();
    }
    return seen;
  }

  const startWith = async (walk: Walk) => {
    await opened.database.statement(sql`delete from resource`);
    const start = walk.start.map(entry);
    await add(start);
    return start.filter((one) => isSelected(one, walk.selection)).toSorted(inOrder(walk.order));
  };

  it('has each entry exactly once and in its place, whatever the order, the filter, the size and the way', async () => {
    await fc.assert(
      fc.asyncProperty(walks, async (walk) => {
        const wanted = await startWith(walk);
        assert.deepEqual(
          await walked(walk, () => Promise.resolve()),
          wanted.map(({ id }) => id),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('misses none that was there at the start, and has none twice, while others are added', async () => {
    await fc.assert(
      fc.asyncProperty(walks, entries(1, 4), async (walk, added) => {
        const wanted = await startWith(walk);
        const seen = await walked(walk, () => add(added.map(entry)));
        assert.equal(new Set(seen).size, seen.length);
        const there = new Set(wanted.map(({ id }) => id));
        assert.deepEqual(
          seen.filter((id) => there.has(id)),
          wanted.map(({ id }) => id),
        );
      }),
      { numRuns: 40 },
    );
  });
});

function viewer(seesProject: boolean): AccountViewer {
  return accountViewer({ projectId: 'farm', accountId: randomUUID(), role: AccountRole.READ, seesProject });
}

/** The selections above, said once more. */
function isSelected({ path, captured, metadata: { shade } }: Entry, selection: Walk['selection']): boolean {
  const [condition] = selection.filter.metadata ?? [];
  const from = selection.filter.dataCreatedAt?.from;
  return (
    (selection.path === null || path.startsWith('photos/')) &&
    (condition?.in == null || condition.in.includes(shade)) &&
    (condition?.greaterThan == null || shade > condition.greaterThan) &&
    (from == null || captured >= from)
  );
}

const VALUE = {
  [ResourceOrderField.CREATED_AT]: ({ made }: Entry) => made.toISOString(),
  [ResourceOrderField.DATA_CREATED_AT]: ({ captured }: Entry) => captured.toISOString(),
  [ResourceOrderField.UPDATED_AT]: ({ changed }: Entry) => changed.toISOString(),
  [ResourceOrderField.PATH]: ({ path }: Entry) => path,
} as const;

function inOrder(order: Walk['order']): (one: Entry, other: Entry) => number {
  const parts = order ?? [{ field: ResourceOrderField.DATA_CREATED_AT, direction: OrderDirection.DESC }];
  const values = [
    ...parts.map(({ field, direction }) => ({ value: VALUE[field], direction })),
    { value: ({ id }: Entry) => id, direction: parts.at(-1)?.direction },
  ];
  return (one, other) => {
    for (const { value, direction } of values) {
      const difference = Buffer.compare(Buffer.from(value(one)), Buffer.from(value(other)));
      if (difference !== 0) return direction === OrderDirection.ASC ? difference : -difference;
    }
    return 0;
  };
}
