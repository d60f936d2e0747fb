import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the device protocol says of a file beside what its resource says. */
export class Files1767225600013 implements MigrationInterface {
  readonly name = 'Files1767225600013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table resource
        -- Of the named files of devices and groups; null: as its name and the type of its bytes tell.
        add column file_class text,
        add column file_format text,
        add constraint resource_file_facts
          check (num_nonnulls(file_class, file_format) = 0 or (kind in ('IMAGE', 'VIDEO', 'FILE') and source_id is null));

      alter table resource_change
        add column file_class text,
        add column file_format text;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
