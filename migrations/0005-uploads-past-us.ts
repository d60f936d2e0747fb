import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Uploads that go to the store past us, in one piece or in parts, and large ones that are hashed later. */
export class UploadsPastUs1767225600005 implements MigrationInterface {
  readonly name = 'UploadsPastUs1767225600005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table stored_object
        -- What the store calls an upload in parts, and how long each of them but the last is, in bytes.
        add column multipart_id text,
        add column part_size integer,
        -- When someone said that the bytes are there, while they are still to be hashed.
        add column claimed_at timestamptz(3),
        add constraint stored_object_multipart_whole check ((multipart_id is null) = (part_size is null));
      create index stored_object_claimed on stored_object (claimed_at) where state = 'AWAITED' and claimed_at is not null;
      create index stored_object_unhashed on stored_object (created_at) where state = 'STORED' and sha256 is null;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
