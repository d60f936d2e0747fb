import { extname } from 'node:path';
import { lookup } from 'mime-types';
import { parseMimeType } from '../media/mime-type.js';
import { mimeEssence } from '../storage/mime-essence.js';
import type { SentFile } from '../request/sent-form.js';
import type { FileName } from './file-name.js';

/** What clients send that do not know better. */
const UNKNOWN_TYPE = 'application/octet-stream';

/** The MIME type that was declared of a file; where the client did not know one, what the name tells. Errors: INVALID_ARGUMENTS type. */
export function declaredType({ mimetype }: SentFile, name: FileName): string {
  if (mimetype !== '' && mimeEssence(mimetype) !== UNKNOWN_TYPE) return parseMimeType(mimetype);
  // Without an extension a name would be taken for one: "html".
  const told = lookup(extname(name));
  return told === false ? UNKNOWN_TYPE : told;
}
