import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { FolderInUse } from './embedded-postgres.errors.js';
import { ask, kill, newFolder, start, startElsewhere, tidyUp } from '../../../test/support/embedded-trial.js';

after(tidyUp);

describe('the data folder', () => {
  test('is for one process at a time', async () => {
    const folder = await newFolder();
    const postgres = await start(folder);
    const { said } = await startElsewhere(folder);
    assert.match(said, new RegExp(`in use by process ${process.pid.toString()}\\.`, 'u'));
    await assert.rejects(start(folder), FolderInUse);
    assert.equal(await ask(postgres, 'SELECT 1'), 1);
    await postgres.stop();
    await (await start(folder)).stop();
  });

  test('lets exactly one of several win that start in an empty folder at once', async () => {
    const folder = await newFolder();
    const attempts = await Promise.all([startElsewhere(folder), startElsewhere(folder), startElsewhere(folder)]);
    const winners = attempts.filter(({ said }) => said === 'ready');
    assert.equal(winners.length, 1);
    const [winner] = winners;
    for (const { said } of attempts.filter((attempt) => attempt !== winner)) {
      assert.equal(said, `The data folder ${folder} is in use by process ${String(winner?.child.pid)}.`);
    }
    assert.ok(winner);
    await kill(winner.child);
    await (await start(folder)).stop();
  });

  test('is free when the process that held it is gone and another has its pid', async () => {
    const folder = await newFolder();
    await mkdir(folder);
    const lock = join(folder, 'thingstore.lock');
    await writeFile(lock, JSON.stringify({ pid: process.pid, identity: 'an earlier start' }));
    await (await start(folder)).stop();
  });

  test('is free when a power cut left half a lock', async () => {
    const folder = await newFolder();
    await mkdir(folder);
    await writeFile(join(folder, 'thingstore.lock'), '{"pid": 1');
    await (await start(folder)).stop();
  });
});
