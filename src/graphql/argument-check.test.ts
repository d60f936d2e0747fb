import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, GraphQLScalarType } from 'graphql';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { ThingstoreError } from '../errors/thingstore-error.js';
import { DOCUMENT_LIMITS } from './document-limits.js';
import { checkRequest, type CheckedRequest, type UncheckedRequest } from './request-check.js';
import { DateTimeScalar, JsonScalar, UploadScalar } from '../request/scalars.js';

const schema = buildSchema(`
  scalar DateTime
  scalar JSON
  scalar Upload
  scalar Temperamental
  directive @only(for: String!) on FIELD
  interface Named { name(language: String!): String }
  type Room implements Named { name(language: String!): String  size(unit: Unit!): Int  next: Room }
  enum Unit { METRE FOOT }
  type Query {
    viewer: String
    room(id: ID!, first: Int, at: DateTime, page: Int! = 1): Room
    rooms(ids: [ID!], filter: Filter, matrix: [[Int!]!]): [Room]
    moody(value: Temperamental): String
  }
  type Mutation {
    login(input: LoginInput!): String
    createRoom(input: CreateRoomInput!): Room
  }
  type Subscription { roomAdded(after: ID!): Room }
  input LoginInput { email: String!  password: String! }
  input CreateRoomInput {
    ownerId: ID!
    path: String!
    walls: [Wall!]
    data: JSON
    file: Upload
    floor: Int! = 0
    unit: Unit
    time: DateTime
  }
  input Wall { height: Float!  door: Door }
  input Door { width: Float! }
  input Filter { unit: Unit  limit: Int = 5  must: Boolean! }
`);
for (const [name, scalar] of [
  ['DateTime', DateTimeScalar],
  ['JSON', JsonScalar],
  ['Upload', UploadScalar],
  ['Temperamental', temperamental()],
] as const) {
  const type = schema.getType(name);
  assert.ok(type instanceof GraphQLScalarType);
  type.parseValue = scalar.parseValue;
  type.parseLiteral = scalar.parseLiteral;
}

function temperamental(): GraphQLScalarType {
  const refuse = (): never => {
    throw new Error('SELECT secret FROM moods');
  };
  return new GraphQLScalarType({ name: 'Temperamental', parseValue: refuse, parseLiteral: refuse });
}

type Asked = Partial<Omit<UncheckedRequest, 'schema'>>;

function check(query: unknown, asked: Asked = {}): CheckedRequest {
  return checkRequest({ schema, query, isAuthenticated: true, limits: DOCUMENT_LIMITS, ...asked });
}

/** What a refused request is answered: code, property and path. */
function refusal(query: unknown, asked: Asked = {}): readonly unknown[] {
  try {
    check(query, asked);
  } catch (error) {
    if (error instanceof ThingstoreError) return [error.code, error.property, error.params?.['path']];
    throw error;
  }
  return ['PASSED'];
}

const CREATE = 'mutation Create($input: CreateRoomInput!) { createRoom(input: $input) { size(unit: METRE) } }';
const room = { ownerId: 'o-1', path: 'halls/1' };

function create(input: unknown): readonly unknown[] {
  return refusal(CREATE, { variables: { input } });
}

