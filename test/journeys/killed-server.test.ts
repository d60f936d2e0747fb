import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { AcknowledgedWrites } from '../support/acknowledged-writes.js';
import { ApiClient } from '../support/api-client.js';
import { graphql } from '../support/generated/index.js';
import { ServerProcess } from '../support/server-process.js';
import { download, put, sha256 } from '../support/uploads.js';

const ADMIN = { email: 'root@example.org', password: 'correct horse battery' };

const LOGIN = graphql(`
  mutation KilledLogin($input: LoginInput!) {
    login(input: $input) {
      token
    }
  }
`);

const CREATE_OWNER = graphql(`
  mutation KilledCreateOwner($input: CreateOwnerInput!) {
    createOwner(input: $input) {
      id
    }
  }
`);

const NOW = graphql(`
  query KilledNow {
    changeCursor
  }
`);

const PAGE = graphql(`
  query KilledPage($path: String!, $after: Cursor) {
    resources(path: $path, childrenOnly: true, first: 200, after: $after) {
      nodes {
        id
        kind
        data
        details {
          sha256
        }
        signedUrl {
          url
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const EVENTS = graphql(`
  subscription KilledEvents($after: Cursor!, $path: String!) {
    resourceChanged(after: $after, filter: { path: $path }) {
      action
      resourceId
    }
  }
`);

/** The same sequence for the same seed, from 0 to 1. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a server that is killed while it writes', () => {
  const seed = Number(process.env['KILL_SEED'] ?? randomInt(2 ** 31));
  const chance = sequence(seed);
  let dataFolder: string;
  let server: ServerProcess;
  let root: ApiClient;
  before(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'thingstore-killed-'));
    await start();
    await root.request(CREATE_OWNER, { input: { id: 'cam-1', kind: 'DEVICE', name: 'cam-1' } });
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

  async function everythingIn(path: string) {
    let { nodes, pageInfo } = (await root.request(PAGE, { path })).resources;
    while (pageInfo.hasNextPage) {
      const next = (await root.request(PAGE, { path, after: pageInfo.endCursor ?? null })).resources;
      nodes = [...nodes, ...next.nodes];
      pageInfo = next.pageInfo;
    }
    return new Map(nodes.map((node) => [node.id, node]));
  }

  /** Writes, interrupts, starts again on the same folder, and looks for what was acknowledged. */
  async function round(context: TestContext, path: string, interrupt: () => Promise<void>): Promise<void> {
    const until = 20 + Math.floor(chance() * 60);
    context.diagnostic(`KILL_SEED=${String(seed)}: interrupted after ${String(until)} acknowledgements`);
    const { changeCursor: cursor } = await root.request(NOW, {});
    const writes = new AcknowledgedWrites(root, { ownerId: 'cam-1', folder: path, until, interrupt });
    await writes.run();
    await start();
    await assertKept(path, writes);
    await assertTold(path, cursor, writes);
    for (const { id, link, bytes } of writes.unanswered) {
      const { pathname, search } = new URL(link.url);
      const answer = await put({ ...link, url: `${server.url}${pathname}${search}` }, bytes);
      assert.deepEqual([answer.status, answer.body.resourceId], [201, id], 'the same PUT once more');
      writes.files.set(id, sha256(bytes));
    }
    await assertKept(path, writes);
  }

  async function assertKept(path: string, writes: AcknowledgedWrites): Promise<void> {
    const found = await everythingIn(path);
    for (const [id, data] of writes.values) assert.deepEqual(found.get(id)?.data, data);
    for (const [id, hash] of writes.files) assert.equal(found.get(id)?.details?.sha256, hash);
    for (const { kind, details, signedUrl } of found.values()) {
      if (kind !== 'JSON') assert.equal(sha256(await download(signedUrl?.url ?? '')), details?.sha256);
    }
  }

  /** The history has each acknowledged resource once; a feed that was read before the kill goes on with it. */
  async function assertTold(path: string, cursor: string, writes: AcknowledgedWrites): Promise<void> {
    const watching = root.subscribe(EVENTS, { after: cursor, path });
    const ids = new Set([...writes.values.keys(), ...writes.files.keys()]);
    const told = () => watching.events.map(({ resourceChanged }) => resourceChanged.resourceId);
    await watching.until(() => {
      const seen = new Set(told());
      return [...ids].every((id) => seen.has(id));
    });
    await watching.stop();
    assert.equal(new Set(told()).size, told().length);
    assert.deepEqual(watching.errors, []);
  }

  it('has lost nothing that it acknowledged', async (context) => {
    await round(context, 'first', () => server.kill());
  });

  it('has lost nothing when it is killed again, soon after it was back', async (context) => {
    await round(context, 'second', () => server.kill());
  });

  it('has lost nothing when its PostgreSQL is killed with it', async (context) => {
    await round(context, 'both', async () => {
      await Promise.all([server.killPostgres(), server.kill()]);
    });
  });

  it('ends by itself when its PostgreSQL alone is killed, and has lost nothing when it is started again', async (context) => {
    await round(context, 'postgres', async () => {
      await server.killPostgres();
      assert.equal(await server.ended(), 1);
    });
  });

  it('stops cleanly when it is asked to, with its PostgreSQL, and keeps everything', async () => {
    assert.ok(await server.postgresPid());
    assert.equal(await server.stop(), 0);
    assert.equal(await server.postgresPid(), null);
    await start();
    for (const path of ['first', 'second', 'both', 'postgres']) {
      assert.ok((await everythingIn(path)).size >= 20);
    }
    assert.equal(await server.stop(), 0);
    assert.equal(await server.postgresPid(), null);
  });
});
