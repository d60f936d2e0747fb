import type { Permissions } from '../../auth/permissions.js';
import type { Viewer } from '../../auth/viewer.js';
import type { Clock } from '../../clock/clock.js';
import type { Database } from '../../database/database.js';
import { sql, type Sql } from '../../database/sql.js';
import { isUuid } from '../../database/uuid.js';
import { InvalidArguments } from '../../errors/invalid-arguments.js';
import { toEntry, type EntryRow } from '../entry-row.js';
import { asPast } from './past-entry.js';
import type { Past } from './past.js';
import type { ResourceEntry } from '../resource.entity.js';
import type { Triplet } from '../resource.queries.js';

/** Which entry, and as of when. */
export interface PastAsked {
  readonly id: string;
  readonly asOf: Date;
}

type PastRow = Omit<EntryRow, 'id'> & {
  readonly position: string;
  /** Null when there was none; the row then only carries since when the history is whole. */
  readonly id: string | null;
  readonly kept_from: Date | null;
  readonly key: string | null;
  readonly bytes_state: 'AWAITED' | 'STORED' | 'CONDEMNED' | null;
  readonly purge_at: Date | null;
  readonly may_have_bytes: boolean;
};

/**
 * Entries as they were at a moment, from the history: the newest change up to then tells. Today's rights hold, at the
 * place where the entry lay then. Bytes that still stand are had by who may read them where they stand now. Each is one
 * statement.
 */
export class PastEntryQueries {
  constructor(
    private readonly parts: { readonly database: Database; readonly permissions: Permissions; readonly clock: Clock },
  ) {}

  /** In the order asked; null for what was not there then, or is not the viewer's to see. Errors: see requireKept. */
  async byIds(viewer: Viewer, asked: readonly PastAsked[]): Promise<(ResourceEntry | Error | null)[]> {
    const known = asked.map(({ id }) => (isUuid(id) ? id : null));
    const then = sql`
      select c.* from resource_change c
      where c.project_id = ${viewer.projectId} and c.resource_id = asked.id and c.updated_at <= asked.as_of
      order by c.updated_at desc limit 1`;
    const rows = await this.read(viewer, {
      asked: sql`unnest(${known}::uuid[], ${asked.map(({ asOf }) => asOf)}::timestamptz[])
        with ordinality as asked (id, as_of, position)`,
      then,
    });
    const byPosition = new Map(rows.map((row) => [Number(row.position), row]));
    return asked.map(({ asOf }, index) => this.answer(byPosition.get(index + 1), asOf));
  }

  /** What was live at the triplet then. Errors: INVALID_ARGUMENTS asOf. */
  async at(viewer: Viewer, { ownerId, coownerId, path }: Triplet, asOf: Date): Promise<ResourceEntry | null> {
    const { projectId } = viewer;
    const then = sql`
      select c.* from resource_change c
      where c.project_id = ${projectId} and c.owner_id = ${ownerId} and c.path = ${path}
        and c.coowner_id is not distinct from ${coownerId} and c.updated_at <= asked.as_of
        and c.archived_at is null and c.deleted_at is null
        and not exists (select 1 from resource_change later where later.project_id = ${projectId}
          and later.resource_id = c.resource_id and later.updated_at > c.updated_at and later.updated_at <= asked.as_of)
      order by c.updated_at desc limit 1`;
    const [row] = await this.read(viewer, {
      asked: sql`(select ${asOf}::timestamptz as as_of, 1::bigint as position) asked`,
      then,
    });
    const found = this.answer(row, asOf);
    if (found instanceof Error) throw found;
    return found;
  }

  private read(viewer: Viewer, { asked, then }: { readonly asked: Sql; readonly then: Sql }): Promise<PastRow[]> {
    const { projectId } = viewer;
    // While a source had a history its rows tell what it was; of those whose history was removed the reference does.
    return this.parts.database.statement<PastRow>(sql`
      select asked.position, removal.kept_from, r.*, r.resource_id as id, 'READY' as state, null as object_id,
        source_reference.owner_id as source_owner_id, source_reference.coowner_id as source_coowner_id,
        coalesce(source.path, source_reference.path) as source_path,
        coalesce(source.type, source_reference.type) as source_type,
        coalesce(source.kind, source_reference.kind) as source_kind,
        case when source.deleted_at is null then source.details end as source_details,
        source.resource_id is not null and source.deleted_at is null as source_is_there,
        source.archived_at as source_archived_at,
        bytes.key, bytes.state as bytes_state, bytes.purge_at, ${this.mayHaveBytes(viewer)} as may_have_bytes
      from ${asked}
      left join history_removal removal on removal.project_id = ${projectId}
      left join lateral (
        select * from (${then}) r
        where r.deleted_at is null and ${this.parts.permissions.readableEntries(viewer, 'r')}
      ) r on true
      left join source_reference
        on source_reference.project_id = r.project_id and source_reference.resource_id = r.source_id
      left join lateral (
        select s.* from resource_change s
        where s.project_id = r.project_id and s.resource_id = r.source_id and s.updated_at <= asked.as_of
        order by s.updated_at desc limit 1
      ) source on true
      left join stored_object bytes on bytes.project_id = r.project_id
        and bytes.key = coalesce(r.details, source.details) ->> 'key'`);
  }

  /**
   * A right on the past opens no bytes that it would not open today: not those of what was moved out of sight, nor those
   * behind a pointer that was cut. What was deleted can be had where it lay, until it is purged.
   */
  private mayHaveBytes(viewer: Viewer): Sql {
    const { permissions } = this.parts;
    return sql`(coalesce(
      (select ${permissions.readableEntries(viewer, 'live')} from resource live
        where live.project_id = r.project_id and live.id = r.resource_id),
      r.source_id is null)
      or exists (select 1 from resource pointed where pointed.project_id = r.project_id and pointed.id = r.source_id
        and ${permissions.readableEntries(viewer, 'pointed')}))`;
  }

  private answer(row: PastRow | undefined, asOf: Date): ResourceEntry | Error | null {
    if (row?.kept_from != null && asOf < row.kept_from) return noLongerKept(row.kept_from);
    if (row === undefined || !isEntry(row)) return null;
    return asPast(toEntry(row), { asOf, bytes: this.bytesOf(row) });
  }

  /** Bytes that were replaced or deleted can be had until they are purged. */
  private bytesOf({ bytes_state: state, purge_at: purgeAt, may_have_bytes: mayHave }: PastRow): Past['bytes'] {
    if (!mayHave) return 'GONE';
    if (state === 'STORED') return 'KEPT';
    if (state !== 'CONDEMNED' || purgeAt === null || purgeAt <= this.parts.clock.now()) return 'GONE';
    return { until: purgeAt };
  }
}

function isEntry(row: PastRow): row is PastRow & EntryRow {
  return row.id !== null;
}

/** The same for every id: it tells nothing of what there was. */
function noLongerKept(keptFrom: Date): InvalidArguments {
  return new InvalidArguments('asOf', `The history is kept from ${keptFrom.toISOString()} on.`, {
    keptFrom: keptFrom.toISOString(),
  });
}
