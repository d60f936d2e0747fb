import type { Clock } from '../../clock/clock.js';
import type { S3Config } from '../../config/config.js';
import { linkLifetime } from '../link-lifetime.js';
import { parseObjectKey } from '../object-key.js';
import type { SignedGetOptions, SignedPartOptions, SignedPutOptions, SignedRequest } from '../object-store.js';
import { servedHeaders } from '../served-headers.js';
import { S3Signer } from './s3-signature.js';

/** Under which name an object carries the upload that it came by. */
export const UPLOAD_ID_HEADER = 'x-amz-meta-upload-id';

/** What a signed request does, besides when it ends. */
interface LinkParts {
  readonly method: 'GET' | 'PUT';
  readonly expiresIn: number;
  readonly query?: Readonly<Record<string, string>>;
  /** Signed, and for the client to send. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Signed, and sent by every HTTP client without being told; browsers let nobody else set it. */
  readonly length?: number;
}

/** Signed URLs that lead to the store itself, past us. */
export class S3Links {
  private readonly signer: S3Signer;
  private readonly origin: string;
  private readonly folder: string;

  /** @param parts.endpoint the scheme, host and port that the URLs are for */
  constructor(private readonly parts: { readonly config: S3Config; readonly endpoint: string; readonly clock: Clock }) {
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
      expiresIn: options.expiresIn,
      // Used once more, it would overwrite bytes that were checked. The store keeps the id, and tells it on arrival.
      headers: { ...type, 'if-none-match': '*', [UPLOAD_ID_HEADER]: options.uploadId },
      ...(options.size === undefined ? {} : { length: options.size }),
    });
  }

  part(key: string, options: SignedPartOptions): SignedRequest {
    return this.sign(parseObjectKey(key), {
      method: 'PUT',
      expiresIn: options.expiresIn,
      query: { partNumber: options.number.toString(), uploadId: options.multipartId },
      ...(options.size === undefined ? {} : { length: options.size }),
    });
  }

  /** For what is no stored object, to see whether links work at all. */
  trial(name: string): SignedRequest {
    return this.sign(name, { method: 'GET', expiresIn: 60 });
  }

  private sign(name: string, link: LinkParts): SignedRequest {
    const { method, query = {}, headers = {}, length } = link;
    const expiresIn = linkLifetime(method, link.expiresIn);
    // Whole seconds are signed: those that are cut off must not be promised.
    const signedAt = new Date(Math.floor(this.parts.clock.now().getTime() / 1000) * 1000);
    const url = this.signer.presign({
      ...{ method, origin: this.origin, path: `${this.folder}${name}`, query, signedAt, expiresIn },
      headers: length === undefined ? headers : { ...headers, 'content-length': length.toString() },
    });
    return { url, method, headers, expiresAt: new Date(signedAt.getTime() + expiresIn * 1000) };
  }
}
