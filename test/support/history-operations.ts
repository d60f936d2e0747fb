import fc from 'fast-check';
import { print, type DocumentNode } from 'graphql';
import type { ApiClient } from './api-client.js';
import { CREATE_ENTRY, DELETE_ENTRIES, UPDATE_ENTRY } from './entries.js';
import type { Records } from './records.js';

/** What is done, and to which of a few paths of a device. */
export interface Operation {
  readonly what: 'create' | 'update' | 'move' | 'archive' | 'delete' | 'deleteBoth';
  readonly path: string;
  readonly to: string;
}

const path = fc.constantFrom('a', 'a/b', 'c');

export const operations: fc.Arbitrary<readonly Operation[]> = fc.array(
  fc.record({
    what: fc.constantFrom('create', 'create', 'update', 'move', 'archive', 'delete', 'deleteBoth'),
    path,
    to: path,
  }),
  { minLength: 5, maxLength: 20 },
);

const FIND = 'select id from resource where owner_id = $1 and path = $2 and archived_at is null';

/** Does it as a client does; what cannot be done is refused, and changes nothing. Answers whether it was done. */
export async function perform(
  client: ApiClient,
  records: Records,
  { what, path: at, to, ownerId }: Operation & { readonly ownerId: string },
): Promise<boolean> {
  const idAt = async (where: string) => (await records.ask<{ id: string }>(FIND, ownerId, where))[0]?.id;
  const id = (await idAt(at)) ?? 'a0000000-0000-4000-8000-000000000000';
  const done = async (asked: Promise<{ readonly errors?: unknown }>) => (await asked).errors === undefined;
  const send = (document: DocumentNode, input: unknown) => done(client.send(print(document), { input }));
  switch (what) {
    case 'create':
      return send(CREATE_ENTRY, { ownerId, path: at, data: { to } });
    case 'update':
      return send(UPDATE_ENTRY, { id, metadata: { to, score: Math.PI }, data: { to: at } });
    case 'move':
      return send(UPDATE_ENTRY, { id, path: to, archiveAt: '2099-01-01T00:00:00Z' });
    case 'archive':
      return archive(records, id);
    case 'delete':
      return send(DELETE_ENTRIES, { ids: [id] });
    case 'deleteBoth':
      return send(DELETE_ENTRIES, { ids: [id, (await idAt(to)) ?? 'b0000000-0000-4000-8000-000000000000'] });
  }
}

/** The row and its history, as the clock archives. */
async function archive(records: Records, id: string): Promise<boolean> {
  const rows = await records.ask(
    `with written as (
       update resource set archived_at = now(), version = version + 1,
         updated_at = greatest(now(), updated_at + interval '1 millisecond'),
         last_epoch = (select epoch from feed_epoch), last_xid = pg_current_xact_id()
       where id = $1 and archived_at is null returning *
     )
     insert into resource_change (project_id, epoch, xid, action, changed, version, actor_kind, resource_id, owner_id,
       coowner_id, path, type, kind, data, details, source_id, metadata, created_at, data_created_at, updated_at, archive_at,
       delete_at, archived_at)
     select project_id, last_epoch, last_xid, 'ARCHIVED', '{archivedAt}', version, 'SYSTEM', id, owner_id, coowner_id, path,
       type, kind, data, details, source_id, metadata, created_at, data_created_at, updated_at, archive_at, delete_at,
       archived_at from written returning resource_id`,
    id,
  );
  return rows.length === 1;
}
