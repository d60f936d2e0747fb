import type { Permissions } from '../auth/permissions.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { ChangeFeed } from '../changes/change-feed.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import type { Log } from '../logging/log.js';
import type { OwnerLoader } from '../owners/owner.loader.js';
import type { ObjectStore, PutResult } from '../storage/object-store.js';
import { DirectUploadService } from './direct-upload.service.js';
import { EntryAccessLoader } from './entry-access.loader.js';
import { EntryAccessService } from './entry-access.js';
import { MultipartUploadResolver } from './multipart-upload.resolver.js';
import { MultipartUploadService } from './multipart-upload.service.js';
import { ResourceChangeResolver } from './resource-change.resolver.js';
import { ResourceDeletionService } from './resource-deletion.service.js';
import {
  OwnerResourcesResolver,
  ResourceConnectionResolver,
  ResourceEntryResolver,
  WriteableUrlResolver,
} from './resource-entry.resolver.js';
import { ResourcePageLoader } from './resource-page.loader.js';
import { ResourceSurveyQueries } from './resource-survey.queries.js';
import { ResourceSurveyResolver } from './resource-survey.resolver.js';
import { ResourceUpdateService } from './resource-update.service.js';
import { ResourceUploadResolver } from './resource-upload.resolver.js';
import { ResourceUploadService } from './resource-upload.service.js';
import { Resource } from './resource.entity.js';
import { ResourceLoader } from './resource.loader.js';
import { ResourceQueries } from './resource.queries.js';
import { ResourceResolver } from './resource.resolver.js';
import { ResourceService } from './resource.service.js';
import { SignedUrlService } from './signed-url.service.js';
import type { StoredObject } from './stored-object.js';
import { UploadArrivals } from './upload-arrivals.js';
import { UploadCompletion } from './upload-completion.js';
import { UploadCompletionService } from './upload-completion.service.js';
import { WriteGrants } from './write-grant.js';

export const RESOURCE_ENTITIES = [Resource];
export const RESOURCE_RESOLVERS = [
  ResourceResolver,
  ResourceUploadResolver,
  MultipartUploadResolver,
  ResourceEntryResolver,
  WriteableUrlResolver,
  ResourceConnectionResolver,
  OwnerResourcesResolver,
  ResourceChangeResolver,
  ResourceSurveyResolver,
];

export function resourceModule(parts: {
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
}) {
  const queries = new ResourceQueries(parts.database, parts.permissions);
  const loader = new ResourceLoader(queries);
  const pages = new ResourcePageLoader(queries);
  const grants = new WriteGrants(parts);
  const access = new EntryAccessService(parts);
  const accessLoader = new EntryAccessLoader(access);
  const completion = new UploadCompletion(parts);
  const completions = new UploadCompletionService({ ...parts, access, resources: queries, completion, grants });
  const uploads = new ResourceUploadService({ ...parts, access });
  const multipart = new MultipartUploadService({ ...parts, access, resources: queries, completion, uploads });
  const directUploads = new DirectUploadService({ ...parts, access, completion });
  const urls = new SignedUrlService({ ...parts, grants });
  return {
    door: uploadDoor(completions, multipart),
    arrivals: new UploadArrivals({ ...parts, completion, completions }),
    completion,
    completions,
    resolvers: [
      new ResourceResolver({
        queries,
        loader,
        pages,
        service: new ResourceService({ ...parts, access, directUploads }),
        updates: new ResourceUpdateService({ ...parts, access }),
        deletions: new ResourceDeletionService({ ...parts, access }),
      }),
      new ResourceUploadResolver(uploads, completions),
      new MultipartUploadResolver(multipart),
      new ResourceEntryResolver(parts.ownerLoader, urls, accessLoader),
      new WriteableUrlResolver(urls, accessLoader),
      new ResourceConnectionResolver(),
      new OwnerResourcesResolver(pages),
      new ResourceChangeResolver(parts.feed, loader),
      new ResourceSurveyResolver(new ResourceSurveyQueries(parts.database, parts.permissions)),
    ],
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
