import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Class and format of files in the history that reports are made of. */
export class FilesInHistory1767225600014 implements MigrationInterface {
  readonly name = 'FilesInHistory1767225600014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
