import type { Actor } from '../auth/viewer.js';
import type { FeedPosition } from './feed-position.js';

export type ChangeActionName = 'CREATED' | 'UPDATED' | 'ARCHIVED' | 'RESTORED' | 'DELETED';

/** One row of the append-only history, as the feed hands it out. Not to be altered: subscribers share it. */
export interface Change {
  readonly position: FeedPosition;
  readonly action: ChangeActionName;
  /** What this change touched: file, data, metadata, path, ... */
  readonly changed: readonly string[];
  readonly version: number;
  readonly actor: Actor;
  readonly projectId: string;
  readonly resourceId: string;
  readonly ownerId: string;
  readonly coownerId: string | null;
  readonly path: string;
  readonly previousPath: string | null;
  readonly type: string;
  readonly kind: string;
  readonly data: unknown;
  readonly details: Readonly<Record<string, unknown>> | null;
  /** Of a pointer alone: what it points to. */
  readonly sourceId: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly dataCreatedAt: Date;
  /** Also the time of the change. */
  readonly updatedAt: Date;
  /** What the clock was to do with it, after this change. */
  readonly archiveAt: Date | null;
  readonly deleteAt: Date | null;
  readonly archivedAt: Date | null;
  readonly deletedAt: Date | null;
  /** What its values come to as text, in bytes: about how much memory it takes. */
  readonly size: number;
}
