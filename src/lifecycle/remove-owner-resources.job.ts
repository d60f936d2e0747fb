import type { Actor } from '../auth/viewer.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { lockRowsInOrder } from '../database/lock-rows.js';
import { sql, type Sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { archivingEntries } from '../resources/archiving-entries.js';
import type { EntryKey } from '../resources/entry-keys.js';
import { removingEntries } from '../resources/removing-entries.js';
import { announceProjects } from './announce-projects.js';
import { BATCH } from './due-entries.js';
import type { Job } from './job.js';

/** What is left to do for an owner that was deleted. */
interface Removal {
  readonly project_id: string;
  readonly owner_id: string;
  readonly policy: 'ARCHIVE' | 'DELETE' | 'KEEP';
  readonly actor_kind: Actor['kind'];
  readonly actor_id: string | null;
}

/** Which entries are left to be dealt with, "r"; what awaits its first bytes is given up, whatever the policy. */
const LEFT: Readonly<Record<Removal['policy'], Sql>> = {
  ARCHIVE: sql`r.archived_at is null`,
  DELETE: sql`true`,
  KEEP: sql`r.state = 'AWAITING_UPLOAD'`,
};

/** Along an index from which goes what was dealt with: a batch costs the same at the end as at the beginning. */
const ORDER: Readonly<Record<Removal['policy'], Sql>> = {
  ARCHIVE: sql`r.path`,
  DELETE: sql`r.data_created_at, r.id`,
  KEEP: sql`r.id`,
};

/**
 * Puts away what belonged to owners that were deleted, a batch a transaction, until nothing of it is left; then the id of
 * the owner is free again. Nothing new comes meanwhile: what is gone has no resources made for it.
 */
export class RemoveOwnerResourcesJob implements Job {
  readonly name = 'remove resources of deleted owners';
  readonly everyMs = 1_000;

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
      readonly purgeGraceMs: number;
    },
  ) {}

  due(projectId: string): Sql {
    return sql`select 1 from owner_removal o
      join resource r on r.project_id = o.project_id and r.owner_id = o.owner_id
      where o.project_id = ${projectId} and case o.policy when 'ARCHIVE' then ${LEFT.ARCHIVE}
        when 'KEEP' then ${LEFT.KEEP} else ${LEFT.DELETE} end`;
  }

  async run(): Promise<{ readonly hasMore: boolean }> {
    return this.parts.database.transaction(async (tx) => {
      const [removal] = await tx.query<Removal>(sql`
        select project_id, owner_id, policy, actor_kind, actor_id from owner_removal
        order by requested_at limit 1 for update skip locked`);
      if (removal === undefined) return { hasMore: false };
      const { project_id: projectId } = removal;
      const left = await nextOf(tx, removal);
      if (left.length === 0) await finish(tx, removal);
      else await this.putAway(tx, removal, await lockRowsInOrder(tx, { table: 'resource', projectId, ids: left }));
      return { hasMore: true };
    });
  }

  /** Under the lock each is what it is: what was completed meanwhile has its content. */
  private async putAway(tx: Transaction, removal: Removal, ids: readonly string[]): Promise<void> {
    const { announcer, clock, purgeGraceMs } = this.parts;
    const now = clock.now();
    const { project_id: projectId, policy, actor_kind: kind, actor_id: id } = removal;
    const by = { actor: { kind, id }, now, purgeAt: new Date(now.getTime() + purgeGraceMs) };
    const awaiting = await tx.query<{ id: string }>(sql`
      select id from resource
      where project_id = ${projectId} and id = any(${ids}::uuid[]) and state = 'AWAITING_UPLOAD'`);
    const all = ids.map((each): EntryKey => ({ projectId, id: each }));
    const withoutContent = awaiting.map((row): EntryKey => ({ projectId, id: row.id }));
    if (policy === 'ARCHIVE') await tx.query(archivingEntries(all, by));
    await tx.query(removingEntries(policy === 'DELETE' ? all : withoutContent, by));
    announceProjects(tx, announcer, all);
  }
}

async function nextOf(tx: Transaction, removal: Removal): Promise<readonly string[]> {
  const { project_id: projectId, owner_id: ownerId, policy } = removal;
  const next = await tx.query<{ id: string }>(sql`
    select r.id from resource r
    where r.project_id = ${projectId} and r.owner_id = ${ownerId} and ${LEFT[policy]}
    order by ${ORDER[policy]} limit ${BATCH}`);
  return next.map((row) => row.id);
}

async function finish(tx: Transaction, removal: Removal): Promise<void> {
  await tx.query(sql`
    delete from owner_removal where project_id = ${removal.project_id} and owner_id = ${removal.owner_id}`);
}