describe('what is left out where non-null is asked', () => {
  it('is named: an argument, a property, a property of a property', () => {
    assert.deepEqual(refusal('{ room { size(unit: FOOT) } }'), ['PROPERTY_REQUIRED', 'id', 'room.id']);
    assert.deepEqual(refusal('mutation { createRoom { __typename } }'), [
      'PROPERTY_REQUIRED',
      'input',
      'createRoom.input',
    ]);
    assert.deepEqual(refusal('mutation { createRoom(input: {path: "x"}) { __typename } }'), [
      'PROPERTY_REQUIRED',
      'ownerId',
      'createRoom.input.ownerId',
    ]);
    assert.deepEqual(create({ ...room, walls: [{ height: 1 }, { height: 2, door: {} }] }), [
      'PROPERTY_REQUIRED',
      'width',
      'createRoom.input.walls.1.door.width',
    ]);
  });

  it('is named when it is null, in the document and through a variable', () => {
    assert.deepEqual(refusal('{ room(id: null) { __typename } }'), ['PROPERTY_REQUIRED', 'id', 'room.id']);
    const query = 'query ($x: ID!) { room(id: $x) { __typename } }';
    assert.deepEqual(refusal(query, { variables: { x: null } }), ['PROPERTY_REQUIRED', 'id', 'room.id']);
    assert.deepEqual(refusal(query), ['PROPERTY_REQUIRED', 'id', 'room.id']);
    assert.deepEqual(create({ ...room, ownerId: null }), ['PROPERTY_REQUIRED', 'ownerId', 'createRoom.input.ownerId']);
  });

  it('is named by the property, not by the variable that should have filled it', () => {
    assert.deepEqual(refusal(CREATE), ['PROPERTY_REQUIRED', 'input', 'createRoom.input']);
    const query = 'mutation ($a: ID!, $b: String!) { createRoom(input: {ownerId: $a, path: $b}) { __typename } }';
    assert.deepEqual(refusal(query, { variables: { a: 'o-1' } }), [
      'PROPERTY_REQUIRED',
      'path',
      'createRoom.input.path',
    ]);
  });

  it('is named at the item of a list by the name of the list', () => {
    assert.deepEqual(refusal('{ rooms(ids: ["a", null]) { __typename } }'), [
      'PROPERTY_REQUIRED',
      'ids',
      'rooms.ids.1',
    ]);
    const query = 'query ($ids: [ID!]) { rooms(ids: $ids) { __typename } }';
    assert.deepEqual(refusal(query, { variables: { ids: ['a', null] } }), ['PROPERTY_REQUIRED', 'ids', 'rooms.ids.1']);
    const item = 'query ($id: ID!) { rooms(ids: ["a", $id]) { __typename } }';
    assert.deepEqual(refusal(item), ['PROPERTY_REQUIRED', 'ids', 'rooms.ids.1']);
    assert.deepEqual(refusal('{ rooms(matrix: [[1], [2, null]]) { __typename } }'), [
      'PROPERTY_REQUIRED',
      'matrix',
      'rooms.matrix.1.1',
    ]);
  });

  it('counts as given where there is a default, of the property, the argument or the variable', () => {
    assert.deepEqual(create(room), ['PASSED']);
    const page = 'query ($page: Int) { room(id: 1, page: $page) { __typename } }';
    assert.deepEqual(refusal(page), ['PASSED']);
    assert.deepEqual(refusal(page, { variables: { page: null } }), ['PROPERTY_REQUIRED', 'page', 'room.page']);
    assert.deepEqual(refusal('query ($id: ID! = "r") { room(id: $id) { __typename } }'), ['PASSED']);
    assert.deepEqual(create({ ...room, floor: null }), ['PROPERTY_REQUIRED', 'floor', 'createRoom.input.floor']);
  });

  it('is named in fields below fields, in fragments, in subscriptions, and with an alias by that', () => {
    const deep = '{ hall: room(id: 1) { next { ...Size } } } fragment Size on Room { next { size } }';
    assert.deepEqual(refusal(deep), ['PROPERTY_REQUIRED', 'unit', 'hall.next.next.size.unit']);
    const named = '{ room(id: 1) { ... on Named { name } } }';
    assert.deepEqual(refusal(named), ['PROPERTY_REQUIRED', 'language', 'room.name.language']);
    assert.deepEqual(refusal('subscription { roomAdded { __typename } }'), [
      'PROPERTY_REQUIRED',
      'after',
      'roomAdded.after',
    ]);
  });

  it('is named of a directive too, and checked where the directive leaves the field out', () => {
    const query = 'query ($yes: Boolean!) { viewer @include(if: $yes) }';
    assert.deepEqual(refusal(query), ['PROPERTY_REQUIRED', 'if', 'viewer.@include.if']);
    assert.deepEqual(refusal(query, { variables: { yes: 'no' } })[0], 'INVALID_ARGUMENTS');
    assert.deepEqual(refusal('{ viewer @only }'), ['PROPERTY_REQUIRED', 'for', 'viewer.@only.for']);
    assert.deepEqual(refusal('{ viewer room @skip(if: true) { __typename } }')[1], 'id');
  });

  it('answers in the order of the schema, whatever the order of the request', () => {
    assert.deepEqual(create({ unit: 'MILE', nonsense: 1, walls: 5 })[1], 'ownerId');
    assert.deepEqual(create({ unit: 'MILE', nonsense: 1, walls: 5, path: 7, ownerId: 'o' })[1], 'path');
    const literal = 'mutation { createRoom(input: {unit: MILE, nonsense: 1, path: 7}) { __typename } }';
    assert.deepEqual(refusal(literal)[1], 'ownerId');
    const both = '{ room(first: "x") { __typename } other: rooms(ids: {}) { __typename } }';
    assert.deepEqual(refusal(both)[1], 'id');
  });
});

