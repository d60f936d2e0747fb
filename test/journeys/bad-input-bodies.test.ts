import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';
import WebSocket from 'ws';
import { createEntry, createOwner } from '../support/entries.js';
import { rawRefusal, sendRaw, type RawRequest } from '../support/raw-request.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const MEGABYTE = 1024 * 1024;
const QUERY = '{"query":"{ viewer { kind } }"}';
const JSON_TYPE = { 'content-type': 'application/json' };

describe('a request that cannot be read', () => {
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore();
    await createOwner(thingstore.root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
  });
  after(() => thingstore.stop());

  /** Says just these texts over a socket of its own, once it is greeted; answers what comes next. */
  async function rawSocket(messages: readonly string[]): Promise<string> {
    const socket = new WebSocket(`${thingstore.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    const { authorization } = thingstore.root;
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    await once(socket, 'message');
    const answered = new Promise<string>((resolve) => {
      socket.once('message', (data: Buffer) => {
        resolve(data.toString());
      });
      socket.once('close', (code) => {
        resolve(`closed ${code.toString()}`);
      });
    });
    for (const message of messages) socket.send(message);
    const answer = await answered;
    socket.terminate();
    return answer;
  }

  const refusal = (sent: RawRequest) => rawRefusal(thingstore, sent);
  const told = async (sent: RawRequest) => {
    const { status, extensions } = await refusal(sent);
    return [status, extensions.code, extensions.property];
  };

  it('because its body is no JSON is told so in JSON', async () => {
    for (const body of [
      '{',
      '{"query":',
      'query=x',
      '\u0000',
      '{"query":"{ viewer { kind } }"',
      '"{ viewer }"',
      'null',
      '1',
    ]) {
      assert.deepEqual(await told({ headers: JSON_TYPE, body }), [400, 'INVALID_ARGUMENTS', 'body'], body);
    }
  });

  it('because it holds no query is told so', async () => {
    for (const body of ['', '{}', '{"query":null}', '{"query":""}', '{"variables":{}}']) {
      assert.deepEqual(await told({ headers: JSON_TYPE, body }), [400, 'PROPERTY_REQUIRED', 'query'], body);
    }
    assert.deepEqual(await told({ method: 'GET' }), [400, 'PROPERTY_REQUIRED', 'query']);
  });

  it('because its parts are of another sort is told which part', async () => {
    for (const [body, property] of [
      ['{"query":1}', 'query'],
      ['{"query":["{ viewer { kind } }"]}', 'query'],
      ['{"query":"{ __typename }","variables":[]}', 'variables'],
      ['{"query":"{ __typename }","variables":"x"}', 'variables'],
      ['{"query":"{ __typename }","operationName":1}', 'operationName'],
      ['{"query":"{ __typename }","operationName":"Other"}', 'operationName'],
      ['{"query":"query A { __typename } query B { __typename }"}', 'operationName'],
      ['{"query":"fragment A on Query { __typename }"}', 'query'],
    ] as const) {
      assert.deepEqual(await told({ headers: JSON_TYPE, body }), [400, 'INVALID_ARGUMENTS', property], body);
    }
  });

  it('because it is a list of requests is refused as one', async () => {
    const { status, extensions } = await refusal({ headers: JSON_TYPE, body: `[${QUERY},${QUERY}]` });
    assert.equal(status, 400);
    assert.ok(['INVALID_ARGUMENTS', 'PROPERTY_REQUIRED'].includes(extensions.code));
  });

  it('because of its content type is told which types there are', async () => {
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/graphql', 'application/xml', 'x'];
    for (const type of types) {
      const sent = { headers: { 'content-type': type }, body: QUERY };
      assert.deepEqual(await told(sent), [415, 'UNSUPPORTED_MEDIA_TYPE', undefined], type);
    }
    assert.deepEqual(await told({ body: QUERY }), [415, 'UNSUPPORTED_MEDIA_TYPE', undefined]);
    assert.equal(
      (await sendRaw(thingstore, { headers: { 'content-type': 'application/json; charset=UTF-8' }, body: QUERY }))
        .status,
      200,
    );
  });

  it('because it is compressed, or in another character set, is refused: nothing is unpacked', async () => {
    for (const [encoding, body] of [
      ['gzip', gzipSync(QUERY)],
      ['deflate', deflateSync(QUERY)],
      ['br', Buffer.from('x')],
      ['zstd', Buffer.from(QUERY)],
    ] as const) {
      const headers = { ...JSON_TYPE, 'content-encoding': encoding };
      assert.deepEqual(await told({ headers, body }), [415, 'UNSUPPORTED_MEDIA_TYPE', undefined], encoding);
    }
    const headers = { 'content-type': 'application/json; charset=latin1' };
    assert.deepEqual(await told({ headers, body: QUERY }), [415, 'UNSUPPORTED_MEDIA_TYPE', undefined]);
  });

  it('because of its method is told so: GET reads, POST does all, and nothing else is taken', async () => {
    const query = (text: string) => `/graphql?query=${encodeURIComponent(text)}`;
    assert.deepEqual(
      JSON.parse((await sendRaw(thingstore, { method: 'GET', path: query('{ viewer { kind } }') })).body),
      {
        data: { viewer: { kind: 'ACCOUNT' } },
      },
    );
    const mutation = 'mutation { createOwner(input: { id: "by-get", kind: OTHER, name: "x" }) { id } }';
    assert.deepEqual(await told({ method: 'GET', path: query(mutation) }), [405, 'METHOD_NOT_ALLOWED', undefined]);
    assert.deepEqual((await thingstore.root.send('{ owner(id: "by-get") { id } }')).data, { owner: null });
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const sent = { method, headers: JSON_TYPE, body: QUERY };
      assert.deepEqual(await told(sent), [405, 'METHOD_NOT_ALLOWED', undefined], method);
      assert.match((await sendRaw(thingstore, sent)).headers.allow ?? '', /\bGET\b.*\bPOST\b/);
    }
  });

  it('because of its address is told so', async () => {
    const query = '/graphql?query=%7B__typename%7D';
    for (const more of [
      '&variables={',
      '&variables=[]',
      '&variables="x"',
      query.slice(8),
      '&extensions=x',
      '&variables={}&variables={}',
    ]) {
      const [status, code] = await told({ method: 'GET', path: query + more.replace('?', '&').replaceAll('"', '%22') });
      assert.deepEqual([status, code], [400, 'INVALID_ARGUMENTS'], more);
    }
    const body = '{"query":"{ __typename }","extensions":"x"}';
    assert.deepEqual((await told({ headers: JSON_TYPE, body })).slice(0, 2), [400, 'INVALID_ARGUMENTS']);
    const picky = await refusal({ headers: { ...JSON_TYPE, accept: 'image/png' }, body: QUERY });
    assert.equal(picky.status, 406);
  });

  it('because nothing is there is told so, in the form of REST routes', async () => {
    for (const path of ['/nowhere', '/graphql/x', '/.env', '/%00', '/%E0%A4%A', '/a/../../etc/passwd']) {
      for (const method of ['GET', 'POST']) {
        const { status, headers, body } = await sendRaw(thingstore, { method, path });
        assert.match(headers['content-type'] ?? '', /^application\/json/, path);
        const { error } = JSON.parse(body) as { readonly error: { readonly code: string; readonly requestId: string } };
        assert.ok([400, 404, 405].includes(status), `${method} ${path}: ${status.toString()}`);
        assert.equal(error.requestId, headers['x-request-id']);
        if (path === '/nowhere') assert.deepEqual([status, error.code], [404, 'ROUTE_NOT_FOUND']);
      }
    }
  });

  it('because its JSON has more levels than a stack is refused, over either transport', async () => {
    const levels = 200_000;
    const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const query =
      'mutation ($data: JSON!) { createResource(input: { ownerId: \\"cam-1\\", path: \\"x\\", data: $data }) { id } }';
    for (const variables of [`{"data":${deep}}`, deep, `{"data":{},"unused":${deep}}`]) {
      const body = `{"query":"${query}","variables":${variables}}`;
      const [status, code] = await told({ headers: JSON_TYPE, body });
      assert.deepEqual([status, code], [400, 'INVALID_ARGUMENTS']);
    }
    const answer = await rawSocket([
      `{"type":"subscribe","id":"1","payload":{"query":"${query}","variables":{"data":${deep}}}}`,
    ]);
    assert.match(answer, /"type":"error".*"code":"INVALID_ARGUMENTS".*"property":"data"/);
  });

  it('as a message of a socket ends that socket, with a code of the protocol', async () => {
    for (const message of ['{', 'null', '{"type":"unknown"}', '{"type":"subscribe","id":"1"}', '[]']) {
      assert.match(await rawSocket([message]), /^closed 4400/, message);
    }
  });

  it('by its credential is refused before its body is looked at', async () => {
    const headers = { ...JSON_TYPE, authorization: 'Bearer x' };
    for (const body of ['{', '{}', `{"query":"${'x'.repeat(6 * MEGABYTE)}"}`]) {
      assert.deepEqual(await told({ headers, body }), [401, 'UNAUTHENTICATED', undefined]);
    }
  });

  it('as a multipart request is told what it lacks', async () => {
    const boundary = 'limit';
    const part = (name: string, text: string) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    const bodies = [
      '',
      'x',
      `--${boundary}--\r\n`,
      part('operations', QUERY),
      `${part('map', '{}')}--${boundary}--\r\n`,
      `${part('operations', '{')}--${boundary}--\r\n`,
      `${part('operations', QUERY)}${part('map', '[')}--${boundary}--\r\n`,
      `${part('operations', QUERY)}${part('map', '{"0":["__proto__.x"]}')}--${boundary}--\r\n`,
    ];
    for (const body of bodies) {
      const [status, code] = await told({ headers, body });
      assert.deepEqual([status, code], [400, 'INVALID_ARGUMENTS'], JSON.stringify(body));
    }
    assert.equal((await told({ headers: { 'content-type': 'multipart/form-data' }, body: 'x' }))[0], 400);
  });

  it('leaves the server as it was', async () => {
    assert.equal((await createEntry(thingstore.root, { ownerId: 'cam-1', path: 'after all' })).version, 1);
    assert.deepEqual(
      thingstore.logLines.filter((line) => line.includes('unexpectedly')),
      [],
    );
  });
});
