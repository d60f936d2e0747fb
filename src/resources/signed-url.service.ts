import { actorOf, type Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import { linkLifetime } from '../storage/link-lifetime.js';
import { objectKey } from '../storage/object-key.js';
import type { ObjectStore } from '../storage/object-store.js';
import { isStoredKind } from './resource-kind.js';
import type { LiveResource } from './history/past-entry.js';
import type { ResourceEntry } from './resource.entity.js';
import type { SignedUrl } from './signed-url.js';
import type { WriteGrants } from './uploads/write-grant.js';

/** URLs to read and to write with, made by local arithmetic: nothing is stored and nothing is called. */
export class SignedUrlService {
  constructor(
    private readonly parts: {
      readonly store: ObjectStore;
      readonly grants: WriteGrants;
      readonly clock: Clock;
      readonly random: Random;
      readonly objectSizeLimit: number;
    },
  ) {}

  /** A URL that answers the bytes; null when there is no readable file. Errors: INVALID_ARGUMENTS expiresIn. */
  read(
    entry: ResourceEntry,
    options: {
      readonly expiresIn?: number | null;
      readonly download: boolean;
      /** To save it under; left out: that of the upload. */
      readonly filename?: string;
    },
  ): SignedUrl | null {
    const expiresIn = linkLifetime('GET', options.expiresIn);
    if (entry.details === null) return null;
    const longest = this.longest(entry);
    if (longest < 1) return null;
    const { key, contentType, filename } = entry.details;
    const signed = this.parts.store.signedGet(key, {
      expiresIn: Math.min(expiresIn, longest),
      contentType,
      disposition: options.download ? 'attachment' : 'inline',
      filename: options.filename ?? filename ?? entry.path.split('/').at(-1) ?? null,
    });
    return { ...signed, uploadId: null };
  }

  /** For how many seconds the bytes can be had: those of the past may be gone, or about to be purged. */
  private longest({ past }: ResourceEntry): number {
    if (past === undefined || past.bytes === 'KEPT') return Infinity;
    if (past.bytes === 'GONE') return 0;
    return Math.floor((past.bytes.until.getTime() - this.parts.clock.now().getTime()) / 1000);
  }

  /** A URL that takes new bytes, for a viewer who may change the resource; null for values and while archived. */
  write(viewer: Viewer, resource: LiveResource, asked: number | null | undefined): SignedUrl | null {
    const { store, grants, clock, random, objectSizeLimit } = this.parts;
    const expiresIn = linkLifetime('PUT', asked);
    if (!isStoredKind(resource.kind) || resource.archivedAt !== null) return null;
    const { projectId, type } = resource;
    const now = clock.now();
    const objectId = random.id();
    const key = objectKey({ projectId, createdAt: now, id: objectId });
    const uploadId = grants.sign({
      projectId,
      resourceId: resource.id,
      objectId,
      key,
      type,
      actor: actorOf(viewer),
      expiresAt: new Date(now.getTime() + expiresIn * 1000),
    });
    return { ...store.signedPut(key, { expiresIn, contentType: type, limit: objectSizeLimit, uploadId }), uploadId };
  }
}
