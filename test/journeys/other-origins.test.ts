import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const SANDBOX = 'https://studio.apollographql.com';
const ASKED = 'authorization,x-api-key,content-type,apollo-require-preflight';

function preflight(
  thingstore: TestThingstore,
  path: string,
  asked: { readonly origin: string; readonly method: string },
) {
  return fetch(`${thingstore.url}${path}`, {
    method: 'OPTIONS',
    headers: {
      origin: asked.origin,
      'access-control-request-method': asked.method,
      'access-control-request-headers': ASKED,
    },
  });
}

describe('a page of another origin', () => {
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore();
  });
  after(() => thingstore.stop());

  it('may send what GraphQL clients and Apollo Sandbox send, and PUT files', async () => {
    for (const [path, method] of [
      ['/graphql', 'POST'],
      ['/graphql', 'GET'],
      ['/auth/login', 'POST'],
      ['/objects/any', 'PUT'],
    ] as const) {
      const { status, headers } = await preflight(thingstore, path, { origin: SANDBOX, method });
      assert.deepEqual([status, headers.get('access-control-allow-origin')], [204, '*'], path);
      assert.match(headers.get('access-control-allow-methods') ?? '', new RegExp(`\\b${method}\\b`));
      assert.equal(headers.get('access-control-allow-headers'), ASKED);
      assert.equal(headers.get('access-control-allow-credentials'), null);
      assert.ok(Number(headers.get('access-control-max-age')) > 0);
    }
  });

  it('may read the answers, and of their headers the id of the request and when to come again', async () => {
    for (const body of ['{ "query": "{ viewer { kind } }" }', '{']) {
      const response = await fetch(`${thingstore.url}/graphql`, {
        method: 'POST',
        headers: { origin: SANDBOX, 'content-type': 'application/json' },
        body,
      });
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      const exposed = response.headers.get('access-control-expose-headers')?.split(',') ?? [];
      for (const name of ['Retry-After', 'X-Request-Id', 'ETag']) assert.ok(exposed.includes(name), name);
    }
  });

  it('changes nothing with a GET, which a link or a picture sends too', async () => {
    const mutation = 'mutation { createOwner(input: { id: "by-get", kind: DEVICE, name: "x" }) { id } }';
    const response = await fetch(`${thingstore.url}/graphql?query=${encodeURIComponent(mutation)}`, {
      headers: { authorization: thingstore.root.authorization ?? '' },
    });
    assert.deepEqual([response.status, response.headers.get('allow')], [405, 'POST']);
    assert.deepEqual((await thingstore.root.send('{ owner(id: "by-get") { id } }')).data, { owner: null });
  });

  it('changes nothing with a form, which browsers send to anyone, since it carries no token', async () => {
    const form = new FormData();
    form.set(
      'operations',
      JSON.stringify({ query: 'mutation { createOwner(input: { kind: DEVICE, name: "x" }) { id } }' }),
    );
    form.set('map', '{}');
    for (const body of [
      form,
      new URLSearchParams({ query: '{ viewer { kind } }' }),
      '{ "query": "{ viewer { kind } }" }',
    ]) {
      const response = await fetch(`${thingstore.url}/graphql`, { method: 'POST', headers: { origin: SANDBOX }, body });
      assert.ok([401, 415].includes(response.status));
    }
  });
});

describe('a page of an origin that the operator did not name', () => {
  it('is not let in, and one that is named is', async () => {
    const thingstore = await startThingstore({ settings: { CORS_ORIGINS: 'https://app.example.org' } });
    const allowed = async (origin: string) =>
      (await preflight(thingstore, '/graphql', { origin, method: 'POST' })).headers.get('access-control-allow-origin');
    assert.equal(await allowed('https://app.example.org'), 'https://app.example.org');
    assert.equal(await allowed(SANDBOX), null);
    await thingstore.stop();
  });
});
