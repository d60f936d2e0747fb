import { join } from 'node:path';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { S3Config } from '../config/config.js';
import type { Log } from '../logging/log.js';
import type { DiskMultipart } from './disk/disk-multipart.js';
import { DiskStore } from './disk/disk-store.js';
import { SignedLinks } from './disk/signed-link.js';
import type { ObjectStore } from './object-store.js';
import { S3Store } from './s3/s3-store.js';

export interface OpenedObjectStore {
  readonly store: ObjectStore;
  /** What our own door needs for a store that answers no links by itself; null where clients pass us by. */
  readonly door: { readonly links: SignedLinks; readonly parts: DiskMultipart } | null;
  /** Ends every connection to it. */
  close(): void;
}

/** Opens the store that the configuration names: a bucket, else a folder. */
export async function openObjectStore(parts: {
  readonly s3: S3Config | null;
  readonly dataFolder: string;
  /** Where clients reach us, without a slash at the end. */
  readonly publicUrl: () => string;
  /** What the links of the folder are signed with. */
  readonly secret: Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}): Promise<OpenedObjectStore> {
  if (parts.s3 !== null) {
    const store = await S3Store.open({ ...parts, config: parts.s3 });
    return {
      store,
      door: null,
      close: () => {
        store.close();
      },
    };
  }
  const links = new SignedLinks(parts);
  const store = await DiskStore.open({ ...parts, folder: join(parts.dataFolder, 'objects'), links });
  return { store, door: { links, parts: store.multipart }, close: () => undefined };
}
