import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { ApiClient } from '../support/api-client.js';
import { REST_CASES, REST_LIMITS, type RestAsker, type RestCase } from '../support/rest-cases.js';
import { RestDocument, type DocumentedOperation } from '../support/rest-document.js';
import { sendTo } from '../support/rest-requests.js';
import { restWorld } from '../support/rest-world.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

/** Statuses that the server answers in its own time. */
const IN_TROUBLE = ['429', '500', '503'];

let thingstore: TestThingstore;
let document: RestDocument;
let askers: Readonly<Record<RestAsker, ApiClient>>;
before(async () => {
  const sizes = { OBJECT_SIZE_LIMIT: REST_LIMITS.file, BODY_SIZE_LIMIT: REST_LIMITS.body };
  const settings = Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, `${size.toString()}B`]));
  thingstore = await startThingstore({ settings });
  document = await RestDocument.of(thingstore.url);
  askers = await restWorld(thingstore);
});
after(() => thingstore.stop());

async function asked(operation: DocumentedOperation, sent: RestCase) {
  const answer = await sendTo(operation, askers[sent.as], sent);
  const what = `${operation.operationId} ${JSON.stringify(sent)}: ${answer.body}`;
  assert.equal(answer.response.status, sent.status, what);
  document.check(operation, answer);
  return answer;
}

describe('/openapi.json', () => {
  it('is an OpenAPI 3.1 document, whose references all lead somewhere', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document.whole));
    assert.deepEqual([valid, errors], [true, undefined]);
    assert.match(String(document.whole['openapi']), /^3\.1\.\d+$/);
    assert.ok(document.references.length > 10);
    for (const reference of document.references) {
      assert.match(reference, /^#\//);
      assert.notEqual(document.at(reference), undefined, `${reference} leads nowhere`);
    }
  });

  it('says where the server is, and what each operation is called, once', () => {
    assert.deepEqual(document.whole['servers'], [{ url: thingstore.url }]);
    const ids = document.operations.map(({ operationId }) => operationId);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[a-z][A-Za-z]+$/);
  });
});

describe('each operation of /openapi.json', () => {
  it('is tried here, and no other is', () => {
    const described = document.operations.map(({ operationId }) => operationId);
    assert.deepEqual(Object.keys(REST_CASES).sort(), described.sort());
  });

  for (const [id, { succeeds, refused }] of Object.entries(REST_CASES)) {
    it(`${id} answers as it is described, and with each status that it says`, async () => {
      const operation = document.operation(id);
      for (const { body } of succeeds) {
        if (body !== undefined && 'json' in body) document.checkSent(operation, body.json);
      }
      for (const sent of [...succeeds, ...refused]) await asked(operation, sent);
      const statuses = new Set([...succeeds, ...refused].map(({ status }) => status.toString()));
      const described = Object.keys(operation.responses).filter((status) => !IN_TROUBLE.includes(status));
      assert.deepEqual([...statuses].sort(), described.sort());
    });
  }

  it('tells of the next page in the header Link, and of none after the last', async () => {
    for (const id of ['listThingFiles', 'listGroupFiles', 'listGroupOfThingFiles']) {
      const operation = document.operation(id);
      const [{ as, parameters = {} }] = REST_CASES[id]?.succeeds ?? [{ as: 'nobody' as const }];
      const first = await asked(operation, { as, parameters, query: '?limit=1', status: 200 });
      const next = /^<([^>]+)>; rel="next"$/.exec(first.response.headers.get('link') ?? '')?.[1] ?? '';
      assert.match(next, /\?limit=1&after=[\w-]+$/);
      const all = await asked(operation, { as, parameters, status: 200 });
      assert.equal(all.response.headers.get('link'), null);
    }
  });
});
