import { systemClock, type Clock } from '../../src/clock/clock.js';
import { systemRandom } from '../../src/clock/random.js';
import type { S3Config } from '../../src/config/config.js';
import { createLog, type Log } from '../../src/logging/log.js';
import { S3Store } from '../../src/storage/s3/s3-store.js';

/** Opens an S3 store, with everything else as in operation. */
export async function openS3Store(
  config: S3Config,
  { clock = systemClock, log = createLog('silent') }: { readonly clock?: Clock; readonly log?: Log } = {},
): Promise<S3Store> {
  return S3Store.open({ config, clock, random: systemRandom(clock), log });
}
