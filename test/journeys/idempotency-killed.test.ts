import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ApiClient } from '../support/api-client.js';
import { CREATE_OWNER, createEntry, entries } from '../support/entries.js';
import { FEED_CHANGED } from '../support/feed.js';
import { graphql } from '../support/generated/index.js';
import { createMultipart } from '../support/keyed-writes.js';
import { putEntry } from '../support/puts.js';
import { ServerProcess } from '../support/server-process.js';
import { put, requestUpload } from '../support/uploads.js';

const ADMIN = { email: 'root@example.org', password: 'correct horse battery' };
const ownerId = 'cam-1';

const LOGIN = graphql(`
  mutation KeyedLogin($input: LoginInput!) {
    login(input: $input) {
      token
    }
  }
`);

const NOW = graphql(`
  query KeyedNow {
    changeCursor
  }
`);

/** Each mutation that takes a key; answers the id of the record. */
const SEND: Readonly<Record<string, (client: ApiClient, path: string) => Promise<string>>> = {
  createResource: async (client, path) =>
    (await createEntry(client, { ownerId, path, data: { a: 1 }, idempotencyKey: path })).id,
  putResource: async (client, path) =>
    (await putEntry(client, { ownerId, path, text: 'put', idempotencyKey: path })).id,
  requestUpload: async (client, path) =>
    (await requestUpload(client, { ownerId, path, type: 'image/png', idempotencyKey: path })).resource.id,
  createMultipartUpload: async (client, path) =>
    (await createMultipart(client, { ownerId, path, type: 'image/png', size: 5, idempotencyKey: path })).resource.id,
};

describe('a request that is sent twenty times at once, while the server is killed', () => {
  let dataFolder: string;
  let server: ServerProcess;
  let root: ApiClient;
  before(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'thingstore-keyed-'));
    await start();
    await root.request(CREATE_OWNER, { input: { id: ownerId, kind: 'DEVICE', name: ownerId } });
  });
  after(async () => {
    await server.clear();
    await rm(dataFolder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    server = await ServerProcess.start(dataFolder, {
      settings: { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password },
    });
    const { login } = await new ApiClient(server.url, null).request(LOGIN, { input: ADMIN });
    root = new ApiClient(server.url, `Bearer ${login.token}`);
  }

  /** Sends each twenty times, and kills the server as soon as so many were answered; answers the ids that were heard. */
  async function interrupted(round: string, answered: number): Promise<Map<string, Set<string>>> {
    const heard = new Map(Object.keys(SEND).map((mutation) => [mutation, new Set<string>()]));
    const killing: Promise<void>[] = [];
    let count = 0;
    const all = Object.entries(SEND).flatMap(([mutation, send]) =>
      Array.from({ length: 20 }, async () => {
        heard.get(mutation)?.add(await send(root, `${mutation}/${round}`));
        count += 1;
        if (count === answered) killing.push(server.kill());
      }),
    );
    await Promise.allSettled(all);
    assert.equal(killing.length, 1);
    await killing[0];
    return heard;
  }

  for (const answered of [1, 12]) {
    it(`has one effect, whichever mutation it is: after ${answered.toString()} answers`, async () => {
      const round = answered.toString();
      const { changeCursor: after } = await root.request(NOW, {});
      const heard = await interrupted(round, answered);
      await start();
      for (const [mutation, send] of Object.entries(SEND)) {
        const path = `${mutation}/${round}`;
        const again = await Promise.all(Array.from({ length: 20 }, () => send(root, path)));
        const ids = new Set([...(heard.get(mutation) ?? []), ...again]);
        assert.equal(ids.size, 1, path);
        const filter = { states: ['READY' as const, 'AWAITING_UPLOAD' as const] };
        const { nodes } = await entries(root, { ownerId, path, filter });
        assert.deepEqual(new Set(nodes.map(({ id }) => id)), ids);
        if (mutation === 'requestUpload') await finish(path);
        if (mutation !== 'createMultipartUpload') await assertToldOnce(after, path, [...ids]);
      }
    });
  }

  async function finish(path: string): Promise<void> {
    const ticket = await requestUpload(root, { ownerId, path, type: 'image/png', idempotencyKey: path });
    assert.equal((await put(ticket.upload, Buffer.from('bytes'))).status, 201);
  }

  /** Each has one row of history. */
  async function assertToldOnce(after: string, path: string, ids: readonly string[]): Promise<void> {
    const end = await createEntry(root, { ownerId, path: `${path}/end` });
    const watching = root.subscribe(FEED_CHANGED, { after, filter: { path } });
    await watching.until(({ events }) => events.some(({ resourceChanged }) => resourceChanged.resourceId === end.id));
    await watching.stop();
    const told = watching.events.map(({ resourceChanged: { action, resourceId } }) => [action, resourceId].join(' '));
    assert.deepEqual(told.slice(0, -1).sort(), ids.map((id) => `CREATED ${id}`).sort());
  }
});
