import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ApiAnswer, ApiClient } from '../support/api-client.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { download, sha256 } from '../support/uploads.js';
import { until } from '../support/until.js';

const REQUESTS = 'http.server.request.start';
const CREATE_TWO = `mutation ($a: Upload, $b: Upload, $pathA: String!, $pathB: String!) {
  a: createResource(input: { ownerId: "cam-1", path: $pathA, file: $a }) { details { filename sha256 } signedUrl { url } }
  b: createResource(input: { ownerId: "cam-1", path: $pathB, file: $b }) { details { filename sha256 } signedUrl { url } }
}`;

interface Created {
  readonly details: { readonly filename: string; readonly sha256: string };
  readonly signedUrl: { readonly url: string };
}

/** A request that makes two resources of two files; `parts` are its files in the order in which they are sent. */
interface TwoFiles {
  readonly name: string;
  readonly map: Readonly<Record<string, readonly string[]>>;
  readonly parts: readonly (readonly [name: string, bytes: Uint8Array])[];
  readonly pathA?: string;
}

const IN_TURN = { 0: ['variables.a'], 1: ['variables.b'] };

function formOf({ name, map, parts, pathA }: TwoFiles): FormData {
  const variables = { a: null, b: null, pathA: pathA ?? `${name}/a`, pathB: `${name}/b` };
  const form = new FormData();
  form.append('operations', JSON.stringify({ query: CREATE_TWO, variables }));
  form.append('map', JSON.stringify(map));
  for (const [part, bytes] of parts) form.append(part, new Blob([Buffer.from(bytes)]), `${part}.bin`);
  return form;
}

