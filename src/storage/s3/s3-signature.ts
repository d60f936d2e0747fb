import { createHash, createHmac } from 'node:crypto';

interface S3Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

/** A request that is to work by its URL alone. */
interface PresignedRequest {
  readonly method: 'GET' | 'PUT';
  /** Scheme, host and port. */
  readonly origin: string;
  /** From the slash on, and in no need of escaping. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Headers that must be sent just so, by lower-case name; the host is always among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signedAt: Date;
  /** In seconds. */
  readonly expiresIn: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Signs URLs as S3 wants it: AWS Signature Version 4 in the query. The minio client signs URLs too, but no headers, and
 * it is the signed headers that keep an upload from overwriting bytes, or from being longer than was announced.
 */
export class S3Signer {
  /** The key of the last day that was signed for: all of its URLs share it. */
  private dayKey: { readonly day: string; readonly key: Buffer } | undefined;

  constructor(private readonly credentials: S3Credentials) {}

  presign(request: PresignedRequest): string {
    const time = request.signedAt.toISOString().replace(/[-:]|\.\d{3}/g, '');
    const day = time.slice(0, 8);
    const scope = `${day}/${this.credentials.region}/s3/aws4_request`;
    const headers = sortedEntries({ ...request.headers, host: new URL(request.origin).host });
    const names = headers.map(([name]) => name).join(';');
    const query = canonicalQuery({
      ...request.query,
      'X-Amz-Algorithm': ALGORITHM,
      'X-Amz-Credential': `${this.credentials.accessKey}/${scope}`,
      'X-Amz-Date': time,
      'X-Amz-Expires': request.expiresIn.toString(),
      'X-Amz-SignedHeaders': names,
    });
    const canonicalHeaders = headers.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, ' ')}\n`).join('');
    const canonical = [request.method, request.path, query, canonicalHeaders, names, 'UNSIGNED-PAYLOAD'].join('\n');
    const digest = createHash('sha256').update(canonical).digest('hex');
    const signature = hmac(this.keyOf(day), [ALGORITHM, time, scope, digest].join('\n')).toString('hex');
    return `${request.origin}${request.path}?${query}&X-Amz-Signature=${signature}`;
  }

  private keyOf(day: string): Buffer {
    if (this.dayKey?.day === day) return this.dayKey.key;
    const { secretKey, region } = this.credentials;
    const key = [day, region, 's3', 'aws4_request'].reduce(hmac, Buffer.from(`AWS4${secretKey}`));
    this.dayKey = { day, key };
    return key;
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function canonicalQuery(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => [escaped(name), escaped(value)] as const);
  return sortedEntries(Object.fromEntries(pairs))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** By the bytes of the names: no locale has a say in a signature. */
function sortedEntries(record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** As RFC 3986 has it: stricter than encodeURIComponent. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
