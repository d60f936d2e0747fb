import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { openApiDocument } from './openapi.js';
import type { RestDescription } from './rest-operation.js';

const UNITS: RestDescription = {
  ...{ method: 'get', path: '/resources/units', id: 'listUnits', summary: 'Lists units' },
  tag: { name: 'Units', description: 'What is measured in.' },
  credential: 'ACCOUNT',
  door: 'REST',
  query: z.object({ label: z.string(), deep: z.coerce.boolean().default(false) }),
  answers: { 200: { description: 'By label.', content: z.record(z.string(), z.object({ id: z.string() })) } },
  errors: ['UNIT_NOT_FOUND', 'THING_TYPE_NOT_FOUND'],
};
const FILES: RestDescription = { ...UNITS, path: '/files', id: 'listFiles', credential: 'THING', door: 'FILES' };
const LOGIN: RestDescription = { ...UNITS, path: '/auth/login', id: 'login', credential: null, door: null };

/** One operation of the document, as it comes out. */
function described(operation: RestDescription, requireApiKey: 'rest' | 'all' | 'none' = 'rest') {
  const document = openApiDocument([operation], { version: '1.2.3', requireApiKey });
  const paths = document['paths'] as Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
  >;
  const found = paths[operation.path]?.[operation.method];
  assert.ok(found !== undefined);
  return found;
}

describe('an operation in the document', () => {
  it('asks for an API key where the server asks for one, beside the credential', () => {
    const [user, thing] = [{ userToken: [] }, { thingKey: [] }];
    const asked = [
      [UNITS, 'none', [user]],
      [UNITS, 'rest', [{ ...user, apiKey: [] }]],
      [UNITS, 'all', [{ ...user, apiKey: [] }]],
      [FILES, 'none', [thing]],
      [FILES, 'rest', [thing]],
      [FILES, 'all', [{ ...thing, apiKey: [] }]],
      [LOGIN, 'all', []],
    ] as const;
    for (const [operation, where, security] of asked) {
      assert.deepEqual(described(operation, where)['security'], security, `${operation.id}, ${where}`);
    }
  });

  it('says which parameters have to be sent', () => {
    assert.deepEqual(described(UNITS)['parameters'], [
      { name: 'label', in: 'query', required: true, description: undefined, schema: { type: 'string' } },
      {
        ...{ name: 'deep', in: 'query', required: false, description: undefined },
        schema: { default: false, type: 'boolean' },
      },
    ]);
  });

  it('lists the codes of each refusal, those of one status together', () => {
    const { 404: absent, 401: unknown } = described(UNITS)['responses'] as Readonly<Record<number, unknown>>;
    const text = JSON.stringify(absent);
    assert.ok(text.includes('"enum":["UNIT_NOT_FOUND","THING_TYPE_NOT_FOUND"]'), text);
    assert.deepEqual(unknown, { $ref: '#/components/responses/Unauthenticated' });
  });

  it('has its named schemas among the components, each once', () => {
    const unit = z.object({ id: z.string() }).meta({ id: 'UnitOfOpenApiTest' });
    const answering = (path: string, content: z.ZodType) => ({
      ...{ ...UNITS, path },
      answers: { 200: { description: 'It.', content } },
    });
    const operations = [answering('/unit', unit), answering('/units', z.object({ units: z.array(unit) }))];
    const { components, paths } = openApiDocument(operations, { version: '1', requireApiKey: 'none' });
    const { schemas } = components as { readonly schemas: object };
    assert.deepEqual(Object.keys(schemas), ['UnitOfOpenApiTest', 'Error']);
    const references = JSON.stringify(paths).match(/"#\/components\/schemas\/UnitOfOpenApiTest"/g);
    assert.equal(references?.length, 2);
  });

  it('does not share the name of its schema with another one', () => {
    // Read and written it is not the same: there is a default.
    const both = z.object({ id: z.string().default('m') }).meta({ id: 'OtherOfOpenApiTest' });
    const operation: RestDescription = {
      ...UNITS,
      ...{ method: 'post', body: { 'application/json': { schema: both } } },
      answers: { 200: { description: 'It.', content: both } },
    };
    assert.throws(() => described(operation), /Two schemas are called OtherOfOpenApiTest/);
  });
});
