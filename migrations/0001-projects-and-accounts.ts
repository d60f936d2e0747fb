import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tenants, their domain tree, and the accounts that log in. */
export class ProjectsAndAccounts1767225600001 implements MigrationInterface {
  readonly name = 'ProjectsAndAccounts1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table project (
        id text collate "C" not null,
        name text not null,
        created_at timestamptz(3) not null,
        constraint project_pkey primary key (id)
      );

      create table domain (
        project_id text collate "C" not null,
        id uuid not null,
        parent_id uuid,
        name text not null,
        path text collate "C" not null,
        created_at timestamptz(3) not null,
        constraint domain_pkey primary key (project_id, id),
        constraint domain_project_fkey foreign key (project_id) references project (id),
        constraint domain_parent_fkey foreign key (project_id, parent_id) references domain (project_id, id),
        constraint domain_path_unique unique (project_id, path)
      );
      create unique index domain_root_unique on domain (project_id) where parent_id is null;

      create table account (
        project_id text collate "C" not null,
        id uuid not null,
        email text not null,
        name text not null,
        role text not null,
        password_hash text not null,
        created_at timestamptz(3) not null,
        constraint account_pkey primary key (project_id, id),
        constraint account_project_fkey foreign key (project_id) references project (id),
        constraint account_role_known check (role in ('READ', 'READ_WRITE', 'ROOT'))
      );
      -- A login names no project: an e-mail belongs to one account of the whole deployment.
      create unique index account_email_unique on account (lower(email));
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
