import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What reads of the history need: indexes, the table of analytics, and the memory of what was removed. */
export class HistoryReads1767225600010 implements MigrationInterface {
  readonly name = 'HistoryReads1767225600010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Listings are in the order of the feed: (epoch, xid, seq). Each index leads to one sort of place in that order.
      drop index resource_change_resource;
      create index resource_change_resource on resource_change (project_id, resource_id, epoch, xid, seq);
      create index resource_change_owner on resource_change (project_id, owner_id, epoch, xid, seq);
      create index resource_change_folder on resource_change
        (project_id, owner_id, split_part(path, '/', 1), epoch, xid, seq);
      create index resource_change_left_folder on resource_change
        (project_id, owner_id, split_part(previous_path, '/', 1), epoch, xid, seq) where previous_path is not null;
      create index resource_change_coowner on resource_change (project_id, coowner_id, epoch, xid, seq)
        where coowner_id is not null;
      create index resource_change_coowner_folder on resource_change
        (project_id, coowner_id, split_part(path, '/', 1), epoch, xid, seq) where coowner_id is not null;
      create index resource_change_coowner_left_folder on resource_change
        (project_id, coowner_id, split_part(previous_path, '/', 1), epoch, xid, seq)
        where coowner_id is not null and previous_path is not null;

      -- Where in the feed a span of time begins and ends: the order of time is nearly that of the feed, and not quite.
      create index resource_change_day on resource_change
        (project_id, date_trunc('day', updated_at at time zone 'UTC'), epoch, xid, seq);
      create index resource_change_hour on resource_change
        (project_id, date_trunc('hour', updated_at at time zone 'UTC'), epoch, xid, seq);

      -- What an entry was at a moment, and what lay at a place.
      create index resource_change_moment on resource_change (project_id, resource_id, updated_at);
      create index resource_change_place on resource_change (project_id, owner_id, path, updated_at);

      -- How far the removal of old history has come. Only at or before "removed" is anything missing.
      create table history_removal (
        project_id text collate "C" not null,
        scanned_epoch smallint not null,
        scanned_xid xid8 not null,
        scanned_seq bigint not null,
        removed_epoch smallint,
        removed_xid xid8,
        removed_seq bigint,
        -- From then on the history tells what each entry was.
        kept_from timestamptz(3),
        constraint history_removal_pkey primary key (project_id),
        constraint history_removal_whole
          check (num_nulls(removed_epoch, removed_xid, removed_seq, kept_from) in (0, 4))
      );

      create schema resource_server;
      create view resource_server.resource as select
        resource_id as "id", project_id as "projectId", owner_id as "ownerId", coowner_id as "coownerId", path as "path",
        type as "type", kind as "kind", details as "details", data as "data", metadata as "metadata",
        created_at as "createdAt", data_created_at as "dataCreatedAt", updated_at as "updatedAt",
        deleted_at as "deletedAt", archived_at as "archivedAt", archive_at as "archiveAt", delete_at as "deleteAt",
        source_id as "sourceId", action as "action", changed as "changed", updated_at as "changedAt",
        version as "version", actor_kind as "actorKind", actor_id as "actorId", previous_path as "previousPath",
        epoch as "epoch", xid as "xid", seq as "seq"
      from resource_change;
      comment on view resource_server.resource is
        'Every change of every resource, one row each: only ever added to, but for HISTORY_RETENTION. See docs/history.md.';
      -- A plain view could be written through.
      create function refuse_history_write() returns trigger language plpgsql as $$
        begin
          raise exception 'The history is written by Thingstore alone.' using errcode = 'read_only_sql_transaction';
        end
      $$;
      create trigger resource_read_only instead of insert or update or delete on resource_server.resource
        for each row execute function refuse_history_write();
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
