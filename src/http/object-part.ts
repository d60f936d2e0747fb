import type { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import type { WriteClaim } from '../storage/disk/signed-link.js';
import type { PutOptions, StoredPart } from '../storage/object-store.js';
import { WatchedBody } from './watched-body.js';
import { checkHeaders, type UploadDoor } from './object-upload.js';

/** Where parts go that come through our own door. */
export interface PartsOfObjects {
  put(
    place: { readonly multipartId: string; readonly number: number },
    source: Readable,
    options: PutOptions,
  ): Promise<StoredPart>;
}

/** Takes the body of a PUT to the link of a part, as often as it comes: the last one counts, as S3 has it. */
export async function takePart<Upload>(
  claim: WriteClaim,
  handling: {
    readonly request: Request;
    readonly response: Response;
    readonly number: number;
    readonly parts: PartsOfObjects;
    readonly door: UploadDoor<Upload>;
    readonly stallTimeoutMs: number;
  },
): Promise<void> {
  const { request, response, number, parts, door, stallTimeoutMs } = handling;
  checkHeaders(claim, request);
  const { multipartId } = await door.expectPart(claim);
  const advice = 'Every part but the last has the partSize of the upload.';
  const body = new WatchedBody(request, stallTimeoutMs);
  const { size, etag } = await parts.put({ multipartId, number }, body, { limit: claim.limit, advice });
  response.status(200).set('ETag', `"${etag}"`).json({ part: number, size });
}
