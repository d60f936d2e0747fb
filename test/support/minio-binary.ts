import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** RELEASE.2025-09-07T16-13-09Z, the last one that was published as an image. Later commits tell nobody of uploads. */
export const MINIO_MODULE = 'github.com/minio/minio@v0.0.0-20250907161309-07c3a429bfed';

/** Where the MinIO that was built for the tests lies, outside every clone. */
export function minioFolder(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(cache, 'thingstore', 'minio-20250907');
}

/** The MinIO to start: the one that was built, else one that is installed; null when there is none. */
export async function findMinio(): Promise<string | null> {
  const folders = [minioFolder(), ...(process.env['PATH'] ?? '').split(delimiter)];
  for (const folder of folders.filter((each) => each !== '')) {
    const path = join(folder, 'minio');
    if (await isExecutable(path)) return path;
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
