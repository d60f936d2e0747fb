import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { buildSchema, parse } from 'graphql';
import type { ApiAnswer, ApiClient } from '../support/api-client.js';
import { createEntry } from '../support/entries.js';
import { expiredToken } from '../support/expired-token.js';
import { foreignWorld, type ForeignWorld, type IdKind, type Ids } from '../support/foreign-world.js';
import { graphql } from '../support/generated/index.js';
import type { IdCase } from '../support/id-case.js';
import { ID_MATRIX, SUBSCRIBED } from '../support/id-matrix.js';
import { idPositions } from '../support/id-positions.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const CHANGES = graphql(`
  subscription ForeignChanges($filter: ResourceChangeFilter, $after: Cursor) {
    resourceChanged(filter: $filter, after: $after) {
      resourceId
    }
  }
`);

const ADDED = graphql(`
  subscription ForeignAdded($filter: ResourceChangeFilter, $after: Cursor) {
    resourceAdded(filter: $filter, after: $after) {
      resourceId
    }
  }
`);

let thingstore: TestThingstore;
let world: ForeignWorld;
before(async () => {
  thingstore = await startThingstore();
  world = await foreignWorld(thingstore, await expiredToken(thingstore));
});
after(() => thingstore.stop());

/** An id of another kind than the place takes. */
function ofOtherKind(kind: IdKind, ids: Ids): string {
  return kind === 'owner' || kind === 'group'
    ? ids.domain
    : kind === 'resource' || kind === 'file'
      ? ids.domain
      : ids.resource;
}

/** The ids that are asked with; "absent" is that of nothing. */
function idsFor({ kind, except = [] }: IdCase): readonly (readonly [string, string])[] {
  const isText = kind === 'owner' || kind === 'group' || kind === 'project';
  const all = [
    ['absent', isText ? `absent-${randomUUID()}` : randomUUID()],
    ['foreign', world.foreign[kind]],
    ['hidden', world.hidden[kind]],
    ['deleted', world.deleted[kind]],
    ['other', ofOtherKind(kind, world.hidden)],
  ] as const;
  return all.filter(([what]) => !except.some((left) => left === what));
}

function sent(client: ApiClient, { query, sendsFile }: IdCase, id: string): Promise<ApiAnswer<unknown>> {
  const text = query(world.base);
  if (sendsFile !== true) return client.send(text, { id });
  const file = { path: 'variables.file', bytes: Buffer.from('a,b'), name: 'new.csv', type: 'text/csv' };
  return client.upload(parse(text), { id, file: null }, file);
}

/** The answer without what may differ: the id that was asked with, and that of the request. */
async function answer(client: ApiClient, asked: IdCase, id: string): Promise<unknown> {
  const { status, data, errors } = await sent(client, asked, id);
  const told = errors?.map(({ message, path, extensions: { requestId: _, ...extensions } }) => ({
    message,
    path,
    extensions,
  }));
  return JSON.parse(JSON.stringify({ status, data, errors: told }).replaceAll(id, '<id>'));
}

describe('the schema', () => {
  it('takes ids at the places that are tried here, and at no other', async () => {
    const schema = buildSchema(await readFile('schema.graphql', 'utf8'));
    const tried = [...Object.keys(ID_MATRIX), ...Object.keys(SUBSCRIBED)].sort();
    assert.deepEqual(idPositions(schema), tried);
  });
});

describe('an id that the viewer may not see is answered exactly like one that nobody has', () => {
  for (const [position, tried] of Object.entries(ID_MATRIX)) {
    it(position, async () => {
      for (const [who, client] of [
        ['limited', world.limited.client],
        ['stranger', world.stranger.client],
        ['thing', world.thing],
      ] as const) {
        const [[, absent] = ['', ''], ...others] = idsFor(tried);
        const expected = await answer(client, tried, absent);
        for (const [what, id] of others) {
          assert.deepEqual(await answer(client, tried, id), expected, `${who} asked with an id that is ${what}`);
        }
      }
      const seenByRoot = idsFor(tried).filter(([what]) => what !== 'hidden' && what !== tried.keptForRoot);
      const [[, absent] = ['', ''], ...others] = seenByRoot;
      const expected = await answer(world.root, tried, absent);
      for (const [what, id] of others) {
        assert.deepEqual(await answer(world.root, tried, id), expected, `root asked with an id that is ${what}`);
      }
    });
  }
});

describe('who is not known is told so, whatever the id', () => {
  for (const [position, tried] of Object.entries(ID_MATRIX)) {
    it(position, async () => {
      for (const client of [world.nobody, world.expired]) {
        for (const [, id] of idsFor(tried)) {
          const { status, errors } = await sent(client, tried, id);
          assert.deepEqual([status, errors?.[0]?.extensions.code], [401, 'UNAUTHENTICATED']);
        }
      }
    });
  }
});

describe('a subscription with an id that the viewer may not see', () => {
  for (const [position, { kind, member }] of Object.entries(SUBSCRIBED)) {
    it(`${position} is open, and silent`, async () => {
      const { data } = await world.limited.client.send<{ readonly changeCursor: string }>('{ changeCursor }');
      const after = data?.changeCursor ?? null;
      const ids = [world.hidden[kind], world.foreign[kind], world.deleted[kind], randomUUID()];
      const silent = ids.map((id) => {
        const variables = { filter: { [member]: [id] }, after };
        const { client } = world.limited;
        return position.includes('Added') ? client.subscribe(ADDED, variables) : client.subscribe(CHANGES, variables);
      });
      const all = world.limited.client.subscribe(CHANGES, { after });
      await createEntry(thingstore.root, { ownerId: world.hidden.owner, path: `told/${randomUUID()}` });
      const marker = await createEntry(thingstore.root, { ownerId: world.base.owner, path: `told/${randomUUID()}` });
      await all.until(({ events }) => events.some((event) => event.resourceChanged.resourceId === marker.id));
      assert.equal(all.events.length, 1);
      for (const watching of silent) {
        assert.deepEqual([watching.events, watching.errors, watching.isEnded], [[], [], false]);
        await watching.stop();
      }
      await all.stop();
    });
  }
});
