import type { Viewer } from '../../auth/viewer.js';
import type { Clock } from '../../clock/clock.js';
import type { Database } from '../../database/database.js';
import { sql } from '../../database/sql.js';
import { InvalidArguments } from '../../errors/invalid-arguments.js';
import type { ObjectStore, PutResult } from '../../storage/object-store.js';
import { hashObject } from '../../storage/read-object.js';
import { ObjectExists } from '../../storage/storage.errors.js';
import type { EntryAccessService } from '../entry-access.js';
import { isStoredKind } from '../resource-kind.js';
import { toResource, type ResourceRow } from '../resource-row.js';
import { Resource } from '../resource.entity.js';
import { ResourceArchived, ResourceNotFound } from '../resource.errors.js';
import type { CompleteUploadInput } from '../resource.input.js';
import type { ResourceQueries } from '../resource.queries.js';
import { awaitingObject, type AwaitedObject, type StoredObject } from './stored-object.js';
import { findStoredObject, objectsOfResource } from './stored-object.queries.js';
import type { UploadCompletion } from './upload-completion.js';
import { UploadMissing, UploadNotFound } from './upload.errors.js';
import type { WriteGrant, WriteGrants } from './write-grant.js';

/** Ending uploads: when a client says that the bytes are sent, and when they came through our own door. */
export class UploadCompletionService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly access: EntryAccessService;
      readonly store: ObjectStore;
      readonly resources: ResourceQueries;
      readonly completion: UploadCompletion;
      readonly grants: WriteGrants;
      readonly clock: Clock;
    },
  ) {}

  /**
   * Idempotent: completed once more it answers the same resource.
   * Errors: RESOURCE_NOT_FOUND, RESOURCE_ARCHIVED, UPLOAD_NOT_FOUND, UPLOAD_MISSING, UPLOAD_MISMATCH, INVALID_ARGUMENTS,
   * FORBIDDEN.
   */
  async complete(viewer: Viewer, input: CompleteUploadInput): Promise<Resource> {
    const [resource] = await this.parts.resources.byIds(viewer, [input.resourceId]);
    if (resource === undefined) throw new ResourceNotFound(input.resourceId, 'resourceId');
    await this.parts.access.requireWritable(viewer, resource);
    if (!(resource instanceof Resource)) throw noBytesOfItsOwn();
    const object =
      input.uploadId == null ? await this.onlyUpload(resource) : await this.namedUpload(resource, input.uploadId);
    if (object === null) return resource;
    switch (object.state) {
      case 'AWAITED':
        if (resource.archivedAt !== null) throw new ResourceArchived(resource.id);
        return this.parts.completion.complete(object, null);
      case 'STORED':
        // Read again: it may have been completed since the resource was read.
        return this.resourceOf(object);
      case 'CONDEMNED':
        throw new UploadNotFound();
    }
  }

  /** The object that a write URL is for, before its bytes are taken. Errors: UPLOAD_NOT_FOUND. */
  async expect(upload: { readonly projectId: string; readonly uploadId: string }): Promise<StoredObject> {
    const grant = this.parts.grants.read(upload.uploadId);
    const object = await (grant === null
      ? findStoredObject(this.parts.database, { projectId: upload.projectId, id: upload.uploadId })
      : this.granted(grant));
    if (object === null || object.state === 'CONDEMNED') throw new UploadNotFound();
    return object;
  }

  /** Bytes that came by a writeable URL, of which nothing is written down: awaited from now on. Null when it is none. */
  async expectGranted(arrival: { readonly key: string; readonly uploadId: string }): Promise<StoredObject | null> {
    try {
      const grant = this.parts.grants.read(arrival.uploadId);
      return grant?.key === arrival.key ? await this.granted(grant) : null;
    } catch (cause) {
      if (cause instanceof UploadNotFound) return null;
      throw cause;
    }
  }

  /** The bytes came through our own door: the upload completes by itself. Errors: as of `complete`. */
  async arrived(object: StoredObject, written: PutResult): Promise<Resource> {
    if (object.state !== 'AWAITED') throw new UploadNotFound();
    return this.parts.completion.complete(object, written);
  }

  /**
   * Bytes came again for an upload that has its bytes, most likely since the client never heard that the first time
   * went well. The same bytes are told so, and end what a crash left open; others change nothing.
   * Errors: FILE_EXISTS, and those of `complete`.
   */
  async repeated(object: StoredObject, sent: PutResult): Promise<Resource> {
    if (!(await this.isWhatStands(object, sent))) throw new ObjectExists();
    switch (object.state) {
      case 'AWAITED':
        return this.parts.completion.complete(object, sent);
      case 'STORED':
        return this.resourceOf(object);
      case 'CONDEMNED':
        throw new UploadNotFound();
    }
  }

  private async isWhatStands(object: StoredObject, sent: PutResult): Promise<boolean> {
    const { store } = this.parts;
    if ((await store.stat(object.key))?.size !== sent.size) return false;
    const known = object.state === 'STORED' ? object.sha256 : null;
    return (known ?? (await hashObject(store, object.key))) === sent.sha256;
  }

  private async resourceOf({ projectId, resourceId }: StoredObject): Promise<Resource> {
    const [row] = await this.parts.database.statement<ResourceRow>(sql`
      select * from resource where project_id = ${projectId} and id = ${resourceId}`);
    if (row === undefined) throw new UploadNotFound();
    return toResource(row);
  }

  private async namedUpload(resource: Resource, uploadId: string): Promise<StoredObject> {
    const object = await this.expect({ projectId: resource.projectId, uploadId });
    if (object.resourceId !== resource.id) throw new UploadNotFound();
    return object;
  }

  /** The only requested upload that has bytes, else the one that is complete; null for a value, which awaits none. */
  private async onlyUpload(resource: Resource): Promise<StoredObject | null> {
    const objects = await objectsOfResource(this.parts.database, resource);
    const awaited = objects.filter((object) => object.state === 'AWAITED');
    const withBytes: AwaitedObject[] = [];
    for (const object of awaited) if ((await this.parts.store.stat(object.key)) !== null) withBytes.push(object);
    if (withBytes.length > 1) {
      throw new InvalidArguments('uploadId', 'Several uploads of this resource have bytes: say which one to complete.');
    }
    const [only] = withBytes;
    if (only !== undefined) return only;
    const stored = objects.find((object) => object.state === 'STORED');
    if (awaited.length > 0 && resource.archivedAt !== null) throw new ResourceArchived(resource.id);
    if (awaited.length > 0 || (stored === undefined && isStoredKind(resource.kind))) throw new UploadMissing();
    return stored ?? null;
  }

  /** A writeable URL was made without writing anything: its object begins when it is first used. */
  private async granted(grant: WriteGrant): Promise<StoredObject | null> {
    const { projectId, resourceId, objectId: id, key, actor, expiresAt } = grant;
    await this.parts.database.statement(
      awaitingObject({
        state: 'AWAITED',
        projectId,
        id,
        resourceId,
        key,
        actor,
        expiresAt,
        filename: null,
        expectedSize: null,
        expectedSha256: null,
        intent: { type: grant.type, metadata: null, dataCreatedAt: null, directives: null },
        requestedAt: this.parts.clock.now(),
        multipart: null,
      }),
    );
    return findStoredObject(this.parts.database, { projectId, id });
  }
}

function noBytesOfItsOwn(): InvalidArguments {
  return new InvalidArguments('resourceId', 'A pointer has no bytes of its own: upload to its source.');
}
