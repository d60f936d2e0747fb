import 'reflect-metadata';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { accountViewer, PERMISSIONS } from '../../test/support/listeners.js';
import { makeProject, openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { AccountRole } from '../auth/viewer.js';
import type { Change } from '../changes/change.js';
import { ensureFeedEpoch } from '../changes/feed-epoch.js';
import { sql } from '../database/sql.js';
import type { MetadataCondition } from '../request/metadata-condition.input.js';
import { BucketInterval } from '../surveys/bucket-starts.js';
import { changeMatcher } from './history/resource-change-filter.input.js';
import { ResourceKind } from './resource-kind.js';
import { ResourceQueries } from './resource.queries.js';
import { ResourceSurveyQueries } from '../surveys/resource-survey.queries.js';

interface Entry {
  readonly id: string;
  readonly path: string;
  readonly kind: ResourceKind;
  readonly type: string;
  readonly metadata: Record<string, unknown>;
}

/** Few and awkward, so that what is looked for is often there, and often nearly so. */
const KEYS = ['a', 'b', 'a.b', '', '0', 'k"\\', 'größe', 'a b', '$x'];
const SCALARS = [null, true, false, 0, 1, -1.5, 0.1, 1e21, 5e-324, '', '1', 'x', 'a.b', '\n'];

const key = fc.constantFrom(...KEYS);
const scalar = fc.constantFrom(...SCALARS);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    scalar,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(key, tie('json'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const metadata = fc.dictionary(key, json, { maxKeys: 4, noNullPrototype: true });

/** Kinds, types and paths that go with each other. */
const PLACES = [
  { kind: ResourceKind.JSON, type: 'application/json', path: 'a' },
  { kind: ResourceKind.JSON, type: 'application/geo+json; charset=utf-8', path: 'a/b' },
  { kind: ResourceKind.I18N, type: 'application/json', path: 'i18n/en' },
  { kind: ResourceKind.JSON, type: 'application/json', path: 'a-b/c' },
  { kind: ResourceKind.TEXT, type: 'text/plain', path: 'a/b/c' },
] as const;

const worlds = fc
  .array(fc.record({ place: fc.constantFrom(...PLACES), metadata }), { minLength: 1, maxLength: 8 })
  .map((all) =>
    all.map((one, index): Entry => ({
      id: randomUUID(),
      ...one.place,
      path: `${one.place.path}/${index.toString()}`,
      metadata: one.metadata,
    })),
  );

const path = fc
  .array(key, { minLength: 1, maxLength: 3 })
  .map((keys) => keys.map((one) => JSON.stringify(one)).join('.'));
const number = fc.constantFrom(0, 1, -1.5, 0.1, 1e21, 5e-324, 2);
const operators = fc
  .record(
    {
      equals: json,
      in: fc.array(json, { maxLength: 3 }),
      greaterThan: number,
      greaterOrEqual: number,
      lessThan: number,
      lessOrEqual: number,
      contains: json,
      exists: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .filter((given) => Object.keys(given).length > 0);

/** About one value that there is, or about anything. */
function conditionOn(entries: readonly Entry[]): fc.Arbitrary<MetadataCondition> {
  const places = entries.flatMap((entry) => valuesIn(entry.metadata, []));
  const anything = fc.tuple(path, operators).map(([at, given]) => ({ path: at, ...given }));
  if (places.length === 0) return anything;
  const aboutIt = fc
    .constantFrom(...places)
    .chain(({ keys, value }) =>
      fc
        .constantFrom<Partial<MetadataCondition>>(
          { equals: value },
          { in: [1, value] },
          { contains: value },
          { exists: true },
          { contains: Array.isArray(value) ? (value as unknown[]).slice(0, 1) : value },
          { contains: Array.isArray(value) ? ((value as unknown[])[0] ?? null) : value },
          typeof value === 'number' ? { greaterOrEqual: value, lessOrEqual: value } : { lessThan: 5 },
        )
        .map((given) => ({ path: keys.map((one) => JSON.stringify(one)).join('.'), ...given })),
    );
  return fc.oneof(aboutIt, aboutIt, anything);
}

function valuesIn(value: unknown, keys: readonly string[]): { keys: readonly string[]; value: unknown }[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([one, inner]) => [
    { keys: [...keys, one], value: inner as unknown },
    ...valuesIn(inner, [...keys, one]),
  ]);
}

interface Filter {
  readonly kinds?: ResourceKind[];
  readonly types?: string[];
  readonly path?: string;
  readonly metadata: MetadataCondition[];
}

/** Mostly one condition on metadata alone, so that something is found. */
const filters = (entries: readonly Entry[]): fc.Arbitrary<Filter> =>
  fc.oneof(
    { weight: 2, arbitrary: conditionOn(entries).map((condition) => ({ metadata: [condition] })) },
    { weight: 1, arbitrary: wholeFilters(entries) },
  );

const wholeFilters = (entries: readonly Entry[]): fc.Arbitrary<Filter> =>
  fc.record(
    {
      kinds: fc.subarray([ResourceKind.JSON, ResourceKind.I18N, ResourceKind.TEXT]),
      types: fc.subarray(['application/json', 'application/*', 'text/plain', 'application/geo+json'], { minLength: 1 }),
      path: fc.constantFrom('a', 'a/b', 'i18n', 'a-b', 'a/b/c/0'),
      metadata: fc.array(conditionOn(entries), { maxLength: 2 }),
    },
    { requiredKeys: ['metadata'] as const },
  );

const cases = worlds.chain((entries) =>
  fc.record({ entries: fc.constant(entries), filter: filters(entries), children: fc.boolean() }),
);

const time = new Date('2026-05-04T10:00:00.000Z');
/** Sees the whole project, and is known to. */
const all = accountViewer({ projectId: 'farm', accountId: randomUUID(), role: AccountRole.READ, seesProject: true });
/** Sees the one owner: its lists are made of what it was given. */
const scoped = accountViewer({ projectId: 'farm', accountId: randomUUID(), role: AccountRole.READ });

function created(entry: Entry): Change {
  return {
    ...entry,
    position: { epoch: 1, xid: 1n, seq: 1n },
    action: 'CREATED',
    changed: [],
    version: 1,
    actor: { kind: 'SYSTEM', id: null },
    projectId: 'farm',
    resourceId: entry.id,
    ownerId: 'cam',
    coownerId: null,
    previousPath: null,
    data: {},
    details: null,
    sourceId: null,
    createdAt: time,
    dataCreatedAt: time,
    updatedAt: time,
    archiveAt: null,
    deleteAt: null,
    archivedAt: null,
    deletedAt: null,
    size: 0,
  };
}

describe('a filter', () => {
  let opened: OpenedTestDatabase;
  let resources: ResourceQueries;
  let surveys: ResourceSurveyQueries;
  before(async () => {
    opened = await openTestDatabase();
    const { database } = opened;
    await ensureFeedEpoch(database);
    await makeProject(database, { id: 'farm', device: 'cam' });
    for (const { accountId } of [all, scoped]) {
      await database.statement(sql`
        insert into account (project_id, id, email, name, role, password_hash, created_at)
        values ('farm', ${accountId}, ${accountId}, 'x', 'READ', '', now())`);
      await database.statement(sql`
        insert into role_assignment (project_id, id, role, account_id, owner_id, created_at)
        values ('farm', ${randomUUID()}, 'ResourceViewer', ${accountId}, ${accountId === all.accountId ? null : 'cam'}, now())`);
    }
    resources = new ResourceQueries(database, PERMISSIONS);
    surveys = new ResourceSurveyQueries(database, PERMISSIONS);
  });
  after(async () => opened.close());

  async function keep(entries: readonly Entry[]): Promise<void> {
    await opened.database.transaction(async (tx) => {
      await tx.query(sql`delete from resource`);
      await tx.query(sql`
        insert into resource (project_id, id, owner_id, path, type, kind, state, data, metadata, created_at,
          data_created_at, updated_at, version, last_epoch, last_xid)
        select 'farm', e.id, 'cam', e.path, e.type, e.kind, 'READY', '{}', e.metadata, ${time}, ${time}, ${time}, 1, 1,
          pg_current_xact_id()
        from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
          as e (id uuid, path text, type text, kind text, metadata jsonb)`);
    });
  }

  it('means the same in lists, counts, buckets and subscriptions, whatever it says of whatever entries', async () => {
    let found = 0;
    let passedOver = 0;
    await fc.assert(
      fc.asyncProperty(cases, async ({ entries, filter: { path: below, ...filter }, children }) => {
        await keep(entries);
        const matches = changeMatcher({ ...filter, path: below ?? null, children });
        const wanted = entries.filter((entry) => matches(created(entry))).map(({ id }) => id);
        const args = { filter, path: below ?? null, children, first: 200 };
        const extras = { count: true, feedCursor: false };
        for (const viewer of [all, scoped]) {
          const [ofOwner] = await resources.ownerPages(viewer, { ownerIds: ['cam'], args, extras });
          const byPath = [{ field: 'PATH', direction: 'ASC' }] as never;
          const sorted = await resources.page(viewer, { ...args, order: byPath }, extras);
          for (const page of [await resources.page(viewer, args, extras), ofOwner, sorted]) {
            assert.deepEqual(page?.nodes.map(({ id }) => id).sort(), wanted.toSorted());
            assert.equal(page.count, wanted.length);
          }
          if (below !== undefined && !children) continue;
          const range = { from: time, to: new Date(time.getTime() + 1) };
          const asked = { range, interval: BucketInterval.DAY, filter, path: below ?? null };
          for (const ownerId of [null, 'cam']) {
            const [bucket] = await surveys.buckets(viewer, { ...asked, ownerId });
            assert.equal(bucket?.count, wanted.length);
          }
        }
        found += wanted.length;
        passedOver += entries.length - wanted.length;
      }),
      { numRuns: 150 },
    );
    // Else it would have shown nothing.
    assert.ok(found > 50 && passedOver > 200, `${found.toString()} found, ${passedOver.toString()} not`);
  });
});
