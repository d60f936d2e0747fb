import { InvalidArguments } from '../errors/invalid-arguments.js';
import { keyFlaw } from './json-flaw.js';
import { METADATA_DEPTH } from './metadata.js';

const MAXIMUM_BYTES = 1024;

/** A key as it is, or in quotation marks as JSON writes texts; then a dot or the end. */
const KEY = /(?:([^."\p{Cc}]+)|("(?:[^"\\]|\\.)*"))(\.|$)/uy;

/**
 * The keys of a path into metadata: inference.score, "a.b".c. Errors: INVALID_ARGUMENTS path, when it is none, too long,
 * or deeper than metadata can be.
 */
export function parseMetadataPath(text: string): readonly string[] {
  if (Buffer.byteLength(text) > MAXIMUM_BYTES) {
    throw new InvalidArguments('path', 'A path into metadata has at most 1,024 bytes.', { maximum: MAXIMUM_BYTES });
  }
  const keys = keysOf(text);
  if (keys === null || keys.some((key) => keyFlaw(key) !== undefined)) {
    throw new InvalidArguments(
      'path',
      'A path into metadata is keys joined by dots; a key with a dot or a quotation mark stands in quotation marks.',
    );
  }
  if (keys.length > METADATA_DEPTH) {
    throw new InvalidArguments('path', `A path into metadata has at most ${METADATA_DEPTH.toString()} keys.`, {
      maximum: METADATA_DEPTH,
    });
  }
  return keys;
}

function keysOf(text: string): string[] | null {
  const keys: string[] = [];
  KEY.lastIndex = 0;
  for (;;) {
    const [whole, plain, quoted, end] = KEY.exec(text) ?? [];
    const key = plain ?? unquoted(quoted);
    if (whole === undefined || key === null) return null;
    keys.push(key);
    if (end === '') return keys;
  }
}

function unquoted(quoted: string | undefined): string | null {
  try {
    return JSON.parse(quoted ?? '') as string;
  } catch {
    return null;
  }
}
