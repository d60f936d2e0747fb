import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import parseRange from 'range-parser';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';
import type { ByteRange, Disposition, ObjectStat, ObjectStore } from '../storage/object-store.js';
import { servedHeaders } from '../storage/served-headers.js';
import { ObjectNotFound, RangeNotSatisfiable } from '../storage/storage.errors.js';

/** Which bytes, and as what. */
export interface ObjectToServe {
  readonly key: string;
  readonly contentType: string;
  readonly disposition: Disposition;
  /** To save them under; null when there is none. */
  readonly filename: string | null;
  /** Names the bytes in HTTP, without quotes, where the address may lead to others later; left out: as the store has it. */
  readonly etag?: string;
}

/** Answers stored bytes: all, one range, the headers alone, or that the client has them. */
export async function serveObject(
  served: ObjectToServe,
  handling: {
    readonly request: Request;
    readonly response: Response;
    readonly store: ObjectStore;
    readonly log: Log;
  },
): Promise<void> {
  const { request, response, store, log } = handling;
  const object = await store.stat(served.key);
  if (object === null) throw new ObjectNotFound();
  const etag = served.etag ?? object.etag;
  const headers = servedHeaders({ ...served, etag });
  if (isKnown(request, etag)) {
    response.status(304).set(headers).end();
    return;
  }
  const range = rangeOf(request, { size: object.size, etag });
  const length = range === null ? object.size : range.end - range.start + 1;
  const isBare = request.method === 'HEAD' || length === 0;
  const bytes = isBare ? null : await store.read(served.key, range === null ? {} : { range });
  // Not before all of this went well: an error has a type of its own.
  response.status(range === null ? 200 : 206).set({ ...headers, 'Content-Length': length.toString() });
  if (range !== null) response.set('Content-Range', contentRange(range, object));
  if (bytes === null) response.end();
  else await send(bytes, response, log);
}

async function send(bytes: Readable, response: Response, log: Log): Promise<void> {
  const letGo = endWith(response.req.socket, bytes);
  await pipeline(bytes, response).catch((error: unknown) => {
    log.debug({ error: loggableError(error) }, 'A download ended early.');
  });
  letGo();
}

/** What is being sent, or waits to be, on each connection. */
const underWay = new WeakMap<Socket, Set<Readable>>();

/**
 * Ends the bytes with the connection. A response that waits behind another on the same connection is told nothing of its
 * end, and would hold its file open.
 */
function endWith(connection: Socket, bytes: Readable): () => void {
  const waiting = underWay.get(connection) ?? new Set();
  if (!underWay.has(connection)) {
    underWay.set(connection, waiting);
    connection.once('close', () => {
      for (const each of waiting) each.destroy();
    });
  }
  waiting.add(bytes);
  if (connection.destroyed) bytes.destroy();
  return () => waiting.delete(bytes);
}

/** Does the client have these bytes already? A proxy may have marked what it knows as weak. */
function isKnown(request: Request, etag: string): boolean {
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return known.includes('*') || known.includes(`"${etag}"`);
}

/** One range of bytes; null for the whole. What cannot be read as one range is answered with the whole. */
function rangeOf(request: Request, object: Pick<ObjectStat, 'size' | 'etag'>): ByteRange | null {
  const { range, 'if-range': ifRange } = request.headers;
  if (range === undefined || request.method !== 'GET') return null;
  if (ifRange !== undefined && ifRange !== `"${object.etag}"`) return null;
  const ranges = parseRange(object.size, withinSuffix(range, object.size), { combine: true });
  if (ranges === -1) throw new RangeNotSatisfiable(object.size);
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  return ranges[0] ?? null;
}

/** More bytes from the end than there are mean all of them (RFC 9110), which the parser does not know. */
function withinSuffix(range: string, size: number): string {
  return range.replace(
    /([=,]\s*-)(\d+)/g,
    (_, start: string, length: string) => `${start}${Math.min(Number(length), size).toString()}`,
  );
}

function contentRange(range: ByteRange, object: ObjectStat): string {
  return `bytes ${range.start.toString()}-${range.end.toString()}/${object.size.toString()}`;
}
