import { parseEntryPath, type EntryPath } from '../auth/entry-path.js';

/** Where a resource lies below its owner, like a file's path: "inspections/2025-01-15/front". */
export type ResourcePath = EntryPath;

/** Errors: INVALID_ARGUMENTS. The rules are those of every path that rights are given on. */
export function parseResourcePath(text: string, property = 'path'): ResourcePath {
  return parseEntryPath(text, property);
}

/** The first text that sorts after everything below the path: "/" is followed by "0". */
export function endOfChildren(path: ResourcePath): string {
  return `${path}0`;
}

/** Is it the path itself, or below it (on segment boundaries: a/b is not above a/bc)? */
export function isAtOrBelow(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}

/**
 * Below "files", devices and groups have their named files: stored files at exactly one segment. Whatever else would
 * lie there is refused for them.
 */
export function breaksFilesFolder(path: ResourcePath, isStored: boolean): boolean {
  if (!isAtOrBelow(path, 'files')) return false;
  return !isStored || path.split('/').length !== 2;
}
