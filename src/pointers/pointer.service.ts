import type { Permissions } from '../auth/permissions.js';
import { actorOf, type Viewer } from '../auth/viewer.js';
import type { ChangeAnnouncer } from '../changes/change-announcer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { Database } from '../database/database.js';
import { sql, type Sql } from '../database/sql.js';
import { StartOver, type Transaction } from '../database/transaction.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { parseMetadata } from '../request/metadata.js';
import { parseDataCreatedAt } from '../resources/data-created-at.js';
import type { EntryAccessService } from '../resources/entry-access.js';
import { parseDirectives } from '../resources/entry-directives.js';
import { showingSource, toEntry } from '../resources/entry-row.js';
import type { IdempotencyService } from '../resources/idempotency.service.js';
import { insertEntryRow } from '../resources/insert-resource.js';
import type { RepeatableRequest } from '../resources/repeatable-request.js';
import { isStoredKind } from '../resources/resource-kind.js';
import { requireTurnAtPlaces } from '../resources/place-turn.js';
import { placeName } from '../resources/resource-place.js';
import type { ResourceRow } from '../resources/resource-row.js';
import { parsePlace, type NewResource } from '../resources/resource-write.js';
import { ResourceState, type ResourceEntry } from '../resources/resource.entity.js';
import { namedSourceCondition, parseNamedSource, sourceNotFound, type NamedSource } from './named-source.js';
import type { CreateResourcePointerInput } from './pointer.input.js';

/** Creating pointers. */
export class PointerService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly permissions: Permissions;
      readonly access: EntryAccessService;
      readonly requests: IdempotencyService;
      readonly announcer: ChangeAnnouncer;
      readonly clock: Clock;
      readonly random: Random;
    },
  ) {}

  /**
   * To point takes the right to read what is named, and the right to create where the pointer is to lie.
   * Errors: RESOURCE_NOT_FOUND, OWNER_NOT_FOUND, RESOURCE_EXISTS, INVALID_ARGUMENTS, FORBIDDEN.
   */
  async create(viewer: Viewer, input: CreateResourcePointerInput): Promise<ResourceEntry> {
    const { requests } = this.parts;
    return requests.once(
      { viewer, mutation: 'createResourcePointer', input },
      {
        effect: (request) => this.make(viewer, input, request),
        again: (effect) => requests.entry(viewer, effect),
      },
    );
  }

  private async make(
    viewer: Viewer,
    input: CreateResourcePointerInput,
    request: RepeatableRequest,
  ): Promise<ResourceEntry> {
    const { access, announcer, database, clock, random } = this.parts;
    const named = parseNamedSource(input);
    const asked = parsePointer(viewer, input, { id: random.id(), now: clock.now() });
    return database.transaction(async (tx) => {
      await request.begin(tx, [placeName(asked.place)]);
      const source = await this.lockSource(tx, viewer, named);
      await tx.query(referencing(source));
      const pointer = await insertEntryRow(tx, pointerTo(source, asked), { viewer, access, actor: actorOf(viewer) });
      await requireTurnAtPlaces(tx, [asked.place]);
      await request.end(tx, { resourceId: pointer.id });
      tx.afterCommit(() => {
        announcer.announce(viewer.projectId);
      });
      return toEntry(showingSource(pointer, source));
    });
  }

  /** What is named, or what that points to: there, and not to be changed or deleted until the transaction ends. */
  private async lockSource(tx: Transaction, viewer: Viewer, named: NamedSource): Promise<ResourceRow> {
    const id = await this.findSource(tx, viewer, named);
    const [source] = await tx.query<ResourceRow>(sql`
      select * from resource where project_id = ${viewer.projectId} and id = ${id} for share`);
    // Asked once more: others may have moved, replaced or deleted it, or taken the right to read it, while this waited.
    if ((await this.findSource(tx, viewer, named)) !== id) throw new StartOver('resource');
    return mayBePointedTo(source, named);
  }

  private async findSource(tx: Transaction, viewer: Viewer, named: NamedSource): Promise<string> {
    const { permissions } = this.parts;
    const isVisible =
      named.property === 'sourceId' ? permissions.knownEntries(viewer, 'r') : permissions.readableEntries(viewer, 'r');
    const [row] = await tx.query<{ readonly id: string }>(sql`
      select coalesce(r.source_id, r.id) as id from resource r where ${isVisible} and ${namedSourceCondition(named)}`);
    if (row === undefined) throw sourceNotFound(named);
    return row.id;
  }
}

type AskedPointer = ReturnType<typeof parsePointer>;

/** Errors: INVALID_ARGUMENTS with the property. */
function parsePointer(
  viewer: Viewer,
  input: CreateResourcePointerInput,
  { id, now }: { readonly id: string; readonly now: Date },
) {
  return {
    id,
    now,
    place: parsePlace(viewer, input),
    metadata: parseMetadata(input.metadata),
    /** Null: as the source says. */
    dataCreatedAt: input.dataCreatedAt == null ? null : parseDataCreatedAt(input.dataCreatedAt, now),
    directives: parseDirectives(input),
  };
}

/** Only a file that is there can be shown. Archived it is there all the same. */
function mayBePointedTo(source: ResourceRow | undefined, { property }: NamedSource): ResourceRow {
  if (source === undefined) {
    throw new InvalidArguments(property, 'This pointer is an orphan: the resource that it points to was deleted.');
  }
  if (!isStoredKind(source.kind)) {
    throw new InvalidArguments(property, 'Only files are pointed to: this resource is a value.');
  }
  if (source.state !== ResourceState.READY) {
    throw new InvalidArguments(property, 'This resource still awaits its upload: point to it once it is READY.');
  }
  return source;
}

/** The statement that keeps what is pointed to, for when it is deleted; there once for all pointers to it. */
function referencing(source: ResourceRow): Sql {
  return sql`
    insert into source_reference (project_id, resource_id, owner_id, coowner_id, path, type, kind)
    values (${source.project_id}, ${source.id}, ${source.owner_id}, ${source.coowner_id}, ${source.path},
      ${source.type}, ${source.kind})
    on conflict do nothing`;
}

function pointerTo(
  source: ResourceRow,
  { id, place, metadata, dataCreatedAt, directives, now }: AskedPointer,
): NewResource {
  return {
    ...{ id, place, metadata, directives, now },
    type: source.type,
    kind: source.kind,
    state: ResourceState.READY,
    isStored: false,
    data: null,
    details: null,
    objectId: null,
    sourceId: source.id,
    dataCreatedAt: dataCreatedAt ?? source.data_created_at,
  };
}
