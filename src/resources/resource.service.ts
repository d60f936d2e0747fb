import type { Viewer } from '../auth/viewer.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { parseMetadata } from '../request/metadata.js';
import { parseDataCreatedAt } from './data-created-at.js';
import type { DirectUploadService } from './uploads/direct-upload.service.js';
import { parseDirectives } from './entry-directives.js';
import type { IdempotencyService } from './idempotency.service.js';
import { parseInlineContent } from './inline-content.js';
import type { RepeatableRequest } from './repeatable-request.js';
import type { ReplacingPlacing } from './replacing-placing.js';
import { givenContent } from './resource-content.js';
import { placeName } from './resource-place.js';
import type { CreatingPlacing, PlacedRow, Placing } from './resource-placing.js';
import { parsePlace } from './resource-write.js';
import { Resource, ResourceState } from './resource.entity.js';
import type { CreateResourceInput } from './resource.input.js';

/** Creating resources, and putting them over what stands. */
export class ResourceService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly creating: CreatingPlacing;
      readonly replacing: ReplacingPlacing;
      readonly requests: IdempotencyService;
      readonly announcer: ChangeAnnouncer;
      readonly directUploads: DirectUploadService;
      readonly clock: Clock;
      readonly random: Random;
    },
  ) {}

  /** Errors: OWNER_NOT_FOUND, RESOURCE_EXISTS, RESOURCE_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN, PAYLOAD_TOO_LARGE. */
  async create(viewer: Viewer, input: CreateResourceInput): Promise<Resource> {
    return this.write({ viewer, input, mutation: 'createResource', placing: this.parts.creating });
  }

  /**
   * What stands there is replaced as a whole, as by PUT of HTTP; a put that changes nothing adds no history.
   * Errors: as of `create`; RESOURCE_EXISTS for a pointer alone.
   */
  async put(viewer: Viewer, input: CreateResourceInput): Promise<Resource> {
    return this.write({ viewer, input, mutation: 'putResource', placing: this.parts.replacing });
  }

  private async write(asked: AskedWrite): Promise<Resource> {
    const { viewer, input } = asked;
    const content = givenContent(input);
    const { file } = input;
    return this.parts.requests.once(asked, {
      effect: (request) =>
        content === 'file' && file != null
          ? this.parts.directUploads.write({ ...asked, file, request })
          : this.writeInline(asked, request),
      again: async (effect) => asResource(await this.parts.requests.entry(viewer, effect)),
    });
  }

  private async writeInline({ viewer, input, placing }: AskedWrite, request: RepeatableRequest): Promise<Resource> {
    const { database, creating, announcer } = this.parts;
    const placed = this.parse(viewer, input);
    if (placing === creating && !request.isKeyed) {
      const created = await creating.writeAlone(placed);
      announcer.announce(viewer.projectId);
      return created;
    }
    return database.transaction(async (tx) => {
      await request.begin(tx, [placeName(placed.row.place)]);
      const written = await placing.write(tx, placed);
      await request.end(tx, { resourceId: written.id });
      tx.afterCommit(() => {
        announcer.announce(viewer.projectId);
      });
      return written;
    });
  }

  private parse(viewer: Viewer, input: CreateResourceInput): PlacedRow {
    const now = this.parts.clock.now();
    const place = parsePlace(viewer, input);
    const { value, ...content } = parseInlineContent(input, place.path);
    const row = {
      ...{ id: this.parts.random.id(), place, ...content, data: value, state: ResourceState.READY, now },
      ...{ isStored: false, details: null, objectId: null },
      metadata: parseMetadata(input.metadata),
      dataCreatedAt: parseDataCreatedAt(input.dataCreatedAt, now),
      directives: parseDirectives(input),
    };
    return { viewer, row, isDated: input.dataCreatedAt != null };
  }
}

interface AskedWrite {
  readonly viewer: Viewer;
  readonly input: CreateResourceInput;
  readonly mutation: string;
  readonly placing: Placing;
}

/** These mutations make resources only, and none of them becomes a pointer. */
function asResource(entry: unknown): Resource {
  if (entry instanceof Resource) return entry;
  throw new Error('A resource is none any more.');
}
