import { randomUUID } from 'node:crypto';
import { AccountRole, type AccountViewer } from '../../src/auth/viewer.js';
import { ensureFeedEpoch } from '../../src/changes/feed-epoch.js';
import type { Database } from '../../src/database/database.js';
import { sql } from '../../src/database/sql.js';
import { accountViewer } from './listeners.js';

export const OWNERS = 1000;
/** How many entries each of them has. */
export const EACH = 1000;
/** How many roles those have who do not see the whole project. */
export const ASSIGNMENTS = 1000;

/** Sees the one entry below "labels" of each owner: one in a thousand. */
export const few = viewer(false);
/** Sees all of each owner but one. */
export const nearlyAll = viewer(false);
/** Sees the whole project. */
export const all = viewer(true);

/** Whose assignments are no business of the others. */
const others = Array.from({ length: 8 }, () => viewer(false));

function viewer(seesProject: boolean): AccountViewer {
  return accountViewer({ projectId: 'farm', accountId: randomUUID(), role: AccountRole.READ, seesProject });
}

/**
 * A million captures; of each second owner they lie close together in time, those of the others are mixed. The metadata
 * of each has a "serial" of its own and one of a hundred "scores"; half of them have "half", and the oldest of all "old".
 */
export async function makeMillionEntries(database: Database): Promise<void> {
  await ensureFeedEpoch(database);
  await makeProject(database);
  await makeEntries(database);
  for (const account of [few, nearlyAll, all, ...others]) {
    await database.statement(sql`
      insert into account (project_id, id, email, name, role, password_hash, created_at)
      values ('farm', ${account.accountId}, ${account.accountId}, 'x', 'READ', '', now())`);
  }
  await assignEach(database, few, 'labels');
  await assignEach(database, nearlyAll, '');
  for (const account of others) await assignEach(database, account, 'photos');
  await database.statement(sql`
    insert into role_assignment (project_id, id, role, account_id, created_at)
    values ('farm', gen_random_uuid(), 'ResourceViewer', ${all.accountId}::uuid, now())`);
  await database.statement(sql`analyze`);
}

async function makeProject(database: Database): Promise<void> {
  await database.statement(sql`insert into project (id, name, created_at) values ('farm', 'farm', now())`);
  await database.statement(sql`
    insert into domain (project_id, id, name, path, created_at) values ('farm', ${randomUUID()}, 'root', '/', now())`);
  await database.statement(sql`
    insert into owner (project_id, id, kind, name, metadata, domain_id, created_at, updated_at)
    select 'farm', 'cam-' || n, 'DEVICE', 'cam', '{}', d.id, now(), now()
    from domain d cross join generate_series(1, ${OWNERS}::integer) n where d.project_id = 'farm'`);
}

async function makeEntries(database: Database): Promise<void> {
  await database.statement(sql`
    insert into resource (project_id, id, owner_id, coowner_id, path, type, kind, state, data, metadata,
      created_at, data_created_at, updated_at, version, last_epoch, last_xid)
    select 'farm', gen_random_uuid(), 'cam-' || o,
      case when k % 100 = 7 then 'cam-' || (o % 10 + 1) end,
      case when k = o then 'labels/today' else 'photos/' || k end,
      'application/json', 'JSON', 'READY', '{}',
      jsonb_build_object('serial', o * 10000 + k, 'inference', jsonb_build_object('score', (o + k) % 100))
        || case when k % 2 = 1 then '{"half": true}' else '{}'::jsonb end
        || case when second < 10000 then '{"old": ["yes", "very"]}' else '{}'::jsonb end,
      now(), timestamptz '2026-01-01' + second * interval '1 second', now(), 1, 1, pg_current_xact_id()
    from generate_series(1, ${OWNERS}::integer) o cross join generate_series(1, ${EACH}::integer) k
    cross join lateral (
      select case when o % 2 = 0 then k * ${OWNERS}::integer + o else o * ${EACH}::integer + k end as second) at`);
}

/** A role on each owner; on a path of it, unless the path is empty: of the last owner then on labels alone. */
async function assignEach(database: Database, { accountId }: AccountViewer, path: string): Promise<void> {
  await database.statement(sql`
    insert into role_assignment (project_id, id, role, account_id, owner_id, path, created_at)
    select 'farm', gen_random_uuid(), 'ResourceViewer', ${accountId}::uuid, 'cam-' || o,
      case when ${path} <> '' or o = ${OWNERS}::integer then coalesce(nullif(${path}, ''), 'labels') end, now()
    from generate_series(1, ${ASSIGNMENTS}::integer) o`);
}
