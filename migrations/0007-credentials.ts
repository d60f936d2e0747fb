import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Attempts to log in, access tokens of accounts, API keys of projects, and sessions that end with their password. */
export class Credentials1767225600007 implements MigrationInterface {
  readonly name = 'Credentials1767225600007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Raised when the password changes: sessions of an older version have ended.
      alter table account add column session_version integer not null default 0;

      -- Letters of other alphabets that fold to those of ours (the Kelvin sign to k) are other e-mails.
      drop index account_email_unique;
      create unique index account_email_unique on account (lower(email collate "C"));

      -- How often somebody tried to log in within a window of time. Whoever that was stands here as a keyed hash: what
      -- people type for an e-mail can be a password.
      create table login_attempt (
        subject bytea not null,
        attempts integer not null,
        -- Whether the latest attempt was one too many, and so was not counted.
        is_refused boolean not null,
        ends_at timestamptz(3) not null,
        constraint login_attempt_pkey primary key (subject)
      );
      create index login_attempt_ended on login_attempt (ends_at);

      -- A token or key that is revoked is removed: nothing is left that could hold again.
      create table access_token (
        project_id text collate "C" not null,
        id uuid not null,
        account_id uuid not null,
        name text not null,
        token_hash bytea not null,
        created_at timestamptz(3) not null,
        expires_at timestamptz(3),
        last_used_at timestamptz(3),
        constraint access_token_pkey primary key (project_id, id),
        constraint access_token_account_fkey foreign key (project_id, account_id)
          references account (project_id, id) on delete cascade
      );
      create unique index access_token_hash_unique on access_token (token_hash);
      create index access_token_account on access_token (project_id, account_id);

      create table api_key (
        project_id text collate "C" not null,
        id uuid not null,
        name text not null,
        key_hash bytea not null,
        created_at timestamptz(3) not null,
        last_used_at timestamptz(3),
        constraint api_key_pkey primary key (project_id, id),
        constraint api_key_project_fkey foreign key (project_id) references project (id)
      );
      create unique index api_key_hash_unique on api_key (key_hash);
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
