import type { Permissions } from '../auth/permissions.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import type { OwnerLoader } from '../owners/owner.loader.js';
import type { EntryAccessService } from '../resources/entry-access.js';
import type { ResourceDeletionService } from '../resources/resource-deletion.service.js';
import type { SignedUrlService } from '../resources/signed-url.service.js';
import type { IncomingFiles } from '../resources/uploads/incoming-files.js';
import type { UploadCompletion } from '../resources/uploads/upload-completion.js';
import { FileAccess } from './file-access.js';
import { FileProtocol } from './file-protocol.js';
import { FilePageLoader } from './file.loader.js';
import { FileQueries } from './file.queries.js';
import { FileConnectionResolver, FileResolver, OwnerFilesResolver } from './file.resolver.js';
import { FileService } from './file.service.js';

export const FILE_RESOLVERS = [FileResolver, FileConnectionResolver, OwnerFilesResolver];

const HOUR_MS = 60 * 60 * 1000;
/** A mutation has all of the bytes when it begins to store them. */
const MUTATION_PATIENCE_MS = HOUR_MS;
/** A body may take a day. */
const ROUTE_PATIENCE_MS = 25 * HOUR_MS;

export function fileModule(parts: {
  readonly database: Database;
  readonly permissions: Permissions;
  readonly access: EntryAccessService;
  readonly incoming: IncomingFiles;
  readonly completion: UploadCompletion;
  readonly deletions: ResourceDeletionService;
  readonly urls: SignedUrlService;
  readonly ownerLoader: OwnerLoader;
  readonly announcer: ChangeAnnouncer;
  readonly clock: Clock;
  readonly uploadSizeLimit: number;
  readonly objectSizeLimit: number;
}) {
  const { database, permissions, ownerLoader: owners, urls } = parts;
  const files = new FileQueries(database, permissions);
  const fileAccess = new FileAccess(parts);
  const service = new FileService({ ...parts, files, fileAccess });
  const pages = new FilePageLoader(files);
  return {
    /** What the REST routes ask for. */
    protocol: new FileProtocol({ access: fileAccess, files, service, limits: routeLimits(parts) }),
    resolvers: [
      new FileResolver({ files, pages, service, limits: mutationLimits(parts), owners, urls }),
      new FileConnectionResolver(),
      new OwnerFilesResolver(pages),
    ],
  };
}

function routeLimits({ objectSizeLimit: limit }: { readonly objectSizeLimit: number }) {
  return { limit, advice: 'Larger files are refused: see OBJECT_SIZE_LIMIT.', patienceMs: ROUTE_PATIENCE_MS };
}

function mutationLimits({ uploadSizeLimit: limit }: { readonly uploadSizeLimit: number }) {
  const advice =
    'Send larger files to the routes /files and /fs/groups/<id>/files, or to a signed URL: see requestUpload.';
  return { limit, advice, patienceMs: MUTATION_PATIENCE_MS };
}
