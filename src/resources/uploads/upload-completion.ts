import type { ChangeAnnouncer } from '../../changes/change-announcer.js';
import { recordingChanges } from '../../changes/record-changes.js';
import type { Clock } from '../../clock/clock.js';
import type { Database } from '../../database/database.js';
import { lockRowsInOrder, STAMP } from '../../database/lock-rows.js';
import { sql } from '../../database/sql.js';
import type { Transaction } from '../../database/transaction.js';
import { PayloadTooLarge } from '../../errors/payload-too-large.js';
import { ServiceUnavailable } from '../../errors/service-unavailable.js';
import { ThingstoreError } from '../../errors/thingstore-error.js';
import type { ObjectStore, PutResult } from '../../storage/object-store.js';
import { directivesOver, type EntryDirectives } from '../entry-directives.js';
import type { FileDetails } from '../file-details.js';
import { kindOfFile } from '../resource-kind.js';
import { isStoredFile, toResource, type ResourceRow } from '../resource-row.js';
import { ResourceState, type Resource } from '../resource.entity.js';
import { ResourceArchived, ResourceNotFound } from '../resource.errors.js';
import { condemningObjects, type AwaitedObject } from './stored-object.js';
import { lockStoredObject } from './stored-object.queries.js';
import { HashedLater, inspectUpload } from './upload-inspection.js';
import { UploadMismatch, UploadNotFound } from './upload.errors.js';

/** After these, the bytes will never be what they have to be. */
const REFUSALS = [UploadMismatch, PayloadTooLarge, ResourceNotFound] as const;

