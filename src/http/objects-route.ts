import { Router, type Request, type Response } from 'express';
import type { Log } from '../logging/log.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { SignedLinks } from '../storage/disk/signed-link.js';
import { answerRestError } from './error-answer.js';
import { serveObject } from './object-download.js';
import { takePart, type PartsOfObjects } from './object-part.js';
import { takeObject, type UploadDoor } from './object-upload.js';

export interface ObjectsParts<Upload> {
  readonly store: ObjectStore;
  readonly links: SignedLinks;
  readonly parts: PartsOfObjects;
  readonly door: UploadDoor<Upload>;
  /** How long a body may come to a halt. */
  readonly stallTimeoutMs: number;
  readonly log: Log;
}

/** Where the signed URLs of the disk store lead: they work without a login, and for nothing but what they say. */
export function objectsRoute<Upload>(parts: ObjectsParts<Upload>): Router {
  const route = Router();
  route.all(/.*/, (request, response) => {
    answer(request, response, parts).catch((error: unknown) => {
      refuse(error, { request, response, log: parts.log });
    });
  });
  return route;
}

async function answer<Upload>(request: Request, response: Response, parts: ObjectsParts<Upload>): Promise<void> {
  const claim = parts.links.verify({ method: request.method, ...partsOfUrl(request.originalUrl) });
  if (claim.method === 'GET') await serveObject(claim, { request, response, ...parts });
  else if (claim.part === null) await takeObject(claim, { request, response, ...parts });
  else await takePart(claim, { request, response, number: claim.part, ...parts });
}

function refuse(error: unknown, exchange: { request: Request; response: Response; log: Log }): void {
  const { request, response, log } = exchange;
  if (request.destroyed && !request.complete) {
    log.debug('A client went away before all of its bytes were here.');
    return;
  }
  answerRestError(error, { request, response, log });
}

/** The query is all that follows the first question mark: what is appended to a link belongs to what was signed. */
function partsOfUrl(url: string): { readonly path: string; readonly query: string } {
  const end = url.indexOf('?');
  return end === -1 ? { path: url, query: '' } : { path: url.slice(0, end), query: url.slice(end + 1) };
}
