import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { systemRandom } from '../../src/clock/random.js';
import { identify } from '../../src/http/identify.js';
import { objectsRoute } from '../../src/http/objects-route.js';
import { createLog } from '../../src/logging/log.js';
import { DiskStore } from '../../src/storage/disk/disk-store.js';
import { SignedLinks } from '../../src/storage/disk/signed-link.js';
import { SetClock } from '../support/set-clock.js';
import type { TriedStore } from './tried-store.js';
import { makeFolder } from './opened-disk-store.js';

/** A disk store with our own door in front of it: the links of a disk lead nowhere else. */
export async function servedDiskStore(): Promise<TriedStore> {
  const [folder, clock, log] = [await makeFolder(), new SetClock(), createLog('silent')];
  const random = systemRandom(clock);
  let publicUrl = '';
  const links = new SignedLinks({ publicUrl: () => publicUrl, secret: Buffer.alloc(32, 's'), clock });
  const store = await DiskStore.open({
    folder: join(folder.path, 'objects'),
    ...{ links, clock, random, log },
  });
  const receipt = { resourceId: 'r', version: 1 };
  // Uploads are not what is tried here: all are expected, and none is known.
  const door = {
    expect: () => Promise.resolve({ upload: null, isComplete: false }),
    expectPart: ({ uploadId }: { readonly uploadId: string }) => Promise.resolve({ multipartId: uploadId }),
    arrived: () => Promise.resolve(receipt),
    repeated: () => Promise.resolve(receipt),
  };
  const server = createServer(
    express()
      .use(identify({ random, addressOf: () => 'unknown' }))
      .use('/objects', objectsRoute({ store, links, parts: store.multipart, door, stallTimeoutMs: 30_000, log })),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  publicUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    store,
    clock,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await folder.remove();
    },
  };
}
