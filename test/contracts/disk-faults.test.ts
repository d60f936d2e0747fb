import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { watch } from 'node:fs';
import { readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freshKey } from './tried-store.js';
import { makeFolder, openDiskStore } from './opened-disk-store.js';

const PROGRAM = fileURLToPath(new URL('./put-object.program.js', import.meta.url));
const UNAVAILABLE = /^ServiceUnavailable: The object store cannot be reached/;
const NO_MOUNTS = ['--user', '--map-root-user', '--mount'];

/** The reason to skip a test when a tool that it needs cannot be run here; false when it can. */
function unlessRuns(command: string, ...args: readonly string[]): string | false {
  return spawnSync(command, args).status === 0 ? false : `needs ${command}`;
}

const unlessTraced = unlessRuns('strace', '-f', '-e', 'inject=fsync:error=EIO', 'true');
const unlessLimited = unlessRuns('prlimit', '--fsize=1000000', 'true');
const unlessMounted = unlessRuns('unshare', ...NO_MOUNTS, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt');

describe('a fault of the disk', () => {
  let folder: Awaited<ReturnType<typeof makeFolder>>;
  let objects: string;
  let incoming: string;
  const key = freshKey();
  const bytes = randomBytes(3_000_000);
  beforeEach(async () => {
    folder = await makeFolder();
    objects = join(folder.path, 'objects');
    incoming = join(objects, '.incoming');
    await openDiskStore(objects);
  });
  afterEach(async () => folder.remove());

  /** Starts a process that stores what it is sent, run by other programs when they are named. */
  function startPut(runBy: readonly string[]): ChildProcess {
    const [command, ...args] = [...runBy, process.execPath, PROGRAM, objects, key] as const;
    // One thread for all file work, so that the count of system calls is the count in order.
    const child = spawn(command, args, { env: { ...process.env, UV_THREADPOOL_SIZE: '1' }, stdio: 'pipe' });
    child.stdin.on('error', assertHungUp);
    return child;
  }

  async function put(...runBy: readonly string[]): Promise<string> {
    const child = startPut(runBy);
    child.stdin?.end(bytes);
    child.stderr?.resume();
    return child.stdout === null ? '' : text(child.stdout);
  }

  async function assertNothingLeft(): Promise<void> {
    const store = await openDiskStore(objects);
    assert.equal(await store.stat(key), null);
    for await (const object of store.list()) assert.fail(`there is ${object.key}`);
  }

  async function assertStored(): Promise<void> {
    const store = await openDiskStore(objects);
    assert.ok((await buffer(await store.read(key))).equals(bytes));
  }

  for (const nth of [1, 2, 3, 4, 5]) {
    it(
      `at write-out ${String(nth)} of an upload is no success, and leaves nothing`,
      { skip: unlessTraced },
      async () => {
        const trace = join(folder.path, 'trace');
        const fault = `inject=fsync:error=EIO:when=${String(nth)}`;
        assert.match(await put('strace', '-f', '-o', trace, '-e', 'trace=fsync', '-e', fault), UNAVAILABLE);
        await assertNothingLeft();
        assert.deepEqual(await readdir(incoming), []);
        assert.match(await put(), /^stored/);
        await assertStored();
      },
    );
  }

  it('that is full is no success, and leaves nothing', { skip: unlessMounted }, async () => {
    // A small disk of its own for the incoming files, seen by that process only.
    const script = 'mount -t tmpfs -o size=1m tmpfs "$0" && "$@" && ls -A "$0"';
    const answer = await put('unshare', ...NO_MOUNTS, 'sh', '-c', script, incoming);
    assert.match(answer, UNAVAILABLE);
    assert.equal(answer.trimEnd().split('\n').length, 1);
    await assertNothingLeft();
  });

  it('that takes no larger files is no success, and leaves nothing', { skip: unlessLimited }, async () => {
    assert.match(await put('prlimit', '--fsize=1000000'), UNAVAILABLE);
    await assertNothingLeft();
    assert.deepEqual(await readdir(incoming), []);
  });

  it(
    'that keeps incoming files on another disk is no success, and leaves nothing',
    { skip: unlessMounted },
    async () => {
      const script = 'mount -t tmpfs -o size=9m tmpfs "$0" && "$@" && ls -A "$0"';
      const answer = await put('unshare', ...NO_MOUNTS, 'sh', '-c', script, incoming);
      assert.match(answer, UNAVAILABLE);
      assert.equal(answer.trimEnd().split('\n').length, 1);
      await assertNothingLeft();
    },
  );
});

describe('a process that is killed', () => {
  let folder: Awaited<ReturnType<typeof makeFolder>>;
  let objects: string;
  let incoming: string;
  const key = freshKey();
  beforeEach(async () => {
    folder = await makeFolder();
    objects = join(folder.path, 'objects');
    incoming = join(objects, '.incoming');
    await openDiskStore(objects);
  });
  afterEach(async () => folder.remove());

  async function leftovers(): Promise<number> {
    return (await readdir(incoming)).length;
  }

  async function reopenADayLater(): Promise<void> {
    for (const name of await readdir(incoming)) await utimes(join(incoming, name), 0, 0);
    await openDiskStore(objects);
  }

  async function endOf(child: ChildProcess): Promise<void> {
    if (child.exitCode === null && child.signalCode === null)
      await new Promise((resolve) => child.once('close', resolve));
  }

  it('in the middle of an upload leaves no object, and its part is cleared away later', async () => {
    const child = spawn(process.execPath, [PROGRAM, objects, key], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.stdin.on('error', assertHungUp);
    child.stdin.write(randomBytes(500_000));
    await someBytesIn(incoming);
    child.kill('SIGKILL');
    await endOf(child);
    const store = await openDiskStore(objects);
    assert.equal(await store.stat(key), null);
    assert.equal(await leftovers(), 1);
    await reopenADayLater();
    assert.equal(await leftovers(), 0);
  });

  for (const { call, isStored } of [
    { call: '?link,?linkat', isStored: false },
    { call: '?unlink,?unlinkat', isStored: true },
  ]) {
    it(
      `at ${isStored ? 'the end' : 'the last step'} of an upload leaves all of the object or nothing`,
      { skip: unlessTraced },
      async () => {
        const bytes = randomBytes(100_000);
        const trace = ['-f', '-o', join(folder.path, 'trace'), '-e', `inject=${call}:signal=SIGKILL:error=EIO:when=1`];
        const command = [...trace, process.execPath, PROGRAM, objects, key];
        const child = spawn('strace', isStored ? command.map(withoutError) : command, {
          stdio: ['pipe', 'ignore', 'ignore'],
        });
        child.stdin.on('error', assertHungUp);
        child.stdin.end(bytes);
        await endOf(child);
        const store = await openDiskStore(objects);
        assert.equal((await store.stat(key))?.size, isStored ? bytes.length : undefined);
        await reopenADayLater();
        assert.equal(await leftovers(), 0);
        if (isStored) assert.ok((await buffer(await store.read(key))).equals(bytes));
      },
    );
  }
});

/** The process may be gone before it has read everything. */
function assertHungUp(error: Error): void {
  assert.match(error.message, /EPIPE|ECONNRESET/);
}

function withoutError(argument: string): string {
  return argument.replace(':error=EIO', '');
}

/** Resolves as soon as some file in the folder has bytes. */
async function someBytesIn(folder: string): Promise<void> {
  const watcher = watch(folder);
  try {
    for (;;) {
      // Waits from before the look, so that no change falls in between.
      const change = new Promise((resolve) => watcher.once('change', resolve));
      const files = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name))));
      if (files.some(({ size }) => size > 0)) return;
      await change;
    }
  } finally {
    watcher.close();
  }
}
