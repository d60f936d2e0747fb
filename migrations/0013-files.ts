import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the device protocol says of a file beside what its resource says. */
export class Files1767225600013 implements MigrationInterface {
  readonly name = 'Files1767225600013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table resource
        -- Of the named files of devices and groups; null: as its name and the type of its bytes tell.
        add column file_class text,
        add column file_format text,
        add constraint resource_file_facts
          check (num_nonnulls(file_class, file_format) = 0 or (kind in ('IMAGE', 'VIDEO', 'FILE') and source_id is null));

      alter table resource_change
        add column file_class text,
        add column file_format text;

      create or replace view resource_server.resource as select
        resource_id as "id", project_id as "projectId", owner_id as "ownerId", coowner_id as "coownerId", path as "path",
        type as "type", kind as "kind", details as "details", data as "data", metadata as "metadata",
        created_at as "createdAt", data_created_at as "dataCreatedAt", updated_at as "updatedAt",
        deleted_at as "deletedAt", archived_at as "archivedAt", archive_at as "archiveAt", delete_at as "deleteAt",
        source_id as "sourceId", action as "action", changed as "changed", updated_at as "changedAt",
        version as "version", actor_kind as "actorKind", actor_id as "actorId", previous_path as "previousPath",
        epoch as "epoch", xid as "xid", seq as "seq",
        -- A view that stands grows at its end alone.
        file_class as "class", file_format as "format"
      from resource_change;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
