import type { Actor } from '../../auth/viewer.js';
import { sql, type Sql } from '../../database/sql.js';
import type { Metadata } from '../../request/metadata.js';
import { parseGivenDirectives, type GivenDirectives } from '../entry-directives.js';

/** What the one who asked for an upload wants the resource to become, once the bytes are there. */
interface UploadIntent {
  readonly type: string;
  /** Null: as it is. */
  readonly metadata: Metadata | null;
  /** Null: as it is. */
  readonly dataCreatedAt: Date | null;
  /** Null: as they are. */
  readonly directives: GivenDirectives | null;
}

interface ObjectFacts {
  readonly projectId: string;
  readonly id: string;
  readonly resourceId: string;
  /** Ours, never the user's path; written once. */
  readonly key: string;
  readonly filename: string | null;
  readonly expectedSize: number | null;
  readonly expectedSha256: string | null;
  readonly intent: UploadIntent;
  readonly actor: Actor;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  /** Null when the bytes come in one piece. */
  readonly multipart: Multipart | null;
}

/** How bytes come that are sent in parts. */
interface Multipart {
  /** What the store calls it. */
  readonly id: string;
  /** Of every part but the last, in bytes. */
  readonly partSize: number;
}

/** Bytes in the object store: waited for, complete, or to be removed. */
export type StoredObject =
  | (ObjectFacts & { readonly state: 'AWAITED' })
  | (ObjectFacts & { readonly state: 'STORED'; readonly size: number; readonly sha256: string | null })
  | (ObjectFacts & { readonly state: 'CONDEMNED' });

export type AwaitedObject = Extract<StoredObject, { state: 'AWAITED' }>;

/** Bytes that come in parts. */
export type MultipartObject = StoredObject & { readonly multipart: Multipart };

/** As JSON keeps it. */
interface IntentRow {
  readonly type: string;
  readonly metadata: Metadata | null;
  readonly dataCreatedAt: string | null;
  /** Not there before there were directives. */
  readonly directives?: { readonly archiveAt?: string | null; readonly deleteAt?: string | null } | null;
}

export interface StoredObjectRow {
  readonly project_id: string;
  readonly id: string;
  readonly resource_id: string;
  readonly key: string;
  readonly state: StoredObject['state'];
  readonly filename: string | null;
  readonly expected_size: string | null;
  readonly expected_sha256: string | null;
  readonly intent: IntentRow;
  readonly actor_kind: Actor['kind'];
  readonly actor_id: string | null;
  readonly size: string | null;
  readonly sha256: string | null;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly multipart_id: string | null;
  readonly part_size: number | null;
}

export function toStoredObject(row: StoredObjectRow): StoredObject {
  const facts: ObjectFacts = {
    projectId: row.project_id,
    id: row.id,
    resourceId: row.resource_id,
    key: row.key,
    filename: row.filename,
    expectedSize: row.expected_size === null ? null : Number(row.expected_size),
    expectedSha256: row.expected_sha256,
    intent: toIntent(row.intent),
    actor: { kind: row.actor_kind, id: row.actor_id },
    requestedAt: row.created_at,
    expiresAt: row.expires_at,
    multipart:
      row.multipart_id === null || row.part_size === null ? null : { id: row.multipart_id, partSize: row.part_size },
  };
  return row.state === 'STORED'
    ? { ...facts, state: row.state, size: Number(row.size), sha256: row.sha256 }
    : { ...facts, state: row.state };
}

function toIntent({ type, metadata, dataCreatedAt, directives }: IntentRow): UploadIntent {
  return {
    type,
    metadata,
    dataCreatedAt: toDate(dataCreatedAt),
    directives:
      directives == null
        ? null
        : parseGivenDirectives({ archiveAt: toDate(directives.archiveAt), deleteAt: toDate(directives.deleteAt) }),
  };
}

/** Absent stays absent. */
function toDate<Absent extends null | undefined>(text: string | Absent): Date | Absent {
  return typeof text === 'string' ? new Date(text) : text;
}

/** The statement that waits for bytes. Repeated, it changes nothing. */
export function awaitingObject(object: AwaitedObject): Sql {
  return sql`
    insert into stored_object (project_id, id, resource_id, key, state, declared_type, filename, expected_size,
      expected_sha256, intent, actor_kind, actor_id, created_at, expires_at, multipart_id, part_size)
    values (${object.projectId}, ${object.id}, ${object.resourceId}, ${object.key}, 'AWAITED', ${object.intent.type},
      ${object.filename}, ${object.expectedSize}, ${object.expectedSha256}, ${JSON.stringify(object.intent)}::jsonb,
      ${object.actor.kind}, ${object.actor.id}, ${object.requestedAt}, ${object.expiresAt},
      ${object.multipart?.id ?? null}, ${object.multipart?.partSize ?? null})
    on conflict do nothing`;
}

/** The statement that gives bytes up: they are removed after the grace time, and never become content again. */
export function condemningObjects(condition: Sql, purgeAt: Date): Sql {
  return sql`update stored_object set state = 'CONDEMNED', purge_at = ${purgeAt} where state <> 'CONDEMNED' and ${condition}`;
}
