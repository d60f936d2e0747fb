import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT } from './proofs-folder.js';

const FOLDER = join('dist', 'groups');
/** Loading all that the server is made of takes longer than most tests. */
const FILES_A_PROCESS = 8;

/**
 * Test files that share a process: modules that run the files one after the other, each as a suite of its own with its
 * own hooks. Answers the modules, relative to the project's folder.
 *
 * @param files relative to the project's folder
 */
export async function groupTestFiles(files: readonly string[], timeoutMs: number): Promise<readonly string[]> {
  await rm(join(ROOT, FOLDER), { recursive: true, force: true });
  await mkdir(join(ROOT, FOLDER), { recursive: true });
  const count = Math.ceil(files.length / FILES_A_PROCESS);
  // Neighbours are alike, also in how long they take: they are dealt out.
  const groups = Array.from({ length: count }, (_, index) => files.filter((_file, place) => place % count === index));
  return Promise.all(
    groups.map(async (group, index) => {
      const module = join(FOLDER, `group-${String(index + 1)}.js`);
      await writeFile(join(ROOT, module), moduleOf(group, timeoutMs));
      return module;
    }),
  );
}

function moduleOf(files: readonly string[], timeoutMs: number): string {
  const suites = files.map((file) => {
    const specifier = relative(FOLDER, file).replaceAll('\\', '/');
    const name = file.replace(/^dist\//, '').replace(/js$/, 'ts');
    return `describe(${JSON.stringify(name)}, { timeout: ${String(timeoutMs)} }, () => import(${JSON.stringify(specifier)}));\n`;
  });
  return `import { describe } from 'node:test';\n${suites.join('')}`;
}
