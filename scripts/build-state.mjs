// What dist/ was built from, and whether that is still so.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const FOLDERS = ['src', 'migrations', 'test', 'demo', 'bench'];
const SETTINGS = ['tsconfig.json', 'package-lock.json'];

const stampOf = (root) => join(root, 'dist', '.built-from');

/** Whether dist/ holds what the sources would give now. */
export async function isBuilt(root) {
  if (!existsSync(stampOf(root))) return false;
  if ((await readFile(stampOf(root), 'utf8')) !== (await fingerprintOfSources(root))) return false;
  const { missing, stale } = await outputsOf(root);
  return missing.length === 0 && stale.length === 0;
}

/** Changes when a source is added, removed or changed. */
export async function fingerprintOfSources(root) {
  const hash = createHash('sha256');
  for (const file of [...SETTINGS, ...(await filesIn(root, '.ts'))]) {
    const { mtimeMs, size } = await stat(join(root, file));
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

/** Removes what the compiler would leave wrong: outputs of sources that are gone, and a memory of outputs that are gone. */
export async function prepareBuild(root) {
  await mkdir(join(root, 'dist'), { recursive: true });
  await rm(stampOf(root), { force: true });
  const { missing, stale } = await outputsOf(root);
  for (const file of stale) await rm(join(root, 'dist', file), { force: true });
  if (missing.length > 0) await rm(join(root, 'dist', '.tsbuildinfo'), { force: true });
}

/** Notes what dist/ was built from; in one step, so that a crash leaves no half note. */
export async function markBuilt(root, fingerprint) {
  const unfinished = `${stampOf(root)}.${process.pid}`;
  await writeFile(unfinished, fingerprint);
  await rename(unfinished, stampOf(root));
}

async function outputsOf(root) {
  const sources = (await filesIn(root, '.ts')).filter((file) => !file.endsWith('.d.ts'));
  const expected = new Set(sources.map((file) => file.replace(/\.ts$/, '.js')));
  const present = new Set([
    ...(await filesIn(join(root, 'dist'), '.js')),
    ...(await filesIn(join(root, 'dist'), '.js.map')),
  ]);
  return {
    missing: [...expected].filter((file) => !present.has(file)),
    stale: [...present].filter((file) => !expected.has(file.replace(/\.map$/, ''))),
  };
}

/** The files with such an ending below the folders of the sources, relative to `base`, sorted. */
async function filesIn(base, ending) {
  const found = [];
  for (const folder of FOLDERS.filter((name) => existsSync(join(base, name)))) {
    for (const entry of await readdir(join(base, folder), { recursive: true, withFileTypes: true })) {
      const file = relative(base, join(entry.parentPath ?? entry.path, entry.name));
      if (entry.isFile() && file.endsWith(ending)) found.push(file);
    }
  }
  return found.sort();
}
