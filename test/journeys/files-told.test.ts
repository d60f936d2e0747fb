import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import { FEED_CHANGED, feedNow } from '../support/feed.js';
import { changeFile, deleteFile, fileOf, makeFile, textOf } from '../support/named-files.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { sha256 } from '../support/uploads.js';

/** What is said of the file of the story at each of its steps. */
const SAID = { class: 'document', format: 'csv', time: 1710000000, metadata: { site: 'north' } };
const SAID_ANEW = { class: 'binary', format: 'raw', time: 1720000000.5, metadata: { crew: 'b' } };

interface Step {
  readonly action: string;
  readonly changed: readonly string[];
}

/** Makes a file, gives it other bytes, says something else of it, does both, and deletes it. */
const STORY: readonly Step[] = [
  { action: 'CREATED', changed: ['file', 'metadata', 'path'] },
  { action: 'UPDATED', changed: ['file'] },
  { action: 'UPDATED', changed: ['class', 'dataCreatedAt', 'format', 'metadata'] },
  { action: 'UPDATED', changed: ['file', 'class', 'format'] },
  { action: 'DELETED', changed: ['deletedAt'] },
];
const NAME = 'sensor-data.csv';

/** The ways to do the same: the answers of a step are those of the file. */
interface Door {
  make(text: string, said: object): Promise<unknown>;
  change(said: object, text?: string): Promise<unknown>;
  remove(): Promise<unknown>;
}

let thingstore: TestThingstore;
let root: ApiClient;
let records: Records;
before(async () => {
  thingstore = await startThingstore();
  ({ root } = thingstore);
  records = await Records.open(thingstore.databaseUrl);
});
after(async () => {
  await records.close();
  await thingstore.stop();
});

const overGraphql = (client: ApiClient, ownerId: string): Door => ({
  make: (text, said) => makeFile(client, { ownerId, name: NAME, text, ...said }),
  change: (said, text) =>
    text === undefined
      ? changeFile(client, { ownerId, name: NAME, ...said })
      : changeFile(client, { ownerId, name: NAME, ...said }, { bytes: Buffer.from(text), type: 'text/csv' }),
  remove: () => deleteFile(client, ownerId, NAME),
});

/** The routes, as curl asks them. */
function overRest({ url, authorization }: ApiClient, path: string): Door {
  const send = async (
    at: string,
    { method, body, type }: { readonly method: string; readonly body?: string | FormData; readonly type?: string },
  ): Promise<unknown> => {
    const headers = { authorization: authorization ?? '', ...(type === undefined ? {} : { 'content-type': type }) };
    const response = await fetch(`${url}${at}`, { method, headers, ...(body === undefined ? {} : { body }) });
    assert.ok(response.ok, `${method} ${at}: ${response.status.toString()}`);
    return response.status === 204 ? null : await response.json();
  };
  const form = (text: string, filename: string, said: object): FormData => {
    const parts = new FormData();
    parts.set('file', new Blob([text], { type: 'text/csv' }), filename);
    if (Object.keys(said).length > 0) parts.set('metadata', JSON.stringify(said));
    return parts;
  };
  const at = `${path}/${NAME}`;
  return {
    make: (text, said) => send(path, { method: 'POST', body: form(text, NAME, said) }),
    change: (said, text) =>
      text === undefined
        ? send(at, { method: 'PUT', body: JSON.stringify(said), type: 'application/json' })
        : send(at, { method: 'PUT', body: form(text, 'sensor-data-v2.csv', said) }),
    remove: () => send(at, { method: 'DELETE' }),
  };
}

/** What is there of a file beside its ids, times of making and keys. */
async function stateOf(ownerId: string) {
  const file = await fileOf(root, ownerId, NAME);
  if (file === null) return null;
  const { name, class: fileClass, format, time, metadata, resource, details } = file;
  const place = { ...resource, id: '', ownerId: '' };
  return { ...{ name, fileClass, format, time, metadata }, place, details: { ...details, key: '' } };
}

