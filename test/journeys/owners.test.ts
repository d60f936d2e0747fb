import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CREATE_OWNER, createEntry, createOwner } from '../support/entries.js';
import type { CreateOwnerInput, OwnerKind, UpdateOwnerInput } from '../support/generated/graphql.js';
import { graphql } from '../support/generated/index.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const UPDATE = graphql(`
  mutation OwnersUpdate($input: UpdateOwnerInput!) {
    updateOwner(input: $input) {
      id
      kind
      name
      metadata
      createdAt
      updatedAt
    }
  }
`);

const OWNER = graphql(`
  query OwnersOne($id: ID!) {
    owner(id: $id) {
      id
      kind
      name
      metadata
      createdAt
      updatedAt
      thingKeys {
        id
      }
    }
  }
`);

const KINDS: readonly OwnerKind[] = ['SYSTEM', 'DEVICE', 'USER', 'BLUEPRINT', 'GROUP', 'OTHER'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** An object whose JSON has this many bytes. */
function ofBytes(bytes: number): Record<string, unknown> {
  return { a: 'x'.repeat(bytes - '{"a":""}'.length) };
}

/** An object this deep. */
function ofDepth(depth: number): Record<string, unknown> {
  return depth === 1 ? { end: true } : { in: ofDepth(depth - 1) };
}

describe('an owner', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore({ clock });
  });
  after(() => thingstore.stop());

  const create = (input: Partial<CreateOwnerInput>) =>
    createOwner(thingstore.root, { kind: 'DEVICE', name: 'Camera', ...input });
  const refused = async (input: Partial<CreateOwnerInput>) => {
    const whole = { kind: 'DEVICE', name: 'Camera', ...input } as const;
    const { code, property } = (await thingstore.root.refusal(CREATE_OWNER, { input: whole })).extensions;
    return [code, property];
  };
  const update = async (input: UpdateOwnerInput) => (await thingstore.root.request(UPDATE, { input })).updateOwner;

  it('is of any kind, has the caller’s id, and is read as it was made', async () => {
    for (const kind of KINDS) {
      const metadata = { room: 'Küche', nested: { list: [1, 2.5, null, true] } };
      const made = await create({ id: `Own:${kind}_1.a-b`, kind, name: ` ${kind} é😀 `, metadata });
      const at = clock.now().toISOString();
      assert.deepEqual(made, {
        projectId: 'default',
        id: `Own:${kind}_1.a-b`,
        kind,
        name: `${kind} é😀`,
        metadata,
        createdAt: at,
        updatedAt: at,
        domain: { name: 'root', path: '/' },
      });
      const { owner } = await thingstore.root.request(OWNER, { id: made.id });
      assert.deepEqual([owner?.kind, owner?.metadata, owner?.thingKeys], [kind, metadata, []]);
      // It may hold content at once.
      assert.equal((await createEntry(thingstore.root, { ownerId: made.id, path: 'first' })).ownerId, made.id);
    }
  });

  it('gets an id when the caller has none, and no metadata is an empty object', async () => {
    const [one, other] = [await create({}), await create({ id: null, metadata: null })];
    assert.match(one.id, UUID);
    assert.notEqual(one.id, other.id);
    assert.deepEqual([one.metadata, other.metadata], [{}, {}]);
  });

  it('has an id of its own: a taken one is refused and what stands is left alone', async () => {
    await create({ id: 'taken', name: 'first' });
    assert.deepEqual(await refused({ id: 'taken', name: 'second' }), ['OWNER_EXISTS', 'id']);
    assert.equal((await thingstore.root.request(OWNER, { id: 'taken' })).owner?.name, 'first');
    assert.equal((await create({ id: 'Taken' })).id, 'Taken');
  });

  it('is made once when several ask at the same time', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => create({ id: 'wanted' })));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.match(String(outcome.reason), /OWNER_EXISTS/);
    }
  });

  it('has an id of 1 to 255 characters of those allowed', async () => {
    assert.equal((await create({ id: 'x'.repeat(255) })).id.length, 255);
    for (const id of ['', 'x'.repeat(256), 'a b', 'a/b', 'ä', '😀', 'a?']) {
      assert.deepEqual(await refused({ id }), ['INVALID_ARGUMENTS', 'id'], id);
    }
  });

  it('has a name of 1 to 200 characters, however many bytes these are', async () => {
    for (const name of ['x', 'x'.repeat(200), '😀'.repeat(200), ` ${'x'.repeat(200)} `]) {
      assert.equal((await create({ name })).name, name.trim());
    }
    for (const name of ['', '  ', 'x'.repeat(201), '😀'.repeat(201)]) {
      assert.deepEqual(await refused({ name }), ['INVALID_ARGUMENTS', 'name'], name);
    }
  });

  it('has metadata of at most 64 KiB, nested at most 10 deep', async () => {
    for (const metadata of [ofBytes(65_536), ofDepth(10)]) {
      assert.deepEqual((await create({ metadata })).metadata, metadata);
    }
    const wide = { list: Array<number>(300_000).fill(1) };
    for (const metadata of [ofBytes(65_537), ofDepth(11), wide]) {
      assert.deepEqual(await refused({ metadata }), ['INVALID_ARGUMENTS', 'metadata']);
    }
  });

  it('keeps what an update leaves out, takes what it sets, and null empties its metadata', async () => {
    const made = await create({ id: 'changing', name: 'before', metadata: { a: 1 } });
    clock.advance(1000);
    const named = await update({ id: 'changing', name: ' after ' });
    assert.deepEqual(named, { ...pick(made), name: 'after', updatedAt: clock.now().toISOString() });
    assert.deepEqual((await update({ id: 'changing', metadata: { b: [2] } })).metadata, { b: [2] });
    const emptied = await update({ id: 'changing', metadata: null });
    assert.deepEqual([emptied.name, emptied.metadata], ['after', {}]);
    assert.deepEqual((await thingstore.root.request(OWNER, { id: 'changing' })).owner?.metadata, {});
  });

  it('is later with every update, even while the clock stands', async () => {
    await create({ id: 'standing' });
    const times: string[] = [];
    for (let count = 0; count < 3; count += 1) times.push((await update({ id: 'standing', name: 'n' })).updatedAt);
    assert.deepEqual(times, [...new Set(times)].sort());
  });

  it('refuses an update that would break its rules, and stays as it was', async () => {
    await create({ id: 'firm', name: 'firm', metadata: { a: 1 } });
    for (const [input, property] of [
      [{ name: null }, 'name'],
      [{ name: '' }, 'name'],
      [{ name: 'x'.repeat(201) }, 'name'],
      [{ name: 'ok', metadata: ofBytes(65_537) }, 'metadata'],
      [{ name: 'ok', metadata: ofDepth(11) }, 'metadata'],
    ] as const) {
      const { extensions } = await thingstore.root.refusal(UPDATE, { input: { id: 'firm', ...input } });
      assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', property]);
    }
    const { owner } = await thingstore.root.request(OWNER, { id: 'firm' });
    assert.deepEqual([owner?.name, owner?.metadata], ['firm', { a: 1 }]);
  });

  it('that is unknown cannot be changed, and reads as null', async () => {
    const { extensions } = await thingstore.root.refusal(UPDATE, { input: { id: 'nobody', name: 'x' } });
    assert.deepEqual([extensions.code, extensions.property], ['OWNER_NOT_FOUND', 'id']);
    for (const id of ['nobody', '', 'not an id', '%']) {
      assert.deepEqual(await thingstore.root.request(OWNER, { id }), { owner: null });
    }
  });
});

function pick({ id, kind, metadata, createdAt }: Awaited<ReturnType<typeof createOwner>>) {
  return { id, kind, metadata, createdAt };
}
