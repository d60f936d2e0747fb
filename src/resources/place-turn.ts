import type { EntryPlace } from '../auth/permissions.js';
import { sql } from '../database/sql.js';
import { StartOver, type Transaction } from '../database/transaction.js';

/**
 * For a transaction that brought entries to places after it had got its own place in the order of the feed: when a younger
 * one has made room there meanwhile, this starts over, as one that is younger still. So whoever follows the feed by path
 * hears that an entry left before another comes. To be asked once the entries are there: what leaves is waited for by then.
 */
export async function requireTurnAtPlaces(tx: Transaction, places: readonly EntryPlace[]): Promise<void> {
  const [first] = places;
  if (first === undefined) return;
  const [left] = await tx.query<{ is_later: boolean }>(sql`
    with now as materialized (select epoch, pg_current_xact_id() as xid from feed_epoch),
    place as materialized (
      select distinct * from unnest(${places.map((place) => place.ownerId)}::text[],
        ${places.map((place) => place.path)}::text[]) as place (owner_id, path)
    )
    select exists (
      select 1 from now, place join resource_change c on c.project_id = ${first.projectId} and c.owner_id = place.owner_id
        and split_part(c.path, '/', 1) = split_part(place.path, '/', 1) and c.path = place.path
      where (c.epoch, c.xid) > (now.epoch, now.xid)
    ) or exists (
      select 1 from now, place join resource_change c on c.project_id = ${first.projectId} and c.owner_id = place.owner_id
        and split_part(c.previous_path, '/', 1) = split_part(place.path, '/', 1) and c.previous_path = place.path
      where (c.epoch, c.xid) > (now.epoch, now.xid)
    ) as is_later`);
  if (left?.is_later === true) throw new StartOver('resource');
}
