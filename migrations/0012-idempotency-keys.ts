import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was made by requests that may come again. */
export class IdempotencyKeys1767225600012 implements MigrationInterface {
  readonly name = 'IdempotencyKeys1767225600012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row for each key that a viewer gave with a mutation, written with what the mutation made. It holds neither
      -- the input nor the answer: a repeated request is known by the hash of its input, and answered anew.
      create table idempotency_key (
        project_id text collate "C" not null,
        viewer_kind text not null,
        viewer_id text collate "C" not null,
        mutation text collate "C" not null,
        key text collate "C" not null,
        input_hash bytea not null,
        resource_id uuid not null,
        -- Of requests for an upload alone.
        upload_id uuid,
        expires_at timestamptz(3) not null,
        constraint idempotency_key_pkey primary key (project_id, viewer_kind, viewer_id, mutation, key),
        constraint idempotency_key_upload_fkey foreign key (project_id, upload_id)
          references stored_object (project_id, id) on delete cascade
      );
      create index idempotency_key_ended on idempotency_key (expires_at);
      create index idempotency_key_upload on idempotency_key (project_id, upload_id) where upload_id is not null;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
