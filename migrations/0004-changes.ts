import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The append-only history, from which the live feed is read. Partitioned by the month in which a record was made. */
export class Changes1767225600004 implements MigrationInterface {
  readonly name = 'Changes1767225600004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Transaction ids start anew after dump and restore: the epoch is raised when the system identifier is another.
      create table feed_epoch (
        only_row boolean not null default true,
        epoch smallint not null,
        system_identifier bigint not null,
        constraint feed_epoch_pkey primary key (only_row),
        constraint feed_epoch_one_row check (only_row)
      );

      create sequence resource_change_seq as bigint;

      create table resource_change (
        project_id text collate "C" not null,
        epoch smallint not null,
        xid xid8 not null,
        seq bigint not null default nextval('resource_change_seq'),
        action text not null,
        changed text[] not null,
        version integer not null,
        actor_kind text not null,
        actor_id text,
        resource_id uuid not null,
        owner_id text collate "C" not null,
        coowner_id text collate "C",
        path text collate "C" not null,
        previous_path text collate "C",
        type text not null,
        kind text not null,
        data jsonb,
        details jsonb,
        metadata jsonb not null,
        created_at timestamptz(3) not null,
        data_created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        archived_at timestamptz(3),
        deleted_at timestamptz(3),
        constraint resource_change_pkey primary key (project_id, epoch, xid, seq, created_at),
        constraint resource_change_action_known
          check (action in ('CREATED', 'UPDATED', 'ARCHIVED', 'RESTORED', 'DELETED')),
        constraint resource_change_actor_known check (actor_kind in ('ACCOUNT', 'THING', 'SYSTEM'))
      ) partition by range (created_at);

      -- For records of months that have no partition of their own.
      create table resource_change_default partition of resource_change default;
      create index resource_change_resource on resource_change (project_id, resource_id, version);
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
