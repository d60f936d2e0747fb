import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '../clock/clock.js';
import { systemRandom } from '../clock/random.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { createLog } from '../logging/log.js';
import { openObjectStore } from '../storage/open-object-store.js';
import type { ObjectStore } from '../storage/object-store.js';
import { SetClock } from '../../test/support/set-clock.js';
import { Round } from './round.js';

const HOUR_MS = 60 * 60 * 1000;

describe('a round through what is due', () => {
  const log = createLog('silent');
  const batch = ['a', 'b', 'c'].map((id) => ({ id }));
  let folder: string;
  let store: ObjectStore;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thingstore-round-'));
    const parts = { clock: systemClock, random: systemRandom(systemClock), log, secret: Buffer.alloc(32, 's') };
    ({ store } = await openObjectStore({
      ...parts,
      s3: null,
      dataFolder: folder,
      publicUrl: () => 'http://localhost',
    }));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const failingAt = (bad: string) => (item: { readonly id: string }) =>
    item.id === bad
      ? Promise.reject(new ServiceUnavailable('The object store', new Error('damaged')))
      : Promise.resolve();

  it('leaves out for an hour what cannot be done, and does the rest', async () => {
    const clock = new SetClock();
    const round = new Round({ store, clock, log });
    const done = await round.work(batch, { each: failingAt('a'), ending: undefined });
    assert.deepEqual(
      done.map(({ id }) => id),
      ['b', 'c'],
    );
    assert.deepEqual(round.leftOut, ['a']);
    clock.advance(HOUR_MS);
    assert.deepEqual(round.leftOut, []);
    assert.equal(round.failingFor('a'), HOUR_MS);
    await round.work(batch, { each: failingAt('a'), ending: undefined });
    assert.deepEqual(round.leftOut, ['a']);
    assert.equal(round.failingFor('a'), HOUR_MS);
    await round.work(batch, { each: failingAt('none'), ending: undefined });
    assert.deepEqual([round.leftOut, round.failingFor('a')], [[], 0]);
  });

  it('ends early when the server stops', async () => {
    const [round, ending] = [new Round({ store, clock: systemClock, log }), new AbortController()];
    const each = () => {
      ending.abort();
      return Promise.resolve();
    };
    assert.equal((await round.work(batch, { each, ending: ending.signal })).length, 1);
  });

  it('blames nothing that was broken off by the stop, nor what PostgreSQL did', async () => {
    const [round, ending] = [new Round({ store, clock: systemClock, log }), new AbortController()];
    const brokenOff = () => {
      ending.abort();
      return Promise.reject(new ServiceUnavailable('The object store'));
    };
    assert.deepEqual(await round.work(batch, { each: brokenOff, ending: ending.signal }), []);
    const away = () => Promise.reject(new ServiceUnavailable('PostgreSQL'));
    await assert.rejects(round.work(batch, { each: away, ending: undefined }), { params: { missing: 'PostgreSQL' } });
    assert.deepEqual(round.leftOut, []);
  });

  it('blames nothing that is due when the store is away', async () => {
    const round = new Round({ store, clock: systemClock, log });
    await rm(join(folder, 'objects'), { recursive: true });
    await assert.rejects(round.work(batch, { each: failingAt('a'), ending: undefined }), ServiceUnavailable);
    assert.deepEqual(round.leftOut, []);
  });
});
