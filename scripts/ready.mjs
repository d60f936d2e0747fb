// Makes a checkout ready to run: installs and builds when that is needed, and says so. Needs only Node and npm.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprintOfSources, isBuilt, markBuilt, prepareBuild } from './build-state.mjs';
import { withLock } from './lock.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const root = fileURLToPath(new URL('..', import.meta.url));

/** Installs and builds what is missing or out of date; of two at once the second waits. Ends the process on failure. */
export async function ready() {
  try {
    if ((await isInstalled()) && (await isBuilt(root))) return;
    await withLock(join(root, '.ready.lock'), async () => {
      if (!(await isInstalled())) await install();
      if (!(await isBuilt(root))) await build();
    });
  } catch (error) {
    const isRefused = ['EACCES', 'EPERM', 'EROFS'].includes(error.code);
    const reason = isRefused
      ? `There is something to install or build, but ${error.path} may not be written.`
      : error.message;
    console.error(`thingstore: ${reason}`);
    process.exit(1);
  }
}

/** npm keeps beside the packages a lockfile that says what it installed, and writes that one last. */
async function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(await readFile(installed, 'utf8')).packages;
  return (
    Object.entries(wanted).every(([path, entry]) => path === '' || isSame(entry, found[path])) &&
    Object.keys(found).every((path) => path in wanted)
  );
}

/** An optional package may be missing: it is for another platform. */
function isSame(wanted, found) {
  if (found === undefined) return wanted.optional === true;
  return wanted.version === found.version && wanted.integrity === found.integrity;
}

async function install() {
  console.log('thingstore: installing the packages with npm ci, which takes a minute or so the first time');
  // Said explicitly, since NODE_ENV=production would leave out the compiler.
  const options = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath ?? '';
  const command = /npm-cli\.c?js$/.test(npm) ? [process.execPath, npm] : ['npm'];
  await run('npm ci', [...command, ...options]);
}

async function build() {
  console.log('thingstore: building with tsc');
  const fingerprint = await fingerprintOfSources(root);
  await prepareBuild(root);
  await run('tsc', [process.execPath, join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--project', root]);
  await markBuilt(root, fingerprint);
}

/** Runs a program to its end. A signal to us is handed on, so that nothing goes on behind our back. */
async function run(name, [program, ...options]) {
  const child = spawn(program, options, { cwd: root, stdio: 'inherit' });
  const handOn = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, handOn);
  try {
    const ending = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    if (ending !== 'exit code 0') throw new Error(`${name} ended with ${ending}.`);
  } finally {
    for (const signal of SIGNALS) process.off(signal, handOn);
  }
}
