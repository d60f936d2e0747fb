import type { Permissions } from '../auth/permissions.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { ChangeFeed } from '../changes/change-feed.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import type { Log } from '../logging/log.js';
import type { OwnerLoader } from '../owners/owner.loader.js';
import type { ObjectStore, PutResult } from '../storage/object-store.js';
import { DirectUploadService } from './uploads/direct-upload.service.js';
import { IncomingFiles } from './uploads/incoming-files.js';
import { EntryAccessLoader } from './entry-access.loader.js';
import { EntryAccessService } from './entry-access.js';
import { IdempotencyService } from './idempotency.service.js';
import { MultipartUploadResolver } from './uploads/multipart-upload.resolver.js';
import { MultipartUploadService } from './uploads/multipart-upload.service.js';
import { RepeatedUploads } from './uploads/repeated-upload.js';
import { ReplacingPlacing } from './replacing-placing.js';
import { ResourceChangeResolver } from './history/resource-change.resolver.js';
import { PastEntryLoader } from './history/past-entry.loader.js';
import { PastEntryQueries } from './history/past-entry.queries.js';
import { ResourceChangeQueries } from './history/resource-change.queries.js';
import { ResourceDeletionService } from './resource-deletion.service.js';
import { ResourceLifecycleResolver } from './resource-lifecycle.resolver.js';
import { ResourceLifecycleService } from './resource-lifecycle.service.js';
import {
  OwnerResourcesResolver,
  ResourceConnectionResolver,
  ResourceEntryResolver,
  WriteableUrlResolver,
} from './resource-entry.resolver.js';
import { ResourcePageLoader } from './resource-page.loader.js';
import { CreatingPlacing } from './resource-placing.js';
import { ResourceUpdateService } from './resource-update.service.js';
import { ResourceUploadResolver } from './uploads/resource-upload.resolver.js';
import { ResourceUploadService } from './uploads/resource-upload.service.js';
import { Resource } from './resource.entity.js';
import { ResourceLoader } from './resource.loader.js';
import { ResourceQueries } from './resource.queries.js';
import { ResourceResolver } from './resource.resolver.js';
import { ResourceService } from './resource.service.js';
import { SignedUrlService } from './signed-url.service.js';
import type { StoredObject } from './uploads/stored-object.js';
import { UploadArrivals } from './uploads/upload-arrivals.js';
import { UploadCompletion } from './uploads/upload-completion.js';
import { UploadCompletionService } from './uploads/upload-completion.service.js';
import { WriteGrants } from './uploads/write-grant.js';

export const RESOURCE_ENTITIES = [Resource];
export const RESOURCE_RESOLVERS = [
  ResourceResolver,
  ResourceLifecycleResolver,
  ResourceUploadResolver,
  MultipartUploadResolver,
  ResourceEntryResolver,
  WriteableUrlResolver,
  ResourceConnectionResolver,
  OwnerResourcesResolver,
  ResourceChangeResolver,
];

/** What the room is built of. */
interface ResourceParts {
  readonly database: Database;
  readonly permissions: Permissions;
  readonly feed: ChangeFeed;
  readonly announcer: ChangeAnnouncer;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly ownerLoader: OwnerLoader;
  /** What the upload ids of writeable URLs are sealed with. */
  readonly secret: Uint8Array;
  readonly objectSizeLimit: number;
  readonly uploadSizeLimit: number;
  readonly purgeGraceMs: number;
}

export function resourceModule(parts: ResourceParts) {
  const queries = new ResourceQueries(parts.database, parts.permissions);
  const loader = new ResourceLoader(queries);
  const pages = new ResourcePageLoader(queries);
  const past = new PastEntryQueries(parts);
  const grants = new WriteGrants(parts);
  const access = new EntryAccessService(parts);
  const accessLoader = new EntryAccessLoader(access);
  const requests = new IdempotencyService({ ...parts, resources: queries });
  const writing = writingParts({ ...parts, queries, grants, access, requests });
  const { completion, completions, incoming, uploads, multipart } = writing;
  const deletions = new ResourceDeletionService({ ...parts, access });
  const urls = new SignedUrlService({ ...parts, grants });
  return {
    door: uploadDoor(completions, multipart),
    arrivals: new UploadArrivals({ ...parts, completion, completions }),
    completion,
    completions,
    /** What the rooms above build on. */
    offered: { access, completion, deletions, incoming, requests, resources: queries, resourceLoader: loader, urls },
    resolvers: [
      new ResourceResolver({
        queries,
        loader,
        pages,
        past,
        pastLoader: new PastEntryLoader(past),
        service: new ResourceService({ ...parts, ...writing, requests }),
        updates: new ResourceUpdateService({ ...parts, access }),
        deletions,
      }),
      new ResourceLifecycleResolver(new ResourceLifecycleService({ ...parts, access })),
      new ResourceUploadResolver(uploads, completions),
      new MultipartUploadResolver(multipart),
      new ResourceEntryResolver(parts.ownerLoader, urls, accessLoader),
      new WriteableUrlResolver(urls, accessLoader),
      new ResourceConnectionResolver(),
      new OwnerResourcesResolver(pages),
      new ResourceChangeResolver(parts.feed, loader, new ResourceChangeQueries(parts.database, parts.permissions)),
    ],
  };
}

/** How content comes in. */
function writingParts(
  parts: ResourceParts & {
    readonly queries: ResourceQueries;
    readonly grants: WriteGrants;
    readonly access: EntryAccessService;
    readonly requests: IdempotencyService;
  },
) {
  const { queries: resources, access } = parts;
  const completion = new UploadCompletion(parts);
  const uploads = new ResourceUploadService({ ...parts, repeated: new RepeatedUploads(parts) });
  const incoming = new IncomingFiles(parts);
  return {
    incoming,
    completion,
    uploads,
    completions: new UploadCompletionService({ ...parts, resources, completion }),
    multipart: new MultipartUploadService({ ...parts, resources, completion, uploads }),
    directUploads: new DirectUploadService({ ...parts, incoming }),
    creating: new CreatingPlacing({ ...parts, access }),
    replacing: new ReplacingPlacing({ ...parts, completion }),
  };
}

/** What the signed-object route needs of uploads. */
function uploadDoor(completions: UploadCompletionService, multipart: MultipartUploadService) {
  return {
    expect: async (claim: { readonly key: string; readonly uploadId: string }) => {
      const [projectId = ''] = claim.key.split('/', 1);
      const upload = await completions.expect({ projectId, uploadId: claim.uploadId });
      return { upload, isComplete: upload.state === 'STORED' };
    },
    expectPart: async (claim: { readonly key: string; readonly uploadId: string }) => {
      const [projectId = ''] = claim.key.split('/', 1);
      return multipart.expectPart({ projectId, uploadId: claim.uploadId });
    },
    arrived: async (upload: StoredObject, written: PutResult) => toReceipt(await completions.arrived(upload, written)),
    repeated: async (upload: StoredObject, sent: PutResult) => toReceipt(await completions.repeated(upload, sent)),
  };
}

function toReceipt({ id: resourceId, version }: Resource) {
  return { resourceId, version };
}
