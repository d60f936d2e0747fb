import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { empty, join, sql, type Sql } from '../database/sql.js';
import { PropertyRequired } from '../errors/property-required.js';
import { bucketStarts } from './bucket-starts.js';
import { JOINED_SOURCE, SHOWN_COLUMNS, toEntry, type EntryRow } from '../resources/entry-row.js';
import type { ResourceBucket } from './resource-bucket.entity.js';
import type { ResourceFolder } from './resource-folder.entity.js';
import { coownerConditions, filterConditions, pathConditions } from '../resources/resource-filter.js';
import type { DateTimeRange, ResourceFilter } from '../resources/resource-filter.input.js';
import { parseResourcePath } from '../resources/resource-path.js';
import type { ResourceBucketsArgs, ResourceFoldersArgs, ResourceNearestArgs } from './resource-survey.args.js';
import type { ResourceEntry } from '../resources/resource.entity.js';
import { TimeZone } from './time-zone.js';
import { VisibleEntries } from '../resources/visible-entries.js';

export const MOST_FOLDERS = 1_000;

/** What is to be told of entries without a list of them: each is one statement, and each holds the viewer's rights. */
export class ResourceSurveyQueries {
  private readonly entries: VisibleEntries;

  constructor(
    private readonly database: Database,
    permissions: Permissions,
  ) {
    this.entries = new VisibleEntries(permissions);
  }

  /** The next level below a path. Errors: INVALID_ARGUMENTS path, after. */
  async folders(viewer: Viewer, asked: ResourceFoldersArgs): Promise<readonly ResourceFolder[]> {
    const { ownerId, coownerId, path, after } = asked;
    const above = path == null ? '' : `${parseResourcePath(path)}/`;
    const last = after == null ? null : parseResourcePath(after, 'after');
    const where = join(
      [
        ...coownerConditions(coownerId),
        ...pathConditions({ path, childrenOnly: true }),
        ...(last === null ? [] : [sql`r.path > ${last}`]),
        ...filterConditions({}),
      ],
      ' and ',
    );
    // What lies below "a" is not all together in the order of paths: "a-b" comes between "a" and "a/b".
    return this.database.statement<ResourceFolder>(sql`
      select f.path, f.count, f.latest from (
        select ${above} || split_part(substr(e.path, length(${above}::text) + 1), '/', 1) as path,
          count(*)::integer as count, max(e.data_created_at) as latest
        from (${this.entries.each(viewer, { owner: ownerOf(ownerId), where })}) e group by 1
      ) f ${last === null ? empty : sql`where f.path collate "C" > ${last}`}
      order by f.path collate "C" limit ${MOST_FOLDERS}`);
  }

  /** The entry captured nearest to a time: one look back from it, and one ahead. Errors: INVALID_ARGUMENTS path, filter. */
  async nearest(viewer: Viewer, asked: ResourceNearestArgs): Promise<ResourceEntry | null> {
    const { ownerId, path, time, filter } = asked;
    const where = matching(path, filter);
    const look = (direction: 'ASC' | 'DESC', condition: Sql) =>
      this.entries.page(viewer, {
        owner: ownerOf(ownerId),
        where: sql`${where} and ${condition}`,
        columns: [
          { column: 'r.data_created_at', type: 'timestamptz', direction },
          // Of those captured at one time the same whether it was looked back or ahead for.
          { column: 'r.id', type: 'uuid', direction: 'DESC' },
        ],
        isBackward: false,
        after: sql`true`,
        limit: 1,
      });
    const [row] = await this.database.statement<EntryRow>(sql`
      select ${SHOWN_COLUMNS} from (
        select * from (
          select * from (${look('DESC', sql`r.data_created_at <= ${time}`)}) earlier
          union all select * from (${look('ASC', sql`r.data_created_at > ${time}`)}) later
        ) either
        order by greatest(data_created_at - ${time}::timestamptz, ${time}::timestamptz - data_created_at), data_created_at
        limit 1
      ) r ${JOINED_SOURCE}`);
    return row === undefined ? null : toEntry(row);
  }

  /** Counts by time. Errors: PROPERTY_REQUIRED from, to; INVALID_ARGUMENTS from, interval, timeZone, path, filter. */
  async buckets(viewer: Viewer, asked: ResourceBucketsArgs): Promise<readonly ResourceBucket[]> {
    const { ownerId, path, interval, filter } = asked;
    const { from, to } = wholeRange(asked.range);
    const starts = bucketStarts({ from, to, interval, zone: new TimeZone(asked.timeZone ?? 'UTC') });
    const where = sql`${matching(path, filter)} and r.data_created_at >= ${from} and r.data_created_at < ${to}`;
    const owner = ownerId == null ? null : ownerOf(ownerId);
    const times = starts.map((start) => start.toISOString());
    const counted = await this.database.statement<{ readonly place: number; readonly count: number }>(sql`
      select width_bucket(e.data_created_at, ${times}::timestamptz[]) as place, count(*)::integer as count
      from (${this.entries.each(viewer, { owner, where })}) e group by 1`);
    const counts = new Map(counted.map(({ place, count }) => [place, count]));
    return starts.map((start, index) => ({ start, count: counts.get(index + 1) ?? 0 }));
  }
}

function ownerOf(ownerId: string): Sql {
  return sql`${ownerId}::text`;
}

function matching(path: string | null | undefined, filter: ResourceFilter | null | undefined): Sql {
  return join([...pathConditions({ path, children: true }), ...filterConditions(filter ?? {})], ' and ');
}

function wholeRange({ from, to }: DateTimeRange): { readonly from: Date; readonly to: Date } {
  if (from == null) throw new PropertyRequired('from');
  if (to == null) throw new PropertyRequired('to');
  return { from, to };
}
