import 'reflect-metadata';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { changes, filters, isWithin, spans, writeHistory, type Span } from '../../../test/support/generated-changes.js';
import {
  grantWorld,
  heldBy,
  makeWorld,
  PROJECT,
  worlds,
  type People,
  type World,
} from '../../../test/support/granted.js';
import { accountViewer, PERMISSIONS, thingViewer } from '../../../test/support/listeners.js';
import { openTestDatabase, type OpenedTestDatabase } from '../../../test/support/opened-database.js';
import { EntryRights } from '../../auth/entry-rights.js';
import { AccountRole, type Viewer } from '../../auth/viewer.js';
import { ensureChangePartitions } from '../../changes/change-partitions.js';
import type { Change } from '../../changes/change.js';
import { feedCursor } from '../../changes/feed-position.js';
import { ensureFeedEpoch } from '../../changes/feed-epoch.js';
import { changeMatcher, type ResourceChangeFilter } from './resource-change-filter.input.js';
import { ChangeAction, ResourceChange } from './resource-change.entity.js';
import { ResourceChangeQueries } from './resource-change.queries.js';
import { ResourceKind } from '../resource-kind.js';
import { OrderDirection } from '../resource-filter.input.js';
import { visibleChange } from './visible-change.js';

let opened: OpenedTestDatabase;
let people: People;
let history: ResourceChangeQueries;

before(async () => {
  opened = await openTestDatabase();
  await ensureFeedEpoch(opened.database);
  await ensureChangePartitions(opened.database, { now: () => new Date('2026-01-15T00:00:00.000Z') });
  people = await makeWorld(opened.database);
  history = new ResourceChangeQueries(opened.database, PERMISSIONS);
});
after(async () => opened.close());

/** Who asks, and what. */
interface Asked {
  readonly world: World;
  readonly ask: Ask;
  readonly asking: 'thing' | 'account';
}

interface Ask {
  readonly filter: ResourceChangeFilter;
  readonly createdAt: Span;
  readonly changedAt: Span;
  readonly direction: OrderDirection;
  readonly first: number;
  /** What is thought of the viewer may be wrong: that is slower, and nothing else. */
  readonly isThoughtToSeeAll: boolean;
}

const asks: fc.Arbitrary<Ask> = fc.record({
  filter: fc.oneof(fc.constant({}), filters),
  createdAt: spans,
  changedAt: spans,
  direction: fc.constantFrom(OrderDirection.ASC, OrderDirection.DESC),
  first: fc.constantFrom(1, 2, 7, 20, 200),
  isThoughtToSeeAll: fc.boolean(),
});

/** All pages, one after the other. */
async function walk(viewer: Viewer, { filter, createdAt, changedAt, direction, first }: Ask) {
  const found: ResourceChange[] = [];
  for (let after: string | null = null, isMore = true; isMore;) {
    const page = await history.page(viewer, { filter, createdAt, changedAt, direction, first, after });
    found.push(...page.nodes);
    isMore = page.pageInfo.hasNextPage;
    after = page.pageInfo.endCursor;
  }
  return found.map(told);
}

function told(change: ResourceChange) {
  const { cursor, action, resourceId, path, previousPath, type, kind, changed, dataCreatedAt, deletedAt } = change;
  return { cursor, action, resourceId, path, previousPath, type, kind, changed, dataCreatedAt, deletedAt };
}

async function compare(made: readonly Change[], asked: Asked): Promise<void> {
  const { world, ask, asking } = asked;
  await writeHistory(opened.database, made);
  await grantWorld(opened.database, world, people);
  const account = { projectId: PROJECT, accountId: people.me, role: AccountRole.READ };
  const held = heldBy(world, asking, 'editor');
  const isWhole = held.some(({ ownerId }) => ownerId === null);
  const viewer =
    asking === 'thing'
      ? thingViewer(PROJECT, 'cam-1')
      : accountViewer({ ...account, seesProject: ask.isThoughtToSeeAll && isWhole });
  const rights = new EntryRights(PROJECT, 0, held);
  const matches = changeMatcher(ask.filter);
  const seen = made
    .filter((change) => isWithin(change.createdAt, ask.createdAt) && isWithin(change.updatedAt, ask.changedAt))
    .map((change) => visibleChange(change, rights))
    .filter((change) => change !== null)
    .filter(matches)
    .map((change) => told(new ResourceChange(change)));
  assert.deepEqual(await walk(viewer, ask), ask.direction === OrderDirection.ASC ? seen : seen.reverse());
}

