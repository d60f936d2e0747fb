import { createHash } from 'node:crypto';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import type { UploadedFile } from '../request/uploaded-file.js';

const LONGEST = 255;

/** What every mutation that takes a key has in its input. */
export interface KeyedInput {
  readonly idempotencyKey?: string | null;
  readonly file?: Promise<UploadedFile> | null;
}

/** A key is any text of 1 to 255 characters. Errors: INVALID_ARGUMENTS idempotencyKey. */
export function parseIdempotencyKey(text: string): string {
  const { length } = Array.from(text);
  if (length >= 1 && length <= LONGEST) return text;
  throw new InvalidArguments('idempotencyKey', `A key has 1 to ${LONGEST.toString()} characters.`, {
    minimum: 1,
    maximum: LONGEST,
  });
}

/**
 * Two inputs ask for the same when their hashes are equal: whatever the order of their members, and with the bytes of a
 * file, its name and its declared type in the place of the file. The key itself does not count.
 */
export async function hashOfInput(input: KeyedInput): Promise<Buffer> {
  const { file } = input;
  const asked = { ...input, idempotencyKey: null, file: file == null ? null : await factsOf(await file) };
  return createHash('sha256')
    .update(JSON.stringify(inOrder(asked)))
    .digest();
}

async function factsOf(file: UploadedFile) {
  const hash = createHash('sha256');
  for await (const chunk of file.createReadStream()) hash.update(chunk as Uint8Array);
  return { filename: file.filename, mimetype: file.mimetype, sha256: hash.digest('hex') };
}

/** The same value with the members of its objects in the order of their names. Inputs are 64 levels deep at most. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}
