// One at a time: a lock between processes that a crash does not leave behind.
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const HEARTBEAT_MS = 2_000;
const SILENCE_MS = 15_000;

/** Does the work while no other process holds the lock `file`; waits for its turn. */
export async function withLock(file, work) {
  await take(file);
  const heartbeat = setInterval(() => beat(file), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(file, { force: true });
  }
}

async function take(file) {
  for (let hasSaid = false; ; await wait(200)) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (await isAbandoned(file)) await rm(file, { force: true });
    else if (!hasSaid) {
      console.log('thingstore: waiting for another process that installs or builds here');
      hasSaid = true;
    }
  }
}

/** The holder touches its lock now and then: a process id alone may have passed on to another program. */
async function isAbandoned(file) {
  try {
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > SILENCE_MS) return true;
    const holder = Number(await readFile(file, 'utf8'));
    return holder > 0 && !isAlive(holder);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

async function beat(file) {
  const now = new Date();
  await utimes(file, now, now).catch((error) => console.error(`thingstore: ${error.message}`));
}
