import fc from 'fast-check';
import { print, type DocumentNode } from 'graphql';
import type { ApiClient } from './api-client.js';
import { CREATE_ENTRY, DELETE_ENTRIES, UPDATE_ENTRY } from './entries.js';
import { ARCHIVE, RESTORE } from './lifecycle.js';
import { CREATE_POINTER } from './pointers.js';
import { PUT_RESOURCE } from './puts.js';
import type { Records } from './records.js';

const WHAT = [
  ...(['create', 'put', 'point', 'update', 'move'] as const),
  ...(['archive', 'restore', 'delete', 'deleteBoth'] as const),
] as const;

/** What is done, and to which of a few paths of a device. */
export interface Operation {
  readonly what: (typeof WHAT)[number];
  readonly path: string;
  readonly to: string;
}

const path = fc.constantFrom('a', 'a/b', 'c');

export const operations: fc.Arbitrary<readonly Operation[]> = fc.array(
  fc.record({
    what: fc.constantFrom('create', ...WHAT),
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
  { what, path: at, to, ownerId, sourceId }: Operation & { readonly ownerId: string; readonly sourceId?: string },
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
      return send(ARCHIVE, { ids: [id] });
    case 'restore':
      return send(RESTORE, { at: { ownerId, path: at } });
    case 'put':
      return send(PUT_RESOURCE, { ownerId, path: at, text: to });
    case 'point':
      return send(CREATE_POINTER, { ownerId, path: at, sourceId: sourceId ?? id });
    case 'delete':
      return send(DELETE_ENTRIES, { ids: [id] });
    case 'deleteBoth':
      return send(DELETE_ENTRIES, { ids: [id, (await idAt(to)) ?? 'b0000000-0000-4000-8000-000000000000'] });
  }
}
