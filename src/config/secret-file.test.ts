import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { secretFile } from './secret-file.js';

function never(): string {
  throw new Error('A secret that stands is not made again.');
}

describe('a secret in a file', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thingstore-secret-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('is made by the first start and read by later ones', async () => {
    const path = join(folder, 'data', 'of', 'ours', 'token');
    assert.equal(await secretFile(path, () => 'one'), 'one');
    assert.equal(await secretFile(path, never), 'one');
    assert.equal(await readFile(path, 'utf8'), 'one\n');
  });

  it('is for its owner’s eyes only', async () => {
    const path = join(folder, 'private');
    await secretFile(path, () => 'one');
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });

  it('may be written by hand', async () => {
    const path = join(folder, 'by-hand');
    await writeFile(path, '  chosen \n');
    assert.equal(await secretFile(path, never), 'chosen');
  });

  it('is one and the same for all that start at once, and leaves nothing else behind', async () => {
    const race = join(folder, 'race');
    for (let round = 0; round < 150; round += 1) {
      const path = join(race, `secret-${round.toString()}`);
      const seen = await Promise.all(
        Array.from({ length: 8 }, (_, index) => secretFile(path, () => `secret of ${index.toString()}`)),
      );
      const kept = (await readFile(path, 'utf8')).trim();
      assert.deepEqual(new Set(seen), new Set([kept]));
    }
    assert.equal((await readdir(race)).length, 150);
  });

  it('that is empty is not made up for in silence', async () => {
    const path = join(folder, 'empty');
    await writeFile(path, '\n');
    await assert.rejects(
      secretFile(path, () => 'one'),
      /cannot be read back/,
    );
  });
});
