import type { Clock } from '../../clock/clock.js';
import type { Random } from '../../clock/random.js';
import type { S3Config } from '../../config/config.js';
import { loggableError } from '../../errors/unexpected-error.js';
import type { Log } from '../../logging/log.js';
import type { S3Client } from './s3-client.js';
import { BUSY, isAway, repeatedly, s3Code, S3Busy, s3Fault, S3Silent } from './s3-fault.js';
import { S3Links } from './s3-links.js';

/** The store is there, and will not do what it has to. The message is one sentence for the operator. */
class InvalidStore extends Error {
  override readonly name = 'InvalidStore';
}

/** Makes the bucket when there is none, and tries out all that has to work, before anybody relies on it. */
export class S3Preparation {
  /** Whether the store heeds headers that were not signed: until it has shown that it does not, it is taken to. */
  isTrusting = true;
  private isDone = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly parts: {
      readonly client: S3Client;
      readonly config: S3Config;
      readonly clock: Clock;
      readonly random: Random;
      readonly log: Log;
    },
  ) {}

  /** For whoever wants to use the store. Throws ServiceUnavailable while it is away or refuses. */
  async ready(): Promise<void> {
    if (this.isDone) return;
    try {
      await this.done();
    } catch (cause) {
      if (!(cause instanceof InvalidStore)) throw cause;
      this.parts.log.error({ error: loggableError(cause) }, 'The object store cannot be used as it is set up.');
      throw s3Fault(cause);
    }
  }

  /** Prepares the store unless that is done. Throws ServiceUnavailable while it is away, InvalidStore when it refuses. */
  async done(): Promise<void> {
    if (this.isDone) return;
    this.running ??= this.prepare().finally(() => (this.running = undefined));
    await this.running;
  }

  private async prepare(): Promise<void> {
    const { config } = this.parts;
    try {
      await this.openBucket();
      await this.tryOut();
    } catch (cause) {
      if (cause instanceof InvalidStore) throw cause;
      throw isAway(cause) ? s3Fault(cause) : new InvalidStore(sentenceFor(cause, config), { cause });
    }
    this.isDone = true;
  }

  private async openBucket(): Promise<void> {
    const { client, config } = this.parts;
    try {
      // Unlike a look at the bucket alone, a refusal of this says why.
      await repeatedly(() => client.listObjectsV2Query(config.bucket, '', '', '/', 1, ''));
    } catch (cause) {
      if (s3Code(cause) !== 'NoSuchBucket') throw cause;
      await client.makeBucket(config.bucket, config.region).catch((refusal: unknown) => {
        // Another process was quicker.
        if (s3Code(refusal) !== 'BucketAlreadyOwnedByYou') throw refusal;
      });
    }
  }

  /** Everything that clients rely on: bytes go in once, and come out by a signed URL. */
  private async tryOut(): Promise<void> {
    const { client, config, random } = this.parts;
    // No object's key: it is not listed as one, should a crash leave it behind.
    const name = `.thingstore-trial/${random.id()}`;
    const bytes = Buffer.from('Written at the start, to see whether the object store does what it has to.\n');
    const write = () => client.putObject(config.bucket, name, bytes, bytes.length, { 'If-None-Match': '*' });
    await write();
    try {
      await this.requireWriteOnce(write);
      await this.tryForeignHeaders(name);
      await this.tryLink({ name, bytes, setting: 'S3_ENDPOINT' });
      if (config.publicEndpoint !== config.endpoint) await this.tryLink({ name, bytes, setting: 'S3_PUBLIC_ENDPOINT' });
    } finally {
      await client.removeObject(config.bucket, name);
    }
  }

  private async requireWriteOnce(write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch (cause) {
      if (s3Code(cause) === 'PreconditionFailed') return;
      throw cause;
    }
    throw new InvalidStore(
      'The object store overwrites objects although If-None-Match forbids it, so that uploads could change after they ' +
        'were checked: it is too old, or something in front of it drops that header.',
    );
  }

  /** Somebody who may write here must not be able to have other objects, which he may not read, copied here. */
  private async tryForeignHeaders(name: string): Promise<void> {
    const { config } = this.parts;
    const links = new S3Links({ ...this.parts, endpoint: config.endpoint, isTrusting: () => false });
    const put = async (isGuarded: boolean, headers: Readonly<Record<string, string>>): Promise<number> => {
      const { url } = links.trial(`${name}-copy`, { method: 'PUT', isGuarded });
      return (await fetchWhole(url, { timeoutMs: config.timeoutMs, method: 'PUT', headers })).status;
    };
    const copying = { 'x-amz-copy-source': `/${config.bucket}/${name}` };
    try {
      this.isTrusting = (await put(false, copying)) === 200;
      if (!this.isTrusting) return;
      if ((await put(true, copying)) !== 200 && (await put(true, {})) === 200) return;
    } finally {
      await this.parts.client.removeObject(config.bucket, `${name}-copy`);
    }
    throw new InvalidStore(
      'The object store heeds headers that were not signed, so that whoever may upload could read any object: ' +
        'it cannot be used.',
    );
  }

  private async tryLink(trial: {
    readonly name: string;
    readonly bytes: Buffer;
    readonly setting: 'S3_ENDPOINT' | 'S3_PUBLIC_ENDPOINT';
  }): Promise<void> {
    const { config, log } = this.parts;
    const endpoint = trial.setting === 'S3_ENDPOINT' ? config.endpoint : config.publicEndpoint;
    const { url } = new S3Links({ ...this.parts, endpoint, isTrusting: () => false }).trial(trial.name, {
      method: 'GET',
    });
    const answer = await fetchWhole(url, { timeoutMs: config.timeoutMs, method: 'GET', headers: {} }).catch(
      (cause: unknown) => {
        // Clients may well reach what we do not, such as a container's published port.
        if (trial.setting === 'S3_ENDPOINT') throw cause;
        log.warn(
          { endpoint, error: loggableError(cause) },
          'S3_PUBLIC_ENDPOINT cannot be reached from here; can clients?',
        );
        return null;
      },
    );
    if (answer === null || (answer.status === 200 && answer.body.equals(trial.bytes))) return;
    const { body } = answer;
    const code = /<Code>(\w+)<\/Code>/.exec(body.toString())?.[1] ?? `status ${answer.status.toString()}`;
    throw new InvalidStore(
      `A signed URL for ${trial.setting} (${endpoint}) was answered with ${code}: it has to lead to the same store, and ` +
        'a proxy in front of it must leave path and Host header as they are.',
    );
  }
}

