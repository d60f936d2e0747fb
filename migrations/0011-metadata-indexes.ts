import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What conditions on metadata are found by: what is equal, and what is contained. */
export class MetadataIndexes1767225600011 implements MigrationInterface {
  readonly name = 'MetadataIndexes1767225600011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index resource_metadata on resource using gin (metadata jsonb_path_ops);
      create index owner_metadata on owner using gin (metadata jsonb_path_ops);
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
