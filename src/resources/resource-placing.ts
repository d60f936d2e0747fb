import { actorOf, type Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import type { EntryAccessService } from './entry-access.js';
import { insertResource } from './insert-resource.js';
import type { NewResource, ParsedPlace } from './resource-write.js';
import type { Resource } from './resource.entity.js';

/** A row on its way to its place. */
export interface PlacedRow {
  readonly viewer: Viewer;
  readonly row: NewResource;
  /** Whether the caller said when it was captured. */
  readonly isDated: boolean;
}

/** How a resource that a caller sends comes to its place: beside nothing, or over what stands there. */
export interface Placing {
  /** May the viewer write there? Asked before bytes are taken, and once more by `write`. */
  require(viewer: Viewer, place: ParsedPlace): Promise<void>;
  /** The place is held. */
  write(tx: Transaction, placed: PlacedRow): Promise<Resource>;
}

/** What stands at the place stays. */
export class CreatingPlacing implements Placing {
  constructor(private readonly parts: { readonly database: Database; readonly access: EntryAccessService }) {}

  /** Errors: OWNER_NOT_FOUND, FORBIDDEN. */
  async require(viewer: Viewer, place: ParsedPlace): Promise<void> {
    await this.parts.access.requireCreatable(viewer, place);
  }

  /** Errors: OWNER_NOT_FOUND, FORBIDDEN, RESOURCE_EXISTS, INVALID_ARGUMENTS path. */
  async write(tx: Transaction, { viewer, row }: PlacedRow): Promise<Resource> {
    return insertResource(tx, row, { viewer, access: this.parts.access, actor: actorOf(viewer) });
  }

  /** The same in a statement of its own. */
  async writeAlone({ viewer, row }: PlacedRow): Promise<Resource> {
    return insertResource(this.parts.database, row, { viewer, access: this.parts.access, actor: actorOf(viewer) });
  }
}