/** Throws S3Busy, and S3Silent when nothing comes, or not all. */
async function fetchWhole(
  url: string,
  { timeoutMs, method, headers }: { timeoutMs: number; method: string; headers: Readonly<Record<string, string>> },
): Promise<{ readonly status: number; readonly body: Buffer }> {
  try {
    const answer = await fetch(url, { method, headers, signal: AbortSignal.timeout(timeoutMs) });
    const body = Buffer.from(await answer.arrayBuffer());
    if (BUSY.has(answer.status)) throw new S3Busy(answer.status);
    return { status: answer.status, body };
  } catch (cause) {
    if (cause instanceof S3Busy) throw cause;
    throw new S3Silent(timeoutMs, cause);
  }
}

/** What an operator can do about a refusal. */
function sentenceFor(cause: unknown, config: S3Config): string {
  const { endpoint, bucket, region } = config;
  switch (s3Code(cause) ?? '') {
    case 'InvalidAccessKeyId':
      return `S3_ACCESS_KEY is not known to the object store at ${endpoint}.`;
    case 'SignatureDoesNotMatch':
      return 'S3_SECRET_KEY is not the one that belongs to S3_ACCESS_KEY, or a proxy changes the Host header.';
    case 'RequestTimeTooSkewed':
      return 'The clocks of this machine and of the object store are more than 15 minutes apart.';
    case 'AuthorizationHeaderMalformed':
    case 'PermanentRedirect':
    case 'MovedPermanently':
    case 'IllegalLocationConstraintException':
      return `S3_REGION is ${region}, and the bucket ${bucket} is in another region.`;
    case 'BucketAlreadyExists':
      return `S3_BUCKET: the bucket ${bucket} belongs to someone else.`;
    case 'AccessDenied':
      return `The account of S3_ACCESS_KEY may not use the bucket ${bucket}, or not make it: it has to list, read, write and delete objects there.`;
    default:
      return `What answers at S3_ENDPOINT (${endpoint}) is no S3 store that can be used: ${reasonOf(cause)}`;
  }
}

function reasonOf(cause: unknown): string {
  const said = cause instanceof Error ? cause.message : '';
  return said === '' ? (s3Code(cause) ?? 'it gave no reason.') : said;
}
