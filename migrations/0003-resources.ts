import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Content at owner, co-owner and path, and the bytes that stand behind it. */
export class Resources1767225600003 implements MigrationInterface {
  readonly name = 'Resources1767225600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table stored_object (
        project_id text collate "C" not null,
        id uuid not null,
        resource_id uuid not null,
        key text collate "C" not null,
        state text not null,
        -- What was asked for: checked, and applied, when the bytes are complete.
        declared_type text not null,
        filename text,
        expected_size bigint,
        expected_sha256 text,
        intent jsonb not null,
        actor_kind text not null,
        actor_id text,
        -- What was found.
        size bigint,
        sha256 text,
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        purge_at timestamptz(3),
        constraint stored_object_pkey primary key (project_id, id),
        constraint stored_object_key_unique unique (key),
        constraint stored_object_state_whole check (
          (state = 'AWAITED' and size is null and purge_at is null)
          or (state = 'STORED' and size is not null and purge_at is null)
          or (state = 'CONDEMNED' and purge_at is not null)
        )
      );
      create index stored_object_resource on stored_object (project_id, resource_id);
      create index stored_object_awaited on stored_object (expires_at) where state = 'AWAITED';
      create index stored_object_condemned on stored_object (purge_at) where state = 'CONDEMNED';

      create table resource (
        project_id text collate "C" not null,
        id uuid not null,
        owner_id text collate "C" not null,
        coowner_id text collate "C",
        path text collate "C" not null,
        type text not null,
        kind text not null,
        state text not null,
        data jsonb,
        details jsonb,
        object_id uuid,
        metadata jsonb not null,
        created_at timestamptz(3) not null,
        data_created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        archived_at timestamptz(3),
        version integer not null,
        -- Epoch and transaction of the last change: who writes must not be older (see docs/ARCHITECTURE.md, the feed).
        last_epoch smallint not null,
        last_xid xid8 not null,
        constraint resource_pkey primary key (project_id, id),
        constraint resource_owner_fkey foreign key (project_id, owner_id) references owner (project_id, id),
        constraint resource_coowner_fkey foreign key (project_id, coowner_id) references owner (project_id, id),
        constraint resource_object_fkey foreign key (project_id, object_id) references stored_object (project_id, id),
        constraint resource_kind_known check (kind in ('IMAGE', 'VIDEO', 'FILE', 'TEXT', 'JSON', 'I18N')),
        constraint resource_state_known check (state in ('AWAITING_UPLOAD', 'READY')),
        -- Never ready without its content (promise P2).
        constraint resource_ready_whole check (
          state = 'AWAITING_UPLOAD'
          or (kind in ('TEXT', 'JSON', 'I18N') and data is not null and object_id is null and details is null)
          or (kind in ('IMAGE', 'VIDEO', 'FILE') and data is null and object_id is not null and details is not null)
        )
      );
      create unique index resource_triplet_unique on resource (project_id, owner_id, path, coowner_id)
        nulls not distinct where archived_at is null;
      create index resource_owner_time on resource (project_id, owner_id, data_created_at, id);
      create index resource_coowner on resource (project_id, coowner_id, data_created_at, id) where coowner_id is not null;
      create index resource_project_time on resource (project_id, data_created_at, id);
      create index resource_awaiting on resource (project_id, id) where state = 'AWAITING_UPLOAD';
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
