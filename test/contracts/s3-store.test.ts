import { freshBucket, UNLESS_MINIO } from '../support/minio.js';
import { SetClock } from '../support/set-clock.js';
import { describeObjectStore } from './object-store.contract.js';
import { openS3Store } from './opened-s3-store.js';

describeObjectStore(
  'a MinIO',
  async () => {
    const clock = new SetClock();
    const store = await openS3Store(freshBucket(), { clock });
    return {
      store,
      clock,
      close: () => {
        store.close();
        return Promise.resolve();
      },
    };
  },
  { skip: UNLESS_MINIO },
);
