import type { MigrationInterface, QueryRunner } from 'typeorm';

/** References to another resource's file, and what the clock is to do with an entry. */
export class PointersAndDirectives1767225600008 implements MigrationInterface {
  readonly name = 'PointersAndDirectives1767225600008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What pointers point to, once for all pointers to it. While the source is there it speaks for itself; when it is
      -- deleted, what it was last is written here, so that its pointers still tell.
      create table source_reference (
        project_id text collate "C" not null,
        resource_id uuid not null,
        owner_id text collate "C" not null,
        coowner_id text collate "C",
        path text collate "C" not null,
        type text not null,
        kind text not null,
        constraint source_reference_pkey primary key (project_id, resource_id)
      );

      alter table resource
        add column archive_at timestamptz(3),
        add column delete_at timestamptz(3),
        -- Pointers alone: whose file they show. Never that of another pointer.
        add column source_id uuid,
        add constraint resource_source_fkey
          foreign key (project_id, source_id) references source_reference (project_id, resource_id),
        add constraint resource_source_other check (source_id <> id),
        add constraint resource_directives_ordered check (delete_at >= archive_at),
        drop constraint resource_ready_whole,
        -- Never ready without its content (promise P2); a pointer has none of its own.
        add constraint resource_ready_whole check (
          case
            when source_id is not null
              then state = 'READY' and kind in ('IMAGE', 'VIDEO', 'FILE')
                and data is null and object_id is null and details is null
            when state = 'AWAITING_UPLOAD' then true
            when kind in ('TEXT', 'JSON', 'I18N') then data is not null and object_id is null and details is null
            else data is null and object_id is not null and details is not null
          end
        );
      create index resource_pointers on resource (project_id, source_id, data_created_at, id)
        where source_id is not null;
      create index resource_archive_due on resource (archive_at) where archive_at is not null and archived_at is null;
      create index resource_delete_due on resource (delete_at) where delete_at is not null;

      alter table resource_change
        add column archive_at timestamptz(3),
        add column delete_at timestamptz(3),
        add column source_id uuid;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
