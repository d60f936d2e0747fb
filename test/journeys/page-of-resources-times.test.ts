import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { CREATE_ENTRY, createEntry, createOwner, paths, UPDATE_ENTRY, updateEntry } from '../support/entries.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const TEN = new Date('2026-05-04T10:00:00.000Z');
const DAY_MS = 86_400_000;

function at(clockTime: string): string {
  return `2026-05-04T${clockTime}:00.000Z`;
}

describe('the times of a resource', () => {
  const clock = new SetClock(TEN);
  let thingstore: TestThingstore;
  let root: ApiClient;
  before(async () => {
    thingstore = await startThingstore({ clock });
    ({ root } = thingstore);
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
    await createOwner(root, { id: 'cam-2', kind: 'DEVICE', name: 'Camera' });
  });
  after(() => thingstore.stop());

  it('tell the capture at 10:00 from the upload at 10:15 [S1-048 S1-049]', async () => {
    clock.set(new Date(at('10:15')));
    const made = await createEntry(root, { ownerId: 'cam-1', path: 'late', dataCreatedAt: at('10:00') });
    assert.deepEqual([made.dataCreatedAt, made.createdAt, made.updatedAt], [at('10:00'), at('10:15'), at('10:15')]);
  });

  it('are one when nobody says when the data was captured', async () => {
    clock.set(new Date(at('11:00')));
    for (const [path, dataCreatedAt] of [
      ['unsaid', undefined],
      ['null', null],
    ] as const) {
      const made = await createEntry(root, {
        ownerId: 'cam-1',
        path,
        ...(dataCreatedAt === null && { dataCreatedAt }),
      });
      assert.deepEqual([made.dataCreatedAt, made.createdAt], [at('11:00'), at('11:00')]);
    }
  });

  it('order pages by capture, not by upload', async () => {
    for (const [path, dataCreatedAt] of [
      ['A', at('09:30')],
      ['B', at('09:10')],
      ['C', at('09:20')],
    ] as const) {
      clock.advance(60_000);
      await createEntry(root, { ownerId: 'cam-2', path, dataCreatedAt });
    }
    assert.deepEqual(await paths(root, { ownerId: 'cam-2' }), ['A', 'C', 'B']);
  });

  it('are kept to the millisecond, and told in UTC [S1-044]', async () => {
    const dataCreatedAt = '2026-05-04T12:34:56.789987+02:00';
    const made = await createEntry(root, { ownerId: 'cam-1', path: 'exact', dataCreatedAt });
    assert.equal(made.dataCreatedAt, '2026-05-04T10:34:56.789Z');
    for (const [path, time] of [
      ['first year', '0001-01-01T00:00:00.000Z'],
      ['before 1900', '1850-06-15T12:00:00.001Z'],
    ] as const) {
      assert.equal((await createEntry(root, { ownerId: 'cam-1', path, dataCreatedAt: time })).dataCreatedAt, time);
    }
  });

  it('allow a capture 24 hours ahead of the server’s clock, and not a millisecond more', async () => {
    clock.set(TEN);
    const latest = new Date(TEN.getTime() + DAY_MS);
    const made = await createEntry(root, { ownerId: 'cam-1', path: 'ahead', dataCreatedAt: latest.toISOString() });
    assert.equal(made.dataCreatedAt, latest.toISOString());
    const dataCreatedAt = new Date(latest.getTime() + 1).toISOString();
    for (const refusal of [
      await root.refusal(CREATE_ENTRY, { input: { ownerId: 'cam-1', path: 'too far', data: {}, dataCreatedAt } }),
      await root.refusal(UPDATE_ENTRY, { input: { id: made.id, dataCreatedAt } }),
    ]) {
      assert.deepEqual([refusal.extensions.code, refusal.extensions.property], ['INVALID_ARGUMENTS', 'dataCreatedAt']);
    }
  });

  it('are no client’s to set, the capture aside [S1-043]', async () => {
    for (const property of ['createdAt', 'updatedAt', 'archivedAt']) {
      const input = { ownerId: 'cam-1', path: 'set', data: {}, [property]: at('10:00') };
      const { status, errors } = await root.send(
        'mutation ($input: CreateResourceInput!) { createResource(input: $input) { id } }',
        { input },
      );
      const { code, property: told } = errors?.[0]?.extensions ?? {};
      assert.deepEqual([status, code, told], [400, 'INVALID_ARGUMENTS', property]);
    }
  });

  it('change with what they tell: the capture when it is set, and the time of the record when it is null', async () => {
    clock.set(new Date(at('12:00')));
    const { id } = await createEntry(root, { ownerId: 'cam-1', path: 'moved', dataCreatedAt: at('10:00') });
    clock.set(new Date(at('13:00')));
    const set = await updateEntry(root, { id, dataCreatedAt: at('11:00') });
    assert.deepEqual([set.dataCreatedAt, set.createdAt, set.updatedAt], [at('11:00'), at('12:00'), at('13:00')]);
    const kept = await updateEntry(root, { id, metadata: { a: 1 } });
    assert.equal(kept.dataCreatedAt, at('11:00'));
    assert.equal((await updateEntry(root, { id, dataCreatedAt: null })).dataCreatedAt, at('12:00'));
  });

  it('are later with every change, even when the clock stands or goes back [S1-045]', async () => {
    clock.set(new Date(at('14:00')));
    const { id, updatedAt } = await createEntry(root, { ownerId: 'cam-1', path: 'standing' });
    const times = [updatedAt];
    for (let count = 0; count < 5; count += 1) {
      if (count === 3) clock.advance(-60_000);
      times.push((await updateEntry(root, { id, metadata: { count } })).updatedAt);
    }
    assert.deepEqual(times, [...new Set(times)].sort());
    assert.equal(times.at(-1), '2026-05-04T14:00:00.005Z');
  });
});
