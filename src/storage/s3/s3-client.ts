import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest, type RequestOptions } from 'node:https';
import { Client } from 'minio';
import type { S3Config } from '../../config/config.js';
import { BUSY, S3Busy, S3Silent } from './s3-fault.js';

/** How the minio client asks, in the one form of the many that node:http has. */
type Ask = (options: RequestOptions, onResponse: (response: IncomingMessage) => void) => ClientRequest;

/** The minio client, with a deadline on every call and without its own retries, which also repeat what must not be. */
export class S3Client extends Client {
  private readonly agent: HttpAgent;

  constructor(config: S3Config) {
    const { protocol, hostname, port } = new URL(config.endpoint);
    const useSSL = protocol === 'https:';
    const { timeoutMs } = config;
    const agent = new (useSSL ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: timeoutMs });
    super({
      endPoint: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (useSSL ? 443 : 80) : Number(port),
      useSSL,
      accessKey: config.accessKey,
      secretKey: config.secretKey,
      region: config.region,
      pathStyle: config.isPathStyle,
      transportAgent: agent,
      transport: { request: askWith(useSSL ? httpsRequest : httpRequest, timeoutMs) as typeof httpRequest },
      retryOptions: { disableRetry: true },
    });
    this.agent = agent;
  }

  /** The parts of an object that comes in parts; the minio client has this for itself alone. */
  async partsOf(place: { readonly bucket: string; readonly key: string; readonly multipartId: string }) {
    return this.listParts(place.bucket, place.key, place.multipartId);
  }

  /** Ends every connection, also those that are in use. */
  close(): void {
    this.agent.destroy();
  }
}

function askWith(request: typeof httpsRequest, timeoutMs: number): Ask {
  return (options, onResponse) => {
    const exchange = request({ ...options, headers: writeOnce(options), timeout: timeoutMs });
    let response: IncomingMessage | undefined;
    exchange.once('response', (answer) => {
      response = answer;
      // Refused, the body was not read, and the store may close the connection: nobody else may take it up.
      if ((answer.statusCode ?? 0) >= 400) exchange.shouldKeepAlive = false;
      if (BUSY.has(answer.statusCode)) {
        answer.resume();
        exchange.destroy(new S3Busy(answer.statusCode ?? 0));
      } else {
        onResponse(answer);
      }
    });
    // Nothing went either way for so long.
    exchange.on('timeout', () => {
      if (response === undefined) exchange.destroy(new S3Silent(timeoutMs));
      else if (response.readableLength === 0) response.destroy(new S3Silent(timeoutMs));
      // It is our reader who is slow: the store is not to blame, and is waited for anew.
      else exchange.socket?.setTimeout(timeoutMs);
    });
    return exchange;
  };
}

/** The minio client takes this header for a plain PUT, but has no way to give it to the end of a multipart upload. */
function writeOnce({ method, path, headers }: RequestOptions): NonNullable<RequestOptions['headers']> {
  const given = headers as Readonly<Record<string, string>>;
  const isCompletion = method === 'POST' && /[?&]uploadId=/.test(path ?? '');
  return isCompletion ? { ...given, 'if-none-match': '*' } : given;
}
