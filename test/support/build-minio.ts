import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findMinio, MINIO_MODULE, minioFolder } from './minio-binary.js';

// Builds the MinIO that the tests run against, with Go, once: npm run build:minio. It takes some minutes.

const found = await findMinio();
if (found !== null) {
  console.log(`MinIO is there: ${found}`);
} else {
  console.log(`Building ${MINIO_MODULE}, which takes some minutes the first time.`);
  const folder = minioFolder();
  await mkdir(dirname(folder), { recursive: true });
  // Built aside, then renamed: a build that was interrupted is not taken for a MinIO.
  const draft = await mkdtemp(`${folder}.new-`);
  const build = spawn('go', ['install', '-ldflags=-s -w', MINIO_MODULE], {
    env: { ...process.env, GOBIN: draft },
    stdio: 'inherit',
  });
  const [code] = (await once(build, 'close')) as [number | null];
  if (code === 0) {
    await mkdir(folder, { recursive: true });
    await rename(join(draft, 'minio'), join(folder, 'minio'));
  }
  await rm(draft, { recursive: true, force: true });
  process.exitCode = code ?? 1;
}
