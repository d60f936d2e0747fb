import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { after, before, describe, it } from 'node:test';
import { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner } from '../support/entries.js';
import { feedNow } from '../support/feed.js';
import { graphql } from '../support/generated/index.js';
import { assign, person, removeMember, setMember, unassign, type Person } from '../support/people.js';
import { ProtocolSocket } from '../support/protocol-socket.js';
import { ServerProcess } from '../support/server-process.js';
import { closeCodeIn } from '../support/socket.js';
import { startThingstore, TOKEN_SECRET, type TestThingstore } from '../support/thingstore.js';

const CHANGES = graphql(`
  subscription RevocationChanges($after: Cursor) {
    resourceChanged(after: $after) {
      resourceId
    }
  }
`);

const AT = graphql(`
  query RevocationAt($ownerId: ID!, $path: String!) {
    resourceAt(ownerId: $ownerId, path: $path) {
      id
    }
  }
`);

/** What promise P6 allows. */
const WITHIN_MS = 5_000;

/** Where everything is taken. */
let here: TestThingstore;
/** Another process on the same database. */
let there: ServerProcess;
let folder: string;
before(async () => {
  here = await startThingstore();
  folder = await mkdtemp(join(tmpdir(), 'thingstore-there-'));
  const settings = { DATABASE_URL: here.databaseUrl, TOKEN_SECRET };
  there = await ServerProcess.start(folder, { settings });
  for (const id of ['cam-1', 'cam-2']) await createOwner(here.root, { id, kind: 'DEVICE', name: id });
  await createOwner(here.root, { id: 'fleet', kind: 'GROUP', name: 'fleet' });
});
after(async () => {
  await there.clear();
  await here.stop();
  await rm(folder, { recursive: true, force: true });
});

const text = (client: ApiClient) => client.send(`{ viewer { kind } }`);

/** A subscription on the other process that has been told of a change, so that it is surely open. */
async function watchingThere(client: ApiClient, place: { readonly ownerId: string; readonly folder: string }) {
  const after = await feedNow(here.root);
  const watching = client.at(there.url).subscribe(CHANGES, { after });
  await createEntry(here.root, { ownerId: place.ownerId, path: `${place.folder}/${randomUUID()}` });
  await watching.until(({ events }) => events.length > 0);
  return watching;
}

describe('a credential that is revoked on one process', () => {
  /** Each answers the client that shows the credential, and how it is taken. */
  const credentials: Readonly<Record<string, () => Promise<readonly [ApiClient, () => Promise<unknown>]>>> = {
    'a thing key': async () => [
      await here.thing('thing-key'),
      () => here.root.send(`mutation { revokeThingKeys(input: { ownerId: "thing-key" }) { id } }`),
    ],
    'an access token': async () => {
      const { client } = await reader();
      const { data } = await client.send<{
        readonly createAccessToken: { readonly id: string; readonly token: string };
      }>(`mutation { createAccessToken(input: { name: "daemon" }) { id token } }`);
      const { id = '', token = '' } = data?.createAccessToken ?? {};
      return [
        new ApiClient(here.url, `Bearer ${token}`),
        () => client.send(`mutation { revokeAccessToken(input: { id: "${id}" }) }`),
      ];
    },
    'the session of an account that gets another password': async () => {
      const { client, id } = await reader();
      const change = `mutation { updateUser(input: { id: "${id}", password: "another long password" }) { id } }`;
      return [client, () => here.root.send(change)];
    },
    'the session of an account that is deleted': async () => {
      const { client, id } = await reader();
      return [client, () => here.root.send(`mutation { deleteUser(input: { id: "${id}" }) }`)];
    },
  };

  async function reader(): Promise<Person> {
    const somebody = await person(here, 'READ_WRITE');
    await assign(here.root, somebody, { role: 'ResourceViewer' });
    return somebody;
  }

  for (const [what, make] of Object.entries(credentials)) {
    it(`opens nothing on the other from the next request on, and loses its socket there: ${what}`, async () => {
      const [client, revoke] = await make();
      const ownerId = what === 'a thing key' ? 'thing-key' : 'cam-1';
      const watching = await watchingThere(client, { ownerId, folder: 'told' });
      assert.equal((await text(client.at(there.url))).status, 200);
      const open = await ProtocolSocket.as(client.at(there.url));
      const asked = await open.answer('before', '{ changeCursor }');
      assert.ok(typeof asked === 'object' && asked !== null && 'changeCursor' in asked);
      await revoke();
      assert.equal((await open.answer('after', '{ changeCursor }')) ?? null, null);
      assert.equal((await open.closed).code, 4401);
      const stopwatch = performance.now();
      assert.equal((await text(client.at(there.url))).status, 401);
      await watching.until(({ isEnded }) => isEnded);
      const took = performance.now() - stopwatch;
      assert.equal(closeCodeIn(watching.errors), 4401);
      assert.ok(took < WITHIN_MS, `${took.toFixed()} ms`);
      await watching.stop();
    });
  }
});

