import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, type Clock } from '../../src/clock/clock.js';
import { systemRandom } from '../../src/clock/random.js';
import { createLog } from '../../src/logging/log.js';
import { DiskStore } from '../../src/storage/disk/disk-store.js';
import { SignedLinks } from '../../src/storage/disk/signed-link.js';

/** Opens a disk store in a folder, with everything else as in operation. */
export async function openDiskStore(folder: string, clock: Clock = systemClock): Promise<DiskStore> {
  const publicUrl = (): string => 'http://localhost:4000';
  const links = new SignedLinks({ publicUrl, secret: Buffer.alloc(32, 's'), clock });
  return DiskStore.open({ folder, links, clock, random: systemRandom(clock), log: createLog('silent') });
}

/** An empty folder of its own, and how to clear it away. */
export async function makeFolder(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'thingstore-disk-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
