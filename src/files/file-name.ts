import { InvalidArguments } from '../errors/invalid-arguments.js';
import { textFlaw } from '../request/json-flaw.js';
import { parseResourcePath, type ResourcePath } from '../resources/resource-path.js';

declare const checked: unique symbol;

/** The name of a file, unique for its device or group: "sensor-data.csv". */
export type FileName = string & { readonly [checked]: 'FileName' };

/** Where the named files of a device or group lie. */
export const FILES_FOLDER = 'files';

/** With "files/" before it a name is a path, which has 1,024 bytes at most. */
const MAXIMUM_BYTES = 1018;

/** 1 to 1,018 bytes in NFC, without slashes of either kind and control characters; not "." or "..". Errors: INVALID_ARGUMENTS name. */
export function parseFileName(text: string): FileName {
  const name = text.normalize('NFC');
  const flaw = flawOf(name);
  if (flaw !== undefined) throw new InvalidArguments('name', `The name of a file ${flaw}.`);
  return name as FileName;
}

/** The path of the resource that a file is. */
export function pathOfFile(name: FileName): ResourcePath {
  return parseResourcePath(`${FILES_FOLDER}/${name}`, 'name');
}

/** The name of the file that the resource at a path is. */
export function nameOfFile(path: string): string {
  return path.slice(FILES_FOLDER.length + 1);
}

function flawOf(name: string): string | undefined {
  if (name === '') return 'is not empty';
  if (name === '.' || name === '..') return 'is not "." or ".."';
  if (Buffer.byteLength(name) > MAXIMUM_BYTES) return `has at most ${MAXIMUM_BYTES.toLocaleString('en')} bytes`;
  if (/[/\\]/.test(name)) return 'has no "/" and no "\\"';
  if (/\p{Cc}/u.test(name)) return 'has no control characters';
  const broken = textFlaw(name);
  return broken === undefined ? undefined : 'is whole text: this one has half of a surrogate pair';
}
