import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { S3Config } from '../../src/config/config.js';
import { findMinio } from './minio-binary.js';
import { until } from './until.js';

/** Names the MinIO to test against, such as http://localhost:9000; the run sets it when it starts one. */
export const MINIO_VARIABLE = 'MINIO_TEST_ENDPOINT';

const ACCOUNT = {
  accessKey: process.env['MINIO_TEST_ACCESS_KEY'] ?? 'minioadmin',
  secretKey: process.env['MINIO_TEST_SECRET_KEY'] ?? 'minioadmin',
} as const;

/** Why tests on MinIO are left out; false when there is one. */
export const UNLESS_MINIO: string | false =
  (process.env[MINIO_VARIABLE] ?? '') === '' ? 'needs a MinIO: npm run build:minio' : false;

/** A bucket of its own at the MinIO of the run. It is not made: whoever opens it does that. */
export function freshBucket(changes: Partial<S3Config> = {}): S3Config {
  const endpoint = process.env[MINIO_VARIABLE] ?? '';
  return {
    endpoint,
    publicEndpoint: changes.endpoint ?? endpoint,
    region: 'us-east-1',
    bucket: `test-${randomBytes(6).toString('hex')}`,
    ...ACCOUNT,
    isPathStyle: true,
    timeoutMs: 10_000,
    ...changes,
  };
}

/** The settings with which a Thingstore uses that bucket. */
export function settingsOf(config: S3Config): Readonly<Record<string, string>> {
  return {
    S3_ENDPOINT: config.endpoint,
    S3_PUBLIC_ENDPOINT: config.publicEndpoint,
    S3_REGION: config.region,
    S3_BUCKET: config.bucket,
    S3_ACCESS_KEY: config.accessKey,
    S3_SECRET_KEY: config.secretKey,
    S3_PATH_STYLE: String(config.isPathStyle),
    S3_TIMEOUT: `${config.timeoutMs.toString()}ms`,
  };
}

export interface Minio {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts a MinIO with an empty folder of its own, on any free port; null when none is installed. */
export async function startMinio(settings: Readonly<Record<string, string>> = {}): Promise<Minio | null> {
  const program = await findMinio();
  if (program === null) return null;
  const folder = await mkdtemp(join(tmpdir(), 'thingstore-minio-'));
  const server = spawn(program, ['server', '--json', '--address', '127.0.0.1:0', folder], {
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      MINIO_ROOT_USER: ACCOUNT.accessKey,
      MINIO_ROOT_PASSWORD: ACCOUNT.secretKey,
      MINIO_BROWSER: 'off',
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  const stop = async () => {
    server.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const endpoint = await endpointIn(server.stderr);
    await until(async () => (await fetch(`${endpoint}/minio/health/ready`)).status === 200);
    return { endpoint, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where it says that it listens; what it says later is of no interest. */
async function endpointIn(output: Readable): Promise<string> {
  const lines = createInterface({ input: output });
  for await (const line of lines) {
    const endpoint = /API: (http:\S+)/.exec(line)?.[1];
    if (endpoint === undefined) continue;
    output.resume();
    return endpoint;
  }
  throw new Error('MinIO ended at its start.');
}
