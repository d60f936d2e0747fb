import { holdPlaces } from '../database/lock-rows.js';
import { sql, type Sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { keyUsedForOtherInput } from './idempotency.errors.js';

/** What a mutation made. */
export interface Effect {
  readonly resourceId: string;
  /** Of requests for an upload. */
  readonly uploadId: string | null;
}

/** The key of a request, whose it is, and what it came with. */
export interface RequestKey {
  readonly projectId: string;
  readonly viewerKind: string;
  readonly viewerId: string;
  readonly mutation: string;
  readonly key: string;
  readonly inputHash: Buffer;
  readonly now: Date;
  /** Until when it is known, if it has its effect now. */
  readonly expiresAt: Date;
}

/** Thrown inside the transaction of a request whose effect is there already: of the same request, sent before. */
export class AlreadyDone extends Error {}

/**
 * A request that may come again: its key is written in the transaction of its effect, so that there is either both or
 * nothing. Without a key every request is a new one.
 */
export class RepeatableRequest {
  constructor(private readonly key: RequestKey | null) {}

  get isKeyed(): boolean {
    return this.key !== null;
  }

  /**
   * The beginning of the transaction: holds the places to write at and, among them, the key, so that of requests that
   * come at once one has its effect and the others see it. Errors: AlreadyDone; INVALID_ARGUMENTS idempotencyKey.
   */
  async begin(tx: Transaction, places: readonly string[]): Promise<void> {
    await holdPlaces(tx, [...places, ...this.locks]);
    if (this.key === null) return;
    const [row] = await tx.query<KeyRow>(findingKey(this.key));
    if (effectOf(this.key, row) !== null) throw new AlreadyDone();
  }

  /** The end of the transaction: remembers what it made. In the place of what does not count any more, if that is there. */
  async end(tx: Transaction, { resourceId, uploadId = null }: Partial<Effect> & Pick<Effect, 'resourceId'>) {
    if (this.key === null) return;
    const { projectId, viewerKind, viewerId, mutation, key, inputHash, expiresAt } = this.key;
    await tx.query(sql`
      insert into idempotency_key
        (project_id, viewer_kind, viewer_id, mutation, key, input_hash, resource_id, upload_id, expires_at)
      values (${projectId}, ${viewerKind}, ${viewerId}, ${mutation}, ${key}, ${inputHash}, ${resourceId}, ${uploadId},
        ${expiresAt})
      on conflict on constraint idempotency_key_pkey do update set input_hash = excluded.input_hash,
        resource_id = excluded.resource_id, upload_id = excluded.upload_id, expires_at = excluded.expires_at`);
  }

  private get locks(): string[] {
    if (this.key === null) return [];
    const { projectId, viewerKind, viewerId, mutation, key } = this.key;
    return [JSON.stringify(['idempotency key', projectId, viewerKind, viewerId, mutation, key])];
  }
}

export interface KeyRow {
  readonly input_hash: Buffer;
  readonly resource_id: string;
  readonly upload_id: string | null;
}

/**
 * The statement that finds what a key stands for. An upload that was given up (expired, refused, aborted) had no effect:
 * its key counts as new. One that had become content before it was condemned has its size still.
 */
export function findingKey({ projectId, viewerKind, viewerId, mutation, key, now }: RequestKey): Sql {
  return sql`
    select k.input_hash, k.resource_id, k.upload_id from idempotency_key k
    where k.project_id = ${projectId} and k.viewer_kind = ${viewerKind} and k.viewer_id = ${viewerId}
      and k.mutation = ${mutation} and k.key = ${key} and k.expires_at > ${now}
      and not exists (select 1 from stored_object o where o.project_id = k.project_id and o.id = k.upload_id
        and o.state = 'CONDEMNED' and o.size is null)`;
}

/** Errors: INVALID_ARGUMENTS idempotencyKey, when the key came with other input. */
export function effectOf({ inputHash }: RequestKey, row: KeyRow | undefined): Effect | null {
  if (row === undefined) return null;
  if (!inputHash.equals(row.input_hash)) throw keyUsedForOtherInput();
  return { resourceId: row.resource_id, uploadId: row.upload_id };
}