/** The end of every upload: bytes that were checked become the content of their resource, with their history row. */
export class UploadCompletion {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly store: ObjectStore;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
      readonly purgeGraceMs: number;
      readonly objectSizeLimit: number;
    },
  ) {}

  /**
   * Checks the bytes and makes them the content. Safe to repeat, and when two do it at once. Large bytes whose hash was
   * announced are checked later: their resource is answered as it is until then.
   * Errors: UPLOAD_MISSING, UPLOAD_MISMATCH and PAYLOAD_TOO_LARGE (the bytes are then condemned), UPLOAD_NOT_FOUND,
   * RESOURCE_NOT_FOUND.
   */
  async complete(object: AwaitedObject, written: PutResult | null): Promise<Resource> {
    return this.check(object, { written, isPatient: false });
  }

  /** The last look at an upload, for as long as it takes: bytes that are there become the content, else it is given up. */
  async settle(object: AwaitedObject, ending?: AbortSignal): Promise<void> {
    try {
      await this.check(object, { written: null, isPatient: true, ending });
    } catch (cause) {
      // An outage says nothing of the bytes.
      if (cause instanceof ServiceUnavailable || !(cause instanceof ThingstoreError)) throw cause;
      await this.condemn(object);
    }
  }

  /** Writes down the hash of bytes that became content without one. */
  async rememberHash(object: { readonly projectId: string; readonly id: string }, sha256: string): Promise<void> {
    await this.parts.database.statement(sql`
      with hashed as (
        update stored_object set sha256 = ${sha256}
        where project_id = ${object.projectId} and id = ${object.id} and state = 'STORED' and sha256 is null
        returning project_id, id
      )
      update resource r set details = jsonb_set(r.details, '{sha256}', to_jsonb(${sha256}::text)) from hashed
      where r.project_id = hashed.project_id and r.object_id = hashed.id`);
  }

  /**
   * Gives an upload up: its bytes, if any, are removed after the grace time. One that became content stays: a failure
   * may also be that nobody heard how the transaction ended.
   */
  async condemn(object: { readonly projectId: string; readonly id: string }): Promise<void> {
    const condition = sql`state = 'AWAITED' and project_id = ${object.projectId} and id = ${object.id}`;
    await this.parts.database.statement(condemningObjects(condition, this.purgeAt()));
  }

  /** Gives an upload up at once, and lets go of its place unless something else is awaited there. */
  async giveUp(object: {
    readonly projectId: string;
    readonly id: string;
    readonly resourceId: string;
  }): Promise<void> {
    const { projectId, id, resourceId } = object;
    await this.parts.database.transaction(async (tx) => {
      // Locked first: an upload that is requested for the place meanwhile waits, or is seen.
      await tx.query(sql`
        select id from resource where project_id = ${projectId} and id = ${resourceId} and state = 'AWAITING_UPLOAD'
        for update`);
      const condition = sql`state = 'AWAITED' and project_id = ${projectId} and id = ${id}`;
      await tx.query(condemningObjects(condition, this.purgeAt()));
      await tx.query(sql`
        delete from resource r where r.project_id = ${projectId} and r.id = ${resourceId} and r.state = 'AWAITING_UPLOAD'
          and not exists (select 1 from stored_object o
            where o.project_id = r.project_id and o.resource_id = r.id and o.state = 'AWAITED')`);
    });
  }

  /**
   * New content takes the place of what stood there: the previous bytes are condemned; on first content also what uploads
   * were to bring: the first completed wins.
   * @param content.objectId the bytes that are the content now, null when it is a value
   */
  async condemnReplaced(
    tx: Transaction,
    content: { readonly row: ResourceRow; readonly objectId: string | null },
  ): Promise<void> {
    const { row, objectId } = content;
    const others =
      row.state === ResourceState.AWAITING_UPLOAD
        ? sql`resource_id = ${row.id} and id is distinct from ${objectId}::uuid`
        : sql`id = ${row.object_id}`;
    await tx.query(condemningObjects(sql`project_id = ${row.project_id} and ${others}`, this.purgeAt()));
  }

  private async check(
    object: AwaitedObject,
    inspection: {
      readonly written: PutResult | null;
      readonly isPatient: boolean;
      readonly ending?: AbortSignal | undefined;
    },
  ): Promise<Resource> {
    try {
      const { store, objectSizeLimit: limit } = this.parts;
      const details = await inspectUpload(store, object, { ...inspection, limit });
      return await this.parts.database.transaction((tx) => this.finish(tx, object, details));
    } catch (cause) {
      if (cause instanceof HashedLater) return this.claim(object);
      if (REFUSALS.some((refusal) => cause instanceof refusal)) await this.condemn(object);
      throw cause;
    }
  }

  /** Leaves it to the clock to check the bytes. */
  private async claim({ projectId, id, resourceId }: AwaitedObject): Promise<Resource> {
    const [row] = await this.parts.database.statement<ResourceRow>(sql`
      with claimed as (
        update stored_object set claimed_at = coalesce(claimed_at, ${this.parts.clock.now()}::timestamptz)
        where project_id = ${projectId} and id = ${id} and state = 'AWAITED'
      )
      select * from resource where project_id = ${projectId} and id = ${resourceId}`);
    if (row === undefined) throw new ResourceNotFound(resourceId, 'resourceId');
    return toResource(row);
  }

  private async finish(tx: Transaction, object: AwaitedObject, details: FileDetails): Promise<Resource> {
    const { projectId, resourceId } = object;
    await lockRowsInOrder(tx, { table: 'resource', projectId, ids: [resourceId] });
    const [row] = await tx.query<ResourceRow>(sql`
      select * from resource where project_id = ${projectId} and id = ${resourceId}`);
    if (row === undefined) throw new ResourceNotFound(resourceId, 'resourceId');
    // Read again under the lock: what was set on the waiting entry meanwhile stands in the intent now.
    const standing = await lockStoredObject(tx, object);
    if (standing?.state === 'STORED') return toResource(row);
    if (standing?.state !== 'AWAITED' || !isStoredFile(row)) throw new UploadNotFound();
    if (row.archived_at !== null) throw new ResourceArchived(resourceId);
    await tx.query(sql`
      update stored_object set state = 'STORED', size = ${details.size}, sha256 = ${details.sha256}
      where project_id = ${projectId} and id = ${object.id}`);
    const finished = await this.applyContent(tx, { row, object: standing, details });
    await this.condemnReplaced(tx, { row, objectId: object.id });
    tx.afterCommit(() => {
      this.parts.announcer.announce(projectId);
    });
    return finished;
  }

  private async applyContent(
    tx: Transaction,
    content: { readonly row: ResourceRow; readonly object: AwaitedObject; readonly details: FileDetails },
  ): Promise<Resource> {
    const { row, object, details } = content;
    const isFirst = row.state === ResourceState.AWAITING_UPLOAD;
    const { intent } = object;
    const { archiveAt, deleteAt } = directivesOf(row, object);
    const changed = isFirst ? ['file', 'metadata', 'path'] : ['file', ...replacedMembers(row, object)];
    const [finished] = await tx.query<ResourceRow>(sql`
      with written as (
        update resource set state = 'READY', object_id = ${object.id}, details = ${JSON.stringify(details)}::jsonb,
          type = ${intent.type}, kind = ${kindOfFile(intent.type)},
          metadata = coalesce(${intent.metadata === null ? null : JSON.stringify(intent.metadata)}::jsonb, metadata),
          data_created_at = coalesce(${intent.dataCreatedAt}::timestamptz, data_created_at),
          archive_at = ${archiveAt}::timestamptz, delete_at = ${deleteAt}::timestamptz,
          updated_at = greatest(${this.parts.clock.now()}::timestamptz, updated_at + interval '1 millisecond'),
          version = version + ${isFirst ? 0 : 1}, ${STAMP}
        where project_id = ${row.project_id} and id = ${row.id} returning *
      ),
      change as (select *, ${changed}::text[] as changed from written),
      recorded as (${recordingChanges({ from: 'change', action: isFirst ? 'CREATED' : 'UPDATED', actor: object.actor })})
      select * from written`);
    if (finished === undefined) throw new ResourceNotFound(row.id, 'resourceId');
    return toResource(finished);
  }

  private purgeAt(): Date {
    return new Date(this.parts.clock.now().getTime() + this.parts.purgeGraceMs);
  }
}

function replacedMembers(row: ResourceRow, object: AwaitedObject): string[] {
  const { intent } = object;
  const { archiveAt, deleteAt } = directivesOf(row, object);
  return [
    ...(intent.type === row.type ? [] : ['type']),
    ...(intent.metadata === null ? [] : ['metadata']),
    ...(intent.dataCreatedAt === null ? [] : ['dataCreatedAt']),
    ...(isSameTime(row.archive_at, archiveAt) ? [] : ['archiveAt']),
    ...(isSameTime(row.delete_at, deleteAt) ? [] : ['deleteAt']),
  ];
}

/** Others may have been set since the upload was asked for. */
function directivesOf(row: ResourceRow, { intent }: AwaitedObject): EntryDirectives {
  return directivesOver({ archiveAt: row.archive_at, deleteAt: row.delete_at }, intent.directives);
}

function isSameTime(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}
