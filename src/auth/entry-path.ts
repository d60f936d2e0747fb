import { InvalidArguments } from '../errors/invalid-arguments.js';

declare const checked: unique symbol;

/** Where an entry lies below its owner, like a file's path: "inspections/2025-01-15/front". Roles are given on paths too. */
export type EntryPath = string & { readonly [checked]: 'EntryPath' };

const MAXIMUM_BYTES = 1024;
const CONTROL = /\p{Cc}/u;

/**
 * One leading and one trailing slash are dropped, and the text is put into NFC. Refused: empty, "." and ".." segments,
 * control characters, more than 1,024 bytes. Case matters.
 */
export function parseEntryPath(text: string, property = 'path'): EntryPath {
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
  return path as EntryPath;
}