describe('what is not what the schema asks for', () => {
  const cases: readonly (readonly [Record<string, unknown>, string, string])[] = [
    [{ path: 7 }, 'path', 'createRoom.input.path'],
    [{ floor: 1.5 }, 'floor', 'createRoom.input.floor'],
    [{ floor: 2 ** 31 }, 'floor', 'createRoom.input.floor'],
    [{ unit: 'MILE' }, 'unit', 'createRoom.input.unit'],
    [{ time: '2026-02-30T00:00:00Z' }, 'time', 'createRoom.input.time'],
    [{ walls: 'high' }, 'walls', 'createRoom.input.walls'],
    [{ walls: [{ height: 'high' }] }, 'height', 'createRoom.input.walls.0.height'],
    [{ walls: { height: 'high' } }, 'height', 'createRoom.input.walls.height'],
    [{ file: 'bytes' }, 'file', 'createRoom.input.file'],
    [{ ceiling: 3 }, 'ceiling', 'createRoom.input.ceiling'],
  ];

  it('is named, in a variable', () => {
    for (const [extra, property, path] of cases) {
      assert.deepEqual(create({ ...room, ...extra }), ['INVALID_ARGUMENTS', property, path]);
    }
    assert.deepEqual(create('room'), ['INVALID_ARGUMENTS', 'input', 'createRoom.input']);
    assert.deepEqual(create([room]), ['INVALID_ARGUMENTS', 'input', 'createRoom.input']);
  });

  it('is named, in the document', () => {
    const literals = [
      ['path: 7', 'path'],
      ['floor: 1.5', 'floor'],
      ['floor: 2147483648', 'floor'],
      ['unit: MILE', 'unit'],
      ['unit: "METRE"', 'unit'],
      ['time: "yesterday"', 'time'],
      ['walls: [{height: "high"}]', 'height'],
      ['walls: [[{height: 1}]]', 'walls'],
      ['file: "bytes"', 'file'],
      ['ceiling: 3', 'ceiling'],
      ['data: [METRE]', 'data'],
    ] as const;
    for (const [literal, property] of literals) {
      const path = literal.startsWith('path') ? '' : 'path: "x", ';
      const query = `mutation { createRoom(input: {ownerId: "o", ${path}${literal}}) { __typename } }`;
      assert.deepEqual(refusal(query).slice(0, 2), ['INVALID_ARGUMENTS', property], literal);
    }
    assert.deepEqual(refusal('mutation { createRoom(input: "room") { __typename } }')[1], 'input');
  });

  it('is named in the default of a variable', () => {
    const query = 'query ($filter: Filter = {must: 5}) { rooms(filter: $filter) { __typename } }';
    assert.deepEqual(refusal(query), ['INVALID_ARGUMENTS', 'must', 'filter.must']);
  });

  it('is said in words that help, and that never repeat what was given', () => {
    const message = (input: unknown): string => {
      try {
        check(CREATE, { variables: { input } });
      } catch (error) {
        if (error instanceof InvalidArguments) return error.message;
      }
      return '';
    };
    assert.equal(message({ ...room, unit: 'hunter2' }), 'unit must be one of METRE, FOOT.');
    assert.match(
      message({ ...room, floor: 'hunter2' }),
      /^floor must be a whole number from -2147483648 to 2147483647/,
    );
    assert.match(message({ ...room, time: 'hunter2' }), /^time must be an instant such as "2026-/);
    assert.equal(message({ ...room, path: ['hunter2'] }), 'path must be text.');
    assert.equal(message({ ...room, ceiling: 'hunter2' }), 'ceiling is no property of CreateRoomInput.');
  });

  it('is said in our own words when a scalar fails for reasons of its own', () => {
    const query = 'query ($v: Temperamental) { moody(value: $v) }';
    for (const [text, variables] of [
      [query, { v: 1 }],
      ['{ moody(value: 1) }', {}],
    ] as const) {
      assert.throws(() => check(text, { variables }), { message: 'value must be a valid Temperamental.' });
    }
  });

  it('keeps names and paths short, however long the client made them', () => {
    const [, property, path] = create({ ...room, ['x'.repeat(5_000)]: 1 });
    assert.ok(String(property).length <= 100 && String(path).length <= 300);
  });

  it('takes a single value for a list of one, and a whole number for an id or a float', () => {
    assert.deepEqual(refusal('{ rooms(ids: 5) { __typename } }'), ['PASSED']);
    assert.deepEqual(create({ ...room, ownerId: 5, walls: { height: 2 } }), ['PASSED']);
  });

  it('is left to validation where the schema knows no such thing', () => {
    const unknown = [
      '{ nothing(id: 5) }',
      '{ room(id: 1, colour: 5) { __typename } }',
      'query ($x: Nothing) { room(id: $x) { __typename } }',
      '{ room(id: $undeclared) { __typename } }',
      '{ room(id: 1) { ...Missing } }',
      '{ __type { name } }',
      'query ($unused: Int!) { viewer }',
      'query ($x: Int) { viewer @nothing(x: $x) }',
    ];
    for (const query of unknown) assert.deepEqual(refusal(query), ['PASSED'], query);
  });
});
