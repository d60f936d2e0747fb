import type { Clock } from '../../clock/clock.js';
import type { S3Config } from '../../config/config.js';
import { linkLifetime } from '../link-lifetime.js';
import { parseObjectKey } from '../object-key.js';
import type { SignedGetOptions, SignedPartOptions, SignedPutOptions, SignedRequest } from '../object-store.js';
import { servedHeaders } from '../served-headers.js';
import { S3Signer } from './s3-signature.js';

/** Under which name an object carries the upload that it came by. */
export const UPLOAD_ID = 'upload-id';
export const UPLOAD_ID_HEADER = `x-amz-meta-${UPLOAD_ID}`;

/**
 * Headers that would change what a PUT does or what is served later: another object copied in place of the body, an
 * encoding that nobody can undo, another age or etag. Amazon refuses those of them that were not signed; MinIO heeds them.
 * It also takes a signed header from the query, where these are signed as empty: whoever sends one breaks the signature.
 */
const GUARDED = [
  'content-encoding',
  'x-amz-copy-source',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-minio-source-etag',
  'x-minio-source-mtime',
  'x-minio-source-replication-request',
];

/** What a signed request does, besides when it ends. */
interface LinkParts {
  readonly method: 'GET' | 'PUT';
  readonly expiresIn: number;
  readonly query?: Readonly<Record<string, string>>;
  /** Signed, and for the client to send. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Signed, and sent by every HTTP client without being told; browsers let nobody else set it. */
  readonly length?: number;
  /** Whether headers that were not signed must not be sent. */
  readonly isGuarded?: boolean;
}

/** Signed URLs that lead to the store itself, past us. */
export class S3Links {
  private readonly signer: S3Signer;
  private readonly origin: string;
  private readonly folder: string;

  /**
   * @param parts.endpoint the scheme, host and port that the URLs are for
   * @param parts.isTrusting whether the store heeds headers that were not signed
   */
  constructor(
    private readonly parts: {
      readonly config: S3Config;
      readonly endpoint: string;
      readonly clock: Clock;
      readonly isTrusting: () => boolean;
    },
  ) {
    const { config, endpoint } = parts;
    this.signer = new S3Signer(config);
    const { protocol, host } = new URL(endpoint);
    this.origin = config.isPathStyle ? endpoint : `${protocol}//${config.bucket}.${host}`;
    this.folder = config.isPathStyle ? `/${config.bucket}/` : '/';
  }

  get(key: string, options: SignedGetOptions): SignedRequest {
    const headers = servedHeaders({ ...options, etag: '' });
    // S3 takes these from the URL; it knows no Content-Security-Policy (see docs/storage.md).
    const asked = ['Content-Type', 'Content-Disposition', 'Cache-Control'];
    const query = Object.fromEntries(asked.map((name) => [`response-${name.toLowerCase()}`, headers[name] ?? '']));
    return this.sign(parseObjectKey(key), { method: 'GET', expiresIn: options.expiresIn, query });
  }

  put(key: string, options: SignedPutOptions): SignedRequest {
    const type = options.contentType === undefined ? {} : { 'content-type': options.contentType };
    return this.sign(parseObjectKey(key), {
      method: 'PUT',
      isGuarded: this.parts.isTrusting(),
      expiresIn: options.expiresIn,
      // Used once more, it would overwrite bytes that were checked. The store keeps the id, and tells it on arrival.
      headers: { ...type, 'if-none-match': '*', [UPLOAD_ID_HEADER]: options.uploadId },
      ...(options.size === undefined ? {} : { length: options.size }),
    });
  }

  part(key: string, options: SignedPartOptions): SignedRequest {
    return this.sign(parseObjectKey(key), {
      method: 'PUT',
      isGuarded: this.parts.isTrusting(),
      expiresIn: options.expiresIn,
      query: { partNumber: options.number.toString(), uploadId: options.multipartId },
      ...(options.size === undefined ? {} : { length: options.size }),
    });
  }

  /** For what is no stored object, to see what the store does with such a link. */
  trial(name: string, link: Pick<LinkParts, 'method' | 'isGuarded'>): SignedRequest {
    return this.sign(name, { ...link, expiresIn: 60 });
  }

  private sign(name: string, link: LinkParts): SignedRequest {
    const { method, headers = {}, length, isGuarded = false } = link;
    const guards = isGuarded ? Object.fromEntries(GUARDED.map((header) => [header, ''])) : {};
    const query = { ...link.query, ...guards };
    const expiresIn = linkLifetime(method, link.expiresIn);
    // Whole seconds are signed: those that are cut off must not be promised.
    const signedAt = new Date(Math.floor(this.parts.clock.now().getTime() / 1000) * 1000);
    const url = this.signer.presign({
      ...{ method, origin: this.origin, path: `${this.folder}${name}`, query, signedAt, expiresIn },
      headers: { ...headers, ...guards, ...(length === undefined ? {} : { 'content-length': length.toString() }) },
    });
    return { url, method, headers, expiresAt: new Date(signedAt.getTime() + expiresIn * 1000) };
  }
}
