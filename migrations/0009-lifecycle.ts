import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the clock has to do after an owner was deleted, and what it did last. */
export class Lifecycle1767225600009 implements MigrationInterface {
  readonly name = 'Lifecycle1767225600009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An owner that was deleted while what belonged to it is still being put away. Until this row is gone its id is taken.
      create table owner_removal (
        project_id text collate "C" not null,
        owner_id text collate "C" not null,
        policy text not null,
        -- Who deleted the owner: history says that they archived or deleted its entries.
        actor_kind text not null,
        actor_id text,
        requested_at timestamptz(3) not null,
        constraint owner_removal_pkey primary key (project_id, owner_id),
        constraint owner_removal_owner_fkey foreign key (project_id, owner_id) references owner (project_id, id),
        constraint owner_removal_policy_known check (policy in ('ARCHIVE', 'DELETE', 'KEEP')),
        constraint owner_removal_actor_known check (actor_kind in ('ACCOUNT', 'THING', 'SYSTEM'))
      );

      -- What each clocked task did last, in whichever process.
      create table job_run (
        name text collate "C" not null,
        last_run_at timestamptz(3) not null,
        last_error text,
        constraint job_run_pkey primary key (name)
      );

      -- A thing sees what is its own as long as it is there: who follows the feed as one looks again.
      create trigger owner_deleted after update of deleted_at on owner
        for each row when (old.deleted_at is distinct from new.deleted_at) execute function note_group_change();
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
