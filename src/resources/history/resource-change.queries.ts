import type { Permissions } from '../../auth/permissions.js';
import type { Viewer } from '../../auth/viewer.js';
import { CHANGE_COLUMNS, toChange, type ChangeRow } from '../../changes/change-row.js';
import type { Change } from '../../changes/change.js';
import {
  compareFeedPositions,
  CursorExpired,
  feedCursor,
  isExpired,
  parseFeedCursor,
  type FeedPosition,
} from '../../changes/feed-position.js';
import { FEED_STATE_COLUMNS, feedStateOf, toFeedState, type FeedStateRow } from '../../changes/feed-state.js';
import type { Database } from '../../database/database.js';
import { join, raw, sql, type Sql } from '../../database/sql.js';
import { parsePageRequest } from '../../paging/page-request.js';
import { toPage } from '../../paging/page.js';
import { changeScopes, type ChangeScopeKind, type ChangeScopes } from './change-scopes.js';
import { changeSpan, IN_SPAN } from './change-span.js';
import { changeConditions } from './resource-change-conditions.js';
import type { ResourceChangeConnection } from './resource-change-connection.entity.js';
import { ResourceChange } from './resource-change.entity.js';
import type { ResourceChangeListArgs } from './resource-change.args.js';
import { OrderDirection } from '../resource-filter.input.js';
import { rangeConditions } from '../resource-filter.js';
import { VisibleChanges } from './visible-changes.js';
import { changeAsSeen } from './visible-change.js';

type PageRow = FeedStateRow &
  Omit<ChangeRow, 'epoch'> & {
    /** Null when the page is empty: the row then only carries the state of the feed. */
    readonly epoch: number | null;
    readonly sees: boolean;
    readonly saw: boolean;
  };

/** Only what no open transaction can still commit something before, as in the feed. */
const BELOW_HORIZON = sql`(r.epoch, r.xid) < ((select epoch from feed), (select horizon from feed))`;

/** Pages of the history: each is one statement, and holds the viewer's rights. */
export class ResourceChangeQueries {
  private readonly changes: VisibleChanges;

  constructor(
    private readonly database: Database,
    private readonly permissions: Permissions,
  ) {
    this.changes = new VisibleChanges(permissions);
  }

  /** Errors: INVALID_ARGUMENTS first, after, from, path, types; CURSOR_EXPIRED. */
  async page(viewer: Viewer, args: ResourceChangeListArgs): Promise<ResourceChangeConnection> {
    const { first, after } = args;
    const request = parsePageRequest({ first, after });
    const isReversed = args.direction === OrderDirection.DESC;
    const cursor = request.cursor === null ? null : parseFeedCursor(request.cursor);
    const filter = args.filter ?? {};
    const { projectId } = viewer;
    const span = args.changedAt?.from == null && args.changedAt?.to == null ? null : args.changedAt;
    const within = [
      ...(cursor === null ? [] : [beyondCursor(isReversed)]),
      ...(span === null ? [] : [IN_SPAN]),
      // Leads to the months of the history that have such records.
      ...rangeConditions('created_at', args.createdAt),
    ];
    const where = [BELOW_HORIZON, ...rangeConditions('updated_at', span), ...changeConditions(filter)];
    const page = this.changes.page(viewer, {
      scopes: await this.occurring(changeScopes(this.permissions, viewer, filter)),
      within: within.length === 0 ? sql`true` : join(within, ' and '),
      where: join(where, ' and '),
      isReversed,
      limit: request.size + 1,
    });
    const order = raw(isReversed ? 'desc' : 'asc');
    const rows = await this.database.statement<PageRow>(sql`
      with feed as materialized (${feedStateOf(projectId)}),
      ${join([...(cursor === null ? [] : [atCursor(cursor)]), ...(span === null ? [] : [changeSpan(projectId, span)]), page])}
      select ${FEED_STATE_COLUMNS}, ${CHANGE_COLUMNS}
      from feed left join (
        select r.*, 0 as size, page.sees, page.saw from page cross join lateral (
          -- One by one, by their key: what is large is read for the page alone, whatever else the history holds.
          select * from resource_change r
          where r.project_id = ${projectId} and (r.epoch, r.xid, r.seq) = (page.epoch, page.xid, page.seq)
            and r.created_at = page.created_at
          offset 0
        ) r
      ) c on true
      order by c.epoch ${order}, c.xid ${order}, c.seq ${order}`);
    const { horizon, removedUpTo } = toFeedState(rows[0]);
    if (cursor !== null) checkCursor(cursor, { horizon, removedUpTo, isReversed });
    const seen = rows.filter(isChange).map((row) => asSeen(row, removedUpTo));
    return toPage(request, seen, {
      node: (change) => new ResourceChange(change),
      cursor: (change) => feedCursor(change.position),
    });
  }

  /**
   * The same scopes without the kinds of which the viewer has none: each costs PostgreSQL a plan for every month of the
   * history. A matter of speed alone, since the statement of the page asks for the rights in any case; who is given
   * something between the two sees it with the next page.
   */
  private async occurring(scopes: ChangeScopes): Promise<ChangeScopes> {
    if (!scopes.isByGrants) return scopes;
    const rows = await this.database.statement<{ kind: ChangeScopeKind }>(sql`
      with ${scopes.relation} select distinct kind from scopes`);
    const [first = 'project', ...others] = rows.map(({ kind }) => kind);
    return { ...scopes, kinds: [first, ...others] };
  }
}

function atCursor({ epoch, xid, seq }: FeedPosition): Sql {
  return sql`at_cursor as materialized (
    select ${epoch}::smallint as epoch, ${xid.toString()}::xid8 as xid, ${seq.toString()}::bigint as seq)`;
}

function beyondCursor(isReversed: boolean): Sql {
  return sql`(r.epoch, r.xid, r.seq) ${raw(isReversed ? '<' : '>')}
    ((select epoch from at_cursor), (select xid from at_cursor), (select seq from at_cursor))`;
}

/** Newest first, what was removed lies beyond the end. Errors: CURSOR_EXPIRED. */
function checkCursor(
  cursor: FeedPosition,
  feed: {
    readonly horizon: FeedPosition;
    readonly removedUpTo: FeedPosition | null;
    readonly isReversed: boolean;
  },
): void {
  const isForeign = compareFeedPositions(cursor, feed.horizon) > 0;
  if (isForeign || (!feed.isReversed && isExpired(cursor, feed.removedUpTo))) throw new CursorExpired();
}

function isChange(row: PageRow): row is PageRow & ChangeRow {
  return row.epoch !== null;
}

function asSeen(row: PageRow & ChangeRow, removedUpTo: FeedPosition | null): Change {
  const seen = changeAsSeen(toChange(row, removedUpTo), row);
  if (seen === null) throw new Error('A page held a change that its viewer may not see.');
  return seen;
}
