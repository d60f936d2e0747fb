import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { ApiClient } from '../support/api-client.js';
import { makeFolder } from '../contracts/opened-disk-store.js';
import { freshDatabase } from '../support/database.js';
import { FaultyLink } from '../support/faulty-link.js';
import { graphql } from '../support/generated/index.js';
import { freshBucket, settingsOf, UNLESS_MINIO } from '../support/minio.js';
import { completeMultipart, createMultipart, partUrls, putPart, uploadedParts } from '../support/multipart.js';
import { ServerProcess } from '../support/server-process.js';
import { ADMIN } from '../support/thingstore.js';
import { until } from '../support/until.js';
import { capture } from '../support/uploads.js';

const MIB = 1024 * 1024;
const SIZE = 200 * MIB;
const CUTS = 3;
const MEMORY_LIMIT = 64 * MIB;

const PREPARE = graphql(`
  mutation FlakyLinkPrepare($login: LoginInput!) {
    login(input: $login) {
      token
    }
  }
`);

const MAKE_OWNER = graphql(`
  mutation FlakyLinkOwner($owner: CreateOwnerInput!) {
    createOwner(input: $owner) {
      id
    }
  }
`);

/** Of a process, resident, in bytes; only Linux tells. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

describe('a recording of 200 MB over a link that breaks', () => {
  for (const [name, isMinio, skip] of [
    ['the disk', false, false],
    ['a MinIO', true, UNLESS_MINIO],
  ] as const) {
    const unlessLinux = process.platform === 'linux' ? false : 'needs /proc to measure memory';
    it(
      `arrives whole at ${name} though it is cut three times, and costs the server little memory`,
      { skip: skip === false ? unlessLinux : skip },
      async (t) => {
        const [database, folder] = [await freshDatabase(), await makeFolder()];
        const bucket = freshBucket();
        const link = new FaultyLink(isMinio ? bucket.endpoint : 'http://127.0.0.1:1');
        const origin = await link.listen();
        const settings = {
          DATABASE_URL: database.url,
          ADMIN_EMAIL: ADMIN.email,
          ADMIN_PASSWORD: ADMIN.password,
          ...(isMinio ? settingsOf({ ...bucket, publicEndpoint: origin }) : { PUBLIC_URL: origin }),
        };
        const server = await ServerProcess.start(folder.path, { settings });
        t.after(async () => {
          await server.clear();
          await link.close();
          await database.drop();
          await folder.remove();
        });
        if (isMinio) assert.ok(server.output.includes(`Bytes  ${bucket.endpoint}/${bucket.bucket}\n`));
        else link.leadTo(server.localUrl);
        const anonymous = new ApiClient(server.localUrl, null);
        const { login } = await anonymous.request(PREPARE, { login: ADMIN });
        const root = new ApiClient(server.localUrl, `Bearer ${login.token}`);
        await root.request(MAKE_OWNER, { owner: { id: 'cam-1', kind: 'DEVICE', name: 'Camera' } });

        const hash = createHash('sha256');
        for (let offset = 0; offset < SIZE; offset += MIB) hash.update(mebibyte(offset / MIB));
        const sha256 = hash.digest('hex');
        const upload = await createMultipart(root, {
          ownerId: 'cam-1',
          path: 'film',
          type: 'video/mp4',
          size: SIZE,
          sha256,
        });
        const count = Math.ceil(SIZE / upload.partSize);
        const before = await memoryOf(server.pid);
        let most = before;
        const watch = setInterval(() => {
          void memoryOf(server.pid).then((now) => (most = Math.max(most, now)));
        }, 50);
        t.after(() => {
          clearInterval(watch);
        });

        let failures = 0;
        for (let attempt = 1; (await uploadedParts(root, upload.id))?.length !== count; attempt += 1) {
          const there = new Set(await uploadedParts(root, upload.id));
          const numbers = Array.from({ length: count }, (_, nth) => nth + 1).filter((number) => !there.has(number));
          const urls = await partUrls(root, upload.id, numbers);
          if (attempt <= CUTS) link.cutAfter((attempt * SIZE) / 10);
          for (const [nth, number] of numbers.entries()) {
            const part = partOf(number, upload.partSize);
            const url = urls[nth];
            assert.ok(url);
            const status = await putPart(url, part).catch(() => null);
            if (status === null) {
              failures += 1;
              break;
            }
            assert.equal(status, 200);
          }
        }
        assert.equal(failures, CUTS);
        await completeMultipart(root, upload.id);
        await until(async () => (await capture(root, upload.resource.id)).state === 'READY');
        const { details } = await capture(root, upload.resource.id);
        assert.deepEqual([details?.size, details?.sha256], [SIZE, sha256]);
        clearInterval(watch);
        t.diagnostic(`the server grew by ${String(Math.round((most - before) / MIB))} MiB`);
        assert.ok(most - before < MEMORY_LIMIT, `it grew by ${String(most - before)} bytes`);
      },
    );
  }
});

/** One of the recording's mebibytes: each is another one. */
function mebibyte(nth: number): Buffer {
  return Buffer.alloc(MIB, `mebibyte ${String(nth)} `);
}

function partOf(number: number, partSize: number): Buffer {
  const [start, end] = [(number - 1) * partSize, Math.min(number * partSize, SIZE)];
  return Buffer.concat(Array.from({ length: (end - start) / MIB }, (_, nth) => mebibyte(start / MIB + nth)));
}