describe('files of one multipart request', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let records: Records;
  /** The server's ends of the connections over which requests came. */
  const served = new Set<Socket>();
  const notice = (message: unknown) => {
    const { socket } = message as { readonly socket: Socket };
    served.add(socket);
  };
  before(async () => {
    thingstore = await startThingstore();
    camera = await thingstore.thing('cam-1');
    records = await Records.open(thingstore.databaseUrl);
    subscribe(REQUESTS, notice);
  });
  after(async () => {
    unsubscribe(REQUESTS, notice);
    await records.close();
    await thingstore.stop();
  });

  async function send(files: TwoFiles): Promise<ApiAnswer<{ readonly a: Created; readonly b: Created }>> {
    const response = await fetch(`${thingstore.url}/graphql`, {
      method: 'POST',
      headers: { authorization: camera.authorization ?? '' },
      body: formOf(files),
      signal: AbortSignal.timeout(20_000),
    });
    return { status: response.status, ...((await response.json()) as object) };
  }

  /** Begins to send a request over a connection of its own, and stops in the middle of its last file. */
  async function sendHalf(files: TwoFiles): Promise<Socket> {
    const whole = new Response(formOf(files));
    const bytes = Buffer.from(await whole.clone().arrayBuffer());
    const { hostname, port } = new URL(thingstore.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: ${camera.authorization ?? ''}\r\n` +
        `content-type: ${whole.headers.get('content-type') ?? ''}\r\ncontent-length: ${String(bytes.length)}\r\n\r\n`,
    );
    socket.write(bytes.subarray(0, -10_000));
    return socket;
  }

  const objects = () => records.ask('select key from stored_object order by key');
  const below = (name: string) => records.ask('select path from resource where path ^@ $1', `${name}/`);

  async function assertRefused(files: TwoFiles, sentence: RegExp): Promise<void> {
    const before = await objects();
    const { status, errors } = await send(files);
    const [error] = errors ?? [];
    assert.deepEqual([status, error?.extensions.code, error?.extensions.property], [400, 'INVALID_ARGUMENTS', 'file']);
    assert.match(error?.message ?? '', sentence);
    assert.deepEqual(await objects(), before);
    assert.deepEqual(await below(files.name), []);
  }

  it('may come in any order, whichever the operation uses first', async () => {
    const [a, b] = [randomBytes(300_000), randomBytes(300_000)];
    for (const [name, parts] of [
      [
        'in-turn',
        [
          ['0', a],
          ['1', b],
        ],
      ],
      [
        'in-reverse',
        [
          ['1', b],
          ['0', a],
        ],
      ],
    ] as const) {
      const { data, errors } = await send({ name, map: IN_TURN, parts });
      assert.equal(errors, undefined);
      assert.deepEqual([data?.a.details.filename, data?.b.details.filename], ['0.bin', '1.bin']);
      assert.ok((await download(data?.a.signedUrl.url ?? '')).equals(a));
      assert.ok((await download(data?.b.signedUrl.url ?? '')).equals(b));
    }
  });

  it('may be used in more places than one', async () => {
    const bytes = randomBytes(300_000);
    const map = { 0: ['variables.a', 'variables.b'] };
    const { data, errors } = await send({ name: 'shared', map, parts: [['0', bytes]] });
    assert.equal(errors, undefined);
    assert.deepEqual([data?.a.details.sha256, data?.b.details.sha256], [sha256(bytes), sha256(bytes)]);
  });

  it('may be empty', async () => {
    const parts = [
      ['0', Buffer.alloc(0)],
      ['1', randomBytes(10)],
    ] as const;
    const { data, errors } = await send({ name: 'empty', map: IN_TURN, parts });
    assert.equal(errors, undefined);
    assert.equal(data?.a.details.sha256, sha256(Buffer.alloc(0)));
  });

  it('hold nothing up when nobody uses them', async () => {
    const [a, b, c] = [randomBytes(300_000), randomBytes(300_000), randomBytes(300_000)];
    const refused = await send({
      name: 'unused',
      pathA: '../up',
      map: IN_TURN,
      parts: [
        ['1', b],
        ['0', a],
      ],
    });
    assert.equal(refused.errors?.[0]?.extensions.code, 'INVALID_ARGUMENTS');
    const surplus = await send({
      name: 'surplus',
      map: IN_TURN,
      parts: [
        ['2', c],
        ['1', b],
        ['0', a],
      ],
    });
    assert.equal(surplus.errors, undefined);
    assert.equal(surplus.data?.b.details.sha256, sha256(b));
  });

  it('are refused together when two have the same name', async () => {
    const parts = [
      ['0', randomBytes(300_000)],
      ['0', randomBytes(300_000)],
      ['1', randomBytes(300_000)],
    ] as const;
    await assertRefused({ name: 'repeated', map: IN_TURN, parts }, /0 comes twice/);
  });

  it('are refused together when one of them does not come', async () => {
    await assertRefused({ name: 'missing', map: IN_TURN, parts: [['0', randomBytes(300_000)]] }, /not whole/);
  });

  it('are ten at most', async () => {
    const parts = Array.from({ length: 11 }, (_, nth) => [String(nth), randomBytes(1000)] as const);
    await assertRefused({ name: 'many', map: IN_TURN, parts }, /at most 10 files/);
    const { errors } = await send({ name: 'many', map: IN_TURN, parts: parts.slice(0, 10) });
    assert.equal(errors, undefined);
  });

  it('leave nothing behind, and no connection, when their clients are lost half-way', async () => {
    const before = await objects();
    served.clear();
    const [a, b] = [randomBytes(300_000), randomBytes(300_000)];
    const sockets = await Promise.all(
      Array.from({ length: 40 }, (_, nth) =>
        sendHalf({
          name: `lost/${String(nth)}`,
          map: IN_TURN,
          parts:
            nth % 2 === 0
              ? [
                  ['0', a],
                  ['1', b],
                ]
              : [
                  ['1', b],
                  ['0', a],
                ],
        }),
      ),
    );
    await until(() => Promise.resolve(served.size === 40 && [...served].every((end) => end.bytesRead > 100_000)));
    for (const socket of sockets) socket.destroy();
    await until(() => Promise.resolve([...served].every((end) => end.destroyed)));
    assert.deepEqual(await objects(), before);
    assert.deepEqual(await below('lost'), []);
    assert.deepEqual(await readdir(join(thingstore.dataFolder, 'objects', '.incoming')), []);
    const loud = thingstore.logLines.filter((line) => (JSON.parse(line) as { level: number }).level >= 50);
    assert.deepEqual(loud, [], 'a lost client is nothing to act on');
    const { errors } = await send({
      name: 'lost/0',
      map: IN_TURN,
      parts: [
        ['1', b],
        ['0', a],
      ],
    });
    assert.equal(errors, undefined);
  });
});
