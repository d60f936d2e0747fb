import { InvalidArguments } from '../errors/invalid-arguments.js';

declare const checked: unique symbol;

/** Where a resource lies below its owner, like a file's path: "inspections/2025-01-15/front". */
export type ResourcePath = string & { readonly [checked]: 'ResourcePath' };

const MAXIMUM_BYTES = 1024;
// eslint-disable-next-line no-control-regex -- control characters are just what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * One leading and one trailing slash are dropped, and the text is put into NFC. Refused: empty, "." and ".." segments,
 * control characters, more than 1,024 bytes. Case matters.
 */
export function parseResourcePath(text: string, property = 'path'): ResourcePath {
  const path = text.replace(/^\//, '').replace(/\/$/, '').normalize('NFC');
  if (Buffer.byteLength(path) > MAXIMUM_BYTES) {
    throw new InvalidArguments(property, 'A path has at most 1,024 bytes.', { maximum: MAXIMUM_BYTES });
  }
  if (CONTROL.test(path)) throw new InvalidArguments(property, 'A path has no control characters.');
  if (path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new InvalidArguments(
      property,
      'A path has segments between single slashes, none of them empty, "." or "..".',
    );
  }
  return path as ResourcePath;
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
