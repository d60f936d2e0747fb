import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** Why tests with curl are left out; false when there is one. */
export const UNLESS_CURL = unless('curl');

/** Why tests with Python are left out; false when there is one. */
export const UNLESS_PYTHON = unless('python3');

/** What a program of the shell prints, byte for byte; throws with its complaints when it fails. */
export async function shell(
  words: readonly string[],
  { folder, env }: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
): Promise<Buffer> {
  const options = { cwd: folder, env: { PATH: process.env['PATH'], ...env }, encoding: 'buffer' } as const;
  return (await promisify(execFile)('sh', [...words], { ...options, maxBuffer: 64 * 1024 * 1024 })).stdout;
}

function unless(program: string): string | false {
  const { status } = spawnSync(program, ['--version'], { stdio: 'ignore' });
  return status === 0 ? false : `needs ${program}, which is not on this machine`;
}