/** The rows of the history, as the table has them. */
const historyOf = (ownerId: string) =>
  records.ask<Step>(
    `select action, changed, version, type, kind, metadata, data_created_at, file_class, file_format,
       details ->> 'sha256' as sha256, details ->> 'filename' as filename
     from resource_change where owner_id = $1 order by epoch, xid, seq`,
    ownerId,
  );

/** Goes through the story; answers what was there after each step. */
async function story(ownerId: string, door: Door) {
  const states = [];
  const steps = [
    () => door.make('first', SAID),
    () => door.change({}, 'second'),
    () => door.change(SAID_ANEW),
    () => door.change({ class: null, format: null }, 'third'),
  ];
  for (const step of steps) {
    await step();
    states.push({ state: await stateOf(ownerId), text: await textOf(root, ownerId, NAME) });
  }
  await door.remove();
  assert.equal(await stateOf(ownerId), null);
  return { states, history: (await historyOf(ownerId)).map((row) => ({ ...row, changed: [...row.changed].sort() })) };
}

describe('the operations on files', () => {
  it('leave the same over REST and over GraphQL, for things and for groups [S2-033 S2-034 S2-050]', async () => {
    const [first, second] = [await thingstore.thing('truck-1'), await thingstore.thing('truck-2')];
    for (const id of ['fleet-1', 'fleet-2']) await createOwner(root, { id, kind: 'GROUP', name: id });
    const told = [
      await story('truck-1', overGraphql(first, 'truck-1')),
      await story('truck-2', overRest(second, '/files')),
      await story('fleet-1', overGraphql(root, 'fleet-1')),
      await story('fleet-2', overRest(root, '/fs/groups/fleet-2/files')),
    ];
    const [expected] = told;
    for (const one of told) assert.deepEqual(one, expected);
    assert.deepEqual(
      expected?.history.map(({ action, changed }) => ({ action, changed })),
      STORY.map(({ action, changed }) => ({ action, changed: [...changed].sort() })),
    );
    assert.deepEqual(
      expected.states.map(({ text }) => text),
      ['first', 'second', 'second', 'third'],
    );
    assert.deepEqual(
      expected.states.map(({ state }) => [state?.place.version, state?.fileClass, state?.format, state?.time]),
      [
        [1, 'document', 'csv', 1710000000],
        [2, 'document', 'csv', 1710000000],
        [3, 'binary', 'raw', 1720000000.5],
        [4, 'document', 'csv', 1720000000.5],
      ],
    );
  });

  it('are heard by a subscriber, whoever did them by which door [S2-051]', async () => {
    const [one, other] = [await thingstore.thing('heard-1'), await thingstore.thing('heard-2')];
    const after = await feedNow(root);
    const watching = root.subscribe(FEED_CHANGED, { after, filter: { path: 'files' } });
    await story('heard-1', overGraphql(one, 'heard-1'));
    await story('heard-2', overRest(other, '/files'));
    await watching.until(({ events }) => events.length >= 2 * STORY.length);
    await watching.stop();
    assert.deepEqual(watching.errors, []);
    for (const ownerId of ['heard-1', 'heard-2']) {
      const events = watching.events.map((event) => event.resourceChanged).filter((event) => event.ownerId === ownerId);
      assert.deepEqual(
        events.map(({ action, changed }) => ({ action, changed: [...changed].sort() })),
        STORY.map(({ action, changed }) => ({ action, changed: [...changed].sort() })),
      );
      assert.deepEqual(
        events.map(({ version, path, details }) => [version, path, details?.sha256]),
        ['first', 'second', 'second', 'third', 'third'].map((text, index) => [
          index + 1,
          `files/${NAME}`,
          sha256(Buffer.from(text)),
        ]),
      );
      assert.deepEqual(
        new Set(events.map(({ actor }) => `${String(actor?.kind)} ${String(actor?.id)}`)),
        new Set([`THING ${ownerId}`]),
      );
    }
  });
});
