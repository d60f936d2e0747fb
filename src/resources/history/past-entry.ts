import type { Past } from './past.js';
import type { Resource, ResourceEntry } from '../resource.entity.js';

/** A resource as it is now: the only one that can be written to. */
export type LiveResource = Resource & { readonly past?: never };

export function isLive(resource: Resource): resource is LiveResource {
  return resource.past === undefined;
}

/** The entry without what only the live one has. */
export function asPast<Entry extends ResourceEntry>(entry: Entry, past: Past): Entry {
  return Object.assign(entry, { past });
}
