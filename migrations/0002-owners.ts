import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What resources belong to, and the keys of things. */
export class Owners1767225600002 implements MigrationInterface {
  readonly name = 'Owners1767225600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table owner (
        project_id text collate "C" not null,
        id text collate "C" not null,
        kind text not null,
        name text not null,
        metadata jsonb not null,
        domain_id uuid not null,
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        deleted_at timestamptz(3),
        constraint owner_pkey primary key (project_id, id),
        constraint owner_domain_fkey foreign key (project_id, domain_id) references domain (project_id, id),
        constraint owner_kind_known check (kind in ('SYSTEM', 'DEVICE', 'USER', 'BLUEPRINT', 'GROUP', 'OTHER'))
      );

      create table thing_key (
        project_id text collate "C" not null,
        id uuid not null,
        owner_id text collate "C" not null,
        key_hash bytea not null,
        created_at timestamptz(3) not null,
        last_used_at timestamptz(3),
        revoked_at timestamptz(3),
        constraint thing_key_pkey primary key (project_id, id),
        constraint thing_key_owner_fkey foreign key (project_id, owner_id) references owner (project_id, id)
      );
      create unique index thing_key_hash_unique on thing_key (key_hash);
      create index thing_key_owner on thing_key (project_id, owner_id) where revoked_at is null;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