describe('a right that is taken on one process', () => {
  const rights: Readonly<
    Record<
      string,
      {
        readonly place: { readonly ownerId: string; readonly folder: string };
        readonly give: (to: Person) => Promise<() => Promise<unknown>>;
      }
    >
  > = {
    'a role on the project': {
      place: { ownerId: 'cam-1', folder: 'told' },
      give: async (to) => {
        const id = await assign(here.root, to, { role: 'ResourceViewer' });
        return () => unassign(here.root, id);
      },
    },
    'a role on a path': {
      place: { ownerId: 'cam-2', folder: 'told' },
      give: async (to) => {
        const id = await assign(here.root, to, { role: 'ResourceEditor', ownerId: 'cam-2', path: 'told' });
        return () => unassign(here.root, id);
      },
    },
    'a role of everyone': {
      place: { ownerId: 'cam-2', folder: 'open' },
      give: async () => {
        const id = await assign(here.root, 'any', { role: 'ResourceViewer', ownerId: 'cam-2', path: 'open' });
        return () => unassign(here.root, id);
      },
    },
  };

  for (const [what, { place, give }] of Object.entries(rights)) {
    it(`reads nothing on the other from the next request on, and hears of nothing there: ${what}`, async () => {
      const somebody = await person(here, 'READ_WRITE');
      const take = await give(somebody);
      const watching = await watchingThere(somebody.client, place);
      const all = await watchingThere(here.root, place);
      await watching.until(({ events }) => events.length === 2);
      await take();
      const hidden = await createEntry(here.root, { ownerId: place.ownerId, path: `${place.folder}/${randomUUID()}` });
      const { resourceAt } = await somebody.client
        .at(there.url)
        .request(AT, { ownerId: place.ownerId, path: hidden.path });
      assert.equal(resourceAt, null);
      // Of one process, each change is handed to all of its subscribers at once.
      await all.until(({ events }) => events.some((event) => event.resourceChanged.resourceId === hidden.id));
      await give(somebody);
      const shown = await createEntry(here.root, { ownerId: place.ownerId, path: `${place.folder}/${randomUUID()}` });
      await watching.until(({ events }) => events.length === 3);
      assert.equal(watching.events[2]?.resourceChanged.resourceId, shown.id);
      assert.deepEqual([watching.errors, watching.isEnded], [[], false]);
      await Promise.all([watching.stop(), all.stop()]);
    });
  }

  it('is as quick for the members of a group, whose files are stored', async () => {
    const somebody = await person(here, 'READ_WRITE');
    await setMember(here.root, { groupId: 'fleet', userId: somebody.id, role: 'EDITOR' });
    const REQUEST = `mutation ($path: String!) {
      requestUpload(input: { ownerId: "fleet", path: $path, type: "text/csv" }) { upload { url headers } } }`;
    const upload = async (path: string) => {
      const { data } = await here.root.send<{
        readonly requestUpload: { readonly upload: { readonly url: string; readonly headers: Record<string, string> } };
      }>(REQUEST, { path });
      const { url = '', headers = {} } = data?.requestUpload.upload ?? {};
      assert.equal((await fetch(url, { method: 'PUT', headers, body: 'a,b' })).status, 201);
    };
    const watching = somebody.client.at(there.url).subscribe(CHANGES, { after: await feedNow(here.root) });
    await upload('files/one.csv');
    await watching.until(({ events }) => events.length === 1);
    const all = here.root.at(there.url).subscribe(CHANGES, { after: await feedNow(here.root) });
    await removeMember(here.root, { groupId: 'fleet', userId: somebody.id });
    await upload('files/two.csv');
    await all.until(({ events }) => events.length === 1);
    assert.equal(watching.events.length, 1);
    const { errors } = await somebody.client.at(there.url).send(REQUEST, { path: 'files/three.csv' });
    assert.equal(errors?.[0]?.extensions.code, 'OWNER_NOT_FOUND');
    await Promise.all([watching.stop(), all.stop()]);
  });
});
