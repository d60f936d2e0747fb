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
import { raw, sql } from '../database/sql.js';
import type { MetadataCondition } from '../request/metadata-condition.input.js';
import { BucketInterval } from './bucket-starts.js';
import { changeMatcher } from '../resources/history/resource-change-filter.input.js';
import { EntryFilter, OrderDirection, ResourceOrderField } from '../resources/resource-filter.input.js';
import { ResourceKind } from '../resources/resource-kind.js';
import { ResourceQueries } from '../resources/resource.queries.js';
import { ResourceSurveyQueries } from './resource-survey.queries.js';

interface Entry {
  readonly id: string;
  readonly path: string;
  readonly kind: ResourceKind;
  readonly type: string;
  /** It shows kind and type of a PDF; its own row has what that was when the pointer was made. */
  readonly isPointer: boolean;
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

const DOCUMENTS = 'documents';

/** Kinds, types and paths that go with each other. */
const PLACES = [
  { kind: ResourceKind.JSON, type: 'application/json', path: 'a' },
  { kind: ResourceKind.JSON, type: 'application/geo+json; charset=utf-8', path: 'a/b' },
  { kind: ResourceKind.I18N, type: 'application/json', path: 'i18n/en' },
  { kind: ResourceKind.JSON, type: 'application/json', path: 'a-b/c' },
  { kind: ResourceKind.TEXT, type: 'text/plain', path: 'a/b/c' },
  { kind: ResourceKind.IMAGE, type: 'image/png', path: 'a/pictures' },
  { kind: ResourceKind.FILE, type: 'application/pdf', path: DOCUMENTS },
  { kind: ResourceKind.FILE, type: 'application/pdf', path: 'a/pointers', isPointer: true },
] as const;

const worlds = fc
  .array(fc.record({ place: fc.constantFrom(...PLACES), metadata }), { minLength: 1, maxLength: 8 })
  .map((all) =>
    all.map((one, index): Entry => ({
      id: randomUUID(),
      isPointer: false,
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
  readonly entries?: EntryFilter;
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
      kinds: fc.subarray([...new Set(PLACES.map(({ kind }) => kind))]),
      types: fc.subarray(['application/json', 'application/*', 'text/plain', 'application/geo+json', 'image/*'], {
        minLength: 1,
      }),
      entries: fc.constantFrom(...Object.values(EntryFilter)),
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
    data: null,
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
      for (const table of ['resource', 'source_reference', 'stored_object'])
        await tx.query(raw(`delete from ${table}`));
      // What pointers point to: a document among the entries, else one that was deleted.
      const sourceId = entries.find(({ path }) => path.startsWith(DOCUMENTS))?.id ?? randomUUID();
      await tx.query(sql`
        insert into source_reference (project_id, resource_id, owner_id, path, type, kind)
        values ('farm', ${sourceId}, 'cam', 'documents', 'application/pdf', 'FILE')`);
      await tx.query(sql`
        with entry as materialized (
          select *, kind in ('IMAGE', 'FILE') and not "isPointer" as is_stored
          from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
            as e (id uuid, path text, type text, kind text, "isPointer" boolean, metadata jsonb)
        ),
        object as (
          insert into stored_object (project_id, id, resource_id, key, state, declared_type, intent, actor_kind, size,
            created_at, expires_at)
          select 'farm', id, id, id::text, 'STORED', type, '{}', 'SYSTEM', 1, ${time}, ${time} from entry where is_stored
        )
        insert into resource (project_id, id, owner_id, path, type, kind, state, data, details, object_id, source_id,
          metadata, created_at, data_created_at, updated_at, version, last_epoch, last_xid)
        select 'farm', id, 'cam', path, case when "isPointer" then 'image/png' else type end,
          case when "isPointer" then 'IMAGE' else kind end, 'READY',
          case when not is_stored and not "isPointer" then '{}'::jsonb end, case when is_stored then '{}'::jsonb end,
          case when is_stored then id end, case when "isPointer" then ${sourceId}::uuid end,
          metadata, ${time}, ${time}, ${time}, 1, 1, pg_current_xact_id()
        from entry`);
    });
  }

  it('means the same in lists, counts, buckets and subscriptions, whatever it says of whatever entries', async () => {
    let found = 0;
    let passedOver = 0;
    await fc.assert(
      fc.asyncProperty(cases, async ({ entries, filter: { path: below, ...filter }, children }) => {
        await keep(entries);
        // Subscriptions have no members for this: pointers are told apart by their sourceId.
        const { entries: sort = EntryFilter.ALL, ...ofChanges } = filter;
        const isOfSort = ({ isPointer }: Entry) =>
          sort === EntryFilter.ALL || isPointer === (sort === EntryFilter.POINTERS);
        const matches = changeMatcher({ ...ofChanges, path: below ?? null, children });
        const wanted = entries.filter((entry) => isOfSort(entry) && matches(created(entry))).map(({ id }) => id);
        const args = { filter, path: below ?? null, children, first: 200 };
        const extras = { count: true, feedCursor: false };
        for (const viewer of [all, scoped]) {
          const [ofOwner] = await resources.ownerPages(viewer, { ownerIds: ['cam'], args, extras });
          const byPath = [{ field: ResourceOrderField.PATH, direction: OrderDirection.ASC }];
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
