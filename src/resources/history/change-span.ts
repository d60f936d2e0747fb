import { raw, sql, type Sql } from '../../database/sql.js';

/** Of a span of time, either end open. */
export interface TimeSpan {
  readonly from?: Date | null | undefined;
  readonly to?: Date | null | undefined;
}

const UTC = sql`r.updated_at at time zone 'UTC'`;

/**
 * Where in the feed the changes of a span of time lie: CTEs "span_begin" and "span_end" with the positions (epoch, xid,
 * seq) of its first and its last change, or of others from the same hours. A change that came late, or whose clock was
 * wrong, stands elsewhere in the feed than its time says; therefore every hour at the ends of the span, and every day
 * between, is asked for its first and its last change, which an index answers at once.
 */
export function changeSpan(projectId: string, { from, to }: TimeSpan): Sql {
  const day = (direction: 'asc' | 'desc') => sql`(
    select date_trunc('day', ${UTC}) from resource_change r where r.project_id = ${projectId}
    order by date_trunc('day', ${UTC}) ${raw(direction)} limit 1)`;
  return sql`
    span as materialized (
      select greatest(${from ?? null}::timestamptz at time zone 'UTC', ${day('asc')}) as starts,
        least(${to ?? null}::timestamptz at time zone 'UTC', ${day('desc')} + interval '1 day') as ends
    ),
    span_parts as materialized (
      select 'hour' as size, hour as part from span, lateral (
        select generate_series(date_trunc('hour', starts),
          least(ends, date_trunc('day', starts) + interval '1 day') - interval '1 millisecond', interval '1 hour')
        union select generate_series(greatest(date_trunc('hour', starts), date_trunc('day', ends)),
          ends - interval '1 millisecond', interval '1 hour')) h (hour)
      union all
      select 'day', generate_series(date_trunc('day', starts) + interval '1 day',
        date_trunc('day', ends) - interval '1 day', interval '1 day') from span
    ),
    span_begin as materialized (${endOfSpan(projectId, 'asc')}),
    span_end as materialized (${endOfSpan(projectId, 'desc')})`;
}

function endOfSpan(projectId: string, direction: 'asc' | 'desc'): Sql {
  const order = (alias: string) =>
    raw(`${alias}.epoch ${direction}, ${alias}.xid ${direction}, ${alias}.seq ${direction}`);
  const ofPart = (size: 'hour' | 'day') => sql`(
    select r.epoch, r.xid, r.seq from resource_change r
    where p.size = ${raw(`'${size}'`)} and r.project_id = ${projectId} and date_trunc(${raw(`'${size}'`)}, ${UTC}) = p.part
    order by ${order('r')} limit 1)`;
  return sql`select e.epoch, e.xid, e.seq from span_parts p
    cross join lateral (${ofPart('hour')} union all ${ofPart('day')}) e order by ${order('e')} limit 1`;
}

/** The condition that changes "r" lie there. */
export const IN_SPAN = sql`
  (r.epoch, r.xid, r.seq) >= ((select epoch from span_begin), (select xid from span_begin), (select seq from span_begin))
  and (r.epoch, r.xid, r.seq) <= ((select epoch from span_end), (select xid from span_end), (select seq from span_end))`;
