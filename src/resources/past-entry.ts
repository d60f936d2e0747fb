import type { Resource, ResourceEntry } from './resource.entity.js';

/** What an entry has that was read from the history: it is as it was then, and nobody can write to it any more. */
export interface Past {
  readonly asOf: Date;
  /** Until when its bytes can be had: for ever as far as anybody knows, until they are purged, or not at all. */
  readonly bytes: 'KEPT' | 'GONE' | { readonly until: Date };
}

/** A resource as it is now: the only one that can be written to. */
export type LiveResource = Resource & { readonly past?: never };

export function isLive(resource: Resource): resource is LiveResource {
  return resource.past === undefined;
}

/** The entry without what only the live one has. */
export function asPast<Entry extends ResourceEntry>(entry: Entry, past: Past): Entry {
  return Object.assign(entry, { past });
}
