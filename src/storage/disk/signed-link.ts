import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../clock/clock.js';
import { Forbidden } from '../../errors/forbidden.js';
import { linkLifetime } from '../link-lifetime.js';
import { canonicalLink, readLinkQuery, writeLinkQuery, type LinkParameters } from './link-query.js';
import { parseObjectKey, type ObjectKey } from '../object-key.js';
import type {
  Disposition,
  SignedGetOptions,
  SignedPartOptions,
  SignedPutOptions,
  SignedRequest,
} from '../object-store.js';

/** What a read link says, once its signature held. */
interface ReadClaim {
  readonly method: 'GET';
  readonly key: ObjectKey;
  readonly expiresAt: Date;
  readonly contentType: string;
  readonly disposition: Disposition;
  readonly filename: string | null;
}

/** What a write link says, once its signature held. */
export interface WriteClaim {
  readonly method: 'PUT';
  readonly key: ObjectKey;
  readonly expiresAt: Date;
  /** The only Content-Type that may be sent; null when any may. */
  readonly contentType: string | null;
  /** The largest body, in bytes. */
  readonly limit: number;
  readonly uploadId: string;
  /** Which part of the object the body is; null when it is the whole. */
  readonly part: number | null;
}

export type LinkClaim = ReadClaim | WriteClaim;

/** A request to a link: the path of its URL as it was sent, from /objects/ on, and the query without the "?". */
interface LinkRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
}

const FOLDER = '/objects/';
const UNKNOWN_LINK = 'This link was altered, or it is none of ours.';
const NOTHING: LinkParameters = {
  method: null,
  expires: null,
  type: null,
  disposition: null,
  filename: null,
  limit: null,
  upload: null,
  part: null,
};

/** Makes and checks the signed URLs of stores that cannot sign by themselves (HMAC-SHA256). */
export class SignedLinks {
  private readonly publicUrl: () => string;
  private readonly clock: Clock;
  private readonly key: Buffer;

  /**
   * @param parts.publicUrl where clients reach the server, without a slash at the end; asked for at each link, since the
   * port may be known only after the start
   * @param parts.secret at least 32 bytes; may be in use for other purposes too
   */
  constructor(parts: { readonly publicUrl: () => string; readonly secret: Uint8Array; readonly clock: Clock }) {
    if (parts.secret.length < 32) throw new RangeError('The secret of signed links has at least 32 bytes.');
    this.publicUrl = parts.publicUrl;
    this.clock = parts.clock;
    // A key of its own, so that nothing else that is signed with the same secret can pass for a link.
    this.key = createHmac('sha256', parts.secret).update('thingstore signed links').digest();
  }

  signGet(key: string, options: SignedGetOptions): SignedRequest {
    const parameters = {
      ...NOTHING,
      type: options.contentType,
      disposition: options.disposition,
      // A URL cannot carry a lone surrogate: it would come back as another text than was signed.
      filename: options.filename?.replace(/\p{Surrogate}/gu, '\uFFFD') ?? null,
    };
    return this.sign(parseObjectKey(key), { method: 'GET', expiresIn: options.expiresIn, parameters, headers: {} });
  }

  signPut(key: string, options: SignedPutOptions): SignedRequest {
    const type = options.contentType ?? null;
    const parameters = { ...NOTHING, type, limit: options.limit.toString(), upload: options.uploadId };
    const headers: Record<string, string> = type === null ? {} : { 'content-type': type };
    return this.sign(parseObjectKey(key), { method: 'PUT', expiresIn: options.expiresIn, parameters, headers });
  }

  signPart(key: string, options: SignedPartOptions): SignedRequest {
    const { expiresIn, number, limit, uploadId } = options;
    const parameters = { ...NOTHING, limit: limit.toString(), upload: uploadId, part: number.toString() };
    return this.sign(parseObjectKey(key), { method: 'PUT', expiresIn, parameters, headers: {} });
  }

  /** What the link says. Throws Forbidden when it is altered, made for another method, or expired. */
  verify(request: LinkRequest): LinkClaim {
    const key = keyIn(request.path);
    const link = readLinkQuery(request.query);
    if (key === null || link === null || !this.holds(key, link)) throw new Forbidden(UNKNOWN_LINK);
    const claim = claimOf(key, link.parameters);
    if (request.method !== claim.method && !(request.method === 'HEAD' && claim.method === 'GET')) {
      throw new Forbidden(`This link is for ${claim.method}, not for ${request.method}.`);
    }
    if (this.clock.now() >= claim.expiresAt) throw new Forbidden('This link has expired. Ask for a new one.');
    return claim;
  }

  private sign(
    key: ObjectKey,
    link: Pick<SignedRequest, 'method' | 'headers'> & {
      readonly expiresIn: number;
      readonly parameters: LinkParameters;
    },
  ): SignedRequest {
    const { method, headers } = link;
    const expiresAt = new Date(this.clock.now().getTime() + linkLifetime(method, link.expiresIn) * 1000);
    const parameters = { ...link.parameters, method, expires: expiresAt.getTime().toString() };
    const signature = this.signature(key, parameters).toString('base64url');
    const url = `${this.publicUrl()}${FOLDER}${key}?${writeLinkQuery(parameters, signature)}`;
    return { url, method, headers, expiresAt };
  }

  private signature(key: string, parameters: LinkParameters): Buffer {
    return createHmac('sha256', this.key).update(canonicalLink(key, parameters)).digest();
  }

  private holds(key: string, link: { readonly parameters: LinkParameters; readonly signature: string }): boolean {
    const expected = Buffer.from(this.signature(key, link.parameters).toString('base64url'));
    const given = Buffer.from(link.signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

function keyIn(path: string): string | null {
  // Keys need no escaping: a path that has any is not one that we wrote.
  return path.startsWith(FOLDER) ? path.slice(FOLDER.length) : null;
}

/** Reads parameters whose signature held: only we can have written them, so that their form is known. */
function claimOf(text: string, parameters: LinkParameters): LinkClaim {
  const key = parseObjectKey(text);
  const { type, disposition, filename, limit, upload, part } = parameters;
  const expiresAt = new Date(Number(parameters.expires));
  if (parameters.method === 'GET' && type !== null && (disposition === 'inline' || disposition === 'attachment')) {
    return { method: 'GET', key, expiresAt, contentType: type, disposition, filename };
  }
  if (parameters.method === 'PUT' && limit !== null && upload !== null) {
    return {
      method: 'PUT',
      key,
      expiresAt,
      contentType: type,
      limit: Number(limit),
      uploadId: upload,
      part: part === null ? null : Number(part),
    };
  }
  throw new Forbidden(UNKNOWN_LINK);
}