const NO_SPANS = { createdAt: { from: null, to: null }, changedAt: { from: null, to: null } };
/** By turns of what the moved entry is for who lost sight of it, and of what it has become. */
const FILTERS_OF_MOVED: readonly ResourceChangeFilter[] = [
  { actions: [ChangeAction.DELETED] },
  { kinds: [ResourceKind.IMAGE] },
  { kinds: [ResourceKind.FILE] },
  { types: ['image/*'] },
  { types: ['application/octet-stream'] },
  { metadata: [{ path: 'a', equals: 1 }] },
  { metadata: [{ path: 'a', exists: false }] },
];

describe('a listing of the history', () => {
  it('has exactly what a subscriber with the same filter and rights is told, in order, page by page', async () => {
    const asking = fc.constantFrom('thing' as const, 'account' as const);
    const asked = fc.record({ world: worlds, ask: asks, asking });
    await fc.assert(fc.asyncProperty(changes, asked, compare), { numRuns: 100 });
  });

  it('of whom may read everything is the whole history, whatever is asked of it', async () => {
    const everything: World = {
      given: [{ to: 'me', ownerId: null, path: null, role: 'ResourceViewer' }],
      membership: null,
    };
    const property = fc.asyncProperty(changes, asks, (made, ask) =>
      compare(made, { world: everything, ask, asking: 'account' }),
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it('tells nothing of what an entry became by which it left sight, also not by what filters find', async () => {
    const time = new Date('2026-01-30T00:00:00.000Z');
    const moved: Change = {
      ...{
        position: { epoch: 0, xid: 3n, seq: 95n },
        action: 'UPDATED',
        changed: ['path', 'type', 'metadata'],
        version: 2,
      },
      ...{ actor: { kind: 'SYSTEM', id: null }, projectId: PROJECT, resourceId: randomUUID(), ownerId: 'cam-1' },
      ...{ coownerId: null, path: 'secret', previousPath: 'a/x', type: 'image/png', kind: 'IMAGE', sourceId: null },
      ...{ data: null, details: null, metadata: { a: 1 }, createdAt: time, dataCreatedAt: time, updatedAt: time },
      ...{ archiveAt: null, deleteAt: null, archivedAt: null, deletedAt: null, size: 2 },
    };
    const world: World = {
      given: [{ to: 'me', ownerId: 'cam-1', path: 'a', role: 'ResourceViewer' }],
      membership: null,
    };
    const found: number[] = [];
    for (const filter of FILTERS_OF_MOVED) {
      const ask = { ...NO_SPANS, filter, direction: OrderDirection.ASC, first: 20, isThoughtToSeeAll: false };
      await compare([moved], { world, ask, asking: 'account' });
      const me = accountViewer({ projectId: PROJECT, accountId: people.me, role: AccountRole.READ });
      found.push((await walk(me, ask)).length);
    }
    assert.deepEqual(found, [1, 0, 1, 0, 1, 0, 1]);
  });

  it('has pages of 1 to 200 changes, and 20 unless asked', async () => {
    const viewer = accountViewer({ projectId: PROJECT, accountId: people.me, role: AccountRole.READ });
    for (const first of [1, 200]) await history.page(viewer, { first });
    for (const first of [0, 201]) {
      await assert.rejects(history.page(viewer, { first }), { code: 'INVALID_ARGUMENTS', property: 'first' });
    }
  });

  it('does not go on after a cursor of another database, or one that is none', async () => {
    const viewer = accountViewer({ projectId: PROJECT, accountId: people.me, role: AccountRole.READ });
    const foreign = feedCursor({ epoch: 7, xid: 3n, seq: 1n });
    for (const direction of [OrderDirection.ASC, OrderDirection.DESC]) {
      await assert.rejects(history.page(viewer, { direction, after: foreign }), { code: 'CURSOR_EXPIRED' });
      await assert.rejects(history.page(viewer, { direction, after: 'x' }), { code: 'INVALID_ARGUMENTS' });
    }
  });
});
