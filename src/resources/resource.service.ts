import { actorOf, type Viewer } from '../auth/viewer.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseMimeType } from '../media/mime-type.js';
import { parseMetadata } from '../request/metadata.js';
import { parseDataCreatedAt } from './data-created-at.js';
import type { DirectUploadService } from './direct-upload.service.js';
import type { EntryAccessService } from './entry-access.js';
import { parseDirectives } from './entry-directives.js';
import { parseJsonData, parseJsonType } from './json-data.js';
import { insertResource } from './insert-resource.js';
import { kindOfJson } from './resource-kind.js';
import { parsePlace, type NewResource } from './resource-write.js';
import { ResourceState, type Resource } from './resource.entity.js';
import type { CreateResourceInput } from './resource.input.js';

/** Creating resources. */
export class ResourceService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly access: EntryAccessService;
      readonly announcer: ChangeAnnouncer;
      readonly directUploads: DirectUploadService;
      readonly clock: Clock;
      readonly random: Random;
    },
  ) {}

  /** Errors: OWNER_NOT_FOUND, RESOURCE_EXISTS, INVALID_ARGUMENTS, FORBIDDEN, PAYLOAD_TOO_LARGE. */
  async create(viewer: Viewer, input: CreateResourceInput): Promise<Resource> {
    const given = (['data', 'file'] as const).filter((property) => input[property] != null);
    if (given.length !== 1) {
      throw new InvalidArguments('data', 'Give exactly one of data and file.', { properties: ['data', 'file'], given });
    }
    if (input.file != null) return this.parts.directUploads.create(viewer, input, await input.file);
    return this.createJson(viewer, input);
  }

  private async createJson(viewer: Viewer, input: CreateResourceInput): Promise<Resource> {
    const { database, access, announcer, clock, random } = this.parts;
    const now = clock.now();
    const data = parseJsonData(input.data);
    const type = input.type == null ? 'application/json' : parseJsonType(parseMimeType(input.type));
    const metadata = parseMetadata(input.metadata);
    const dataCreatedAt = parseDataCreatedAt(input.dataCreatedAt, now);
    const directives = parseDirectives(input);
    const place = parsePlace(viewer, input);
    const row: NewResource = {
      id: random.id(),
      place,
      type,
      kind: kindOfJson(place.path),
      state: ResourceState.READY,
      isStored: false,
      data,
      details: null,
      objectId: null,
      metadata,
      dataCreatedAt,
      directives,
      now,
    };
    const created = await insertResource(database, row, { viewer, access, actor: actorOf(viewer) });
    announcer.announce(viewer.projectId);
    return created;
  }
}
