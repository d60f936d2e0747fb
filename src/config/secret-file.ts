import { link, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * A secret that the first start makes and later ones read: a file that only its owner may read. When two processes
 * start at once, both get the one that was first.
 */
export async function secretFile(path: string, make: () => string): Promise<string> {
  const standing = await readSecret(path);
  if (standing !== null) return standing;
  // With the usual mode: as root, the embedded PostgreSQL may run under an account that has to enter this folder.
  await mkdir(dirname(path), { recursive: true });
  const folder = await mkdtemp(`${path}.`);
  const draft = join(folder, 'draft');
  await writeFile(draft, `${make()}\n`, { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const made = await readSecret(path);
  if (made === null) throw new Error(`The secret in ${path} cannot be read back.`);
  return made;
}

async function readSecret(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim();
    return text === '' ? null : text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
