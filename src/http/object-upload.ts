import type { Request, Response } from 'express';
import { PayloadTooLarge } from '../errors/payload-too-large.js';
import { measureBytes } from '../storage/byte-meter.js';
import { mimeEssence } from '../storage/mime-essence.js';
import type { ObjectStore, PutResult } from '../storage/object-store.js';
import type { WriteClaim } from '../storage/disk/signed-link.js';
import { ObjectExists } from '../storage/storage.errors.js';
import { UnsupportedMediaType } from './error-answer.js';
import { WatchedBody } from './watched-body.js';

const LARGER_BODIES = 'Announce the size that you are going to send in requestUpload.';

/** What is answered to whoever sent the bytes. */
interface Receipt {
  readonly resourceId: string;
  readonly version: number;
}

/** Who is told when bytes have come through this door. */
export interface UploadDoor<Upload> {
  /** Before any byte is taken: the upload that the link is for, and whether it is complete already. */
  expect(claim: WriteClaim): Promise<{ readonly upload: Upload; readonly isComplete: boolean }>;
  /** Before any byte of a part is taken: what the store calls the upload that it is for. */
  expectPart(claim: WriteClaim): Promise<{ readonly multipartId: string }>;
  /** The bytes are stored. */
  arrived(upload: Upload, written: PutResult): Promise<Receipt>;
  /** Bytes were stored before and these came after them; nothing has compared the two yet. */
  repeated(upload: Upload, sent: PutResult): Promise<Receipt>;
}

/** Takes the body of a PUT to a write link. The answer to a repeated PUT of the same bytes is the same. */
export async function takeObject<Upload>(
  claim: WriteClaim,
  handling: {
    readonly request: Request;
    readonly response: Response;
    readonly store: ObjectStore;
    readonly door: UploadDoor<Upload>;
    readonly stallTimeoutMs: number;
  },
): Promise<void> {
  const { request, response, store, door, stallTimeoutMs } = handling;
  checkHeaders(claim, request);
  const { upload, isComplete } = await door.expect(claim);
  const { sent, isRepeat } = await receive(claim, {
    body: new WatchedBody(request, stallTimeoutMs),
    store,
    isComplete,
  });
  const receipt = isRepeat ? await door.repeated(upload, sent) : await door.arrived(upload, sent);
  response.status(201).json(receipt);
}

/** What can be refused before a byte is read. */
export function checkHeaders(claim: WriteClaim, request: Request): void {
  const { 'content-type': type, 'content-length': length } = request.headers;
  if (claim.contentType !== null && type !== undefined && mimeEssence(type) !== mimeEssence(claim.contentType)) {
    throw new UnsupportedMediaType(`This URL takes ${claim.contentType}, not ${type}.`);
  }
  if (length !== undefined && Number(length) > claim.limit) throw new PayloadTooLarge(claim.limit, LARGER_BODIES);
}

/** Stores the body; where bytes stand already it is only measured, to be compared with them. */
async function receive(
  claim: WriteClaim,
  from: { readonly body: WatchedBody; readonly store: ObjectStore; readonly isComplete: boolean },
): Promise<{ readonly sent: PutResult; readonly isRepeat: boolean }> {
  const { body, store, isComplete } = from;
  const options = { limit: claim.limit, advice: LARGER_BODIES };
  if (isComplete) return { sent: await measureBytes(body, options), isRepeat: true };
  try {
    return { sent: await store.put(claim.key, body, options), isRepeat: false };
  } catch (error) {
    if (!(error instanceof ObjectExists)) throw error;
    return { sent: error.received ?? (await measureBytes(body, options)), isRepeat: true };
  }
}
