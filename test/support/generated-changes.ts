import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Change } from '../../src/changes/change.js';
import { compareFeedPositions } from '../../src/changes/feed-position.js';
import type { Database } from '../../src/database/database.js';
import { sql } from '../../src/database/sql.js';
import type { MetadataCondition } from '../../src/request/metadata-condition.input.js';
import type { ResourceChangeFilter } from '../../src/resources/history/resource-change-filter.input.js';
import { ChangeAction } from '../../src/resources/history/resource-change.entity.js';
import { ResourceKind } from '../../src/resources/resource-kind.js';
import { OWNERS, PATHS, PROJECT } from './granted.js';

/** A few resources, so that each has several changes. */
const RESOURCES = Array.from({ length: 6 }, () => randomUUID());
const TYPES = ['image/png', 'image/jpeg', 'text/plain; charset=utf-8', 'application/json', 'video/mp4'] as const;
const minutes = fc.integer({ min: 0, max: 4 * 24 * 60 }).map((minute) => new Date(Date.UTC(2026, 0, 30, 0, minute)));
const BELOW = ['', '/x', '/y/z'] as const;
const paths = fc
  .tuple(fc.constantFrom(...PATHS), fc.constantFrom(...BELOW))
  .map(([path, below]) => (path === 'files' ? `${path}${below}` : path));

/** Changes of a made-up history: their times are in no order with their places in the feed, as with wrong clocks. */
export const changes: fc.Arbitrary<readonly Change[]> = fc
  .uniqueArray(
    fc.record({
      position: fc.record({
        epoch: fc.constantFrom(0, 1),
        xid: fc.bigInt({ min: 3n, max: 9n }),
        seq: fc.bigInt({ min: 95n, max: 105n }),
      }),
      action: fc.constantFrom(...Object.values(ChangeAction)),
      changed: fc.subarray(['path', 'type', 'metadata', 'dataCreatedAt']),
      version: fc.integer({ min: 1, max: 9 }),
      actor: fc.constant({ kind: 'SYSTEM' as const, id: null }),
      projectId: fc.constant(PROJECT),
      resourceId: fc.constantFrom(...RESOURCES),
      ownerId: fc.constantFrom(...OWNERS),
      coownerId: fc.constantFrom(null, null, ...OWNERS),
      path: paths,
      previousPath: fc.option(paths),
      type: fc.constantFrom(...TYPES),
      kind: fc.constantFrom(...Object.values(ResourceKind)),
      sourceId: fc.constant(null),
      data: fc.constant(null),
      details: fc.constant(null),
      metadata: fc.constantFrom({}, { a: 1 }, { a: null, b: ['x'] }, { inference: { score: 0.9 } }),
      createdAt: minutes,
      dataCreatedAt: minutes,
      updatedAt: minutes,
      archiveAt: fc.constant(null),
      deleteAt: fc.constant(null),
      archivedAt: fc.constant(null),
      deletedAt: fc.constant(null),
      size: fc.constant(2),
    }),
    {
      maxLength: 40,
      comparator: (a, b) => compareFeedPositions(a.position, b.position) === 0,
    },
  )
  .map((all) => all.toSorted((a, b) => compareFeedPositions(a.position, b.position)));

/** Three times in four it is left out, so that conditions together still let something through. */
const seldom = <Value>(values: fc.Arbitrary<Value>) =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, { arbitrary: values, weight: 1 });
const some = <Value>(values: readonly Value[]) => seldom(fc.subarray([...values]));

export const filters: fc.Arbitrary<ResourceChangeFilter> = fc.record({
  ownerIds: some([...OWNERS, 'nobody']),
  coownerIds: some(OWNERS),
  resourceIds: some([...RESOURCES, randomUUID(), 'no id'].map((id) => id.toUpperCase())),
  path: seldom(fc.constantFrom(...PATHS, 'files/x/y')),
  children: fc.constantFrom(true, false, null),
  actions: some(Object.values(ChangeAction)),
  kinds: some(Object.values(ResourceKind)),
  types: some(['image/*', 'text/plain', 'application/json', 'application/octet-stream', 'video/mp4']),
  metadata: seldom(
    fc
      .constantFrom<MetadataCondition>(
        ...[
          { path: 'a', exists: true },
          { path: 'a', exists: false },
          { path: 'a', equals: null },
          { path: 'a', in: [1, 2] },
        ],
        ...[
          { path: 'b', contains: 'x' },
          { path: 'inference.score', greaterThan: 0.5 },
        ],
      )
      .map((condition) => [condition]),
  ),
});

const span = seldom(fc.record({ from: fc.option(minutes), to: fc.option(minutes) })).map((range) => {
  const { from = null, to = null } = range ?? {};
  return from !== null && to !== null && from > to ? { from: to, to: from } : { from, to };
});

export type Span = typeof span extends fc.Arbitrary<infer Value> ? Value : never;
export const spans: fc.Arbitrary<Span> = span;

export function isWithin(time: Date, { from, to }: Span): boolean {
  return (from === null || time >= from) && (to === null || time < to);
}

/** Makes these, and nothing else, the history of the project. */
export async function writeHistory(database: Database, all: readonly Change[]): Promise<void> {
  const rows = all.map(({ position, actor, ...change }) => ({
    ...change,
    epoch: position.epoch,
    xid: position.xid.toString(),
    seq: position.seq.toString(),
    actorKind: actor.kind,
  }));
  await database.statement(sql`delete from resource_change`);
  await database.statement(sql`
    insert into resource_change (project_id, epoch, xid, seq, action, changed, version, actor_kind, resource_id, owner_id,
      coowner_id, path, previous_path, type, kind, metadata, created_at, data_created_at, updated_at)
    select "projectId", epoch, xid, seq, action, changed, version, "actorKind", "resourceId", "ownerId", "coownerId", path,
      "previousPath", type, kind, metadata, "createdAt", "dataCreatedAt", "updatedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as made ("projectId" text, epoch smallint, xid xid8, seq bigint,
      action text, changed text[], version integer, "actorKind" text, "resourceId" uuid, "ownerId" text,
      "coownerId" text, path text, "previousPath" text, type text, kind text, metadata jsonb, "createdAt" timestamptz,
      "dataCreatedAt" timestamptz, "updatedAt" timestamptz)`);
}
