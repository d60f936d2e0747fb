import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, GraphQLError, GraphQLScalarType } from 'graphql';
import { Upload } from 'graphql-upload-minimal';
import { ThingstoreError } from '../errors/thingstore-error.js';
import { DOCUMENT_LIMITS } from './document-limits.js';
import { checkRequest } from './request-check.js';
import { JsonScalar, UploadScalar } from '../request/scalars.js';

const schema = buildSchema(`
  scalar JSON
  scalar Upload
  type Room { name: String  size: Int }
  type Query { viewer: String  room(id: ID!): Room  rooms(ids: [ID!]): [Room] }
  type Mutation { createRoom(input: CreateRoomInput!): Room }
  input CreateRoomInput { ownerId: ID!  path: String!  data: JSON  file: Upload }
`);
for (const scalar of [JsonScalar, UploadScalar]) {
  const type = schema.getType(scalar.name);
  assert.ok(type instanceof GraphQLScalarType);
  type.parseValue = scalar.parseValue;
  type.parseLiteral = scalar.parseLiteral;
}

/** What a refused request is answered: code, property and path. */
function refusal(query: string, asked: { readonly variables?: unknown } = {}): readonly unknown[] {
  try {
    checkRequest({ schema, query, isAuthenticated: true, limits: DOCUMENT_LIMITS, ...asked });
  } catch (error) {
    if (error instanceof ThingstoreError) return [error.code, error.property, error.params?.['path']];
    throw error;
  }
  return ['PASSED'];
}

const CREATE = 'mutation Create($input: CreateRoomInput!) { createRoom(input: $input) { name } }';
const room = { ownerId: 'o-1', path: 'halls/1' };

function create(input: unknown): readonly unknown[] {
  return refusal(CREATE, { variables: { input } });
}

describe('what must not get any further', () => {
  it('is a NUL character or half of a surrogate pair, in any text of the variables', () => {
    for (const bad of ['a\0b', '\uD83D', 'x\uDE00y']) {
      assert.deepEqual(create({ ...room, path: bad }), ['INVALID_ARGUMENTS', 'path', 'variables.input.path']);
      assert.deepEqual(create({ ...room, data: { deep: [1, { a: bad }] } }), [
        'INVALID_ARGUMENTS',
        'data',
        'variables.input.data.deep.1.a',
      ]);
      assert.deepEqual(create({ ...room, data: { [bad]: 1 } }), ['INVALID_ARGUMENTS', 'data', 'variables.input.data']);
      assert.deepEqual(refusal('{ viewer }', { variables: { extra: bad } })[1], 'extra');
      assert.deepEqual(refusal('{ viewer }', { variables: { [bad]: 1 } })[1], 'variables');
    }
    assert.deepEqual(create({ ...room, path: 'whole: 😀' }), ['PASSED']);
  });

  it('is the same in a literal, escaped or not', () => {
    const literal = (text: string): readonly unknown[] =>
      refusal(`mutation { createRoom(input: {ownerId: "o", path: "x", data: ${text}}) { __typename } }`).slice(0, 2);
    assert.deepEqual(literal('{a: ["\\u0000"]}'), ['INVALID_ARGUMENTS', 'data']);
    assert.deepEqual(literal('{a: ["\0"]}'), ['INVALID_ARGUMENTS', 'data']);
    assert.deepEqual(literal('{__proto__: {isAdmin: true}}'), ['INVALID_ARGUMENTS', 'data']);
    assert.deepEqual(literal('{a: "\\uD83D\\uDE00 \\u{1F600}"}'), ['PASSED']);
    assert.throws(() => literal('"\\uD83D"'), GraphQLError);
    assert.deepEqual(refusal('{ room(id: "\\u0000") { __typename } }')[1], 'id');
    assert.deepEqual(refusal('query ($x: ID = "\\u0000") { rooms(ids: [$x]) { __typename } }')[1], 'x');
  });

  it('is a key that would change a prototype', () => {
    const variables: unknown = JSON.parse('{"input": {"ownerId": "o", "path": "p", "data": {"__proto__": {"a": 1}}}}');
    assert.deepEqual(refusal(CREATE, { variables })[1], 'data');
  });

  it('is a number that JSON reads as infinite', () => {
    const variables: unknown = JSON.parse('{"input": {"ownerId": "o", "path": "p", "data": [1e999]}}');
    assert.deepEqual(refusal(CREATE, { variables }).slice(0, 2), ['INVALID_ARGUMENTS', 'data']);
    assert.deepEqual(
      refusal('mutation { createRoom(input: {ownerId: 1, path: "p", data: 1e999}) { __typename } }')[1],
      'data',
    );
  });

  it('is JSON of more than 64 levels, and 100,000 levels are no danger', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    // The input object is the first level.
    assert.deepEqual(create({ ...room, data: nested(63) }), ['PASSED']);
    assert.deepEqual(create({ ...room, data: nested(64) }).slice(0, 2), ['INVALID_ARGUMENTS', 'data']);
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    assert.deepEqual(create({ ...room, data: deep }).slice(0, 2), ['INVALID_ARGUMENTS', 'data']);
    const literal = (levels: number): readonly unknown[] =>
      refusal(
        `mutation { createRoom(input: {ownerId: 1, path: "p", data: ${'['.repeat(levels)}${']'.repeat(levels)}}) { __typename } }`,
      );
    assert.deepEqual(literal(64), ['PASSED']);
    assert.deepEqual(literal(65).slice(0, 2), ['INVALID_ARGUMENTS', 'data']);
  });
});

describe('an upload among the variables', () => {
  it('passes where a file is asked, and is not looked into', () => {
    const file = new Upload();
    Object.assign(file, { file: { filename: 'a\0b' } });
    assert.deepEqual(create({ ...room, file }), ['PASSED']);
  });

  it('is refused where JSON or text is asked', () => {
    assert.deepEqual(create({ ...room, data: { inside: new Upload() } }).slice(0, 2), ['INVALID_ARGUMENTS', 'data']);
    assert.deepEqual(create({ ...room, path: new Upload() }).slice(0, 2), ['INVALID_ARGUMENTS', 'path']);
    const inside = 'mutation ($f: Upload) { createRoom(input: {ownerId: 1, path: "p", data: {f: $f}}) { __typename } }';
    assert.deepEqual(refusal(inside, { variables: { f: new Upload() } })[1], 'data');
  });
});

describe('a variable inside a JSON literal', () => {
  const query = 'mutation ($n: Int!) { createRoom(input: {ownerId: 1, path: "p", data: {n: [$n]}}) { __typename } }';

  it('is checked like any other', () => {
    assert.deepEqual(refusal(query, { variables: { n: 5 } }), ['PASSED']);
    assert.deepEqual(refusal(query), ['PROPERTY_REQUIRED', 'data', 'createRoom.input.data']);
    assert.deepEqual(refusal(query, { variables: { n: 'x' } })[0], 'INVALID_ARGUMENTS');
  });
});
