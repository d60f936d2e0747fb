import type { Readable } from 'node:stream';

/** What was found while all of the bytes went by. */
export interface PutResult {
  /** In bytes. */
  readonly size: number;
  /** SHA-256 in lower-case hex. */
  readonly sha256: string;
}

export interface PutOptions {
  /** The largest size taken, in bytes. */
  readonly limit: number;
  /** One sentence for whoever sends more than the limit: what to do instead. */
  readonly advice?: string;
}

export interface ObjectStat {
  /** In bytes. */
  readonly size: number;
  /** Names these bytes in HTTP, without the quotes. */
  readonly etag: string;
  /** Of the write link that they came by past us; null when the store does not tell. */
  readonly uploadId: string | null;
  /** With which the store serves the bytes, so that readers get others than those that are stored; null when with none. */
  readonly contentEncoding: string | null;
}

/** First and last byte, both included, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface ReadOptions {
  /** The whole, when left out. */
  readonly range?: ByteRange;
  /** Only these bytes, by the etag that `stat` told: ServiceUnavailable when the store has others. */
  readonly etag?: string;
}

export interface ListedObject {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  readonly modifiedAt: Date;
}

export interface ListOptions {
  /** Only keys after this one. */
  readonly after?: string;
  /** Only keys that begin so. */
  readonly prefix?: string;
}

export type Disposition = 'inline' | 'attachment';

/** How the bytes behind a read link are to be served. */
export interface SignedGetOptions {
  /** In seconds, see `linkLifetime`. */
  readonly expiresIn: number;
  readonly contentType: string;
  readonly disposition: Disposition;
  /** The name to save the bytes under; null when there is none. */
  readonly filename: string | null;
}

/** What may be sent to a write link. */
export interface SignedPutOptions {
  /** In seconds, see `linkLifetime`. */
  readonly expiresIn: number;
  /** The only Content-Type the link takes; left out, any. */
  readonly contentType?: string;
  /** The largest body, in bytes; a store that cannot refuse a larger one leaves that to the check after the upload. */
  readonly limit: number;
  /** The only size that is right, when it was announced; see `limit`. */
  readonly size?: number;
  readonly uploadId: string;
}

/** A request that works by itself, without a login, until it expires. Its URL is a secret: it belongs in no log. */
export interface SignedRequest {
  readonly url: string;
  readonly method: 'GET' | 'PUT';
  /** Headers that must be sent with it, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}

/** A part of an object that comes in parts. */
export interface StoredPart {
  /** Its place in the object, counted from 1. */
  readonly number: number;
  /** In bytes. */
  readonly size: number;
  /** Names these bytes. */
  readonly etag: string;
}

export interface SignedPartOptions {
  /** In seconds, see `linkLifetime`. */
  readonly expiresIn: number;
  readonly multipartId: string;
  /** From 1 to 10,000. */
  readonly number: number;
  /** The largest body, in bytes; see SignedPutOptions. */
  readonly limit: number;
  /** The only size that is right, when it is known; see `limit`. */
  readonly size?: number;
  readonly uploadId: string;
}

/** Objects that come in parts, in any order, each of them as often as it takes: large ones, over links that break. */
export interface MultipartStore {
  /** Begins one; answers what the store calls it. */
  begin(key: string): Promise<string>;

  /** A link to write a part with, any number of times: the last one counts. Local arithmetic, no call. */
  signedPart(key: string, options: SignedPartOptions): SignedRequest;

  /** The parts that are there, by number; null when there is no such multipart upload (any more). */
  list(key: string, multipartId: string): Promise<readonly StoredPart[] | null>;

  /**
   * Makes the object of these parts, as `list` told them: all of it, durably, or nothing. Answers what was found while
   * the bytes went by; null where they did not. Throws ObjectExists when the key is taken, MultipartNotFound when there
   * is no such multipart upload (any more), and PartsChanged when its parts are others than these.
   */
  complete(key: string, multipartId: string, parts: readonly StoredPart[]): Promise<PutResult | null>;

  /** Removes the parts; that there are none is no error. */
  abort(key: string, multipartId: string): Promise<void>;
}

/** An object that reached the store past us. */
export interface Arrival {
  readonly key: string;
  /** Of the write link that it came by; null when the store does not tell. */
  readonly uploadId: string | null;
}

/** Who wants to hear of objects that reach the store past us. */
export interface ArrivalListener {
  /** The store tells from now on; what came before may have been missed. */
  onListening(): void;
  onArrival(arrival: Arrival): void;
}

/**
 * Where bytes live. Objects are written once and never changed; their keys come from `objectKey`, and anything else is
 * refused with InvalidArguments. Every method throws ServiceUnavailable while the store is away.
 */
export interface ObjectStore {
  /** The bucket; null where the store has none. */
  readonly bucket: string | null;

  readonly multipart: MultipartStore;

  /** Whether the store is there and usable. */
  check(): Promise<void>;

  /**
   * Writes an object: all of it, durably, or nothing. Throws PayloadTooLarge beyond the limit, ObjectExists when the key
   * is taken (with what was received when all was read by then), and the source's own error when that dies. A source
   * that was not read to its end stays the caller's, to drain or to destroy, so that a refusal can still be answered
   * over the same connection.
   */
  put(key: string, source: Readable, options: PutOptions): Promise<PutResult>;

  /** Null when there is no such object. */
  stat(key: string): Promise<ObjectStat | null>;

  /**
   * The bytes, or a part of them; whoever asks has to read or to destroy the stream. Throws ObjectNotFound, and
   * RangeNotSatisfiable for a range that does not lie within the object.
   */
  read(key: string, options?: ReadOptions): Promise<Readable>;

  /** Removes an object; that there is none is no error. */
  remove(key: string): Promise<void>;

  /**
   * Every complete object, in the byte order of the keys. May be read slowly: what is added or removed meanwhile is
   * listed or not.
   */
  list(options?: ListOptions): AsyncIterable<ListedObject>;

  /** Removes what uploads that ended long ago left behind: parts, never a complete object. */
  removeLeftovers(): Promise<void>;

  /**
   * Tells of every object that clients write past us, as far as the store can, until the signal; now and then one is
   * missed. A store that is reached through our own door alone has nothing to tell.
   */
  tellArrivals(listener: ArrivalListener, until: AbortSignal): Promise<void>;

  /** A link to read with. Local arithmetic, no call. */
  signedGet(key: string, options: SignedGetOptions): SignedRequest;

  /** A link to write with, once. Local arithmetic, no call. */
  signedPut(key: string, options: SignedPutOptions): SignedRequest;
}
